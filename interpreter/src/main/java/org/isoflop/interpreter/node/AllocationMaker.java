package org.isoflop.interpreter.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.AllocationValue;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RangeValue;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Trace;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.allocate.Allocation;
import org.isoflop.stdlib.allocate.AllocationProblem;
import org.isoflop.stdlib.allocate.Allocator;
import org.isoflop.stdlib.allocate.Condition;
import org.isoflop.stdlib.allocate.Conflict;
import org.isoflop.stdlib.allocate.Domain;
import org.isoflop.stdlib.allocate.KernelProgram;
import org.isoflop.stdlib.allocate.Options;
import org.isoflop.stdlib.allocate.Parameter;
import org.isoflop.stdlib.allocate.Unbounded;
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
    private final int cells;
    private final @Nullable Allocation[] solved;
    /** Which of the choices is best, by cell. */
    private final int[] best;

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
        this.draws = Numbers.commonDraws(all);
        this.cells = rows * (1 + draws);
        this.solved = new Allocation[traced.size()];
        this.best = new int[cells];
    }

    AllocationValue value() {
        for (int i = 0; i < traced.size(); i++) {
            solved[i] = solve(traced.get(i), cells);
        }
        choose();
        judge();
        Map<String, Value> found = variables();
        Map<String, Value> members = new LinkedHashMap<>();
        members.put("variables", new RecordValue(found, false));
        members.put("value", new Quantity(traced.getFirst().objectiveUnit(), numbers((allocation, choice, cell) -> allocation.objective()[cell])));
        members.put("feasible", new Truth(numbers((allocation, choice, cell) -> allocation.feasible()[cell] ? 1 : 0)));
        List<String> names = conditions(members);
        if (!Double.isNaN(tolerance)) {
            members.put("span", span());
        }
        extrapolation();
        return new AllocationValue(found, names, maximize, members);
    }

    private Allocation solve(AllocateNode.Traced one, int count) {
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
        AllocationProblem problem = new AllocationProblem(new KernelProgram(kernel, domains.size()),
                maximize ? AllocationProblem.Goal.MAXIMIZE : AllocationProblem.Goal.MINIMIZE, domains, conditions, parameters(trace));
        Run run = Run.of(node);
        run.work(10.0 * count * outputs.length);
        return Allocator.solve(problem, count, new Options(0, run.settings().threads(), run.cancellation()::isCancelled));
    }

    private List<Parameter> parameters(Trace trace) {
        List<Parameter> parameters = new ArrayList<>();
        for (Numbers numbers : trace.parameters()) {
            double[] values = new double[cells];
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

    private void choose() {
        for (int cell = 0; cell < cells; cell++) {
            for (int i = 1; i < solved.length; i++) {
                if (better(i, best[cell], cell)) {
                    best[cell] = i;
                }
            }
        }
    }

    private boolean better(int candidate, int known, int cell) {
        Allocation one = solved(candidate);
        Allocation other = solved(known);
        if (one.feasible()[cell] != other.feasible()[cell]) {
            return one.feasible()[cell];
        }
        double difference = one.objective()[cell] - other.objective()[cell];
        return maximize ? difference > 0 : difference < 0;
    }

    private Allocation solved(int choice) {
        Allocation allocation = solved[choice];
        if (allocation == null) {
            throw new IllegalStateException("not solved");
        }
        return allocation;
    }

    /** No optimum, no solution, or one that could not be certified: said as an error or counted in a warning. */
    private void judge() {
        String name = Run.of(node).current().name();
        for (int i = 0; i < solved.length; i++) {
            Unbounded unbounded = solved(i).unbounded();
            if (unbounded != null) {
                String variable = traced.get(i).trace().name(unbounded.variable());
                throw new org.isoflop.interpreter.value.StudyException(Diagnostic.of(Code.UNBOUNDED, name, variable)
                        .at(node.site().source(), node.site().span())
                        .fix("limit `" + variable + "` by a condition, or by a range as in `" + variable + " in …..…`"), node);
            }
        }
        int infeasible = 0;
        int infeasibleDraws = 0;
        int uncertain = 0;
        for (int row = 0; row < rows; row++) {
            int at = row * (1 + draws);
            infeasible += feasible(at) ? 0 : 1;
            uncertain += solved(best[at]).converged()[at] ? 0 : 1;
            for (int k = 1; k <= draws && feasible(at); k++) {
                infeasibleDraws += feasible(at + k) ? 0 : 1;
            }
        }
        if (infeasible > 0 && ownItem && !column) {
            throw noAllocation(name);
        }
        if (infeasible > 0) {
            node.warn(Diagnostic.of(Code.INFEASIBLE, "`" + name + "` has no allocation that satisfies all conditions"
                    + (column ? " in " + infeasible + " of " + rows + " rows" : "")));
        } else if (infeasibleDraws > 0) {
            node.warn(Diagnostic.of(Code.INFEASIBLE, "`" + name + "` has no allocation in " + infeasibleDraws + " of " + rows * draws + " draws"));
        }
        if (uncertain > 0) {
            node.warn(Diagnostic.of(Code.NOT_CONVERGED, "the allocation `" + name + "` could not be certified as the optimum"
                    + (column ? " in " + uncertain + " of " + rows + " rows" : "")));
        }
    }

    private boolean feasible(int cell) {
        return solved(best[cell]).feasible()[cell];
    }

    private RuntimeException noAllocation(String name) {
        Diagnostic diagnostic = Diagnostic.of(Code.NO_ALLOCATION, name).at(node.site().source(), node.site().span());
        Conflict conflict = conflict();
        if (conflict != null) {
            List<String> parts = new ArrayList<>();
            for (int condition : conflict.conditions()) {
                String text = "`" + traced.getFirst().conditions().get(condition).name() + "`";
                if (!parts.contains(text)) {
                    parts.add(text);
                }
            }
            conflict.lowerEnds().forEach(variable -> parts.add("the lower end of `" + traced.getFirst().trace().name(variable) + "`"));
            conflict.upperEnds().forEach(variable -> parts.add("the upper end of `" + traced.getFirst().trace().name(variable) + "`"));
            diagnostic = diagnostic.note(parts.size() == 1 ? parts.getFirst() + " cannot hold"
                    : "these cannot hold together: " + String.join(", ", parts));
        }
        return new org.isoflop.interpreter.value.StudyException(diagnostic, node);
    }

    /** Why the point has no solution: solved alone, the library looks for the smallest set of conditions in each other's way. */
    private @Nullable Conflict conflict() {
        Conflict known = solved(0).conflict();
        return known != null || cells == 1 ? known : solve(traced.getFirst(), 1).conflict();
    }

    /** One number of the solution of a cell. */
    private interface Cell {
        double of(Allocation allocation, int choice, int cell);
    }

    /** What is the same in every draw, as a limit that is written out, is certain. */
    private Numbers numbers(Cell cell) {
        double[] points = new double[rows];
        double[] all = new double[rows * draws];
        boolean certain = true;
        for (int row = 0; row < rows; row++) {
            int at = row * (1 + draws);
            points[row] = cell.of(solved(best[at]), best[at], at);
            for (int k = 0; k < draws; k++) {
                double draw = cell.of(solved(best[at + 1 + k]), best[at + 1 + k], at + 1 + k);
                all[row * draws + k] = draw;
                certain &= draw == points[row];
            }
        }
        return Numbers.shaped(column, points, certain ? null : all, certain ? 0 : draws);
    }

    private Map<String, Value> variables() {
        Map<String, Value> found = new LinkedHashMap<>();
        int input = 0;
        for (AllocateNode.VariableNode variable : variables) {
            if (traced.getFirst().chosen().containsKey(variable.name)) {
                found.put(variable.name, chosen(variable.name));
                continue;
            }
            if (variable.parts.isEmpty()) {
                found.put(variable.name, variable(input++, variable.unit));
                continue;
            }
            Map<String, Value> parts = new LinkedHashMap<>();
            for (String part : variable.parts) {
                parts.put(part, variable(input++, variable.unit));
            }
            found.put(variable.name, new RecordValue(parts, true));
        }
        return found;
    }

    private Value variable(int input, Unit unit) {
        return new Quantity(unit, numbers((allocation, choice, cell) -> allocation.variables()[input][cell]));
    }

    /** What was chosen from a list: with draws where it is a number. */
    private Value chosen(String name) {
        Value first = traced.getFirst().chosen().get(name);
        if (first instanceof Quantity quantity) {
            return new Quantity(quantity.unit(), numbers((allocation, choice, cell) -> allocation.feasible()[cell]
                    && traced.get(choice).chosen().get(name) instanceof Quantity each ? each.point() : Double.NaN));
        }
        List<Value> cells = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int at = row * (1 + draws);
            Value choice = feasible(at) ? traced.get(best[at]).chosen().get(name) : null;
            cells.add(choice == null ? Missing.VALUE : choice);
        }
        return column ? Columns.of(cells) : cells.getFirst();
    }

    private List<String> conditions(Map<String, Value> members) {
        Map<String, List<Integer>> byName = new LinkedHashMap<>();
        List<AllocateNode.Named> all = traced.getFirst().conditions();
        for (int i = 0; i < all.size(); i++) {
            byName.computeIfAbsent(all.get(i).name(), name -> new ArrayList<>()).add(i);
        }
        Map<String, Value> slack = new LinkedHashMap<>();
        Map<String, Value> price = new LinkedHashMap<>();
        Map<String, Value> use = new LinkedHashMap<>();
        Unit objective = traced.getFirst().objectiveUnit();
        Measures measures = new Measures(solved.length, all.size());
        byName.forEach((name, indices) -> {
            Unit unit = all.get(indices.getFirst()).condition().unit();
            Value left = new Quantity(unit, numbers((allocation, choice, cell) -> measures.left(choice, tight(measures, indices, choice, cell))[cell]));
            Value right = new Quantity(unit, numbers((allocation, choice, cell) -> measures.right(choice, tight(measures, indices, choice, cell))[cell]));
            Value worth = new Quantity(objective, numbers((allocation, choice, cell) -> {
                double sum = 0;
                for (int index : indices) {
                    sum += measures.price(choice, index)[cell];
                }
                return sum;
            }));
            slack.put(name, new Quantity(unit, numbers((allocation, choice, cell) ->
                    measures.slack(choice, tight(measures, indices, choice, cell))[cell])));
            price.put(name, worth);
            Map<String, Value> line = new LinkedHashMap<>();
            line.put("spent", left);
            line.put("limit", right);
            line.put("price", worth);
            use.put(name, new RecordValue(line, false));
        });
        members.put("binding", binding(byName, measures));
        members.put("slack", new RecordValue(slack, false));
        members.put("price", new RecordValue(price, false));
        members.put("use", new RecordValue(use, false));
        return List.copyOf(byName.keySet());
    }

    /** Of several comparisons under one name the one with the least room, relative to its limit. */
    private static int tight(Measures measures, List<Integer> indices, int choice, int cell) {
        int tightest = indices.getFirst();
        double least = Double.POSITIVE_INFINITY;
        for (int index : indices) {
            double room = Math.abs(measures.slack(choice, index)[cell] / measures.right(choice, index)[cell]);
            if (room < least) {
                least = room;
                tightest = index;
            }
        }
        return tightest;
    }

    private Value binding(Map<String, List<Integer>> byName, Measures measures) {
        List<Value> lists = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int at = row * (1 + draws);
            List<String> binding = new ArrayList<>();
            byName.forEach((name, indices) -> {
                for (int index : indices) {
                    if (measures.binding(best[at], index)[at] && !binding.contains(name)) {
                        binding.add(name);
                    }
                }
            });
            lists.add(new Texts(binding.toArray(new String[0])));
        }
        return column ? new ListValue(lists) : lists.getFirst();
    }

    /** What the library says of each condition, asked once. */
    private final class Measures {
        private final double[][][][] known;
        private final boolean[][][] binding;

        Measures(int choices, int conditions) {
            known = new double[4][choices][conditions][];
            binding = new boolean[choices][conditions][];
        }

        double[] left(int choice, int condition) {
            double[] values = known[0][choice][condition];
            return values != null ? values : (known[0][choice][condition] = solved(choice).left(condition));
        }

        double[] right(int choice, int condition) {
            double[] values = known[1][choice][condition];
            return values != null ? values : (known[1][choice][condition] = solved(choice).right(condition));
        }

        double[] slack(int choice, int condition) {
            double[] values = known[2][choice][condition];
            return values != null ? values : (known[2][choice][condition] = solved(choice).slack(condition));
        }

        double[] price(int choice, int condition) {
            double[] values = known[3][choice][condition];
            return values != null ? values : (known[3][choice][condition] = solved(choice).price(condition));
        }

        boolean[] binding(int choice, int condition) {
            boolean[] values = binding[choice][condition];
            return values != null ? values : (binding[choice][condition] = solved(choice).binding(condition));
        }
    }

    /** How far each variable may move while the objective stays within the tolerance. */
    private Value span() {
        Run run = Run.of(node);
        Options options = new Options(0, run.settings().threads(), run.cancellation()::isCancelled);
        double[][][][] spans = new double[solved.length][][][];
        for (int i = 0; i < solved.length; i++) {
            spans[i] = Allocator.span(solved(i), tolerance, options);
        }
        Map<String, Value> ranges = new LinkedHashMap<>();
        int input = 0;
        for (AllocateNode.VariableNode variable : variables) {
            if (traced.getFirst().chosen().containsKey(variable.name)) {
                continue;
            }
            if (variable.parts.isEmpty()) {
                int index = input;
                ranges.put(variable.name, new RangeValue(variable.unit,
                        new Quantity(variable.unit, numbers((allocation, choice, cell) -> spans[choice][index][0][cell]).certain()),
                        new Quantity(variable.unit, numbers((allocation, choice, cell) -> spans[choice][index][1][cell]).certain())));
            }
            input += Math.max(1, variable.parts.size());
        }
        return new RecordValue(ranges, false);
    }

    /** The laws within the allocation are judged where the solution lies. */
    private void extrapolation() {
        for (int choice = 0; choice < traced.size(); choice++) {
            AllocateNode.Traced one = traced.get(choice);
            for (Trace.LawUse use : one.trace().uses()) {
                if (use.law().valid().isEmpty() || !isBestSomewhere(choice)) {
                    continue;
                }
                Kernel kernel = one.trace().builder().build(use.arguments());
                Numbers[] arguments = new Numbers[use.arguments().length];
                double[][] points = points(one, choice);
                double[][] results = new double[arguments.length][rows];
                kernel.bind(points, rows).evaluate(new double[points.length], results);
                for (int i = 0; i < arguments.length; i++) {
                    arguments[i] = Numbers.column(results[i]);
                }
                Extrapolation.check(use.law(), arguments, node);
            }
        }
    }

    private boolean isBestSomewhere(int choice) {
        for (int row = 0; row < rows; row++) {
            if (best[row * (1 + draws)] == choice) {
                return true;
            }
        }
        return false;
    }

    /** The kernel's inputs at the points of all rows: variables, then parameters. */
    private double[][] points(AllocateNode.Traced one, int choice) {
        List<double[]> inputs = new ArrayList<>();
        for (int v = 0; v < one.inputs().size(); v++) {
            double[] values = new double[rows];
            for (int row = 0; row < rows; row++) {
                int at = row * (1 + draws);
                values[row] = best[at] == choice ? solved(choice).variables()[v][at] : Double.NaN;
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
