package org.isoflop.interpreter.node.allocate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.Trace;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.allocate.Allocation;
import org.isoflop.stdlib.allocate.Substitutes;
import org.isoflop.stdlib.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/**
 * Where solved allocations could as well be others: variables on which the objective does not depend and which no condition that binds
 * decides, variables that matter only by what they come to together, and choices and places that are as good as the one that is taken.
 */
final class FreeVariables {
    /** So many choices are compared with each other. */
    private static final int COMPARED = 10_000;
    /** Objectives that differ by less are the same: an optimum is not known better. */
    private static final double SAME = 1e-9;

    private final List<AllocateNode.Traced> traced;
    private final SolvedCells cells;

    FreeVariables(List<AllocateNode.Traced> traced, SolvedCells cells) {
        this.traced = traced;
        this.cells = cells;
    }

    /** By variable, in how many rows it is free; without those that nowhere are. */
    Map<String, Integer> rows() {
        Map<String, Integer> rows = new LinkedHashMap<>();
        for (int choice = 0; choice < traced.size(); choice++) {
            if (cells.isBestSomewhere(choice)) {
                count(choice, rows);
            }
        }
        return rows;
    }

    private void count(int choice, Map<String, Integer> rows) {
        AllocateNode.Traced one = traced.get(choice);
        int[] outputs = new int[1 + 2 * one.conditions().size()];
        outputs[0] = one.objective();
        for (int c = 0; c < one.conditions().size(); c++) {
            outputs[1 + 2 * c] = one.conditions().get(c).condition().left();
            outputs[2 + 2 * c] = one.conditions().get(c).condition().right();
        }
        Kernel kernel = one.trace().builder().build(outputs);
        boolean[] matters = new boolean[one.inputs().size()];
        boolean some = false;
        for (int variable = 0; variable < matters.length; variable++) {
            matters[variable] = kernel.depends(0, variable) || isAsked(one.trace(), variable);
            some |= !matters[variable];
        }
        if (some) {
            int[] free = free(choice, kernel, matters);
            for (int variable = 0; variable < free.length; variable++) {
                String name = one.trace().name(variable);
                if (free[variable] > 0 && !name.isEmpty()) {
                    rows.merge(name, free[variable], Integer::sum);
                }
            }
        }
    }

    private static boolean isAsked(Trace trace, int variable) {
        for (Trace.Asked asked : trace.asked()) {
            Kernel kernel = trace.builder().build(asked.of());
            for (int output = 0; output < kernel.outputCount(); output++) {
                if (kernel.depends(output, variable)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * In how many rows of a choice each variable is free. Conditions that bind tie variables to each other; of variables that hang together,
     * and of which none matters, as many are decided as there are such conditions.
     */
    private int[] free(int choice, Kernel kernel, boolean[] matters) {
        Allocation allocation = cells.allocation(choice);
        int conditions = (kernel.outputCount() - 1) / 2;
        boolean[][] depends = new boolean[conditions][matters.length];
        boolean[][] binding = new boolean[conditions][];
        for (int c = 0; c < conditions; c++) {
            for (int variable = 0; variable < matters.length; variable++) {
                depends[c][variable] = kernel.depends(1 + 2 * c, variable) || kernel.depends(2 + 2 * c, variable);
            }
            binding[c] = allocation.binding(c);
        }
        int[] free = new int[matters.length];
        for (int row = 0; row < cells.rows(); row++) {
            int at = cells.point(row);
            if (cells.best(at) == choice && cells.isFeasible(at)) {
                boolean[][] binds = IntStream.range(0, conditions).filter(c -> binding[c][at]).mapToObj(c -> depends[c])
                        .toArray(boolean[][]::new);
                for (int variable = 0; variable < free.length; variable++) {
                    free[variable] += isFree(variable, binds, matters) ? 1 : 0;
                }
            }
        }
        return free;
    }

    /** @param binds on which variables each condition that binds depends */
    private static boolean isFree(int variable, boolean[][] binds, boolean[] matters) {
        boolean[] together = new boolean[matters.length];
        together[variable] = true;
        boolean[] counted = new boolean[binds.length];
        int decided = 0;
        boolean grows = true;
        while (grows) {
            grows = false;
            for (int c = 0; c < binds.length; c++) {
                boolean[] depends = binds[c];
                if (!counted[c] && IntStream.range(0, depends.length).anyMatch(v -> depends[v] && together[v])) {
                    counted[c] = true;
                    grows = true;
                    decided++;
                    for (int v = 0; v < depends.length; v++) {
                        together[v] |= depends[v];
                    }
                }
            }
        }
        int size = 0;
        for (int v = 0; v < together.length; v++) {
            if (together[v] && matters[v]) {
                return false;
            }
            size += together[v] ? 1 : 0;
        }
        return size > decided;
    }

    /**
     * Rows in which another choice is as good as the one that is taken.
     *
     * @param rows how many there are
     * @param other what could be taken as well in the first of them
     */
    record Tie(int rows, Map<String, Value> other) {
    }

    /** Null where every row has a single best choice. */
    @Nullable
    Tie tie() {
        if (traced.size() < 2) {
            return null;
        }
        Map<String, Value> other = null;
        int rows = 0;
        for (int row = 0; row < cells.rows() && traced.size() <= COMPARED; row++) {
            int choice = asGood(cells.point(row));
            rows += choice >= 0 ? 1 : 0;
            other = other == null && choice >= 0 ? traced.get(choice).chosen() : other;
        }
        return other == null ? null : new Tie(rows, other);
    }

    /** Another choice that is as good as the best of a cell; -1 if there is none. */
    private int asGood(int cell) {
        int best = cells.best(cell);
        double least = cells.allocation(best).objective()[cell];
        for (int choice = 0; choice < traced.size() && cells.isFeasible(cell); choice++) {
            Allocation one = cells.allocation(choice);
            if (choice != best && one.feasible()[cell] && Math.abs(one.objective()[cell] - least) <= SAME * Math.abs(least)) {
                return choice;
            }
        }
        return -1;
    }

    /** By name, which variables can be exchanged for each other in the first, middle or last row: what a row says of a formula, others say. */
    Set<List<String>> substitutes(AllocationLints.Alone alone) {
        Set<List<String>> found = new LinkedHashSet<>();
        for (int row : new int[] {0, cells.rows() / 2, cells.rows() - 1}) {
            int at = cells.rows() == 0 ? -1 : cells.point(row);
            if (at >= 0 && cells.isFeasible(at)) {
                int choice = cells.best(at);
                AllocateNode.Traced one = traced.get(choice);
                double[] solution = Arrays.stream(cells.allocation(choice).variables()).mapToDouble(variable -> variable[at]).toArray();
                for (List<Integer> group : Substitutes.of(alone.of(one, row), solution)) {
                    found.add(group.stream().map(variable -> one.trace().name(variable)).toList());
                }
            }
        }
        return found;
    }

    /**
     * Another optimum of a row that is as good as the one that is reported.
     *
     * @param draw whether it is of a draw, not of the row's point
     * @param values of the variables there
     */
    record Other(int row, boolean draw, Map<String, Value> values) {
    }

    /** The first that is known in a batch without choices; null if none is. */
    @Nullable
    Other elsewhere() {
        Allocation.Elsewhere known = cells.choices() == 1 ? cells.allocation(0).certificate().elsewhere() : null;
        if (known == null) {
            return null;
        }
        AllocateNode.Traced one = traced.getFirst();
        Map<String, Value> values = new LinkedHashMap<>();
        for (int variable = 0; variable < known.variables().length; variable++) {
            values.put(one.trace().name(variable),
                    new Quantity(one.inputs().get(variable).unit(), Numbers.of(known.variables()[variable])));
        }
        int row = known.row() / (1 + cells.draws());
        return new Other(row, known.row() != cells.point(row), values);
    }
}
