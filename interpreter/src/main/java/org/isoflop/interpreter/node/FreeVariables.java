package org.isoflop.interpreter.node;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.value.Trace;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.allocate.Allocation;
import org.isoflop.stdlib.kernel.Kernel;

/** Which variables of solved allocations have an arbitrary value, as neither the objective nor any condition that binds depends on them. */
final class FreeVariables {
    /** So many choices are compared with each other. */
    private static final int COMPARED = 10_000;

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
        int feasible = 0;
        for (int row = 0; row < cells.rows(); row++) {
            feasible += cells.isFeasible(cells.point(row)) ? 1 : 0;
        }
        for (String name : traced.getFirst().chosen().keySet()) {
            if (feasible > 0 && traced.size() <= COMPARED && isFree(name)) {
                rows.put(name, feasible);
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
        for (int variable = 0; variable < one.inputs().size(); variable++) {
            String name = one.trace().name(variable);
            if (!name.isEmpty() && !kernel.depends(0, variable) && !isAsked(one.trace(), variable)) {
                int free = free(choice, kernel, variable);
                if (free > 0) {
                    rows.merge(name, free, Integer::sum);
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

    /** In how many rows of a choice no condition that depends on a variable binds. */
    private int free(int choice, Kernel kernel, int variable) {
        Allocation allocation = cells.allocation(choice);
        boolean[] held = new boolean[allocation.rows()];
        for (int c = 0; 2 * c + 2 < kernel.outputCount(); c++) {
            if (kernel.depends(1 + 2 * c, variable) || kernel.depends(2 + 2 * c, variable)) {
                boolean[] binding = allocation.binding(c);
                for (int cell = 0; cell < held.length; cell++) {
                    held[cell] |= binding[cell];
                }
            }
        }
        int free = 0;
        for (int row = 0; row < cells.rows(); row++) {
            int at = cells.point(row);
            free += cells.best(at) == choice && cells.isFeasible(at) && !held[at] ? 1 : 0;
        }
        return free;
    }

    /** Whether choices that differ in one variable alone have the same value in every row. */
    private boolean isFree(String name) {
        Map<Map<String, Value>, Integer> known = new HashMap<>();
        int pairs = 0;
        for (int choice = 0; choice < traced.size(); choice++) {
            Map<String, Value> others = new HashMap<>(traced.get(choice).chosen());
            others.remove(name);
            Integer first = known.putIfAbsent(others, choice);
            for (int row = 0; first != null && row < cells.rows(); row++) {
                int at = cells.point(row);
                double value = cells.allocation(choice).objective()[at];
                if (Double.compare(value, cells.allocation(first).objective()[at]) != 0) {
                    return false;
                }
                pairs++;
            }
        }
        return pairs > 0;
    }
}
