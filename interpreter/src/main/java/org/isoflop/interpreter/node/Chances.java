package org.isoflop.interpreter.node;

import java.util.ArrayList;
import java.util.List;
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
            if (share >= 0 && condition.relation() == Relation.EQUAL) {
                throw node.wrong(Code.BAD_VALUE, "a share of draws moves in steps: limit `probability` by `<=` or `>=`, not by `==`");
            }
            if (share >= 0) {
                shares.add(new ChanceProgram.Share(c, share, condition.relation() == Relation.AT_LEAST));
            }
        }
        requireLimits(kernel, shares);
        return new ChanceProgram(kernel, variables, statistics, shares, draws(kernel.inputCount(), variables, rows, draws), draws);
    }

    /** Shares move in steps, which can be limited but not followed. */
    private void requireLimits(Kernel kernel, List<ChanceProgram.Share> shares) {
        for (int s = 0; s < statistics.size(); s++) {
            int statistic = s;
            int input = statistics.get(s).input();
            boolean followed = statistics.stream().anyMatch(other -> depends(other.kernel(), input));
            for (int output = 0; output < kernel.outputCount(); output++) {
                int at = output;
                boolean limited = shares.stream().anyMatch(share -> share.statistic() == statistic && at == 1 + 2 * share.condition());
                followed |= !limited && kernel.depends(output, input);
            }
            if (followed && statistics.get(s).kind() == Statistic.Kind.SHARE) {
                throw node.wrong(Code.BAD_VALUE, "within an allocation `probability` is one side of a condition, as in "
                        + "`probability(loss(N, D) <= target) >= 90%`");
            }
        }
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
