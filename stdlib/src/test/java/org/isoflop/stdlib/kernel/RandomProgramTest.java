package org.isoflop.stdlib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.isoflop.stdlib.Property;
import org.isoflop.stdlib.operator.Operator;
import org.junit.jupiter.api.Test;

/** Random formulas: however they are evaluated, they have the same bits, the value that was written and its slopes. */
class RandomProgramTest {
    private static final Operator[] ALL = Operator.values();
    private static final Operator[] SMOOTH = {Operator.ADD, Operator.SUBTRACT, Operator.NEGATE, Operator.MULTIPLY, Operator.DIVIDE,
        Operator.POWER, Operator.EXP, Operator.EXPM1, Operator.LOG, Operator.LOG2, Operator.LOG10, Operator.LOG1P, Operator.SQRT,
        Operator.SIGMOID, Operator.SOFTPLUS, Operator.TANH, Operator.ATAN, Operator.SIN, Operator.COS, Operator.MIN, Operator.MAX};
    /** Of which the stable forms are made, written as people do. */
    private static final Operator[] REWRITTEN = {Operator.EXP, Operator.LOG, Operator.ADD, Operator.SUBTRACT, Operator.NEGATE,
        Operator.MULTIPLY, Operator.DIVIDE, Operator.SQRT, Operator.POWER, Operator.SIGMOID, Operator.EXPM1, Operator.LOG1P,
        Operator.SOFTPLUS};
    private static final double[] HOSTILE = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -0.0, 1, -1,
        Double.MIN_VALUE, Double.MAX_VALUE, -708, 709.8, 1e300, 1e-300, 0x1p-54, 0.5};

    @Test
    void pointsColumnsAndChosenRowsGiveTheSameBits() {
        Property.holds(300, 30, (random, size) -> {
            Kernel kernel = RandomProgram.of(random, size, ALL).kernel();
            int rows = random.nextInt(1, 600);
            double[] inputs = column(random, RandomProgram.INPUTS);
            double[][] columns = new double[RandomProgram.INPUTS][];
            for (int input = 0; input < columns.length; input++) {
                columns[input] = random.nextInt(3) == 0 ? null : column(random, rows);
            }
            double[][] results = evaluated(kernel.bind(columns, rows), inputs);
            int[] chosen = random.ints(rows, 0, rows).toArray();
            double[][] some = evaluated(kernel.bind(columns, rows).gather(chosen, rows / 2), inputs);
            double[] point = inputs.clone();
            double[] expected = new double[kernel.outputCount()];
            for (int row = 0; row < rows; row++) {
                for (int input = 0; input < columns.length; input++) {
                    point[input] = columns[input] == null ? inputs[input] : columns[input][row];
                }
                kernel.evaluate(point, expected);
                for (int output = 0; output < expected.length; output++) {
                    assertSame(expected[output], results[output][row], kernel, point);
                }
            }
            for (int i = 0; i < rows / 2; i++) {
                for (int output = 0; output < expected.length; output++) {
                    assertSame(results[output][chosen[i]], some[output][i], kernel, point);
                }
            }
        });
    }

    @Test
    void outputsAreTheSameByThemselvesAndInsideAnother() {
        Property.holds(300, 30, (random, size) -> {
            Kernel kernel = RandomProgram.of(random, size, ALL).kernel();
            KernelBuilder builder = new KernelBuilder();
            int[] nodes = builder.inline(kernel, builder.input("x"), builder.input("y"), builder.input("z"));
            Kernel inlined = builder.build(nodes);
            for (int i = 0; i < 20; i++) {
                double[] point = column(random, RandomProgram.INPUTS);
                double[] expected = new double[kernel.outputCount()];
                double[] again = new double[kernel.outputCount()];
                kernel.evaluate(point, expected);
                inlined.evaluate(point, again);
                for (int output = 0; output < expected.length; output++) {
                    assertSame(expected[output], again[output], kernel, point);
                    assertSame(expected[output], kernel.only(output).value(point), kernel, point);
                }
            }
        });
    }

    /**
     * What is rewritten does not err by more than the formula as written may, to first order, and a few units in the last place of numbers
     * about one, which logarithms of products add.
     */
    @Test
    void rewritingChangesNoValueByMoreThanItsRounding() {
        int[] checked = new int[1];
        Property.holds(20_000, 12, (random, size) -> {
            RandomProgram program = RandomProgram.of(random, size, REWRITTEN);
            Kernel kernel = program.kernel();
            double[] point = random.doubles(RandomProgram.INPUTS, 0.05, 3).toArray();
            double[] values = program.values(point);
            double[] errors = program.errors(values);
            for (int i = 0; i < values.length; i++) {
                if (!(Math.abs(values[i]) < 1e6 && (errors[i] <= 1e-6 * Math.abs(values[i]) || errors[i] == 0))) {
                    return;
                }
            }
            checked[0]++;
            double[] results = new double[kernel.outputCount()];
            kernel.evaluate(point, results);
            for (int output = 0; output < results.length; output++) {
                int step = values.length - results.length + output;
                double tolerance = 2 * errors[step] + 16 * Math.ulp(Math.max(1, Math.abs(values[step])));
                assertEquals(values[step], results[output], tolerance, () -> kernel.describe() + " at " + Arrays.toString(point));
            }
        });
        assertTrue(checked[0] > 4000, checked[0] + " programs were checked");
    }

    /** Against the differentials of Commons Math, to 1e-9 of the largest that enter. */
    @Test
    void gradientsAndHessiansAreThoseOfDifferentials() {
        int[] checked = new int[1];
        Property.holds(6000, 12, (random, size) -> {
            RandomProgram program = RandomProgram.of(random, size, SMOOTH);
            Kernel kernel = program.kernel();
            double[] point = random.doubles(RandomProgram.INPUTS, 0.1, 2).toArray();
            DerivativeStructure[] expected = program.differentials(point);
            double largest = 1;
            for (DerivativeStructure each : expected) {
                for (double part : each.getAllDerivatives()) {
                    if (!(Math.abs(part) < 1e4)) {
                        return;
                    }
                    largest = Math.max(largest, Math.abs(part));
                }
            }
            checked[0]++;
            Kernel differentiated = kernel.withHessian(0, 1, 2);
            double[] results = new double[differentiated.outputCount()];
            differentiated.evaluate(point, results);
            int outputs = kernel.outputCount();
            double tolerance = 1e-9 * largest;
            for (int output = 0; output < outputs; output++) {
                DerivativeStructure last = expected[expected.length - outputs + output];
                int hessian = 4 * outputs + 6 * output;
                for (int j = 0; j < 3; j++) {
                    int[] orders = new int[3];
                    orders[j]++;
                    String where = "by " + j + " at " + Arrays.toString(point) + " of " + program;
                    assertEquals(last.getPartialDerivative(orders), results[outputs + 3 * output + j], tolerance, where);
                    for (int k = 0; k <= j; k++) {
                        orders[k]++;
                        assertEquals(last.getPartialDerivative(orders), results[hessian + j * (j + 1) / 2 + k], tolerance,
                                "and " + k + " " + where);
                        orders[k]--;
                    }
                }
            }
        });
        assertTrue(checked[0] > 2000, checked[0] + " programs were checked");
    }

    @Test
    void vectorLoopsGiveTheSameBits() throws IOException, InterruptedException {
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "--add-modules=jdk.incubator.vector", "-Disoflop.vectors=now", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), RandomProgramTest.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        assertTrue(printed.contains("digest " + digest()), printed);
    }

    /** In a JVM with the Vector API. */
    public static void main(String[] arguments) {
        if (!Tier.vectors) {
            throw new IllegalStateException("the Vector API was not found");
        }
        System.out.println("digest " + digest());
    }

    private static long digest() {
        long[] digest = {1};
        Property.holds(100, 30, (random, size) -> {
            Kernel kernel = RandomProgram.of(random, size, ALL).kernel();
            int rows = random.nextInt(1, 300);
            double[][] columns = {column(random, rows), column(random, rows), null};
            for (double[] result : evaluated(kernel.bind(columns, rows), new double[] {0, 0, 0.75})) {
                for (double value : result) {
                    digest[0] = digest[0] * 31 + Double.doubleToLongBits(value);
                }
            }
        });
        return digest[0];
    }

    private static double[][] evaluated(BoundKernel bound, double[] inputs) {
        double[][] results = new double[bound.kernel().outputCount()][bound.rows()];
        bound.evaluate(inputs, results);
        return results;
    }

    /** All signs of zero are told apart, all kinds of NaN are one. */
    private static void assertSame(double expected, double actual, Kernel kernel, double[] point) {
        assertEquals(Double.doubleToLongBits(expected), Double.doubleToLongBits(actual),
                () -> expected + " and " + actual + " at " + Arrays.toString(point) + " of\n" + kernel.describe());
    }

    private static double[] column(SplittableRandom random, int n) {
        double[] column = new double[n];
        Arrays.setAll(column, i -> random.nextInt(20) == 0 ? HOSTILE[random.nextInt(HOSTILE.length)] : random.nextDouble(-3, 3));
        return column;
    }
}
