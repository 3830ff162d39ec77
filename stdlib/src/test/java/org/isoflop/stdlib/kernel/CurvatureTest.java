package org.isoflop.stdlib.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.isoflop.stdlib.operator.Operator;
import org.junit.jupiter.api.Test;

/** What is read off a kernel, and that numbers bear it out. */
final class CurvatureTest {
    private final KernelBuilder builder = new KernelBuilder();
    private final int x = builder.input("x");
    private final int y = builder.input("y");
    private final int p = builder.input("p");

    @Test
    void monomialsKnowTheirExponents() {
        int monomial = builder.apply(Operator.DIVIDE,
                builder.apply(Operator.MULTIPLY, builder.constant(3), builder.apply(Operator.SQRT, x)),
                builder.apply(Operator.POWER, y, builder.constant(0.34)));
        Curvature of = of(true, monomial);
        assertTrue(of.isLogConvex(0) && of.isLogConcave(0) && of.isConvex(0));
        assertArrayEquals(new double[] {0.5, -0.34}, of.exponents(0), 1e-15);
    }

    @Test
    void aParameterAsExponentLeavesItOpen() {
        Curvature of = of(true, builder.apply(Operator.POWER, x, p));
        assertTrue(of.isLogConvex(0) && of.isLogConcave(0));
        assertNull(of.exponents(0));
    }

    @Test
    void sumsOfMonomialsAreConvexAndTheirDifferencesAreNot() {
        int a = builder.apply(Operator.POWER, x, builder.constant(-0.3));
        int b = builder.apply(Operator.POWER, y, builder.constant(-0.4));
        Curvature of = of(true, builder.apply(Operator.ADD, a, b), builder.apply(Operator.SUBTRACT, a, b),
                builder.apply(Operator.SUBTRACT, builder.constant(1), builder.apply(Operator.ADD, a, b)),
                builder.apply(Operator.LOG, builder.apply(Operator.ADD, a, b)));
        assertTrue(of.isLogConvex(0) && !of.isLogConcave(0));
        assertFalse(of.isConvex(1) || of.isConcave(1));
        assertTrue(of.isConcave(2));
        assertTrue(of.isConvex(3));
    }

    @Test
    void asTheyAreSquaresAreConvex() {
        int off = builder.apply(Operator.SUBTRACT, x, builder.constant(0.6));
        Curvature of = of(false, builder.apply(Operator.POWER, off, builder.constant(2)), builder.apply(Operator.MULTIPLY, x, y),
                builder.apply(Operator.SUBTRACT, builder.apply(Operator.MULTIPLY, builder.constant(2), x), y));
        assertTrue(of.isConvex(0) && !of.isConcave(0));
        assertFalse(of.isConvex(1) || of.isConcave(1));
        assertTrue(of.isConvex(2) && of.isConcave(2));
    }

    /** Random formulas: where they are said to be convex, no middle lies above the ends. */
    @Test
    void nothingIsSaidThatIsNotSo() {
        Random random = new Random(3);
        Operator[] operators = {Operator.ADD, Operator.SUBTRACT, Operator.MULTIPLY, Operator.DIVIDE, Operator.POWER, Operator.EXP,
            Operator.LOG,
            Operator.SQRT, Operator.NEGATE, Operator.MAX, Operator.MIN, Operator.ABS, Operator.LOG1P, Operator.EXPM1, Operator.SOFTPLUS,
            Operator.SIGMOID};
        int said = 0;
        for (int round = 0; round < 4000; round++) {
            boolean logarithmic = round % 2 == 0;
            int[] nodes = new int[12];
            nodes[0] = x;
            nodes[1] = y;
            nodes[2] = p;
            nodes[3] = builder.constant(random.nextInt(7) - 3);
            nodes[4] = builder.constant(random.nextDouble());
            for (int k = 5; k < nodes.length; k++) {
                Operator operator = operators[random.nextInt(operators.length)];
                int a = nodes[random.nextInt(k)];
                nodes[k] = operator.arity() == 1 ? builder.apply(operator, a) : builder.apply(operator, a, nodes[random.nextInt(k)]);
            }
            Kernel kernel = builder.build(nodes[11]);
            said += bornOut(kernel, new Curvature(kernel, new boolean[] {logarithmic, logarithmic}, LOWER, UPPER), logarithmic, random);
        }
        assertTrue(said > 500, "only " + said);
    }

    private static final double[] LOWER = {0.1, 0.2, 0.3};
    private static final double[] UPPER = {10, 5, 0.9};

    private static int bornOut(Kernel kernel, Curvature of, boolean logarithmic, Random random) {
        for (int trial = 0; trial < 20; trial++) {
            double parameter = between(LOWER[2], UPPER[2], false, random.nextDouble());
            double[] one = point(logarithmic, random.nextDouble(), random.nextDouble(), parameter);
            double[] two = point(logarithmic, random.nextDouble(), random.nextDouble(), parameter);
            double[] middle = new double[3];
            for (int v = 0; v < 3; v++) {
                middle[v] = logarithmic && v < 2 ? Math.sqrt(one[v] * two[v]) : (one[v] + two[v]) / 2;
            }
            double a = kernel.value(one);
            double b = kernel.value(two);
            double m = kernel.value(middle);
            if (!Double.isFinite(a + b + m)) {
                continue;
            }
            double slack = 1e-9 * (1 + Math.abs(a) + Math.abs(b) + Math.abs(m));
            String text = kernel.describe();
            assertTrue(!of.isConvex(0) || m <= (a + b) / 2 + slack, text);
            assertTrue(!of.isConcave(0) || m >= (a + b) / 2 - slack, text);
            if (of.isLogConvex(0) || of.isLogConcave(0)) {
                assertTrue(a >= 0 && b >= 0 && m >= 0, text);
                assertTrue(!of.isLogConvex(0) || m * m <= a * b + slack * (1 + Math.max(a, b)), text);
                assertTrue(!of.isLogConcave(0) || m * m >= a * b - slack * (1 + Math.max(a, b)), text);
            }
            assertEquals(of.isConstant(0), of.isConstant(0) && Math.abs(a - b) <= slack);
        }
        return of.isConvex(0) || of.isConcave(0) ? 1 : 0;
    }

    private static double[] point(boolean logarithmic, double first, double second, double parameter) {
        return new double[] {between(LOWER[0], UPPER[0], logarithmic, first), between(LOWER[1], UPPER[1], logarithmic, second), parameter};
    }

    private static double between(double lower, double upper, boolean logarithmic, double share) {
        return logarithmic ? lower * Math.pow(upper / lower, share) : lower + share * (upper - lower);
    }

    private Curvature of(boolean logarithmic, int... outputs) {
        Kernel kernel = builder.build(outputs);
        return new Curvature(kernel, new boolean[] {logarithmic, logarithmic}, LOWER, UPPER);
    }
}
