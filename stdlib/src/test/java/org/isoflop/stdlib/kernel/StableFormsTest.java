package org.isoflop.stdlib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.isoflop.stdlib.operator.Operator;
import org.junit.jupiter.api.Test;

/** Formulas as people write them keep their digits where their plain evaluation has none; so do their derivatives. */
class StableFormsTest {
    /** Relative; plain evaluation of each case has an error of 1e-8 or more, or overflows. */
    private static final double DIGITS = 1e-14;

    private final KernelBuilder b = new KernelBuilder();
    private final int x = b.input("x");
    private final int y = b.input("y");
    private final int one = b.constant(1);

    @Test
    void complementsOfExponentials() {
        int decay = subtract(one, exp(negate(x)));
        check(decay, 1e-20, 0, 1e-20);
        checkSlope(decay, 1e-20, 0, 1);
        checkSlope(decay, 60, 0, 8.756510762696521e-27);
        check(subtract(exp(x), one), 1e-20, 0, 1e-20);
        check(log(subtract(one, exp(negate(x)))), 1e-20, 0, -46.051701859880914);
        check(log(subtract(one, exp(negate(x)))), 50, 0, -1.9287498479639178e-22);
        checkSlope(log(subtract(one, exp(negate(x)))), 50, 0, 1.9287498479639178e-22);
    }

    @Test
    void differencesOfExponentials() {
        int difference = subtract(exp(x), exp(y));
        check(difference, 1, 1 + 0x1p-40, -Math.E * Math.expm1(0x1p-40));
        check(difference, 700, -1e300, 1.0142320547350045e304);
        checkSlope(difference, 0.5, 0.5, 1.6487212707001282);
        checkSlope(difference, 0.5, 2, 1.6487212707001282);
    }

    @Test
    void logarithmsNearOne() {
        check(log(add(one, x)), 1e-20, 0, 1e-20);
        check(log(subtract(one, x)), 1e-20, 0, -1e-20);
        check(log(add(one, exp(x))), -60, 0, 8.756510762696521e-27);
        check(log(add(one, exp(x))), 800, 0, 800);
        check(log(b.apply(Operator.SIGMOID, x)), -800, 0, -800);
        check(log(b.apply(Operator.SIGMOID, x)), 60, 0, -8.756510762696521e-27);
    }

    @Test
    void logarithmsOfSumsOfExponentials() {
        check(log(add(exp(x), exp(y))), 1000, 1000, 1000 + Math.log(2));
        check(log(add(b.constant(2), exp(x))), 800, 0, 800);
        check(log(add(multiply(b.constant(3), exp(x)), exp(y))), -800, -900, -800 + Math.log(3));
        checkSlope(log(add(multiply(b.constant(3), exp(x)), exp(y))), -2, -2, 0.75);
        check(log(multiply(y, exp(x))), -800, 2, -800 + Math.log(2));
        check(log(b.apply(Operator.DIVIDE, exp(x), y)), 800, 2, 800 - Math.log(2));
    }

    @Test
    void rootsNearOne() {
        check(subtract(sqrt(add(one, x)), one), 1e-20, 0, 5e-21);
        check(subtract(one, sqrt(subtract(one, x))), 1e-20, 0, 5e-21);
        checkSlope(subtract(sqrt(add(x, one)), one), 1e-20, 0, 0.5);
    }

    @Test
    void logisticFunctionsAtTheirEnds() {
        int sigmoid = b.apply(Operator.SIGMOID, x);
        check(subtract(one, sigmoid), 60, 0, 8.756510762696521e-27);
        checkSlope(sigmoid, 60, 0, 8.756510762696521e-27);
        checkSlope(sigmoid, -710, 0, Math.exp(-710));
        checkSlope(b.apply(Operator.TANH, x), 30, 0, 4 * 8.756510762696521e-27);
        checkSlope(b.apply(Operator.SOFTPLUS, x), -60, 0, 8.756510762696521e-27);
    }

    @Test
    void powersOfNegativeBases() {
        int power = b.apply(Operator.POWER, x, y);
        check(power, -3, 2, 9);
        check(power, -2, 3, -8);
        check(power, -2, -1, -0.5);
        assertTrue(Double.isNaN(b.build(power).value(-2, 0.5)));
        checkSlope(power, -3, 2, -6);
        check(log(power), -3, 2, Math.log(9));
        assertTrue(Double.isNaN(b.build(log(power)).value(-3, 3)));
        check(b.apply(Operator.DIVIDE, one, power), -2, 3, -0.125);
        check(subtract(power, one), 2, 1e-20, 6.931471805599453e-21);
        check(subtract(power, one), -3, 2, 8);
    }

    @Test
    void powersOfColumnsWithNegativesAreThoseOfPoints() {
        SplittableRandom random = new SplittableRandom(4);
        Kernel kernel = b.build(b.apply(Operator.POWER, x, y), log(b.apply(Operator.POWER, add(x, y), y))).withGradient(0);
        double[] column = random.doubles(1000, -2, 2).toArray();
        for (double exponent : new double[] {2, 3, -2, 0.5}) {
            double[][] results = new double[4][1000];
            kernel.bind(new double[][] {column, null}, 1000).evaluate(new double[] {0, exponent}, results);
            double[] point = new double[4];
            for (int row = 0; row < 1000; row++) {
                kernel.evaluate(new double[] {column[row], exponent}, point);
                for (int output = 0; output < 4; output++) {
                    assertEquals(point[output], results[output][row]);
                }
                double expected = Math.pow(column[row], exponent);
                assertEquals(expected, point[0], Double.isNaN(expected) ? 0 : DIGITS * Math.abs(expected));
            }
        }
    }

    private void check(int node, double at, double other, double expected) {
        assertEquals(expected, b.build(node).value(at, other), DIGITS * Math.abs(expected));
    }

    private void checkSlope(int node, double at, double other, double expected) {
        double[] results = new double[2];
        b.build(node).withGradient(0).evaluate(new double[] {at, other}, results);
        assertEquals(expected, results[1], DIGITS * Math.abs(expected));
    }

    private int exp(int a) {
        return b.apply(Operator.EXP, a);
    }

    private int log(int a) {
        return b.apply(Operator.LOG, a);
    }

    private int sqrt(int a) {
        return b.apply(Operator.SQRT, a);
    }

    private int negate(int a) {
        return b.apply(Operator.NEGATE, a);
    }

    private int add(int a, int c) {
        return b.apply(Operator.ADD, a, c);
    }

    private int subtract(int a, int c) {
        return b.apply(Operator.SUBTRACT, a, c);
    }

    private int multiply(int a, int c) {
        return b.apply(Operator.MULTIPLY, a, c);
    }
}
