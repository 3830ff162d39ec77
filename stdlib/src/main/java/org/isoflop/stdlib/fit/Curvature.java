package org.isoflop.stdlib.fit;

import java.util.Arrays;
import org.isoflop.stdlib.kernel.BoundKernel;
import org.jspecify.annotations.Nullable;

/**
 * The objective around a fit's optimum, and what follows for the coefficients' uncertainty where it is close to a parabola:
 * covariances, and the influence and leverage of rows. Search variables are the logarithms of coefficients that are searched
 * in logarithms and the others themselves. What is at a bound counts as fixed: its rows and columns are zero.
 */
public final class Curvature {
    /** Rows of which a median is taken. */
    private static final int MEDIAN = 20_000;

    private final FitProblem problem;
    private final Objective objective;
    private final double[] point;
    private final double[] coefficients;
    private final double[] residuals;
    private final int[] free;
    private final int size;
    private final int rows;
    /** The inverse Hessian over the free variables; null if the rows do not determine them. */
    private final double @Nullable [][] inverse;
    private final double scale;
    private final double bend;
    private final double spread;

    private Curvature(FitProblem problem, Objective objective, double[] point, double[] coefficients, double[] residuals,
            boolean[] atBound, double spread) {
        this.problem = problem;
        this.objective = objective;
        this.point = point;
        this.coefficients = coefficients;
        this.residuals = residuals;
        this.spread = spread;
        size = coefficients.length;
        rows = problem.rows();
        free = free(atBound);
        Loss smooth = smooth(problem.loss(), residuals);
        double unit = unit(problem.loss(), smooth);
        inverse = inverse(objective.with(smooth, spread * unit), unit);
        double[] means = slopesAndBends(smooth, unit);
        bend = means[1];
        scale = means[0] / bend;
    }

    /** Around the optimum of a fit. */
    public static Curvature of(FitResult fit) {
        return of(fit, 1);
    }

    /** The same, with several threads where the table is long. */
    public static Curvature of(FitResult fit, int threads) {
        FitProblem problem = fit.problem();
        Loss any = problem.loss() instanceof Loss.LeastAbsolute ? new Loss.Huber(1) : problem.loss();
        Objective objective = new Objective(problem, any, Objective.bind(problem, Objective.kernel(problem)),
                Targets.passing(problem, threads), fit.spread(), threads);
        return at(problem, objective, Search.variables(objective, fit.coefficients()), fit.coefficients(), fit.residuals(), fit.atBound(),
                fit.spread());
    }

    static Curvature at(FitProblem problem, Objective objective, double[] point, double[] coefficients, double[] residuals,
            boolean[] atBound, double spread) {
        return new Curvature(problem, objective, point, coefficients, residuals, atBound, spread);
    }

    /**
     * Losses with a kink bend only near it. Their mean curvature is estimated over a width that holds enough residuals: the
     * kernel estimate of the density at zero (Powell 1991) with the normal reference width (Silverman 1986, eq. 3.28).
     */
    private static Loss smooth(Loss loss, double[] residuals) {
        double width = width(residuals);
        return switch (loss) {
            case Loss.LeastAbsolute ignored -> new Loss.Huber(width);
            case Loss.Huber(double delta) -> new Loss.Huber(Math.max(delta, width));
            case Loss.Asymmetric(double delta, double weight) -> new Loss.Asymmetric(Math.max(delta, width), weight);
            case Loss.Squared squared -> squared;
            case Loss.Cauchy cauchy -> cauchy;
        };
    }

    /** From the median size of residuals, of a long table of an even choice of them. */
    private static double width(double[] residuals) {
        int[] rows = Search.strided(residuals.length, MEDIAN);
        double[] sizes = new double[rows.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(residuals[rows[i]]);
        }
        Arrays.sort(sizes);
        double deviation = 1.4826 * sizes[sizes.length / 2];
        return Math.max(1.06 * deviation * Math.pow(residuals.length, -0.2), Double.MIN_NORMAL);
    }

    /** What the smooth loss is divided by to rise, far from the kink, like the loss itself. */
    private static double unit(Loss loss, Loss smooth) {
        return switch (smooth) {
            case Loss.Huber(double width) -> loss instanceof Loss.Huber(double delta) ? width / delta : width;
            case Loss.Asymmetric(double width, double weight) ->
                    loss instanceof Loss.Asymmetric(double delta, double own) ? width / delta : 1;
            case Loss.Squared ignored -> 1;
            case Loss.Cauchy ignored -> 1;
            case Loss.LeastAbsolute ignored -> 1;
        };
    }

    /** The places of what is not at a bound. */
    static int[] free(boolean[] atBound) {
        int[] free = new int[atBound.length];
        int count = 0;
        for (int j = 0; j < free.length; j++) {
            if (!atBound[j]) {
                free[count++] = j;
            }
        }
        return Arrays.copyOf(free, count);
    }

    private double @Nullable [][] inverse(Objective smooth, double unit) {
        smooth.measured = true;
        smooth.evaluate(point, true);
        double[][] matrix = problem.loss() instanceof Loss.Squared ? smooth.metric : smooth.hessian;
        double[][] factor = new double[free.length][free.length];
        for (int i = 0; i < free.length; i++) {
            for (int k = 0; k <= i; k++) {
                factor[i][k] = matrix[free[i]][free[k]] / unit;
            }
        }
        boolean determined = Matrices.factor(factor, free.length, 1e-14) && rows > free.length;
        return determined ? Matrices.inverse(factor, free.length) : null;
    }

    /** The mean squared slope, with the degrees of freedom for the count of rows, and the mean bend of the loss at the residuals. */
    private double[] slopesAndBends(Loss smooth, double unit) {
        double[] r = new double[BoundKernel.BLOCK];
        double[] bend = new double[r.length];
        double[] unused = new double[r.length];
        double squares = 0;
        double bends = 0;
        double total = 0;
        for (int row = 0; row < rows; row++) {
            int at = row % r.length;
            if (at == 0) {
                int n = Math.min(r.length, rows - row);
                System.arraycopy(residuals, row, r, 0, n);
                Rows.losses(smooth, r, unused, unused, bend, unused, n);
            }
            double w = weight(row);
            double own = problem.loss().slope(residuals[row]);
            squares += w * own * own;
            bends += w * bend[at] / unit;
            total += w;
        }
        return new double[] {squares / Math.max(1, rows - free.length), bends / total};
    }

    private double weight(int row) {
        double[] weights = problem.weights();
        return weights == null ? 1 : weights[row];
    }

    /** Whether the rows determine all coefficients that are not at a bound. */
    public boolean isDetermined() {
        return inverse != null;
    }

    /** Rows less coefficients that are not at a bound. */
    public int degreesOfFreedom() {
        return rows - free.length;
    }

    /**
     * What the objective rises by, twice, where a coefficient is one standard error from its best value:
     * {@code sum(w slope^2) / (n - p) / mean(bend)} of the loss's slopes and bends at the residuals (Huber 1981, eq. 7.6.6;
     * Ronchetti 1982). For squares it is the residual variance s².
     */
    public double scale() {
        return scale;
    }

    /**
     * The variance of the errors of rows of weight 1 as far as they count for the estimate: {@code sum(w slope^2) / (n - p) /
     * mean(bend)^2} (Huber 1981, eq. 7.6.6). An estimate by squares from rows that err so is as sure as this one by its own loss; for
     * squares it is s².
     */
    public double errorVariance() {
        return scale / bend;
    }

    /**
     * {@link #scale} times the inverse Hessian, for rows that err alike and independently; for squares {@code s² (J'J)^-1}.
     * NaN if the rows do not determine the coefficients.
     */
    public double[][] covariance() {
        return inUnits(searchCovariance());
    }

    /**
     * The sandwich {@code n/(n-p) H^-1 B H^-1} of Hessian H and squared slopes B (Huber 1967, White 1980; the factor is
     * Hinkley's 1977): rows may err differently, each by itself.
     */
    public double[][] sandwich() {
        return inUnits(searchSandwich());
    }

    /**
     * The sandwich for rows that err together within clusters, with the factor {@code G/(G-1) (n-1)/(n-p)} for G clusters
     * (Liang and Zeger 1986; Cameron and Miller 2015, eq. 12). NaN for one cluster alone.
     */
    public double[][] sandwich(int[] clusterOf, int clusters) {
        return inUnits(searchSandwich(clusterOf, clusters));
    }

    /** The covariance of the search variables: see {@link #covariance}. */
    public double[][] searchCovariance() {
        double[][] result = new double[size][size];
        for (int i = 0; i < free.length; i++) {
            for (int k = 0; k < free.length; k++) {
                result[free[i]][free[k]] = inverse == null ? Double.NaN : scale * inverse[i][k];
            }
        }
        return result;
    }

    /** The sandwich covariance of the search variables: see {@link #sandwich()}. */
    public double[][] searchSandwich() {
        double[][] middle = new double[size][size];
        objective.outerProducts(point, (first, n, factors) -> {
            for (int i = 0; i < n; i++) {
                factors[i] = weight(first + i) * problem.loss().slope(residuals[first + i]);
            }
        }, middle);
        return sandwiched(middle, (double) rows / Math.max(1, rows - free.length));
    }

    /** The sandwich covariance of the search variables: see {@link #sandwich(int[], int)}. */
    public double[][] searchSandwich(int[] clusterOf, int clusters) {
        double[][] jacobian = objective.jacobian(point);
        double[][] sums = new double[clusters][size];
        for (int row = 0; row < rows; row++) {
            double factor = weight(row) * problem.loss().slope(residuals[row]);
            for (int j = 0; j < size; j++) {
                sums[clusterOf[row]][j] += factor * jacobian[j][row];
            }
        }
        double[][] middle = new double[size][size];
        for (double[] sum : sums) {
            for (int j = 0; j < size; j++) {
                for (int k = 0; k < size; k++) {
                    middle[j][k] += sum[j] * sum[k];
                }
            }
        }
        double few = (double) (rows - 1) / Math.max(1, rows - free.length);
        return sandwiched(middle, clusters < 2 ? Double.NaN : few * clusters / (clusters - 1.0));
    }

    private double[][] sandwiched(double[][] middle, double factor) {
        double[][] result = new double[size][size];
        for (int j = 0; j < problem.priors().size(); j++) {
            Prior prior = problem.priors().get(j);
            if (prior != null) {
                // A prior counts as one more observation, of the coefficient itself, that errs by its deviation.
                double slope = spread * step(j) / prior.deviation();
                middle[j][j] += slope * slope / factor;
            }
        }
        for (int i = 0; i < free.length; i++) {
            for (int k = 0; k < free.length; k++) {
                double entry = 0;
                for (int a = 0; a < free.length && inverse != null; a++) {
                    for (int b = 0; b < free.length; b++) {
                        entry += inverse[i][a] * middle[free[a]][free[b]] * inverse[b][k];
                    }
                }
                result[free[i]][free[k]] = inverse == null ? Double.NaN : factor * entry;
            }
        }
        return result;
    }

    private double[][] inUnits(double[][] search) {
        for (int j = 0; j < size; j++) {
            for (int k = 0; k < size; k++) {
                search[j][k] *= step(j) * step(k);
            }
        }
        return search;
    }

    private double step(int j) {
        return problem.coefficients().get(j).isLogarithmic() ? coefficients[j] : 1;
    }

    /**
     * How far each search variable moves if a row's weight is raised, per unit of relative weight: the infinitesimal
     * jackknife (Jaeckel 1972), as {@code result[variable][row]}. Removing the row moves them by about the opposite.
     */
    public double[][] influences() {
        double[][] jacobian = objective.jacobian(point);
        double[][] result = new double[size][rows];
        for (int i = 0; i < free.length; i++) {
            for (int k = 0; k < free.length; k++) {
                double entry = inverse == null ? Double.NaN : inverse[i][k];
                for (int row = 0; row < rows; row++) {
                    double slope = weight(row) * problem.loss().slope(residuals[row]);
                    result[free[i]][row] -= entry * slope * jacobian[free[k]][row];
                }
            }
        }
        return result;
    }

    /**
     * The part of each row's error that the fit takes up, between 0 and 1: the diagonal of the weighted hat matrix of the
     * tangent plane {@code J (J'WJ)^-1 J'W}; all alike if that is singular.
     */
    public double[] leverages() {
        double[][] jacobian = objective.jacobian(point);
        double[][] factor = new double[free.length][free.length];
        for (int i = 0; i < free.length; i++) {
            for (int k = 0; k <= i; k++) {
                for (int row = 0; row < rows; row++) {
                    factor[i][k] += weight(row) * jacobian[free[i]][row] * jacobian[free[k]][row];
                }
            }
        }
        double[] result = new double[rows];
        if (!Matrices.factor(factor, free.length, 1e-14)) {
            Arrays.fill(result, Math.min(1, (double) free.length / rows));
            return result;
        }
        double[] solved = new double[free.length];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < free.length; i++) {
                solved[i] = jacobian[free[i]][row];
            }
            Matrices.solve(factor, solved, free.length);
            for (int i = 0; i < free.length; i++) {
                result[row] += weight(row) * solved[i] * jacobian[free[i]][row];
            }
            result[row] = Math.max(0, Math.min(result[row], 1));
        }
        return result;
    }
}
