package org.isoflop.stdlib.curves;

import org.jspecify.annotations.Nullable;

/**
 * What one budget says: the size of least loss, or why there is none. What is not known is NaN.
 *
 * @param rows how many runs were used
 * @param outliers rows of the runs that are outliers of this budget, whether left out or not
 * @param withoutOutliers the size of least loss without them; NaN if there are none or it has none without them either
 * @param refusal why there is no minimum, null where there is one
 * @param deciding where there is none, the row without which there would be one; of several that which lies farthest from the
 *     curve, -1 if no single row decides
 * @param withoutDeciding the size of least loss without it
 * @param overTokens whether the refusal is about tokens, of which a curve of its own is made where they are given
 * @param size parameters at the minimum
 * @param tokens tokens at the minimum
 * @param curvature half the second derivative by the natural logarithm of the size: of the loss, with Akima of its logarithm
 * @param lower the smallest size within the tolerance
 * @param upper the largest
 * @param lost how many resamples have no minimum
 * @param curve what is lowest at the minimum, null where there is none
 */
public record Optimum(double budget, int rows, int[] outliers, double withoutOutliers, @Nullable Refusal refusal,
        int deciding, double withoutDeciding, boolean overTokens, Estimate size, Estimate tokens, Estimate loss, Estimate curvature,
        Estimate lower, Estimate upper, int lost, @Nullable BudgetCurve curve) {
}
