package org.isoflop.interpreter.language;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.node.Settings;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * What passes between the engine and the language besides interoperability values: the checked study and its settings on
 * the way in, the run on the way out. A plain polyglot host hands over nothing.
 */
public final class Handover implements AutoCloseable {
    private static final Map<String, Handover> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong COUNT = new AtomicLong();

    private final String key;
    private final @Nullable Checker checker;
    private final @Nullable Settings settings;
    private final boolean whole;
    private Map<String, Value> values = Map.of();
    private @Nullable Run run;

    private Handover(String key, @Nullable Checker checker, @Nullable Settings settings, boolean whole) {
        this.whole = whole;
        this.key = key;
        this.checker = checker;
        this.settings = settings;
    }

    /**
     * Opens one for a checked study; its key is to be the only application argument of the context.
     *
     * @param whole whether every item is evaluated, not only what the outputs need
     */
    public static Handover of(Checker checker, Settings settings, boolean whole) {
        Handover handover = new Handover("isoflop-" + COUNT.incrementAndGet(), checker, settings, whole);
        OPEN.put(handover.key, handover);
        return handover;
    }

    static Handover take(String[] arguments) {
        Handover known = arguments.length == 1 ? OPEN.get(arguments[0]) : null;
        return known != null ? known : new Handover("", null, null, true);
    }

    public String key() {
        return key;
    }

    @Nullable
    Checker checker() {
        return checker;
    }

    @Nullable
    Settings settings() {
        return settings;
    }

    boolean isWhole() {
        return whole;
    }

    void gave(Map<String, Value> all) {
        values = all;
    }

    /** The values of the items, in file order. */
    public Map<String, Value> values() {
        return values;
    }

    void began(Run begun) {
        run = begun;
    }

    /** The run, once it has begun. */
    public @Nullable Run run() {
        return run;
    }

    @Override
    public void close() {
        OPEN.remove(key);
    }
}
