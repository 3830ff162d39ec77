package org.isoflop.stdlib.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The last part of a fit by least absolute deviations: approached by ever sharper Huber losses until the rows are known that
 * the optimum meets, and then solved for exactly.
 */
final class Exactly {
    /** Huber losses narrower than this part of the mean residual are only for what cannot be solved before. */
    private static final double SHARP = 1e-3;
    private static final double SHARPEST = 1e-9;

    private final FitProblem problem;
    private final FitOptions options;
    private final Search smooth;
    private final Certifier certifier;
    private final double spread;
    private double stationarity = Double.NaN;

    Exactly(FitProblem problem, FitOptions options, Search smooth, Certifier certifier, double spread) {
        this.problem = problem;
        this.options = options;
        this.smooth = smooth;
        this.certifier = certifier;
        this.spread = spread;
    }

    /** From minima of Huber losses as wide as delta. */
    FitResult result(double delta, int tried, int unfinished) {
        double mean = mean(certifier.minima().get(0).end());
        double width = delta;
        while (width > SHARP * mean && mean > 0) {
            options.cancellation().poll();
            width = Math.max(width / 8, SHARP * mean);
            Search sharper = smooth.with(new Loss.Huber(width), spread * width);
            certifier.use(sharper, sharper.again(certifier.minima(), 0));
        }
        if (problem.rows() <= Fitter.SEARCHED) {
            certifier.restart();
        }
        Search exact = smooth.with(problem.loss(), spread);
        List<Search.Minimum> minima = new ArrayList<>();
        for (Search.Minimum minimum : certifier.minima()) {
            minima.add(new Search.Minimum(exactly(exact, minimum.end(), width, minima.isEmpty()), minimum.starts()));
        }
        Search.Minimum best = minima.get(0);
        minima.sort(Comparator.comparingDouble((Search.Minimum m) -> m.end().value()));
        if (minima.get(0) != best) {
            exactly(exact, minima.get(0).end(), width, true);
        }
        certifier.use(exact, minima);
        Certificate certificate = certifier.certificate(minima.get(0).end(), stationarity);
        return new Conclusion(problem, exact, minima, spread, new Residuals(problem.rows())).result(tried, unfinished, certificate);
    }

    private double mean(Search.End end) {
        double[] residuals = new double[problem.rows()];
        smooth.objective().residuals(end.point(), residuals);
        double sum = 0;
        for (double r : residuals) {
            sum += Math.abs(r);
        }
        return sum / residuals.length;
    }

    /** The exact optimum near one of Huber losses as wide as delta; unconverged where none can be certified. */
    private Search.End exactly(Search exact, Search.End end, double delta, boolean reported) {
        Vertex vertex = new Vertex(exact.objective());
        Search.End near = end;
        double width = delta;
        while (width > SHARPEST * delta / SHARP) {
            if (vertex.from(near.point(), width)) {
                stationarity = reported ? vertex.stationarity() : stationarity;
                return new Search.End(vertex.point(), vertex.value(), true);
            }
            width /= 8;
            near = smooth.with(new Loss.Huber(width), spread * width).descend(List.of(near.point()), 0)[0];
        }
        Objective objective = exact.objective();
        objective.evaluate(near.point(), false);
        return new Search.End(near.point(), objective.value, false);
    }
}
