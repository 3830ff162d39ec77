package org.isoflop.stdlib.fit;

import org.isoflop.stdlib.Workers;
import org.isoflop.stdlib.kernel.BoundKernel;
import org.isoflop.stdlib.kernel.Functions;
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
        Targets passing = new Targets(target, problem.residual());
        double[] result = new double[target.length];
        Workers.run(threads, (target.length - 1) / Totals.SHARE + 1, () -> {
            double[] shown = new double[BoundKernel.BLOCK];
            double[][] scratch = new double[3][BoundKernel.BLOCK];
            return share -> {
                int to = Math.min(target.length, (share + 1) * Totals.SHARE);
                for (int from = share * Totals.SHARE; from < to; from += BoundKernel.BLOCK) {
                    int n = Math.min(to - from, BoundKernel.BLOCK);
                    passing.read(from, n, shown, scratch[0], scratch[1], scratch[2]);
                    System.arraycopy(shown, 0, result, from, n);
                }
            };
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

    /** Writes some of them, no more than a block, into the first places of an array; the other arrays are scratch. */
    void read(int from, int n, double[] result, double[] observed, double[] scratch, double[] more) {
        if (residual == null) {
            System.arraycopy(values, from, result, 0, n);
            return;
        }
        System.arraycopy(values, from, observed, 0, n);
        if (residual == Residual.LOG) {
            Functions.log(result, observed, scratch, more, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            result[i] = residual.shown(observed[i]);
        }
    }
}
