package org.isoflop.stdlib.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.isoflop.stdlib.operator.Operator;
import org.junit.jupiter.api.Test;

class KernelTest {
    /** Operators whose random compositions stay finite and smooth enough for finite differences. */
    private static final Operator[] SMOOTH = {Operator.ADD, Operator.SUBTRACT, Operator.NEGATE, Operator.MULTIPLY, Operator.EXP,
        Operator.EXPM1, Operator.SIGMOID, Operator.SOFTPLUS, Operator.TANH, Operator.ATAN, Operator.SIN, Operator.COS};
    private static final Operator[] POSITIVE = {Operator.LOG, Operator.LOG2, Operator.LOG10, Operator.LOG1P, Operator.SQRT};

    @Test
    void gradientsOfRandomExpressionsMatchFiniteDifferences() {
        SplittableRandom random = new SplittableRandom(1);
        int checked = 0;
        for (int trial = 0; trial < 300; trial++) {
            Kernel kernel = randomKernel(random, 12);
            Kernel gradient = kernel.withHessian(0, 1, 2);
            double[] point = {0.3 + random.nextDouble(), 0.3 + random.nextDouble(), 0.3 + random.nextDouble()};
            double[] results = new double[10];
            gradient.evaluate(point, results);
            if (!(Math.abs(results[0]) < 1e3)) {
                continue;
            }
            checked++;
            for (int j = 0; j < 3; j++) {
                assertClose(slope(kernel, 0, point, j), results[1 + j], 1e-6, "gradient of trial " + trial);
                for (int k = 0; k <= j; k++) {
                    double expected = slope(kernel.withGradient(0, 1, 2), 1 + j, point, k);
                    assertClose(expected, results[4 + j * (j + 1) / 2 + k], 1e-5, "Hessian of trial " + trial);
                }
            }
        }
        assertTrue(checked > 200, "most random expressions are finite, not " + checked);
    }

    @Test
    void forwardAndReverseModeAgree() {
        SplittableRandom random = new SplittableRandom(6);
        for (int trial = 0; trial < 200; trial++) {
            Kernel kernel = randomKernel(random, 15);
            KernelBuilder builder = new KernelBuilder();
            int[] inputs = {builder.input("x"), builder.input("y"), builder.input("z")};
            int output = builder.inline(kernel, inputs)[0];
            int[] reverse = builder.derivatives(output, inputs);
            double[] point = {0.3 + random.nextDouble(), 0.3 + random.nextDouble(), 0.3 + random.nextDouble()};
            double[] slopes = new double[3];
            builder.build(reverse).evaluate(point, slopes);
            for (int j = 0; j < 3; j++) {
                double forward = builder.build(builder.tangents(new int[] {output}, inputs[j])).value(point);
                assertClose(slopes[j], forward, 1e-11, "slope " + j + " of trial " + trial);
            }
        }
    }

    private static void assertClose(double expected, double actual, double tolerance, String what) {
        assertEquals(expected, actual, tolerance * Math.max(1, Math.abs(expected)), what);
    }

    private static double slope(Kernel kernel, int output, double[] point, int by) {
        double[] results = new double[kernel.outputCount()];
        double step = 1e-3;
        double[] sums = new double[3];
        for (int side = -3; side <= 3; side++) {
            double[] moved = point.clone();
            moved[by] += side * step;
            kernel.evaluate(moved, results);
            if (side != 0) {
                sums[Math.abs(side) - 1] += Math.signum(side) * results[output];
            }
        }
        return (sums[0] * 45 - sums[1] * 9 + sums[2]) / (60 * step);
    }

    private static Kernel randomKernel(SplittableRandom random, int size) {
        KernelBuilder builder = new KernelBuilder();
        int[] nodes = new int[size + 4];
        for (int i = 0; i < 3; i++) {
            nodes[i] = builder.input("x" + i);
        }
        nodes[3] = builder.constant(random.nextInt(1, 4) * 0.5);
        for (int i = 4; i < nodes.length; i++) {
            int a = nodes[random.nextInt(i)];
            int b = nodes[random.nextInt(i)];
            nodes[i] = switch (random.nextInt(5)) {
                case 0 -> {
                    int positive = builder.apply(Operator.SOFTPLUS, a);
                    yield builder.apply(POSITIVE[random.nextInt(POSITIVE.length)], positive);
                }
                case 1 -> {
                    int divisor = builder.apply(Operator.ADD, builder.constant(2), builder.apply(Operator.SIN, b));
                    yield builder.apply(Operator.DIVIDE, a, divisor);
                }
                case 2 -> builder.apply(Operator.POWER, nodes[random.nextInt(3)], b);
                default -> {
                    Operator operator = SMOOTH[random.nextInt(SMOOTH.length)];
                    yield operator.arity() == 1 ? builder.apply(operator, a) : builder.apply(operator, a, b);
                }
            };
        }
        return builder.build(nodes[nodes.length - 1]);
    }

    @Test
    void pointsAndBlocksGiveTheSameBits() {
        SplittableRandom random = new SplittableRandom(2);
        int rows = 2 * BoundKernel.BLOCK + 37;
        for (int trial = 0; trial < 100; trial++) {
            Kernel kernel = randomKernel(random, 25).withGradient(0, 1, 2);
            double[][] columns = new double[3][];
            for (int input = 0; input < 3; input++) {
                boolean number = random.nextInt(3) == 0;
                columns[input] = number ? null : random.doubles(rows, 0.01, 3).toArray();
            }
            double[] point = {0.7, 0.2, 1.9};
            double[][] results = new double[4][rows];
            kernel.bind(columns, rows).evaluate(point, results);
            double[] scalar = new double[4];
            for (int row = 0; row < rows; row++) {
                for (int input = 0; input < 3; input++) {
                    double[] column = columns[input];
                    point[input] = column == null ? point[input] : column[row];
                }
                kernel.evaluate(point, scalar);
                double[] block = {results[0][row], results[1][row], results[2][row], results[3][row]};
                assertArrayEquals(scalar, block, 0.0, "row " + row + " of trial " + trial);
            }
        }
    }

    @Test
    void rewritesKeepDigitsWhereTheFormWrittenLosesThem() {
        KernelBuilder builder = new KernelBuilder();
        int x = builder.input("x");
        int decay = builder.apply(Operator.SUBTRACT, builder.constant(1), builder.apply(Operator.EXP, builder.apply(Operator.NEGATE, x)));
        int logarithm = builder.apply(Operator.LOG, builder.apply(Operator.ADD, builder.constant(1), x));
        int large = builder.apply(Operator.MULTIPLY, builder.constant(1e12), x);
        int both = builder.apply(Operator.ADD, builder.apply(Operator.EXP, large), builder.apply(Operator.EXP, x));
        int third = builder.apply(Operator.EXP, builder.apply(Operator.SUBTRACT, x, builder.constant(800)));
        int sum = builder.apply(Operator.LOG, builder.apply(Operator.ADD, both, third));
        Kernel kernel = builder.build(decay, logarithm, sum, builder.apply(Operator.POWER, x, builder.constant(3)));
        double[] results = new double[4];
        kernel.evaluate(new double[] {1e-9}, results);
        assertEquals(9.999999995e-10, results[0], 1e-24);
        assertEquals(9.999999995e-10, results[1], 1e-24);
        assertEquals(1000, results[2], 1e-4);
        assertEquals(1e-27, results[3], 1e-42);
    }

    @Test
    void zeroRaisedToACoefficientHasAFiniteSlope() {
        KernelBuilder builder = new KernelBuilder();
        int x = builder.input("x");
        int alpha = builder.input("alpha");
        Kernel kernel = builder.build(builder.apply(Operator.POWER, x, alpha)).withGradient(1);
        double[] results = new double[2];
        kernel.evaluate(new double[] {0, 0.3}, results);
        assertArrayEquals(new double[] {0, 0}, results, 1e-300);
        kernel.evaluate(new double[] {0, 0}, results);
        assertEquals(1, results[0]);
    }

    @Test
    void theBranchNotTakenDoesNotSpoilTheGradient() {
        KernelBuilder builder = new KernelBuilder();
        int x = builder.input("x");
        int positive = builder.apply(Operator.GREATER, x, builder.constant(0));
        int chosen = builder.apply(Operator.SELECT, positive, builder.apply(Operator.SQRT, x), builder.constant(0));
        Kernel kernel = builder.build(chosen).withGradient(0);
        double[] results = new double[2];
        kernel.evaluate(new double[] {0}, results);
        assertArrayEquals(new double[] {0, 0}, results);
        kernel.evaluate(new double[] {4}, results);
        assertArrayEquals(new double[] {2, 0.25}, results);
    }

    @Test
    void inliningSubstitutesArguments() {
        KernelBuilder inner = new KernelBuilder();
        int a = inner.input("a");
        int b = inner.input("b");
        Kernel difference = inner.build(inner.apply(Operator.SUBTRACT, a, b));
        KernelBuilder outer = new KernelBuilder();
        int x = outer.input("x");
        int[] nodes = outer.inline(difference, outer.constant(10), x);
        assertEquals(7, outer.build(nodes).value(3));
    }
}
