package org.isoflop.interpreter.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.isoflop.interpreter.value.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * What of an answer's uncertainty goes along with that of some inputs: a linear regression of its draws on theirs, each in
 * logarithms if all its draws are positive.
 *
 * @param share the adjusted coefficient of determination, not below zero
 * @param lower the lower end of the interval of what the regression makes of the answer
 * @param upper its upper end
 */
public record Explained(double share, double lower, double upper) {
    /** Null if the answer is certain, or all inputs are, or there are too few draws for a regression. */
    public static @Nullable Explained of(List<Numbers> inputs, Numbers answer, double level) {
        List<Numbers> uncertain = inputs.stream().filter(Numbers::isUncertain).toList();
        List<Numbers> all = new ArrayList<>(uncertain);
        all.add(answer);
        int[] draws = IntStream.range(0, Numbers.commonDraws(all.toArray(new Numbers[0])))
                .filter(k -> all.stream().allMatch(each -> Double.isFinite(each.draw(0, k)))).toArray();
        if (!answer.isUncertain() || uncertain.isEmpty() || draws.length < uncertain.size() + 3) {
            return null;
        }
        boolean logarithmic = isPositive(answer, draws);
        RealVector wanted = new ArrayRealVector(standard(answer, draws), false);
        RealMatrix columns = new Array2DRowRealMatrix(draws.length, uncertain.size());
        for (int j = 0; j < uncertain.size(); j++) {
            columns.setColumn(j, standard(uncertain.get(j), draws));
        }
        // By singular values, since draws of coefficients may make up for each other entirely.
        RealVector made = columns.operate(new SingularValueDecomposition(columns).getSolver().solve(wanted));
        double total = wanted.dotProduct(wanted);
        double unexplained = wanted.subtract(made).dotProduct(wanted.subtract(made));
        double adjusted = 1 - unexplained / total * (draws.length - 1) / (draws.length - 1 - uncertain.size());
        double[] values = shown(answer, draws);
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double spread = spread(values, mean);
        double[] sorted = made.mapMultiply(spread).mapAdd(mean).toArray();
        Arrays.sort(sorted);
        double lower = Numbers.quantile(sorted, sorted.length, (1 - level) / 2);
        double upper = Numbers.quantile(sorted, sorted.length, (1 + level) / 2);
        return new Explained(Math.max(0, adjusted), logarithmic ? Math.exp(lower) : lower, logarithmic ? Math.exp(upper) : upper);
    }

    private static boolean isPositive(Numbers numbers, int[] draws) {
        return Arrays.stream(draws).allMatch(k -> numbers.draw(0, k) > 0);
    }

    private static double[] shown(Numbers numbers, int[] draws) {
        boolean logarithmic = isPositive(numbers, draws);
        return Arrays.stream(draws).mapToDouble(k -> numbers.draw(0, k)).map(draw -> logarithmic ? Math.log(draw) : draw).toArray();
    }

    private static double spread(double[] values, double mean) {
        return Math.sqrt(Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum() / values.length);
    }

    /** With mean 0 and variance 1; all zero where nothing varies. */
    private static double[] standard(Numbers numbers, int[] draws) {
        double[] values = shown(numbers, draws);
        double mean = Arrays.stream(values).average().orElse(0);
        double spread = spread(values, mean);
        return Arrays.stream(values).map(value -> spread > 0 ? (value - mean) / spread : 0).toArray();
    }
}
