package org.isoflop.interpreter.node;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.analysis.Statement;
import org.isoflop.interpreter.file.FileState;
import org.isoflop.interpreter.file.InputFile;
import org.isoflop.interpreter.function.Function;
import org.isoflop.interpreter.value.Pending;
import org.isoflop.interpreter.value.StudyException;
import org.isoflop.interpreter.value.Trace;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.Cancellation;
import org.jspecify.annotations.Nullable;

/** One run of a study: the values of its declarations, each evaluated once and on demand, and what was to be said of them. */
public final class Run implements Function.Surroundings {
    private static final Object BEGIN = new Object();
    private final TruffleLanguage<?> language;
    private final Settings settings;
    private final Cancellation cancellation;
    private Memory memory = new Memory();
    private @Nullable Supposition supposed;
    private final Map<Instance, RootCallTarget> targets = new HashMap<>();
    private final Deque<Declaration> underWay = new ArrayDeque<>();
    /** The instance or output whose value is being worked out. */
    private @Nullable Object cause;
    private int rows = -1;
    private int threads;
    private @Nullable Trace trace;

    /** Files that take longer to read than another JVM to start, and about how long a short row is in them. */
    private static final long LARGE_FILE = 4_000_000;
    private static final long BYTES_OF_A_ROW = 16;

    private final Workload workload = new Workload();

    /** A warning and the items that were being evaluated when it was raised, the innermost first. */
    public record Warning(Diagnostic diagnostic, Set<Declaration> owners) {
    }

    /** @param cancellation ends the run from outside */
    public Run(TruffleLanguage<?> language, Settings settings, Cancellation cancellation) {
        this.language = language;
        this.settings = settings;
        this.cancellation = cancellation;
        this.threads = settings.threads();
    }

    static Run of(Node node) {
        return ((StudyRoot) node.getRootNode()).run();
    }

    public Settings settings() {
        return settings;
    }

    /** What was found out so far. */
    public Memory memory() {
        return memory;
    }

    /** Goes on with another state of the study, or back to one. */
    public void remember(Memory other) {
        memory = other;
        targets.keySet().retainAll(other.named());
    }

    /** What is being traced by an allocation, null outside. */
    @Nullable
    Trace trace() {
        return trace;
    }

    /** Sets what is being traced, and gives that of before. */
    @Nullable
    Trace trace(@Nullable Trace now) {
        Trace before = trace;
        trace = now;
        return before;
    }

    /** How many threads what is evaluated now may use. */
    @Override
    public int threads() {
        return threads;
    }

    /** Sets how many threads each of several things that go on side by side may use, and gives the number of before. */
    int threadsEach(int now) {
        int before = threads;
        threads = now;
        return before;
    }

    @Override
    public Cancellation cancellation() {
        return ofItem();
    }

    TruffleLanguage<?> language() {
        return language;
    }

    @Override
    public long seed() {
        return settings.seed();
    }

    @Override
    public int draws() {
        return settings.draws();
    }

    @Override
    public double level() {
        return settings.level();
    }

    @Override
    public int rows() {
        return rows;
    }

    /** Sets the rows of the table that is being worked out, -1 for none, and gives those of before. */
    int rows(int now) {
        int before = rows;
        rows = now;
        return before;
    }

    /**
     * The value of a declaration without parameters.
     *
     * @throws StudyException if it has none; asked again, the same one
     */
    public Value value(Instance instance) {
        Map<Instance, Object> cells = cells(instance).values();
        Object known = cells.get(instance);
        if (known instanceof Value value) {
            return value;
        }
        if (known instanceof StudyException failed) {
            throw failed;
        }
        cancellation.poll();
        int before = rows(-1);
        Trace around = trace(null);
        Object outer = cause(instance);
        Workload.Scope scope = workload.enterOnce();
        try {
            Value value = known instanceof Started started ? finished(instance, started) : call(instance);
            cells.put(instance, value);
            return value;
        } catch (StudyException failed) {
            cells.put(instance, failed);
            throw failed;
        } finally {
            if (supposed == null) {
                memory.evaluated(instance);
            }
            rows(before);
            trace(around);
            cause = outer;
            workload.leaveOnce(scope);
        }
    }

    /** Sets what is being worked out, and gives that of before. What is only supposed is no cause of its own. */
    private @Nullable Object cause(Object now) {
        Object before = cause;
        if (supposed == null) {
            cause = now;
        }
        return before;
    }

    /** Where the value of a declaration is kept: with the innermost supposition that it depends on, else with the run. */
    private Cells cells(Instance instance) {
        for (Supposition each = supposed; each != null; each = each.outer()) {
            if (each.touches(instance)) {
                return each.cells();
            }
        }
        return memory.cells();
    }

    /**
     * Supposes other values of some declarations until {@link #resume}: what depends on them is evaluated anew, everything
     * else is shared with the run, and no warning is raised.
     *
     * @return what was supposed before, to resume with
     */
    @Nullable
    Supposition suppose(Map<Instance, Value> changed) {
        Supposition before = supposed;
        supposed = new Supposition(changed, before);
        return before;
    }

    void resume(@Nullable Supposition before) {
        supposed = before;
    }

    /** A declaration whose numeric work goes on while others are evaluated. */
    private record Started(Future<Object> computed, Pending pending) {
    }

    /** Whether an item is only to be begun: it then gives its value as pending. */
    static boolean begins(VirtualFrame frame) {
        Object[] arguments = frame.getArguments();
        return arguments.length > 0 && arguments[arguments.length - 1] == BEGIN;
    }

    /** The arguments of an item, without the sign that it is only to be begun. */
    static Object[] arguments(VirtualFrame frame) {
        Object[] arguments = frame.getArguments();
        return begins(frame) ? Arrays.copyOf(arguments, arguments.length - 1) : arguments;
    }

    /** The value of what was prepared: still pending where the item is only begun, else worked out here and now. */
    Value settle(VirtualFrame frame, Pending pending) {
        return begins(frame) ? pending : pending.finished(computed(pending));
    }

    /** What the work comes to, or the exception that ended it. */
    @TruffleBoundary
    static Object computed(Pending pending) {
        try {
            return pending.work().call();
        } catch (CancellationException cancelled) {
            throw cancelled;
        } catch (Exception failure) {
            return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
        }
    }

    /**
     * Begins a declaration: what it needs is evaluated here, its numeric work, if it has any, goes on in the pool until
     * somebody asks for the value.
     */
    void start(Instance instance, ExecutorService pool) {
        Map<Instance, Object> cells = memory.cells().values();
        if (cells.containsKey(instance)) {
            return;
        }
        cancellation.poll();
        int before = rows(-1);
        Object outer = cause(instance);
        try {
            Value value = call(instance, BEGIN);
            if (value instanceof Pending pending) {
                cells.put(instance, new Started(pool.submit(() -> computed(pending)), pending));
            } else {
                cells.put(instance, value);
                memory.evaluated(instance);
            }
        } catch (StudyException failed) {
            cells.put(instance, failed);
        } finally {
            rows(before);
            cause = outer;
        }
    }

    /** What an item gives for some arguments, pending where it has numeric work; {@link #finish} makes the value then. */
    Value begin(Instance instance, Object... arguments) {
        cancellation.poll();
        Object[] more = Arrays.copyOf(arguments, arguments.length + 1, Object[].class);
        more[arguments.length] = BEGIN;
        int before = rows(-1);
        try {
            return call(instance, more);
        } finally {
            rows(before);
        }
    }

    Value finish(Instance instance, Pending pending, Future<Object> computed) {
        int before = rows(-1);
        try {
            return finished(instance, new Started(computed, pending));
        } finally {
            rows(before);
        }
    }

    private Value joined(Started started) {
        try {
            return started.pending.finished(started.computed.get());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof CancellationException cancelled ? cancelled : new IllegalStateException(failed.getCause());
        }
    }

    /** Whether a declaration was evaluated, or failed. */
    boolean isSettled(Instance instance) {
        return memory.cells().values().containsKey(instance);
    }

    /** Whether a declaration was evaluated to its end. */
    boolean isFinished(Instance instance) {
        Object known = memory.cells().values().get(instance);
        return known instanceof Value || known instanceof StudyException;
    }

    /** The value of a declaration that was evaluated, null if it failed. */
    @Nullable
    Value known(Instance instance) {
        return memory.value(instance);
    }

    private Value finished(Instance instance, Started started) {
        underWay.push(instance.declaration());
        try {
            return joined(started);
        } finally {
            underWay.pop();
        }
    }

    /** What an item gives for some arguments. */
    Value call(Instance instance, Object... arguments) {
        underWay.push(instance.declaration());
        try {
            return (Value) target(instance).call(arguments);
        } finally {
            underWay.pop();
        }
    }

    /** The token for the work of the item that is being evaluated; what goes on side by side is told of by rows alone. */
    Cancellation ofItem() {
        Declaration item = underWay.peek();
        String whose = item == null ? "" : item.name() + ": ";
        return threads < settings.threads()
                ? cancellation
                : cancellation.telling((work, done, of) -> settings.progress().reached(whose + work, done, of));
    }

    /** Tells how many rows of a table have one of an item that each of them needs. */
    void reached(Instance each, long done, long of) {
        settings.progress().reached(each.declaration().name() + ": rows", done, of);
    }

    /** The same, remembered for each list of single values, so that one thing is computed once. */
    Value remember(Instance instance, List<Object> key, Object... arguments) {
        Value known = remembered(instance, key);
        if (known == null) {
            int before = rows(-1);
            Trace around = trace(null);
            try {
                known = call(instance, arguments);
            } finally {
                rows(before);
                trace(around);
            }
            keep(instance, key, known);
        }
        return known;
    }

    /** What an item gave for single values, null if it was not asked. */
    @Nullable
    Value remembered(Instance instance, List<Object> key) {
        Map<List<Object>, Value> calls = cells(instance).calls().get(instance);
        return calls == null ? null : calls.get(key);
    }

    void keep(Instance instance, List<Object> key, Value value) {
        cells(instance).calls().computeIfAbsent(instance, any -> new HashMap<>()).put(List.copyOf(key), value);
    }

    RootCallTarget target(Instance instance) {
        RootCallTarget known = targets.get(instance);
        if (known == null) {
            known = new Lowering(this, instance).root().getCallTarget();
            targets.put(instance, known);
        }
        return known;
    }

    /** Evaluates an output. */
    public void perform(Statement statement) {
        Object outer = cause(statement);
        try {
            new Lowering(this, statement).root(statement).getCallTarget().call();
        } finally {
            cause = outer;
        }
    }

    /** Raises a warning; of those with one code at one place the first stays. What is only supposed raises none. */
    void warn(Diagnostic diagnostic) {
        if (supposed == null) {
            memory.warnings().raise(diagnostic, underWay, cause);
        }
    }

    /** Raises a warning of an item that was evaluated before. */
    void warn(Diagnostic diagnostic, Instance of) {
        Object outer = cause(of);
        underWay.push(of.declaration());
        try {
            warn(diagnostic);
        } finally {
            underWay.pop();
            cause = outer;
        }
    }

    public List<Warning> warnings() {
        return memory.warnings().all();
    }

    /**
     * Announces work before it begins: evaluations of a kernel on a row. Where it adds up to more than this JVM is meant
     * for, the run ends at once, so that another one can do it.
     */
    @Override
    public void work(double evaluations) {
        workload.announce(evaluations);
        if (isTooMuch()) {
            cancellation.cancel();
            throw new IllegalStateException("large work");
        }
    }

    /**
     * Notes that a file is read for the items that are being evaluated.
     *
     * @return how it was when the first of them read it, so that all see the same
     */
    FileState reads(Path file) {
        return memory.read(file, underWay);
    }

    /** Notes the hash of a file that was read, if results are to tell what they rest on. */
    void hash(Path file, Supplier<String> sha256) {
        if (settings.traces()) {
            memory.hash(file, sha256);
        }
    }

    /**
     * Announces what fitting the table of a file may take before the file is read, if it is so large that it had better not be
     * read by two JVMs.
     */
    void foresee(InputFile file) {
        long bytes = 0;
        try {
            bytes = settings.patience() < Double.POSITIVE_INFINITY ? file.size() : 0;
        } catch (IOException unreadable) {
            // Whoever reads it will say so.
        }
        if (bytes > LARGE_FILE) {
            work(FitNode.work(bytes / (double) BYTES_OF_A_ROW));
        }
    }

    /** What was announced, to say for how many rows alike that stands. */
    Workload workload() {
        return workload;
    }

    /** How many evaluations were announced. */
    public double work() {
        return workload.announced();
    }

    /** Whether the run ended because its work is too large for this JVM. */
    public boolean isTooMuch() {
        return workload.announced() > settings.patience();
    }

    /** The declaration that is being evaluated. */
    Declaration current() {
        Declaration current = underWay.peek();
        if (current == null) {
            throw new IllegalStateException("nothing is being evaluated");
        }
        return current;
    }

    /** Notes a mistake, once for all that need what failed. */
    void failed(StudyException failure) {
        for (StudyException known : memory.failures()) {
            if (known.diagnostic().equals(failure.diagnostic())) {
                return;
            }
        }
        memory.failures().add(failure);
    }

    /** The mistakes that stopped items or outputs. */
    public List<StudyException> failures() {
        return memory.failures();
    }

    void gave(Output output) {
        memory.gave(output, cause);
    }

    /** What the outputs performed so far came to, in order. */
    public List<Output> outputs() {
        return memory.outputs();
    }

    /** Takes a file for an output; two of one name are a mistake. */
    void claim(Path file, ExpressionNode node) {
        if (!memory.claimed().add(file.normalize())) {
            throw node.wrong(Code.WRITE_FAILED, settings.outputFolder().relativize(file), "another output has this name");
        }
    }

    /** A name for an output that has none of its own: {@code frontier.svg}, then {@code frontier-2.svg}. */
    String freeName(String item, String ending) {
        String name = item + ending;
        for (int i = 2; !memory.claimed().add(settings.outputFolder().resolve(name).normalize()); i++) {
            name = item + "-" + i + ending;
        }
        return name;
    }
}
