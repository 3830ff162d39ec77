package org.isoflop.stdlib.operator;

/** What an operator asks of the dimensions of its arguments and what dimension its result has. */
public enum DimensionRule {
    /** Plain numbers to a plain number. */
    PLAIN,
    /** All arguments of one dimension, which is also the result's. */
    SAME,
    /** The result's dimension is the product of the arguments' dimensions. */
    PRODUCT,
    /** The result's dimension is the first argument's divided by the second's. */
    QUOTIENT,
    /** The first argument's dimension raised to the second, which is plain (and constant unless the first is plain). */
    POWER,
    /** The square root of the argument's dimension. */
    ROOT,
    /** All arguments of one dimension; the result is a truth. */
    COMPARISON,
    /** Truths to a truth. */
    LOGIC,
    /** A truth, then two arguments of one dimension, which is also the result's. */
    SELECT
}
