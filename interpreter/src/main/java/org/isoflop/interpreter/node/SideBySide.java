package org.isoflop.interpreter.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Pending;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.Locales;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Neighbours;
import org.jspecify.annotations.Nullable;

/**
 * An item for each of many lists of arguments, as a sweep over fits needs: what it needs is evaluated in order, and the numeric
 * work of some goes on while the next are begun. Equal arguments are worked out once. The order of results, warnings and mistakes
 * is that of one after the other.
 */
final class SideBySide {
    /** How many are begun for each thread before the first has to be finished. */
    private static final int AHEAD = 4;

    private final ExpressionNode node;
    private final Run run;
    private final Instance instance;
    private final Map<List<Object>, Integer> first = new HashMap<>();
    private final List<Value> results = new ArrayList<>();
    private final Deque<Begun> underWay = new ArrayDeque<>();
    private boolean worked;

    /** A row whose numeric work is in the pool. */
    private record Begun(int row, @Nullable List<Object> key, Pending pending, Future<Object> computed) {
    }

    /** @param node where the item is called */
    SideBySide(ExpressionNode node, Instance instance) {
        this.node = node;
        this.run = Run.of(node);
        this.instance = instance;
    }

    /** @param keys what makes the arguments of each row what they are; null where nothing is remembered */
    List<Value> call(List<@Nullable List<Object>> keys, List<Object[]> arguments) {
        int threads = Math.min(run.threads(), arguments.size());
        int before = run.threadsEach(Math.max(1, run.threads() / Math.max(1, threads)));
        Workload.Scope around = run.workload().scope();
        run.workload().standFor(different(keys), around);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory())) {
            try {
                for (int row = 0; row < arguments.size(); row++) {
                    run.reached(instance, row, arguments.size());
                    begin(row, keys.get(row), arguments.get(row), pool);
                    run.workload().standFor(1, around);
                    if (underWay.size() >= AHEAD * threads) {
                        finish(underWay.remove());
                    }
                }
                while (!underWay.isEmpty()) {
                    finish(underWay.remove());
                }
            } catch (RuntimeException failed) {
                pool.shutdownNow();
                throw failed;
            }
        } finally {
            run.threadsEach(before);
            run.workload().leaveRows(around);
        }
        if (worked) {
            compare();
        }
        for (int row = 0; row < results.size(); row++) {
            List<Object> key = keys.get(row);
            Integer same = key == null ? null : first.get(key);
            if (same != null && same < row) {
                results.set(row, results.get(same));
            }
        }
        return results;
    }

    /** How many lists of arguments are worked out: each unless it is that of a row before. */
    private static int different(List<@Nullable List<Object>> keys) {
        Set<List<Object>> known = new HashSet<>();
        int count = 0;
        for (List<Object> key : keys) {
            count += key == null || known.add(key) ? 1 : 0;
        }
        return count;
    }

    private void begin(int row, @Nullable List<Object> key, Object[] arguments, ExecutorService pool) {
        results.add(Missing.VALUE);
        if (key != null && first.putIfAbsent(key, row) != null) {
            return;
        }
        Value known = key == null ? null : run.evaluator().remembered(instance, key);
        Value value = known;
        if (value == null) {
            try {
                value = run.evaluator().begin(instance, arguments);
            } catch (RuntimeException failed) {
                // What went before has the first word.
                while (!underWay.isEmpty()) {
                    finish(underWay.remove());
                }
                throw failed;
            }
        }
        if (value instanceof Pending pending) {
            worked = true;
            underWay.add(new Begun(row, key, pending, pool.submit(() -> Evaluator.computed(pending))));
        } else {
            results.set(row, value);
            if (known == null && key != null) {
                run.evaluator().keep(instance, key, value);
            }
        }
    }

    private void finish(Begun begun) {
        Value value = run.evaluator().finish(instance, begun.pending, begun.computed);
        results.set(begun.row, value);
        if (begun.key != null) {
            run.evaluator().keep(instance, begun.key, value);
        }
    }

    /** Says of fits that a start from the row before or behind would have led lower. */
    private void compare() {
        List<FitResult> fits = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < results.size(); row++) {
            if (results.get(row) instanceof FitValue fit) {
                fits.add(fit.result());
                rows.add(row);
            }
        }
        FitOptions options = new FitOptions(run.threads(), run.cancellation());
        for (Neighbours.Missed missed : Neighbours.missed(fits, options)) {
            node.warn(Diagnostic.of(Code.UNCONFIRMED_MINIMUM,
                    String.format(Locales.NONE,
                            "`%s` in row %d is only a local minimum: from where row %d ended a descent gets %.2g %% lower",
                            instance, rows.get(missed.fit()) + 1, rows.get(missed.neighbour()) + 1, 100 * missed.gain()))
                    .fix("give the fit more `starts`, among them what that row found, or ranges to its coefficients"));
        }
    }
}
