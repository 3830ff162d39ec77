package org.isoflop.stdlib.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ElementaryTest {
    private static final double[] SPECIAL = {0, -0.0, 1, -1, Double.MIN_VALUE, Double.MIN_NORMAL, 1e-320, 1e-300, 0x1p-1074, 0x1p-1000,
        707.9, 708, 709.78, 709.79, 745, -707.9, -708.5, -740, -745.1, -745.2, -1e9, 1e9, Double.MAX_VALUE, -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};

    @Test
    void exponentialIsWithinAnUlp() {
        assertWithin(1.0, Elementary::exp, StrictMath::exp, -745, 709.7);
        assertWithin(1.0, Elementary::exp, StrictMath::exp, -1, 1);
    }

    @Test
    void exponentialMinusOneIsWithinTwoUlps() {
        assertWithin(2, Elementary::expm1, StrictMath::expm1, -40, 709.7);
        assertWithin(2, Elementary::expm1, StrictMath::expm1, -1e-3, 1e-3);
        assertWithin(2, Elementary::expm1, StrictMath::expm1, -1, 1);
    }

    @Test
    void logarithmIsWithinAnUlp() {
        assertWithin(1.0, Elementary::log, StrictMath::log, 0, 1e12);
        assertWithin(1.0, Elementary::log, StrictMath::log, 0.5, 2);
        assertWithin(1.0, Elementary::log, StrictMath::log, 0, 1e-307);
    }

    @Test
    void logarithmOfOnePlusIsWithinTwoUlps() {
        assertWithin(2, Elementary::log1p, StrictMath::log1p, -1, 10);
        assertWithin(2, Elementary::log1p, StrictMath::log1p, -1e-3, 1e-3);
        assertWithin(2, Elementary::log1p, StrictMath::log1p, 0, 1e300);
    }

    @Test
    void logisticFunctionsAreWithinAFewUlps() {
        assertWithin(3, Elementary::tanh, StrictMath::tanh, -20, 20);
        assertWithin(3, Elementary::tanh, StrictMath::tanh, -1e-3, 1e-3);
        assertWithin(3, Elementary::sigmoid, x -> x < 0 ? StrictMath.exp(x) / (1 + StrictMath.exp(x)) : 1 / (1 + StrictMath.exp(-x)), -700,
                40);
        assertWithin(3, Elementary::softplus, x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))), -700, 800);
    }

    @Test
    void powersOfTwoAndTenHaveWholeLogarithms() {
        for (int k = -300; k <= 300; k++) {
            assertEquals(k, Elementary.log10(Double.parseDouble("1e" + k)));
            assertEquals(k, Elementary.log2(Math.scalb(1.0, k)));
        }
        assertEquals(-8, Elementary.pow(-2, 3));
    }

    private static void assertWithin(double ulps, DoubleUnaryOperator ours, DoubleUnaryOperator reference, double from, double to) {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 100_000; i++) {
            check(ulps, ours, reference, random.nextDouble(from, to));
        }
        for (double x : SPECIAL) {
            check(ulps, ours, reference, x);
        }
    }

    private static void check(double ulps, DoubleUnaryOperator ours, DoubleUnaryOperator reference, double x) {
        double expected = reference.applyAsDouble(x);
        double actual = ours.applyAsDouble(x);
        if (Double.isNaN(expected) || Double.isInfinite(expected) || expected == 0) {
            assertEquals(expected, actual, 0.0, () -> "at " + x);
        } else {
            assertTrue(Math.abs(expected - actual) <= ulps * Math.ulp(expected), () -> actual + " for " + expected + " at " + x);
        }
    }
}
