package org.isoflop.stdlib.resample;

import org.isoflop.stdlib.Workers;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Refits;
import org.isoflop.stdlib.random.RandomStream;

/** Refits on resamples. */
public final class Bootstrap {
    private Bootstrap() {
    }

    /**
     * Refits each of {@code draws} resamples from the fit's optimum. Draw k depends on the stream and k alone: not on the
     * number of draws nor of threads. Fits given the same stream and the same rows share their resamples.
     *
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static Draws run(FitResult fit, Scheme scheme, int draws, RandomStream stream, FitOptions options) {
        int size = fit.coefficients().length;
        double[][] values = new double[size][draws];
        Refits refits = new Refits(fit);
        Workers.run(options.threads(), draws, () -> {
            Refits.Worker worker = refits.worker(options.cancellation());
            return number -> {
                options.cancellation().poll();
                double[] coefficients = draw(fit, scheme, stream.part(number), worker);
                for (int j = 0; j < size; j++) {
                    values[j][number] = coefficients[j];
                }
            };
        });
        int failures = 0;
        for (int k = 0; k < draws && size > 0; k++) {
            failures += Double.isNaN(values[0][k]) ? 1 : 0;
        }
        return new Draws(values, failures);
    }

    private static double[] draw(FitResult fit, Scheme scheme, RandomStream stream, Refits.Worker worker) {
        int rows = fit.problem().rows();
        return switch (scheme) {
            case Scheme.Rows ignored -> worker.refit(scheme.counts(rows, stream));
            case Scheme.Clusters ignored -> worker.refit(scheme.counts(rows, stream));
            case Scheme.Strata ignored -> worker.refit(scheme.counts(rows, stream));
            case Scheme.Residuals ignored -> {
                double[] errors = new double[rows];
                for (int row = 0; row < rows; row++) {
                    errors[row] = fit.residuals()[stream.choice(row, rows)];
                }
                yield worker.refit(targets(fit, errors));
            }
            case Scheme.Wild ignored -> {
                double[] errors = new double[rows];
                for (int row = 0; row < rows; row++) {
                    errors[row] = stream.bits(row) < 0 ? -fit.residuals()[row] : fit.residuals()[row];
                }
                yield worker.refit(targets(fit, errors));
            }
        };
    }

    /** What would have been observed with these residuals in place of the fit's own. */
    private static double[] targets(FitResult fit, double[] errors) {
        double[] result = new double[errors.length];
        for (int row = 0; row < result.length; row++) {
            double observed = fit.problem().target()[row];
            double own = fit.residuals()[row];
            result[row] = switch (fit.problem().residual()) {
                case LOG -> observed * Math.exp(errors[row] - own);
                case PLAIN -> observed - own + errors[row];
                case RELATIVE -> observed * (1 - own) / (1 - errors[row]);
            };
        }
        return result;
    }
}
