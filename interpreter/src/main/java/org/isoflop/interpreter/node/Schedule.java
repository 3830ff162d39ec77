package org.isoflop.interpreter.node;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.analysis.StatedText;
import org.isoflop.interpreter.analysis.Statement;
import org.isoflop.interpreter.value.StudyException;
import org.isoflop.interpreter.value.Value;

/**
 * Runs a checked study: every item without parameters, then the outputs. An item that fails does not stop those that do
 * not need it, so that all mistakes are found in one go.
 */
public final class Schedule {
    /** How many of the items without a value are named. */
    private static final int NAMED = 5;

    private final Run run;
    private final Checker checker;

    public Schedule(Run run, Checker checker) {
        this.run = run;
        this.checker = checker;
    }

    /**
     * Performs the outputs, and fills in the values of the items in file order.
     *
     * @param whole whether all items are evaluated, not only what the outputs need
     * @param performed which of the outputs are performed
     * @param keeps whether a run that is cancelled gives what was finished by then, with the outputs that need nothing else
     * @throws CancellationException if it is cancelled otherwise
     */
    public void run(Map<String, Value> values, boolean whole, Predicate<Statement> performed, boolean keeps) {
        Map<String, Instance> items = new LinkedHashMap<>();
        for (Declaration declaration : checker.root().declarations().values()) {
            if (!whole || declaration.takesArguments() || declaration.item() instanceof Item.Unit) {
                continue;
            }
            Instance instance = checker.generalInstance(declaration);
            if (instance != null) {
                items.put(declaration.name(), instance);
            }
        }
        List<Statement> left = new ArrayList<>(checker.statements());
        left.removeIf(performed.negate());
        try {
            run.has(Repetition.Text.of(run, StatedText.of(checker)));
            evaluate(ordered(items), values);
            inFileOrder(items, values);
            new Quotations(run, checker).judge();
            while (!left.isEmpty()) {
                perform(left.removeFirst());
            }
        } catch (CancellationException cancelled) {
            if (!keeps || run.isTooMuch()) {
                throw cancelled;
            }
            inFileOrder(items, values);
            List<String> missing = new ArrayList<>();
            items.forEach((name, instance) -> {
                if (!run.evaluator().isFinished(instance)) {
                    missing.add("`" + name + "`");
                }
            });
            left.removeIf(statement -> !areDone(statement.uses()));
            stopped(missing);
            leftovers(left);
            run.settle(false);
        }
        run.settle(true);
    }

    /** What is cheap is done; a function that is called may not be, and is then stopped too. */
    private void leftovers(List<Statement> left) {
        try {
            left.forEach(this::perform);
        } catch (CancellationException again) {
            run.cancellation().resume();
        }
    }

    /** Notes that the run was cancelled, by its limit of time or by somebody, and lets what is cheap go on. */
    private void stopped(List<String> missing) {
        String named = String.join(", ", missing.subList(0, Math.min(missing.size(), NAMED)));
        String more = missing.size() > NAMED ? " and " + (missing.size() - NAMED) + " more" : "";
        String without = missing.isEmpty() ? "" : "; " + named + more + (missing.size() == 1 ? " has no value" : " have no values");
        run.failed(new StudyException(run.settings().limits().stopped(run.cancellation(), without), null));
        run.cancellation().resume();
    }

    private void evaluate(List<Instance> ordered, Map<String, Value> values) {
        if (run.settings().threads() > 1 && works(ordered) > 1) {
            overlap(ordered, values);
        }
        for (Instance instance : ordered) {
            evaluate(instance);
            note(instance.declaration().name(), instance, values);
        }
    }

    /** A debugger looks at the values as they come; what is left is in file order. */
    private void inFileOrder(Map<String, Instance> items, Map<String, Value> values) {
        values.clear();
        items.forEach((name, instance) -> note(name, instance, values));
    }

    private void perform(Statement statement) {
        try {
            run.evaluator().perform(statement);
        } catch (StudyException failure) {
            run.failed(failure);
        }
    }

    /** Whether everything is known that is asked for, up to functions of it. */
    private boolean areDone(Collection<Instance> used) {
        for (Instance instance : used) {
            boolean function = instance.declaration().takesArguments() && instance.declaration().item() instanceof Item.Let
                    || instance.declaration().item() instanceof Item.Law;
            if (!run.evaluator().isFinished(instance) && !(function && areDone(instance.uses()))) {
                return false;
            }
        }
        return true;
    }

    /** The items, each behind what it mentions. */
    private List<Instance> ordered(Map<String, Instance> items) {
        List<Instance> ordered = new ArrayList<>();
        for (Declaration declaration : checker.ordered()) {
            Instance instance = items.get(declaration.name());
            if (instance != null) {
                ordered.add(instance);
            }
        }
        return ordered;
    }

    /** How many items are numeric work that is not yet done: fits and allocations. */
    private int works(List<Instance> items) {
        int count = 0;
        for (Instance instance : items) {
            count += isWork(instance) && !run.evaluator().isSettled(instance) ? 1 : 0;
        }
        return count;
    }

    private static boolean isWork(Instance instance) {
        Item item = instance.declaration().item();
        return item instanceof Item.Fit || item instanceof Item.Allocate;
    }

    /**
     * Begins fits and allocations, those first that need nothing, then those that need only these, and so on: the numeric work
     * of what is independent of each other overlaps.
     */
    private void overlap(List<Instance> ordered, Map<String, Value> values) {
        Map<Instance, Integer> depths = new HashMap<>();
        for (Instance instance : ordered) {
            depth(instance, depths);
        }
        List<Instance> byDepth = new ArrayList<>(ordered);
        byDepth.sort((one, other) -> Integer.compare(depths.getOrDefault(one, 0), depths.getOrDefault(other, 0)));
        try (ExecutorService pool = Executors.newFixedThreadPool(run.settings().threads(), Thread.ofPlatform().daemon().factory())) {
            for (Instance instance : byDepth) {
                if (isWork(instance)) {
                    run.evaluator().start(instance, pool);
                } else {
                    evaluate(instance);
                }
                note(instance.declaration().name(), instance, values);
            }
        }
    }

    private static int depth(Instance instance, Map<Instance, Integer> depths) {
        Integer known = depths.get(instance);
        if (known != null) {
            return known;
        }
        int depth = 0;
        for (Instance used : instance.uses()) {
            depth = Math.max(depth, 1 + depth(used, depths));
        }
        depths.put(instance, depth);
        return depth;
    }

    private void note(String name, Instance instance, Map<String, Value> values) {
        Value value = run.evaluator().known(instance);
        if (value != null) {
            values.put(name, value);
        }
    }

    private void evaluate(Instance instance) {
        try {
            run.evaluator().value(instance);
        } catch (StudyException failure) {
            run.failed(failure);
        }
    }
}
