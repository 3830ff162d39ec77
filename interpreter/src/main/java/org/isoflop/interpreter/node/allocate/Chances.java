package org.isoflop.interpreter.node.allocate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.SymbolicTruth.Condition;
import org.isoflop.interpreter.value.SymbolicTruth.Relation;
import org.isoflop.interpreter.value.Trace;
import org.isoflop.stdlib.allocate.ChanceProgram;
import org.isoflop.stdlib.allocate.Statistic;
import org.isoflop.stdlib.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/** What makes a traced allocation that asks for statistics of the draws a program of its own, decided once over all of them. */
final class Chances {
    private final AllocateNode node;
    private final Trace trace;
    private final List<AllocateNode.Named> conditions;
    private final List<Statistic> statistics = new ArrayList<>();

    Chances(AllocateNode node, AllocateNode.Traced traced) {
        this.node = node;
        trace = traced.trace();
        conditions = traced.conditions();
        for (Trace.Asked asked : trace.asked()) {
            statistics.add(new Statistic(asked.input(), asked.kind(), asked.level(), trace.builder().build(asked.of())));
        }
    }

    /** A condition with the share of draws that it limits, if there is one, on its left. */
    static Condition shareFirst(Trace trace, Condition condition) {
        if (share(trace, condition.left()) >= 0 || share(trace, condition.right()) < 0) {
            return condition;
        }
        Relation turned = switch (condition.relation()) {
            case AT_MOST -> Relation.AT_LEAST;
            case AT_LEAST -> Relation.AT_MOST;
            case EQUAL -> Relation.EQUAL;
        };
        return new Condition(turned, condition.right(), condition.left(), condition.unit());
    }

    private static int share(Trace trace, int node) {
        for (int s = 0; s < trace.asked().size(); s++) {
            Trace.Asked asked = trace.asked().get(s);
            if (asked.node() == node && asked.kind() == Statistic.Kind.SHARE) {
                return s;
            }
        }
        return -1;
    }

    /** @param kernel the objective and both sides of each condition */
    ChanceProgram program(Kernel kernel, int variables, int rows, int draws) {
        List<ChanceProgram.Share> shares = new ArrayList<>();
        for (int c = 0; c < conditions.size(); c++) {
            Condition condition = conditions.get(c).condition();
            int share = share(trace, condition.left());
            if (condition.relation() == Relation.EQUAL && (movesInSteps(kernel, 1 + 2 * c) || movesInSteps(kernel, 2 + 2 * c))) {
                throw node.wrong(Code.BAD_VALUE, "a share of draws moves in steps: limit `probability` by `<=` or `>=`, not by `==`");
            }
            if (share >= 0 && isFixed(kernel, 2 + 2 * c, variables) && isReadOnlyBy(kernel, share, 1 + 2 * c)) {
                shares.add(new ChanceProgram.Share(c, share, condition.relation() == Relation.AT_LEAST));
            }
        }
        return new ChanceProgram(kernel, variables, statistics, shares, draws(kernel.inputCount(), variables, rows, draws), draws);
    }

    private boolean movesInSteps(Kernel kernel, int output) {
        return statistics.stream()
                .anyMatch(statistic -> statistic.kind() == Statistic.Kind.SHARE && kernel.depends(output, statistic.input()));
    }

    /** Whether an output is the same at all points, so that it can be the limit of a share. */
    private boolean isFixed(Kernel kernel, int output, int variables) {
        return IntStream.range(0, variables).noneMatch(variable -> kernel.depends(output, variable))
                && statistics.stream().noneMatch(statistic -> kernel.depends(output, statistic.input()));
    }

    /** Whether nothing but a side of a condition reads a share; else its value is followed. */
    private boolean isReadOnlyBy(Kernel kernel, int share, int side) {
        int input = statistics.get(share).input();
        return IntStream.range(0, kernel.outputCount()).noneMatch(output -> output != side && kernel.depends(output, input))
                && statistics.stream().noneMatch(other -> depends(other.kernel(), input));
    }

    private static boolean depends(Kernel kernel, int input) {
        for (int output = 0; output < kernel.outputCount(); output++) {
            if (kernel.depends(output, input)) {
                return true;
            }
        }
        return false;
    }

    /** By row, input and draw; null for what is the same in all draws of a row. */
    @SuppressWarnings("NullAway") // of the innermost arrays of a new one it does not know that they are null
    private double[][] @Nullable [] draws(int inputs, int variables, int rows, int count) {
        double[][] @Nullable [] draws = new double[rows][inputs][];
        List<Numbers> parameters = trace.parameters();
        for (int row = 0; row < rows; row++) {
            for (int p = 0; p < parameters.size(); p++) {
                if (parameters.get(p).isUncertain()) {
                    draws[row][variables + p] = new double[count];
                    for (int k = 0; k < count; k++) {
                        draws[row][variables + p][k] = parameters.get(p).draw(row, k);
                    }
                }
            }
        }
        return draws;
    }
}
