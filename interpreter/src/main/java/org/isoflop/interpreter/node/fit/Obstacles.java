package org.isoflop.interpreter.node.fit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.interpreter.value.Display;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.Prior;
import org.jspecify.annotations.Nullable;

/** What keeps a fit from having an objective anywhere, as far as the law and the numbers tell. */
final class Obstacles {
    private Obstacles() {
    }

    /**
     * In words for the author; null if nothing is found.
     *
     * @param arguments a name for each column, null for what is no quantity
     */
    static @Nullable String of(FitProblem problem, FitRows rows, List<@Nullable String> arguments) {
        double[] ones = problem.coefficients().stream().mapToDouble(c -> Math.clamp(1, c.lower(), c.upper())).toArray();
        String undefined = undefined(problem, ones, rows, arguments);
        String obstacle = undefined == null ? scale(problem, arguments) : undefined;
        return obstacle == null ? idle(problem, ones) : obstacle;
    }

    /** A coefficient that changes nothing. */
    private static @Nullable String idle(FitProblem problem, double[] ones) {
        for (int j = 0; j < ones.length; j++) {
            if (!problem.depends(j, ones)) {
                return "what the law gives for these rows does not depend on `" + problem.coefficients().get(j).name() + "`";
            }
        }
        return null;
    }

    /** The rows in which the law has no value, with coefficients that are as good as others. */
    private static @Nullable String undefined(FitProblem problem, double[] ones, FitRows rows, List<@Nullable String> arguments) {
        double[] predicted = problem.predictions(ones);
        int[] without = IntStream.range(0, predicted.length).filter(row -> !Double.isFinite(predicted[row])).toArray();
        if (without.length == 0) {
            return null;
        }
        StringBuilder where = new StringBuilder();
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i) != null) {
                where.append(where.isEmpty() ? ", where " : " and ").append('`').append(arguments.get(i)).append("` is ")
                        .append(Display.exact(problem.columns()[i][without[0]]));
            }
        }
        boolean all = Arrays.stream(ones).allMatch(one -> one == 1);
        return "with all coefficients at 1" + (all ? "" : ", or the ends of their ranges next to it,") + " the law has no finite value in "
                + (without.length == 1 ? "row " : without.length + " rows, the first of them row ") + (rows.place(without[0]) + 1) + where;
    }

    /** Numbers whose squares cannot be held. */
    private static @Nullable String scale(FitProblem problem, List<@Nullable String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            String beyond = argument == null ? null : beyond("`" + argument + "`", problem.columns()[i]);
            if (beyond != null) {
                return beyond;
            }
        }
        for (int j = 0; j < problem.priors().size(); j++) {
            Prior prior = problem.priors().get(j);
            if (prior != null && prior.deviation() < FitRows.SMALLEST) {
                return "the prior of `" + problem.coefficients().get(j).name() + "` has a standard deviation whose square cannot be held";
            }
        }
        return beyond("the target", problem.target());
    }

    private static @Nullable String beyond(String what, double[] column) {
        double largest = Arrays.stream(column).map(Math::abs).max().orElse(0);
        return largest > FitRows.LARGEST || largest > 0 && largest < FitRows.SMALLEST
                ? what + " goes as far as " + Display.exact(largest) + ", whose square cannot be held: take a "
                        + (largest > 1 ? "larger" : "smaller") + " unit"
                : null;
    }
}
