package org.isoflop.interpreter.node.allocate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.diagnostic.Phrases;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.value.StudyException;
import org.isoflop.stdlib.allocate.AllocationProblem;
import org.isoflop.stdlib.allocate.Allocator;
import org.isoflop.stdlib.allocate.Options;
import org.isoflop.stdlib.allocate.Unbounded;

/** What has to be said of solved allocations: no optimum, no solution, one that could not be certified, a variable that decides nothing. */
final class AllocationLints {
    private final AllocateNode node;
    private final List<AllocateNode.Traced> traced;
    private final SolvedCells cells;
    private final Alone alone;
    private final Options options;
    private final String name;

    /** The problem of the point of a row alone. */
    interface Alone {
        AllocationProblem of(AllocateNode.Traced one, int row);
    }

    AllocationLints(AllocateNode node, List<AllocateNode.Traced> traced, SolvedCells cells, Alone alone, Options options) {
        this.node = node;
        this.traced = traced;
        this.cells = cells;
        this.alone = alone;
        this.options = options;
        name = Run.of(node).current().name();
    }

    /** @param ownItem whether there is one allocation, which must exist; else those that do not are counted */
    void judge(boolean ownItem) {
        unbounded();
        int first = -1;
        int infeasible = 0;
        int uncertain = 0;
        for (int row = 0; row < cells.rows(); row++) {
            int at = cells.point(row);
            if (cells.isMissing(at)) {
                continue;
            }
            boolean feasible = cells.isFeasible(at);
            first = first < 0 && !feasible ? row : first;
            infeasible += feasible ? 0 : 1;
            uncertain += !feasible || cells.allocation(cells.best(at)).converged()[at] ? 0 : 1;
        }
        if (infeasible > 0 && ownItem && !cells.isColumn()) {
            throw noAllocation();
        }
        if (infeasible > 0) {
            infeasible(infeasible, first);
        } else {
            infeasibleDraws();
        }
        if (uncertain > 0) {
            node.warn(Diagnostic.of(Code.NOT_CONVERGED, "the allocation `" + name + "` could not be certified as the optimum"
                    + ofRows(uncertain)));
        }
        free();
    }

    private String ofRows(int count) {
        return cells.isColumn() ? " in " + count + " of " + cells.rows() + " rows" : "";
    }

    private void unbounded() {
        for (int i = 0; i < cells.choices(); i++) {
            Unbounded unbounded = cells.allocation(i).unbounded();
            if (unbounded != null) {
                String variable = traced.get(i).trace().name(unbounded.variable());
                throw new StudyException(Diagnostic.of(Code.UNBOUNDED, name, variable)
                        .at(node.site().source(), node.site().span())
                        .fix("limit `" + variable + "` by a condition, or by a range as in `" + variable + " in …..…`"), node);
            }
        }
    }

    private RuntimeException noAllocation() {
        boolean ofNumbers = traced.stream().anyMatch(one -> !Allocator.undefined(alone.of(one, 0), options).objective());
        Diagnostic diagnostic = (ofNumbers
                ? Diagnostic.of(Code.NO_ALLOCATION, name)
                : Diagnostic.of(Code.UNDEFINED, "`" + name + "` has nothing that could be optimised"))
                .at(node.site().source(), node.site().span());
        for (String note : reasons(0)) {
            diagnostic = diagnostic.note(note);
        }
        return new StudyException(diagnostic, node);
    }

    private void infeasible(int count, int first) {
        Diagnostic warning = Diagnostic.of(Code.INFEASIBLE,
                "`" + name + "` has no allocation that satisfies all conditions" + ofRows(count));
        for (String note : reasons(first)) {
            warning = warning.note(cells.isColumn() ? "in row " + (first + 1) + " " + note : note);
        }
        node.warn(warning);
    }

    private void infeasibleDraws() {
        int count = 0;
        for (int row = 0; row < cells.rows(); row++) {
            int at = cells.point(row);
            for (int k = 1; k <= cells.draws() && cells.isFeasible(at); k++) {
                count += cells.isFeasible(at + k) || cells.isMissing(at + k) ? 0 : 1;
            }
        }
        if (count > 0) {
            node.warn(Diagnostic.of(Code.INFEASIBLE,
                    "`" + name + "` has no allocation in " + count + " of " + cells.rows() * cells.draws() + " draws"));
        }
    }

    private List<String> reasons(int row) {
        AllocateNode.Traced only = traced.getFirst();
        return traced.size() > 1
                ? new Refusals(traced, row, alone, options).notes()
                : new Infeasibility(only, alone.of(only, row), options).notes();
    }

    private void free() {
        FreeVariables free = new FreeVariables(traced, cells);
        List<String> names = new ArrayList<>();
        free.rows().forEach((variable, rows) -> names.add("`" + variable + "`" + (rows < cells.rows() ? ofRows(rows) : "")));
        if (!names.isEmpty()) {
            node.warn(Diagnostic.of(Code.FREE_VARIABLE, "nothing that decides `" + name + "` depends on " + String.join(", ", names)
                    + (names.size() == 1
                            ? ": its value is one of many that are as good"
                            : ": their values are some of many that are as good")));
        }
        FreeVariables.Tie tie = free.tie();
        if (tie != null) {
            node.warn(Diagnostic.of(Code.FREE_VARIABLE,
                    "`" + name + "` could as well take " + Refusals.words(tie.other()) + ": the objective is the same"
                            + ofRows(tie.rows())));
        }
        Set<List<String>> together = free.substitutes(alone);
        together.forEach(group -> node.warn(Diagnostic.of(Code.FREE_VARIABLE, "`" + name + "` depends only on what " + Phrases.names(group)
                + " come to together: more of one for less of another is as good")));
        FreeVariables.Other other = names.isEmpty() && together.isEmpty() ? free.elsewhere() : null;
        if (other != null) {
            String row = cells.isColumn() ? " in row " + (other.row() + 1) : "";
            node.warn(Diagnostic.of(Code.FREE_VARIABLE, other.draw()
                    ? "a draw of `" + name + "` could as well take " + Refusals.words(other.values()) + row
                            + ": intervals may be those of several optima together"
                    : "`" + name + "` could as well take " + Refusals.words(other.values()) + ": the objective is the same" + row));
        }
    }
}
