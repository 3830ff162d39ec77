package org.isoflop.stdlib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.isoflop.stdlib.operator.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Points, array loops and vector loops give the same bits. The tests print a digest of all results; what a JVM with the
 * Vector API prints, for each width of its vectors, is what this JVM, which has none, finds.
 */
class TierTest {
    private static final double[] HOSTILE = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -0.0, 1, -1,
        Double.MIN_VALUE, -Double.MIN_VALUE, 1e-310, Double.MIN_NORMAL, Double.MAX_VALUE, -Double.MAX_VALUE, 707.9, 708, 709.8, -708,
        -745.2, 1e300, 1e-300, 0x1p-54, -0x1p-54, 0.5, 22};

    @Test
    void pointsAndArrayLoopsGiveTheSameBits() {
        assertFalse(Tier.vectors);
        SplittableRandom random = new SplittableRandom(3);
        for (int n = 1; n <= 600; n += n < 40 ? 1 : 37) {
            double[][] columns = columns(random, n);
            Kernel kernel = everything();
            double[][] results = new double[kernel.outputCount()][n];
            kernel.bind(new double[][] {columns[0], columns[1], null}, n).evaluate(new double[] {0, 0, 0.75}, results);
            double[] point = new double[kernel.outputCount()];
            for (int row = 0; row < n; row++) {
                kernel.evaluate(new double[] {columns[0][row], columns[1][row], 0.75}, point);
                for (int output = 0; output < point.length; output++) {
                    int at = output;
                    double x = columns[0][row];
                    assertEquals(bits(point[output]), bits(results[output][row]), () -> "output " + at + " at " + x);
                }
            }
        }
    }

    @Test
    void sumsHaveEightLanesAndARest() {
        double[] a = {1, 1e100, 1, 1, 1, -1e100, 1, 1, 0.5};
        // Lanes 1 and 5 cancel before anything else is added to them.
        assertEquals(6.5, Sums.sum(a, 9));
        assertEquals(6, Sums.dot(a, new double[] {1, 1, 1, 1, 1, 1, 1, 1, 0}, 9));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 32, 16})
    void vectorLoopsOfAnyWidthGiveTheSameBits(int width) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:MaxVectorSize=" + width, "-XX:+UseSerialGC", "--add-modules=jdk.incubator.vector", "-Disoflop.vectors=now", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), TierTest.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        assertTrue(printed.contains("vectors of " + width / 8), printed);
        assertTrue(printed.contains("digest " + digest()), printed);
    }

    /** In the other JVM. */
    public static void main(String[] arguments) {
        if (!Tier.vectors) {
            throw new IllegalStateException("the Vector API was not found");
        }
        System.out.println("vectors of " + VectorLoops.lanes());
        System.out.println("digest " + digest());
    }

    /** Of all functions and sums, on random and hostile numbers, at every length up to 600. */
    private static long digest() {
        SplittableRandom random = new SplittableRandom(5);
        Kernel kernel = everything();
        long digest = 1;
        for (int n = 1; n <= 600; n++) {
            double[][] columns = columns(random, n);
            double[][] results = new double[kernel.outputCount()][n];
            kernel.bind(new double[][] {columns[0], columns[1], null}, n).evaluate(new double[] {0, 0, 0.75}, results);
            for (double[] result : results) {
                for (double value : result) {
                    digest = digest * 31 + bits(value);
                }
            }
            digest = digest * 31 + sums(random, Math.min(n, BoundKernel.BLOCK));
        }
        return digest;
    }

    private static long sums(SplittableRandom random, int n) {
        double[][] columns = new double[7][];
        for (int j = 0; j < columns.length; j++) {
            columns[j] = random.doubles(BoundKernel.BLOCK, -1, 1).toArray();
        }
        double[] scratch = new double[BoundKernel.BLOCK];
        double[] first = new double[Sums.room(5)];
        double[] second = new double[Sums.room(5)];
        long digest = bits(Sums.sum(columns[5], n)) * 31 + bits(Sums.dot(columns[5], columns[6], n));
        for (int count = 1; count <= 5; count++) {
            Sums.dots(columns[5], columns, count, n, scratch, first);
            for (int k = 0; k < count; k++) {
                digest = digest * 31 + bits(first[k]);
            }
            Sums.crossProducts(columns[5], columns[6], columns, count - 1, n, scratch, first, second);
            for (int k = 0; k < count; k++) {
                digest = digest * 31 + bits(first[k]) + 7 * bits(second[k]);
            }
        }
        return digest;
    }

    /** All signs of zero are told apart, all kinds of NaN are one. */
    private static long bits(double value) {
        return Double.doubleToLongBits(value);
    }

    private static double[][] columns(SplittableRandom random, int n) {
        double[][] columns = new double[2][n];
        double scale = Math.pow(10, random.nextInt(-3, 4));
        for (int row = 0; row < n; row++) {
            boolean hostile = n % 3 == 0 && random.nextInt(20) == 0;
            columns[0][row] = hostile ? HOSTILE[random.nextInt(HOSTILE.length)] : random.nextDouble(-1, 1) * scale;
            columns[1][row] = hostile ? HOSTILE[random.nextInt(HOSTILE.length)] : random.nextDouble(-2, 2);
        }
        return columns;
    }

    /** A kernel with an output for each operator, of two columns and a number that may not be computed ahead. */
    private static Kernel everything() {
        KernelBuilder builder = new KernelBuilder();
        int x = builder.input("x");
        int y = builder.input("y");
        int number = builder.input("number");
        int mixed = builder.apply(Operator.MULTIPLY, x, number);
        int other = builder.apply(Operator.ADD, y, number);
        List<Integer> outputs = new ArrayList<>();
        for (Operator operator : Operator.values()) {
            switch (operator.arity()) {
                case 1 -> outputs.add(builder.apply(operator, mixed));
                case 2 -> {
                    outputs.add(builder.apply(operator, mixed, other));
                    outputs.add(builder.apply(operator, mixed, number));
                    outputs.add(builder.apply(operator, number, other));
                }
                default -> outputs.add(builder.apply(operator, mixed, other, number));
            }
        }
        return builder.build(outputs.stream().mapToInt(Integer::intValue).toArray());
    }
}
