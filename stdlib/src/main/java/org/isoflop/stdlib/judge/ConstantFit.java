package org.isoflop.stdlib.judge;

import java.util.Arrays;
import java.util.List;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.FitStatistics;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.fit.Starts;
import org.isoflop.stdlib.kernel.KernelBuilder;

/** One number in place of a law, found by the same loss of the same residuals. */
final class ConstantFit {
    /** A law that explains more than this part of the target's variance is not asked whether it explains anything. */
    private static final double HALF = 0.5;

    private ConstantFit() {
    }

    /** By how much the corrected criterion of Akaike of a fit lies above that of a constant; negative infinity where that need not be asked. */
    static double gain(FitResult fit, FitOptions options) {
        FitProblem problem = fit.problem();
        FitStatistics own = fit.statistics();
        if (own.r2() > HALF || own.rmse() == 0 || fit.coefficients().length < 2 || !problem.priors().isEmpty()) {
            return Double.NEGATIVE_INFINITY;
        }
        return own.aicc() - Fitter.fit(constant(problem), options).statistics().aicc();
    }

    @SuppressWarnings("NullAway") // of a record's constructor in another package it does not see which parameters may be null
    private static FitProblem constant(FitProblem problem) {
        KernelBuilder builder = new KernelBuilder();
        for (int column = 0; column < problem.columns().length; column++) {
            builder.input("x" + column);
        }
        int number = builder.input("number");
        double[] sorted = problem.target().clone();
        Arrays.sort(sorted);
        double[][] start = {{sorted[sorted.length / 2]}};
        return new FitProblem(builder.build(number), problem.columns(), problem.target(), problem.weights(),
                List.of(new Coefficient("number", sorted[0], sorted[sorted.length - 1])), problem.residual(), problem.loss(), List.of(),
                new Starts.Points(start));
    }
}
