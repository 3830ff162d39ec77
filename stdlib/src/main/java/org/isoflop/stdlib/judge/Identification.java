package org.isoflop.stdlib.judge;

import java.util.Arrays;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Loss;

/**
 * What the rows determine of the coefficients, by the singular values of the Jacobian at the optimum, its rows weighted as the
 * loss weights them and its columns scaled to unit length (Belsley, Kuh and Welsch 1980). Arrays are in the order of the
 * problem's coefficients; those at a bound count as known.
 *
 * @param condition ratio of the largest to the smallest singular value; infinite if something is not determined at all
 * @param inflation by how much each coefficient's variance exceeds what it would be if all others were known; NaN at a bound
 * @param flatWeights the combination of coefficients, in units of their columns' lengths, that the rows determine least: of
 *     length 1, the largest above zero; 0 for coefficients at a bound
 * @param flatChanges the same in the coefficients' own units, so long as the standard error along it; NaN where that is not known
 * @param undetermined whether the rows say nothing of the coefficient by itself, only of combinations with others or not even that
 * @param ineffective whether no row's prediction depends on the coefficient, where it ended
 */
public record Identification(double condition, double[] inflation, double[] flatWeights, double[] flatChanges, boolean[] undetermined,
        boolean[] ineffective) {
    /** Coefficients beyond which this is not worked out: its cost rises with their cube. */
    public static final int MOST_COEFFICIENTS = 300;
    /** The smallest singular value of what is determined, next to rounding. */
    private static final double NOTHING = 1e-10;

    /** Of a fit; with more coefficients than {@link #MOST_COEFFICIENTS} all NaN and false. */
    public static Identification of(FitResult fit) {
        return of(Linearisation.of(fit));
    }

    static Identification of(Linearisation at) {
        int size = at.fit.coefficients().length;
        double[] inflation = new double[size];
        Arrays.fill(inflation, Double.NaN);
        double[] weights = new double[size];
        double[] changes = new double[size];
        boolean[] undetermined = new boolean[size];
        boolean[] ineffective = new boolean[size];
        int count = at.free.length;
        if (count == 0 || count > MOST_COEFFICIENTS) {
            return new Identification(count == 0 ? 1 : Double.NaN, inflation, weights, changes, undetermined, ineffective);
        }
        Basis basis = new Basis(weighted(at), at.count());
        Basis.Directions directions = basis.directions();
        double[] values = directions.values();
        double largest = values[count - 1];
        for (int i = 0; i < count; i++) {
            int j = at.free[i];
            ineffective[j] = at.isWhole() && !isEffective(at, i);
            double sum = 0;
            double lost = 0;
            for (int k = 0; k < count; k++) {
                double part = directions.combinations()[k][i];
                boolean nothing = values[k] <= NOTHING * largest;
                lost += nothing ? part * part : 0;
                sum += nothing ? 0 : part * part / (values[k] * values[k]);
            }
            undetermined[j] = lost > 1e-6 && !ineffective[j] && (at.isWhole() || Double.isNaN(at.fit.covariance()[j][j]));
            inflation[j] = lost > 1e-6 ? Double.POSITIVE_INFINITY : sum;
        }
        flat(at, directions, basis.lengths, weights, changes);
        double condition = values[0] > NOTHING * largest ? largest / values[0] : Double.POSITIVE_INFINITY;
        return new Identification(condition, inflation, weights, changes, undetermined, ineffective);
    }

    private static void flat(Linearisation at, Basis.Directions directions, double[] lengths, double[] weights, double[] changes) {
        double[] least = directions.combinations()[0];
        int largest = 0;
        for (int i = 1; i < least.length; i++) {
            largest = Math.abs(least[i]) > Math.abs(least[largest]) * (1 + 1e-9) ? i : largest;
        }
        double sign = Math.signum(least[largest]);
        double[][] covariance = at.fit.covariance();
        double variance = 0;
        for (int i = 0; i < least.length; i++) {
            for (int k = 0; k < least.length; k++) {
                variance += least[i] * lengths[i] * covariance[at.free[i]][at.free[k]] * lengths[k] * least[k];
            }
        }
        for (int i = 0; i < least.length; i++) {
            weights[at.free[i]] = sign * least[i];
            changes[at.free[i]] = sign * least[i] * Math.sqrt(variance) / lengths[i];
        }
    }

    /** Whether a change of the coefficient by all that it is, or by one, changes some prediction beyond rounding. */
    private static boolean isEffective(Linearisation at, int i) {
        double size = Math.max(1, Math.abs(at.fit.coefficients()[at.free[i]]));
        double most = 0;
        double scale = 0;
        for (int row = 0; row < at.count(); row++) {
            most = Math.max(most, Math.abs(at.slopes[i][row]) * size);
            scale = Math.max(scale, Math.abs(at.residuals[row]));
        }
        return most > 1e-12 * Math.max(scale, 1e-6);
    }

    /** Rows weigh as in reweighted least squares; absolute values, whose weights have no bound, all alike. */
    private static double[][] weighted(Linearisation at) {
        Loss loss = at.problem.loss();
        double[] roots = new double[at.count()];
        for (int row = 0; row < roots.length; row++) {
            double r = at.residuals[row];
            boolean plain = r == 0 || loss instanceof Loss.LeastAbsolute;
            roots[row] = Math.sqrt(at.weights[row] * (plain ? 1 : loss.slope(r) / r));
        }
        double[][] columns = new double[at.free.length][roots.length];
        for (int i = 0; i < columns.length; i++) {
            for (int row = 0; row < roots.length; row++) {
                columns[i][row] = roots[row] * at.slopes[i][row];
            }
        }
        return columns;
    }

    /** Whether some coefficient is undetermined. */
    public boolean isSingular() {
        for (boolean one : undetermined) {
            if (one) {
                return true;
            }
        }
        return false;
    }
}
