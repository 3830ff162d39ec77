package org.isoflop.interpreter.node.allocate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.node.Extrapolation;
import org.isoflop.interpreter.node.Keeping;
import org.isoflop.interpreter.node.Repetition;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.node.Standing;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.AllocationValue;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Pending;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Trace;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.allocate.Allocation;
import org.isoflop.stdlib.allocate.AllocationProblem;
import org.isoflop.stdlib.allocate.Allocator;
import org.isoflop.stdlib.allocate.Answer;
import org.isoflop.stdlib.allocate.Condition;
import org.isoflop.stdlib.allocate.Domain;
import org.isoflop.stdlib.allocate.KernelProgram;
import org.isoflop.stdlib.allocate.Options;
import org.isoflop.stdlib.allocate.Parameter;
import org.isoflop.stdlib.allocate.Program;
import org.isoflop.stdlib.keep.Kept;
import org.isoflop.stdlib.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/**
 * Solves traced allocations and makes their value. The cells of the batch are the rows, one below the other; each has its
 * point first and then its draws.
 */
final class AllocationMaker {
    private final AllocateNode node;
    private final List<AllocateNode.Traced> traced;
    private final boolean maximize;
    private final boolean ownItem;
    private final AllocateNode.VariableNode[] variables;
    private final double tolerance;
    private final boolean column;
    private final int rows;
    private final int draws;
    /** How many draws the allocation is decided over at once; each row is then one cell. */
    private final int together;

    AllocationMaker(AllocateNode node, List<AllocateNode.Traced> traced, boolean maximize, boolean ownItem,
            AllocateNode.VariableNode[] variables, double tolerance) {
        this.node = node;
        this.traced = traced;
        this.maximize = maximize;
        this.ownItem = ownItem;
        this.variables = variables;
        this.tolerance = tolerance;
        List<Numbers> parameters = new ArrayList<>();
        for (AllocateNode.Traced one : traced) {
            parameters.addAll(one.trace().parameters());
        }
        Numbers[] all = parameters.toArray(new Numbers[0]);
        int common;
        try {
            common = Numbers.commonRows(all);
        } catch (Numbers.LengthMismatch mismatch) {
            throw node.wrong(Code.LENGTHS_DIFFER, mismatch.first() + " elements meet " + mismatch.second());
        }
        this.column = common >= 0;
        this.rows = column ? common : 1;
        boolean once = traced.stream().anyMatch(one -> !one.trace().asked().isEmpty());
        this.together = once ? Numbers.commonDraws(all) : 0;
        this.draws = once ? 0 : Numbers.commonDraws(all);
    }

    /** The allocation, its numeric work still to be done. */
    Pending value() {
        List<Supplier<Allocation>> solving = traced.stream().map(one -> solving(problem(one))).toList();
        return new Pending(() -> {
            Allocation[] solved = new Allocation[solving.size()];
            for (int i = 0; i < solved.length; i++) {
                solved[i] = solving.get(i).get();
            }
            return solved;
        }, computed -> {
            if (!(computed instanceof Allocation[] solved)) {
                throw (RuntimeException) computed;
            }
            return value(solved);
        });
    }

    /** Announces the work, unless its result was kept. */
    private Supplier<Allocation> solving(AllocationProblem problem) {
        int cells = rows * (1 + draws);
        double work = Allocator.evaluations(problem, cells) * (1 + together);
        Options options = options(work);
        Kept<Answer> kept = Allocator.kept(problem, cells, options, work);
        if (!kept.isKnown()) {
            Run.of(node).work(work);
        }
        return () -> Allocator.solve(problem, cells, options, kept);
    }

    private AllocationValue value(Allocation[] solved) {
        SolvedCells cells = new SolvedCells(column, rows, draws, solved, maximize, missing());
        new AllocationLints(node, traced, cells, this::alone, options()).judge(ownItem);
        Map<String, Value> found = variables(cells);
        Unit objective = traced.getFirst().objectiveUnit();
        Map<String, Value> members = new LinkedHashMap<>();
        members.put("variables", new RecordValue(found, false));
        members.put("value", new Quantity(objective, together == 0
                ? cells.numbers((allocation, choice) -> allocation.objective())
                : decided(cells)));
        if (!Double.isNaN(tolerance)) {
            members.put("span", new SpanReport(traced, variables, cells, tolerance, this::options).value());
        }
        extrapolation(cells);
        ConditionReport report = new ConditionReport(cells, traced.getFirst().conditions(), objective, together);
        Map<String, Supplier<? extends Value>> later = report.members();
        later.put("feasible", () -> new Truth(cells.numbers((allocation, choice, cell) -> allocation.feasible()[cell]
                ? 1
                : cells.isMissing(cell) ? Double.NaN : 0)));
        later.put("certificate", new CertificateReport(cells, together)::value);
        return new AllocationValue(found, report.names(), maximize, members, later);
    }

    /** The objective where one decision was made over all draws: at the points, and what comes of it in each of them. */
    private Numbers decided(SolvedCells cells) {
        double[] @Nullable [] outcomes = new double[cells.choices()][];
        for (int choice = 0; choice < outcomes.length; choice++) {
            outcomes[choice] = cells.allocation(choice).objectiveOutcomes();
        }
        return cells.numbers((allocation, choice, cell) -> allocation.objective()[cell], (allocation, choice, row) -> outcomes[choice],
                together);
    }

    private Options options() {
        Run run = Run.of(node);
        Cancellation cancellation = run.ofItem();
        return new Options(0, run.threads(), cancellation::isCancelled, cancellation.progress());
    }

    /** The same, keeping work of so many evaluations of a row if it is worth it. */
    private Options options(double work) {
        return options().with(Keeping.of(Run.of(node), work));
    }

    private AllocationProblem problem(AllocateNode.Traced one) {
        Trace trace = one.trace();
        int[] outputs = new int[1 + 2 * one.conditions().size()];
        outputs[0] = one.objective();
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; i < one.conditions().size(); i++) {
            AllocateNode.Named named = one.conditions().get(i);
            outputs[1 + 2 * i] = named.condition().left();
            outputs[2 + 2 * i] = named.condition().right();
            conditions.add(switch (named.condition().relation()) {
                case AT_MOST -> Condition.atMost(named.name());
                case AT_LEAST -> Condition.atLeast(named.name());
                case EQUAL -> Condition.equal(named.name());
            });
        }
        List<Domain> domains = one.domains();
        Kernel kernel = trace.builder().build(outputs);
        List<Parameter> parameters = parameters(trace);
        boolean once = !trace.asked().isEmpty();
        if (once) {
            double[] row = new double[rows];
            Arrays.setAll(row, i -> i);
            parameters.add(Parameter.of(row));
        }
        Program program = once
                ? new Chances(node, one).program(kernel, domains.size(), rows, together)
                : new KernelProgram(kernel, domains.size());
        return new AllocationProblem(program, maximize ? AllocationProblem.Goal.MAXIMIZE : AllocationProblem.Goal.MINIMIZE, domains,
                conditions, parameters);
    }

    /** The point of a row with one of the choices. */
    private AllocationProblem alone(AllocateNode.Traced one, int row) {
        return problem(one).at(row * (1 + draws));
    }

    /** By cell, whether a number is missing that every choice reads; null where none is. */
    private boolean @Nullable [] missing() {
        List<List<Numbers>> incomplete = new ArrayList<>();
        for (AllocateNode.Traced one : traced) {
            List<Numbers> some = one.trace().known().stream().filter(AllocationMaker::isIncomplete).toList();
            if (some.isEmpty() && !one.trace().isLacking()) {
                // What every row can be chosen of is the usual case, and there may be a million of them.
                return null;
            }
            incomplete.add(one.trace().isLacking() ? List.of() : some);
        }
        boolean[] missing = new boolean[rows * (1 + draws)];
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k <= draws; k++) {
                missing[row * (1 + draws) + k] = lacks(incomplete, row, k - 1);
            }
        }
        return missing;
    }

    private static boolean isIncomplete(Numbers numbers) {
        return hasMissing(numbers.points()) || numbers.allDraws() != null && hasMissing(numbers.allDraws());
    }

    private static boolean hasMissing(double[] values) {
        boolean some = false;
        for (double value : values) {
            some |= Double.isNaN(value);
        }
        return some;
    }

    /**
     * Whether each of the choices lacks something.
     *
     * @param incomplete what each reads and may be missing, empty where it lacks something anyway
     * @param draw or -1 for the point
     */
    private static boolean lacks(List<List<Numbers>> incomplete, int row, int draw) {
        for (List<Numbers> one : incomplete) {
            boolean missing = one.isEmpty();
            for (Numbers numbers : one) {
                missing |= Double.isNaN(draw < 0 ? numbers.point(row) : numbers.draw(row, draw));
            }
            if (!missing) {
                return false;
            }
        }
        return true;
    }

    private List<Parameter> parameters(Trace trace) {
        List<Parameter> parameters = new ArrayList<>();
        for (Numbers numbers : trace.parameters()) {
            if (column && draws == 0 && numbers.isColumn()) {
                parameters.add(Parameter.of(numbers.points()));
                continue;
            }
            double[] values = new double[rows * (1 + draws)];
            for (int row = 0; row < rows; row++) {
                int at = row * (1 + draws);
                values[at] = numbers.point(row);
                for (int k = 0; k < draws; k++) {
                    values[at + 1 + k] = numbers.draw(row, k);
                }
            }
            parameters.add(Parameter.of(values));
        }
        return parameters;
    }

    private Map<String, Value> variables(SolvedCells cells) {
        Map<String, Value> found = new LinkedHashMap<>();
        int input = 0;
        for (AllocateNode.VariableNode variable : variables) {
            if (traced.getFirst().chosen().containsKey(variable.name)) {
                found.put(variable.name, chosen(variable.name, cells));
                continue;
            }
            if (variable.parts.isEmpty()) {
                found.put(variable.name, variable(input++, variable.unit, cells));
                continue;
            }
            Map<String, Value> parts = new LinkedHashMap<>();
            for (String part : variable.parts) {
                parts.put(part, variable(input++, variable.unit, cells));
            }
            found.put(variable.name, new RecordValue(parts, true));
        }
        return found;
    }

    private static Value variable(int input, Unit unit, SolvedCells cells) {
        return new Quantity(unit, cells.numbers((allocation, choice) -> allocation.variables()[input]));
    }

    /** What was chosen from a list: with draws where it is a number. */
    private Value chosen(String name, SolvedCells cells) {
        Value first = traced.getFirst().chosen().get(name);
        if (first instanceof Quantity quantity) {
            return new Quantity(quantity.unit(), cells.numbers((allocation, choice, cell) -> allocation.feasible()[cell]
                    && traced.get(choice).chosen().get(name) instanceof Quantity each ? each.point() : Double.NaN));
        }
        List<Value> values = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int at = cells.point(row);
            Value choice = cells.isFeasible(at) ? traced.get(cells.best(at)).chosen().get(name) : null;
            values.add(choice == null ? Missing.VALUE : choice);
        }
        return column ? Columns.of(values) : values.getFirst();
    }

    /** The laws within the allocation are judged where the solution lies. */
    private void extrapolation(SolvedCells cells) {
        PlanLints lints = new PlanLints(node, variables.length > 1 && (column || !ownItem));
        for (int choice = 0; choice < traced.size(); choice++) {
            AllocateNode.Traced one = traced.get(choice);
            for (Trace.LawUse use : one.trace().uses()) {
                Standing.decides(use.law(), node);
                lints.decides(one, use);
                if (use.law().valid().isEmpty() && !Repetition.matters(node) || !cells.isBestSomewhere(choice)) {
                    continue;
                }
                Kernel kernel = one.trace().builder().build(use.arguments());
                Numbers[] arguments = new Numbers[use.arguments().length];
                double[][] points = points(one, choice, cells);
                double[][] results = new double[arguments.length][rows];
                kernel.bind(points, rows).evaluate(new double[points.length], results);
                for (int i = 0; i < arguments.length; i++) {
                    arguments[i] = Numbers.column(results[i]);
                }
                Extrapolation.check(use.law(), arguments, node);
                Repetition.decided(use.law(), arguments, node);
                lints.reaches(use.law(), arguments);
            }
        }
    }

    /** The kernel's inputs at the points of all rows: variables, then parameters. */
    private double[][] points(AllocateNode.Traced one, int choice, SolvedCells cells) {
        List<double[]> inputs = new ArrayList<>();
        for (int v = 0; v < one.inputs().size(); v++) {
            double[] values = new double[rows];
            for (int row = 0; row < rows; row++) {
                int at = cells.point(row);
                values[row] = cells.best(at) == choice ? cells.allocation(choice).variables()[v][at] : Double.NaN;
            }
            inputs.add(values);
        }
        for (Numbers numbers : one.trace().parameters()) {
            double[] values = new double[rows];
            for (int row = 0; row < rows; row++) {
                values[row] = numbers.point(row);
            }
            inputs.add(values);
        }
        return inputs.toArray(new double[0][]);
    }
}
