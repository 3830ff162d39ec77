package org.isoflop.interpreter.node;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.frame.VirtualFrame;
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
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.analysis.Statement;
import org.isoflop.interpreter.value.Pending;
import org.isoflop.interpreter.value.StudyException;
import org.isoflop.interpreter.value.Trace;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Works out the values of a run: each declaration once and on demand, functions once for the same arguments, everything anew that
 * depends on what is supposed.
 */
public final class Evaluator {
    private static final Object BEGIN = new Object();

    private final Run run;
    private final Lowerer lowerer;
    private final Map<Instance, RootCallTarget> targets = new HashMap<>();
    private final Deque<Declaration> underWay = new ArrayDeque<>();
    private @Nullable Supposition supposed;
    /** The instance or output whose value is being worked out. */
    private @Nullable Object cause;
    private int rows = -1;
    private @Nullable Trace trace;

    Evaluator(Run run, Lowerer lowerer) {
        this.run = run;
        this.lowerer = lowerer;
    }

    /** The declarations that are being evaluated, the innermost first. */
    Deque<Declaration> underWay() {
        return underWay;
    }

    /** The instance or output whose value is being worked out. */
    @Nullable
    Object cause() {
        return cause;
    }

    /** Whether what is evaluated is only supposed. */
    boolean supposes() {
        return supposed != null;
    }

    /** Keeps the nodes of some instances alone. */
    void forget(Set<Instance> others) {
        targets.keySet().retainAll(others);
    }

    /** The rows of the table that is being worked out, -1 for none. */
    public int rows() {
        return rows;
    }

    /** What is being traced by an allocation, null outside. */
    @Nullable
    public Trace trace() {
        return trace;
    }

    /** Sets what is being traced, and gives that of before. */
    @Nullable
    public Trace trace(@Nullable Trace now) {
        Trace before = trace;
        trace = now;
        return before;
    }

    /** Sets the rows of the table that is being worked out, -1 for none, and gives those of before. */
    public int rows(int now) {
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
        run.token().poll();
        int before = rows(-1);
        Trace around = trace(null);
        Object outer = cause(instance);
        Workload.Scope scope = run.workload().enterOnce();
        try {
            Value value = known instanceof Started started ? finished(instance, started) : call(instance);
            cells.put(instance, value);
            return value;
        } catch (StudyException failed) {
            cells.put(instance, failed);
            throw failed;
        } finally {
            if (supposed == null) {
                run.memory().evaluated(instance);
            }
            rows(before);
            trace(around);
            cause = outer;
            run.workload().leaveOnce(scope);
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

    /** Does something as if a declaration were being evaluated. */
    void as(Instance instance, Runnable action) {
        Object outer = cause(instance);
        underWay.push(instance.declaration());
        try {
            action.run();
        } finally {
            underWay.pop();
            cause = outer;
        }
    }

    /** Where the value of a declaration is kept: with the innermost supposition that it depends on, else with the run. */
    private Cells cells(Instance instance) {
        for (Supposition each = supposed; each != null; each = each.outer()) {
            if (each.touches(instance)) {
                return each.cells();
            }
        }
        return run.memory().cells();
    }

    /**
     * Supposes other values of some declarations until {@link #resume}: what depends on them is evaluated anew, everything
     * else is shared with the run, and no warning is raised.
     *
     * @return what was supposed before, to resume with
     */
    @Nullable
    public Supposition suppose(Map<Instance, Value> changed) {
        Supposition before = supposed;
        supposed = new Supposition(changed, before);
        return before;
    }

    public void resume(@Nullable Supposition before) {
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
    public Value settle(VirtualFrame frame, Pending pending) {
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
        Map<Instance, Object> cells = run.memory().cells().values();
        if (cells.containsKey(instance)) {
            return;
        }
        run.token().poll();
        int before = rows(-1);
        Object outer = cause(instance);
        try {
            Value value = call(instance, BEGIN);
            if (value instanceof Pending pending) {
                cells.put(instance, new Started(pool.submit(() -> computed(pending)), pending));
            } else {
                cells.put(instance, value);
                run.memory().evaluated(instance);
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
        run.token().poll();
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
            if (failed.getCause() instanceof OutOfMemoryError full) {
                throw exhausted(full, underWay.element());
            }
            throw failed.getCause() instanceof CancellationException cancelled ? cancelled : new IllegalStateException(failed.getCause());
        }
    }

    private static StudyException exhausted(VirtualMachineError error, Declaration item) {
        return new StudyException(Limits.exhausted(error, "`" + item.name() + "`").at(item.source(), item.item().name().span()), null);
    }

    /** Whether a declaration was evaluated, or failed. */
    boolean isSettled(Instance instance) {
        return run.memory().cells().values().containsKey(instance);
    }

    /** Whether a declaration was evaluated to its end. */
    boolean isFinished(Instance instance) {
        Object known = run.memory().cells().values().get(instance);
        return known instanceof Value || known instanceof StudyException;
    }

    /** The value of a declaration that was evaluated, null if it failed. */
    @Nullable
    Value known(Instance instance) {
        return run.memory().value(instance);
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
        run.token().poll();
        underWay.push(instance.declaration());
        try {
            return (Value) target(instance).call(arguments);
        } catch (OutOfMemoryError | StackOverflowError exhausted) {
            throw exhausted(exhausted, instance.declaration());
        } finally {
            underWay.pop();
        }
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
            known = lowerer.item(run, instance).getCallTarget();
            targets.put(instance, known);
        }
        return known;
    }

    /** Evaluates an output. */
    void perform(Statement statement) {
        Object outer = cause(statement);
        try {
            lowerer.output(run, statement).getCallTarget().call();
        } catch (OutOfMemoryError | StackOverflowError exhausted) {
            throw new StudyException(Limits.exhausted(exhausted, "this").at(statement.module().source(), statement.item().span()), null);
        } finally {
            cause = outer;
        }
    }
}
