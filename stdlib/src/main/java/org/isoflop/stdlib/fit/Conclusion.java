package org.isoflop.stdlib.fit;

import java.util.ArrayList;
import java.util.List;

/** What is reported of the minima found. */
final class Conclusion {
    private final FitProblem problem;
    private final Search search;
    private final List<Search.Minimum> minima;
    private final double spread;
    private final Residuals residuals;
    private final Objective objective;
    private final int size;

    Conclusion(FitProblem problem, Search search, List<Search.Minimum> minima, double spread, Residuals residuals) {
        this.problem = problem;
        this.search = search;
        this.minima = minima;
        this.spread = spread;
        this.residuals = residuals;
        objective = search.objective();
        size = problem.coefficients().size();
    }

    FitResult result(int tried, int unfinished, Certificate certificate) {
        Search.Minimum best = minima.get(0);
        double[] point = best.end().point().clone();
        settle(point, best.end().value());
        double[] coefficients = coefficients(point);
        boolean[] atBound = new boolean[size];
        for (int j = 0; j < size; j++) {
            atBound[j] = problem.coefficients().get(j).isAtBound(coefficients[j]);
        }
        double[] r = residuals.at(objective, point);
        List<LocalMinimum> found = new ArrayList<>(minima.size());
        for (Search.Minimum minimum : minima) {
            found.add(new LocalMinimum(minimum.end().value(), coefficients(minimum.end().point()), minimum.starts()));
        }
        double[][] covariance = Curvature.at(problem, objective, point, coefficients, r, atBound, spread).covariance();
        double condition = condition(point, atBound);
        return new FitResult(problem, coefficients, best.end().value(), certificate, tried,
                agreed(), unfinished, List.copyOf(found), atBound, covariance, condition, r, spread,
                FitStatistics.of(problem, coefficients, r, search.options().threads()));
    }

    /** The starts that led to the best objective, be it at one place or at several. */
    private int agreed() {
        int starts = 0;
        for (Search.Minimum minimum : minima) {
            starts += search.isSame(minima.get(0).end().value(), minimum.end().value()) ? minimum.starts() : 0;
        }
        return starts;
    }

    private double[] coefficients(double[] point) {
        double[] result = new double[size];
        for (int j = 0; j < size; j++) {
            result[j] = objective.coefficient(j, point[j]);
        }
        return result;
    }

    /** A positive coefficient that went towards zero without end is zero, if that costs nothing. */
    private void settle(double[] point, double value) {
        for (int j = 0; j < size; j++) {
            Coefficient c = problem.coefficients().get(j);
            if (c.isLogarithmic() && c.lower() == 0) {
                double before = point[j];
                point[j] = objective.lower(j);
                if (objective.exceeds(point, value * (1 + 1e-9) + search.floor())) {
                    point[j] = before;
                }
            }
        }
    }

    private double condition(double[] point, boolean[] atBound) {
        objective.evaluate(point, true);
        int[] free = objective.shape().ordered(Curvature.free(atBound));
        if (free.length == 0) {
            return 1;
        }
        Spectrum spectrum = new Spectrum(objective.metric, free);
        double least = spectrum.least();
        return least > 0 ? Math.sqrt(spectrum.most / least) : Double.POSITIVE_INFINITY;
    }
}
