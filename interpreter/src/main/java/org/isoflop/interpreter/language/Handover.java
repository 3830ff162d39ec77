package org.isoflop.interpreter.language;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.analysis.Statement;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.node.Settings;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.Cancellation;
import org.jspecify.annotations.Nullable;

/**
 * What passes between the engine and the language besides interoperability values: the checked study and its settings on
 * the way in, the run on the way out. A plain polyglot host hands over nothing.
 */
public final class Handover implements AutoCloseable {
    private static final Map<String, Handover> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong COUNT = new AtomicLong();

    private final String key;
    private final Cancellation cancellation;
    private @Nullable Checker checker;
    private @Nullable Settings settings;
    private final boolean whole;
    private final boolean keeps;
    private Predicate<Statement> performed = statement -> true;
    private Map<String, Value> values = Map.of();
    private @Nullable Run run;

    private Handover(String key, boolean whole, boolean keeps, Cancellation cancellation) {
        this.keeps = keeps;
        this.cancellation = cancellation;
        this.whole = whole;
        this.key = key;
    }

    /**
     * Opens one for a study that {@link #next} hands over once it is checked; its key is to be the only application argument of
     * the context.
     *
     * @param whole whether every item is evaluated, not only what the outputs need
     * @param cancellation ends the run, which then keeps what is finished
     */
    public static Handover of(boolean whole, Cancellation cancellation) {
        return open(whole, true, cancellation);
    }

    /**
     * Opens one for a study that grows: each state of it is handed over by {@link #next}, and its source then evaluated.
     *
     * @param cancellation ends what goes on
     */
    public static Handover growing(Cancellation cancellation) {
        return open(true, false, cancellation);
    }

    private static Handover open(boolean whole, boolean keeps, Cancellation cancellation) {
        Handover handover = new Handover("isoflop-" + COUNT.incrementAndGet(), whole, keeps, cancellation);
        OPEN.put(handover.key, handover);
        return handover;
    }

    /**
     * Hands over a study, or the next state of one that grows.
     *
     * @param begun the run that goes on with it, whose memory holds what is known already; null to begin one
     * @param outputs which of its outputs are performed
     */
    public void next(Checker state, Settings its, @Nullable Run begun, Predicate<Statement> outputs) {
        checker = state;
        settings = its;
        run = begun;
        performed = outputs;
        values = Map.of();
    }

    /**
     * Evaluates what was handed over, without a polyglot context.
     *
     * @throws java.util.concurrent.CancellationException if it was cancelled before it had anything to give
     */
    public void evaluate() {
        new StudyNode(null, Objects.requireNonNull(checker), this).getCallTarget().call();
    }

    static Handover take(String[] arguments) {
        Handover known = arguments.length == 1 ? OPEN.get(arguments[0]) : null;
        return known != null ? known : new Handover("", true, false, new Cancellation());
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

    Cancellation cancellation() {
        return cancellation;
    }

    /** Whether a run that is cancelled gives what it had finished, instead of ending in an exception. */
    boolean keeps() {
        return keeps;
    }

    Predicate<Statement> performed() {
        return performed;
    }

    /** Whether every item is evaluated, not only what the outputs need. */
    public boolean isWhole() {
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
