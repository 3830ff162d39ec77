package org.isoflop.stdlib.fit;

import org.isoflop.stdlib.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Targets as the residual sees them: in logarithms, themselves, or their inverses, which relative residuals are multiplied by.
 *
 * @param values as the residual sees them, or as they were observed
 * @param residual what sees them whenever they are read, where they are as observed; null where they are shown already
 */
record Targets(double[] values, @Nullable Residual residual) {
    static Targets shown(FitProblem problem) {
        return shown(problem, 1);
    }

    /** For many evaluations: the same column where residuals are plain, another one elsewhere, by several threads if it is long. */
    static Targets shown(FitProblem problem, int threads) {
        double[] target = problem.target();
        if (problem.residual() == Residual.PLAIN) {
            return shown(target);
        }
        double[] result = new double[target.length];
        int shares = (target.length - 1) / Totals.SHARE + 1;
        if (shares == 1) {
            show(problem.residual(), target, 0, result, 0, target.length);
            return shown(result);
        }
        Workers.run(threads, shares, () -> share -> {
            int from = share * Totals.SHARE;
            show(problem.residual(), target, from, result, from, Math.min(target.length - from, Totals.SHARE));
        });
        return shown(result);
    }

    /** What is shown already. */
    static Targets shown(double[] values) {
        return new Targets(values, null);
    }

    /** For an evaluation or two: of a long table they are shown block by block, and take no column. */
    static Targets passing(FitProblem problem, int threads) {
        return problem.rows() > Totals.SHARE && problem.residual() != Residual.PLAIN
                ? new Targets(problem.target(), problem.residual())
                : shown(problem, threads);
    }

    /** Writes some of them into the first places of an array. */
    void read(int from, int n, double[] result) {
        if (residual == null) {
            System.arraycopy(values, from, result, 0, n);
        } else {
            show(residual, values, from, result, 0, n);
        }
    }

    private static void show(Residual residual, double[] from, int first, double[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] = residual.shown(from[first + i]);
        }
    }
}
