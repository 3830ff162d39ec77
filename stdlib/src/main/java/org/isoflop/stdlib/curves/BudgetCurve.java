package org.isoflop.stdlib.curves;

import java.util.function.DoubleUnaryOperator;

/**
 * The curve through the losses of one budget whose lowest place counts.
 *
 * @param smallest the smallest size that it goes through, in parameters
 * @param largest the largest
 * @param loss the loss by the size, between these
 */
public record BudgetCurve(double smallest, double largest, DoubleUnaryOperator loss) {
}
