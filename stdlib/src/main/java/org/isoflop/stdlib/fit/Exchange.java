package org.isoflop.stdlib.fit;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.stdlib.kernel.Kernel;

/** Terms of a law that may be exchanged without changing it, as those of a sum of exponentials: such minima have twins. */
final class Exchange {
    private static final int TRIALS = 5;

    private Exchange() {
    }

    /** For each pair of terms that can be exchanged, where each coefficient goes. */
    static List<int[]> of(FitProblem problem) {
        int columns = problem.columns().length;
        int size = problem.coefficients().size();
        if (size > Roles.FEW) {
            // A value for each of many groups: nobody could tell one order of them from another by what it started from.
            return List.of();
        }
        int[] inputs = new int[size];
        for (int j = 0; j < size; j++) {
            inputs[j] = columns + j;
        }
        Kernel gradient = problem.prediction().withGradient(inputs);
        List<int[]> result = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            for (int k = i + 1; k < size; k++) {
                int[] places = places(problem, gradient, i, k);
                if (places != null && leavesUnchanged(problem, places)) {
                    result.add(places);
                }
            }
        }
        return result;
    }

    /** Exchanges two coefficients, and in their order those that their slopes depend on. */
    private static int @org.jspecify.annotations.Nullable [] places(FitProblem problem, Kernel gradient, int i, int k) {
        int columns = problem.columns().length;
        int[] places = new int[problem.coefficients().size()];
        for (int j = 0; j < places.length; j++) {
            places[j] = j;
        }
        places[i] = k;
        places[k] = i;
        int other = 0;
        for (int j = 0; j < places.length; j++) {
            boolean first = j != i && j != k && gradient.depends(1 + i, columns + j) && !gradient.depends(1 + k, columns + j);
            if (!first) {
                continue;
            }
            while (other < places.length && (other == i || other == k || !gradient.depends(1 + k, columns + other)
                    || gradient.depends(1 + i, columns + other))) {
                other++;
            }
            if (other == places.length) {
                return null;
            }
            places[j] = other;
            places[other++] = j;
        }
        return places;
    }

    private static boolean leavesUnchanged(FitProblem problem, int[] places) {
        int columns = problem.columns().length;
        double[] inputs = new double[columns + places.length];
        boolean seen = false;
        for (int trial = 0; trial < TRIALS; trial++) {
            double[] coefficients = new double[places.length];
            for (int j = 0; j < places.length; j++) {
                coefficients[j] = 0.1 + Math.abs(Math.sin(1 + 7 * trial + 3 * j));
            }
            for (int column = 0; column < columns; column++) {
                inputs[column] = problem.columns()[column][trial * (problem.rows() - 1) / (TRIALS - 1)];
            }
            System.arraycopy(coefficients, 0, inputs, columns, places.length);
            double value = problem.prediction().value(inputs);
            System.arraycopy(exchanged(coefficients, places), 0, inputs, columns, places.length);
            double other = problem.prediction().value(inputs);
            if (!(Math.abs(value - other) <= 1e-12 * Math.abs(value)) && value == value) {
                return false;
            }
            seen |= value == value && value != 0;
        }
        return seen;
    }

    static double[] exchanged(double[] point, int[] places) {
        double[] result = new double[point.length];
        for (int j = 0; j < result.length; j++) {
            result[j] = point[places[j]];
        }
        return result;
    }
}
