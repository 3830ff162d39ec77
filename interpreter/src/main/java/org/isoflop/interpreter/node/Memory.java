package org.isoflop.interpreter.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.analysis.Statement;
import org.isoflop.interpreter.file.FileState;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.StudyException;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * What a run found out about one state of a study: values, warnings, mistakes, outputs, the files it read. Where a study grows at a
 * prompt, each state has a memory of its own, which takes over from the one before what still holds.
 */
public final class Memory {
    private final Cells cells = new Cells();
    /** The instance under which a value was worked out that was taken over; its nodes name that one and what it uses. */
    private final Map<Instance, Instance> origins = new HashMap<>();
    private final Set<Instance> evaluated = new LinkedHashSet<>();
    private final Warnings warnings = new Warnings();
    private final List<Output> outputs = new ArrayList<>();
    private final Map<Statement, List<Output>> performed = new HashMap<>();
    private final List<StudyException> failures = new ArrayList<>();
    private final Set<Path> claimed = new LinkedHashSet<>();
    private final Map<Declaration, Map<Path, FileState>> files = new HashMap<>();
    private final Map<Path, FileState> read = new LinkedHashMap<>();
    private final Map<Path, Hashed> hashes = new TreeMap<>();
    private final Map<Path, PendingHash> unsettled = new TreeMap<>();

    Cells cells() {
        return cells;
    }

    Warnings warnings() {
        return warnings;
    }

    List<Output> outputs() {
        return outputs;
    }

    /** What an output came to; nothing if it was not performed, or failed. */
    public List<Output> outputs(Statement statement) {
        return performed.getOrDefault(statement, List.of());
    }

    void gave(Output output, @Nullable Object cause) {
        outputs.add(output);
        if (cause instanceof Statement statement) {
            performed.computeIfAbsent(statement, any -> new ArrayList<>()).add(output);
        }
    }

    List<StudyException> failures() {
        return failures;
    }

    Set<Path> claimed() {
        return claimed;
    }

    void evaluated(Instance instance) {
        evaluated.add(instance);
    }

    /**
     * Notes that a file is read, and how it is.
     *
     * @return how it was when it was first read in this state of the study
     */
    FileState read(Path file, Collection<Declaration> readers) {
        FileState state = FileState.of(file);
        readers.forEach(reader -> files.computeIfAbsent(reader, any -> new LinkedHashMap<>()).putIfAbsent(file, state));
        FileState earlier = read.putIfAbsent(file, state);
        return earlier == null ? state : earlier;
    }

    boolean isHashed(Path file) {
        return hashes.containsKey(file.normalize()) || unsettled.containsKey(file.normalize());
    }

    void hashed(Path file, PendingHash hash) {
        unsettled.put(file.normalize(), hash);
    }

    /** The files whose hashes were not yet waited for. */
    List<Path> unsettled() {
        return List.copyOf(unsettled.keySet());
    }

    /** @param patiently whether a hash is waited for that is not known yet; else it is given up */
    void settle(Path file, boolean patiently) {
        PendingHash hash = unsettled.remove(file);
        if (hash == null) {
            return;
        }
        if (patiently || hash.isKnown()) {
            hashes.put(file, new Hashed(hash.bytes(), hash.sha256()));
        } else {
            hash.giveUp();
        }
    }

    /** The hash of a file that was read, which is worked out beside the run. */
    public interface PendingHash {
        long bytes();

        boolean isKnown();

        /** Waits for it; a mistake if the file changed before it was hashed. */
        String sha256();

        void giveUp();
    }

    /** How long a file was that was read, and the SHA-256 of what it held. */
    public record Hashed(long bytes, String sha256) {
    }

    /** The files that were read, where the run was asked to trace what its results rest on. */
    public Map<Path, Hashed> hashes() {
        return hashes;
    }

    /** The declarations without parameters that were evaluated in this state, not taken over. */
    public Set<Instance> evaluated() {
        return evaluated;
    }

    /** The value of an instance, null if it has none. */
    public @Nullable Value value(Instance instance) {
        return cells.values().get(instance) instanceof Value value ? value : null;
    }

    /** Gives an instance the value that it is known to have. */
    public void put(Instance instance, Value value) {
        cells.values().put(instance, value);
    }

    /** The files that were read, and how they were then. */
    public Map<Path, FileState> files() {
        Map<Path, FileState> all = new LinkedHashMap<>();
        files.values().forEach(all::putAll);
        return all;
    }

    /** Whether a file that an item read is another by now. */
    public boolean isOutdated(Declaration reader) {
        return files.getOrDefault(reader, Map.of()).entrySet().stream()
                .anyMatch(entry -> !FileState.of(entry.getKey()).equals(entry.getValue()));
    }

    /** Takes over which files are written, so that no two outputs of one session are, but for those whose outputs are gone. */
    public void claim(Memory before, Collection<Path> released) {
        claimed.addAll(before.claimed);
        released.forEach(file -> claimed.remove(file.normalize()));
    }

    /** Says of every warning where its place is now. */
    public void move(Function<Diagnostic, Diagnostic> moved) {
        warnings.move(moved);
    }

    /**
     * Takes over what holds in this state too.
     *
     * @param instances for each instance of the state before that stands for the same the one of this state
     * @param statements the same for outputs
     */
    public void take(Memory before, Map<Instance, Instance> instances, Map<Statement, Statement> statements) {
        Map<Declaration, Declaration> declarations = new HashMap<>();
        List<Instance> made = new ArrayList<>();
        instances.forEach((old, now) -> {
            declarations.put(old.declaration(), now.declaration());
            Object known = before.cells.values().get(old);
            if (known instanceof Value || known instanceof StudyException) {
                cells.values().put(now, known);
            }
            Map<List<Object>, Value> calls = before.cells.calls().get(old);
            if (calls != null) {
                cells.calls().put(now, calls);
            }
            if (calls != null || !isWhole(known)) {
                Instance origin = before.origins.getOrDefault(old, old);
                origins.put(now, origin);
                made.add(origin);
            }
        });
        keep(made, before);
        warnings.take(before.warnings, cause -> cause instanceof Statement statement ? statements.get(statement) : instances.get(cause),
                old -> declarations.getOrDefault(old, old));
        before.files.forEach((reader, states) -> {
            Declaration now = declarations.get(reader);
            if (now != null) {
                files.put(now, states);
            }
        });
    }

    /** Whether nothing is left to be asked of the nodes that made a value, so that they and what they name may be forgotten. */
    private static boolean isWhole(@Nullable Object known) {
        return known instanceof Quantity || known instanceof Truth || known instanceof Text || known instanceof Texts
                || known instanceof Missing;
    }

    /** Nodes that made a value may still be asked for members of it, and ask for what they were made with. */
    private void keep(Collection<Instance> made, Memory before) {
        for (Instance each : Instance.reached(made)) {
            Object known = before.cells.values().get(each);
            if (known != null) {
                cells.values().putIfAbsent(each, known);
            }
            Map<List<Object>, Value> calls = before.cells.calls().get(each);
            if (calls != null) {
                cells.calls().putIfAbsent(each, calls);
            }
        }
    }

    /** The instances that nodes of values in this memory may name. */
    Set<Instance> named() {
        List<Instance> from = new ArrayList<>(cells.values().keySet());
        from.addAll(cells.calls().keySet());
        from.addAll(origins.values());
        return Instance.reached(from);
    }
}
