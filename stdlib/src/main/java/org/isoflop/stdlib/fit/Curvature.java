package org.isoflop.stdlib.fit;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
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
    private final @Nullable Factor factor;
    private final Loss smooth;
    private final double unit;
    private final double spread;
    private double @Nullable [] means;

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
        free = objective.shape().ordered(free(atBound));
        smooth = smooth(problem.loss(), residuals);
        unit = unit(problem.loss(), smooth);
        factor = factor(objective.with(smooth, spread * unit));
        inverse = factor == null ? null : factor.inverse();
    }

    /** Around the optimum of a fit. */
    public static Curvature of(FitResult fit) {
        return of(fit, 1);
    }

    /** The same, with several threads where the table is long. */
    public static Curvature of(FitResult fit, int threads) {
        FitProblem problem = fit.problem();
        Loss any = problem.loss() instanceof Loss.LeastAbsolute ? new Loss.Huber(1) : problem.loss();
        Model model = Model.of(problem);
        Objective objective = new Objective(problem, any, model, model.bind(problem, threads), Targets.passing(problem, threads),
                fit.spread(),
                threads, new Known());
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

    private @Nullable Factor factor(Objective around) {
        boolean squares = problem.loss() instanceof Loss.Squared;
        around.measured = squares;
        around.bent = !squares;
        around.evaluate(point, true);
        Symmetric matrix = squares ? around.metric : around.hessian;
        Factor result = new Factor(free.length);
        result.take(new Symmetric(matrix.shape(), Arrays.stream(matrix.values()).map(entry -> entry / unit).toArray()), free, free.length);
        return result.factor(1e-14) && rows > free.length ? result : null;
    }

    /** The mean squared slope, with the degrees of freedom for the count of rows, and the mean bend of the loss at the residuals. */
    private synchronized double[] means() {
        if (means == null) {
            double[] totals = Totals.of(rows, objective.threads(), 3, this::addSlopesAndBends);
            means = new double[] {totals[0] / Math.max(1, rows - free.length), totals[1] / totals[2]};
        }
        return means;
    }

    private void addSlopesAndBends(int from, int to, double[] sums) {
        double[] r = new double[BoundKernel.BLOCK];
        double[] bend = new double[r.length];
        double[] unused = new double[r.length];
        double squares = 0;
        double bends = 0;
        double total = 0;
        for (int first = from; first < to; first += r.length) {
            int n = Math.min(r.length, to - first);
            System.arraycopy(residuals, first, r, 0, n);
            Rows.losses(smooth, r, unused, unused, bend, unused, n);
            for (int i = 0; i < n; i++) {
                double w = weight(first + i);
                double own = problem.loss().slope(r[i]);
                squares += w * own * own;
                bends += w * bend[i] / unit;
                total += w;
            }
        }
        sums[0] = squares;
        sums[1] = bends;
        sums[2] = total;
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
        return means()[0] / means()[1];
    }

    /**
     * The variance of the errors of rows of weight 1 as far as they count for the estimate: {@code sum(w slope^2) / (n - p) /
     * mean(bend)^2} (Huber 1981, eq. 7.6.6). An estimate by squares from rows that err so is as sure as this one by its own loss; for
     * squares it is s².
     */
    public double errorVariance() {
        return scale() / means()[1];
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
        double scale = scale();
        for (int i = 0; i < free.length; i++) {
            for (int k = 0; k < free.length; k++) {
                result[free[i]][free[k]] = inverse == null ? Double.NaN : scale * inverse[i][k];
            }
        }
        return result;
    }

    /** The sandwich covariance of the search variables: see {@link #sandwich()}. */
    public double[][] searchSandwich() {
        Symmetric middle = new Symmetric(objective.shape());
        objective.outerProducts(point, (first, n, factors) -> {
            for (int i = 0; i < n; i++) {
                factors[i] = weight(first + i) * problem.loss().slope(residuals[first + i]);
            }
        }, middle);
        return sandwiched(middle::times, (double) rows / Math.max(1, rows - free.length));
    }

    /** The sandwich covariance of the search variables: see {@link #sandwich(int[], int)}. */
    public double[][] searchSandwich(int[] clusterOf, int clusters) {
        double[][] sums = new double[clusters][size];
        objective.slopes(point, (row, coefficient, values) -> {
            double pull = weight(row) * problem.loss().slope(residuals[row]);
            for (int i = 0; i < values.length; i++) {
                sums[clusterOf[row]][coefficient[i]] += pull * values[i];
            }
        });
        int[][] some = new int[clusters][];
        for (int cluster = 0; cluster < clusters; cluster++) {
            double[] sum = sums[cluster];
            some[cluster] = IntStream.range(0, size).filter(j -> sum[j] != 0).toArray();
        }
        double few = (double) (rows - 1) / Math.max(1, rows - free.length);
        return sandwiched(x -> {
            double[] result = new double[size];
            for (int cluster = 0; cluster < clusters; cluster++) {
                double along = 0;
                for (int j : some[cluster]) {
                    along += sums[cluster][j] * x[j];
                }
                for (int j : some[cluster]) {
                    result[j] += sums[cluster][j] * along;
                }
            }
            return result;
        }, clusters < 2 ? Double.NaN : few * clusters / (clusters - 1.0));
    }

    /** With what is between the two slices as what it makes of a vector. */
    private double[][] sandwiched(UnaryOperator<double[]> middle, double factorOfCounts) {
        double[][] result = new double[size][size];
        double[] column = new double[size];
        double[] solved = new double[free.length];
        for (int k = 0; k < free.length; k++) {
            Arrays.fill(column, 0);
            for (int i = 0; i < free.length && inverse != null; i++) {
                column[free[i]] = inverse[i][k];
            }
            double[] filled = middle.apply(column);
            for (int j = 0; j < problem.priors().size(); j++) {
                Prior prior = problem.priors().get(j);
                // A prior counts as one more observation, of the coefficient itself, that errs by its deviation.
                double slope = prior == null ? 0 : spread * step(j) / prior.deviation();
                filled[j] += slope * slope / factorOfCounts * column[j];
            }
            for (int i = 0; i < free.length; i++) {
                solved[i] = filled[free[i]];
            }
            if (factor != null) {
                factor.solve(solved);
            }
            for (int i = 0; i < free.length; i++) {
                result[free[i]][free[k]] = factor == null ? Double.NaN : factorOfCounts * solved[i];
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
        double[][] result = new double[size][rows];
        int[] place = places();
        objective.slopes(point, (row, playing, values) -> {
            double pull = weight(row) * problem.loss().slope(residuals[row]);
            for (int i = 0; i < free.length; i++) {
                double moved = 0;
                for (int k = 0; k < values.length; k++) {
                    int at = place[playing[k]];
                    moved -= at < 0 ? 0 : inverse == null ? Double.NaN : inverse[i][at] * pull * values[k];
                }
                result[free[i]][row] = moved;
            }
        });
        return result;
    }

    /** By coefficient its place among the free ones, -1 at a bound. */
    private int[] places() {
        int[] place = new int[size];
        Arrays.fill(place, -1);
        for (int i = 0; i < free.length; i++) {
            place[free[i]] = i;
        }
        return place;
    }

    /**
     * The part of each row's error that the fit takes up, between 0 and 1: the diagonal of the weighted hat matrix of the
     * tangent plane {@code J (J'WJ)^-1 J'W}; all alike if that is singular.
     */
    public double[] leverages() {
        Symmetric products = new Symmetric(objective.shape());
        objective.outerProducts(point, (first, n, factors) -> {
            for (int i = 0; i < n; i++) {
                factors[i] = Math.sqrt(weight(first + i));
            }
        }, products);
        Factor plane = new Factor(free.length);
        plane.take(products, free, free.length);
        double[] result = new double[rows];
        if (!plane.factor(1e-14)) {
            Arrays.fill(result, Math.min(1, (double) free.length / rows));
            return result;
        }
        int[] place = places();
        double[] solved = new double[free.length];
        objective.slopes(point, (row, playing, values) -> {
            int first = free.length;
            Arrays.fill(solved, 0);
            for (int i = 0; i < values.length; i++) {
                int at = place[playing[i]];
                if (at >= 0) {
                    solved[at] = values[i];
                    first = Math.min(first, at);
                }
            }
            plane.forward(solved, first);
            double sum = 0;
            for (int i = first; i < free.length; i++) {
                sum += solved[i] * solved[i];
            }
            result[row] = Math.max(0, Math.min(weight(row) * sum, 1));
        });
        return result;
    }
}
