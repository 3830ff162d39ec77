package org.isoflop.stdlib.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.junit.jupiter.api.Test;

/** NIST Statistical Reference Datasets for nonlinear regression: certified to eleven digits, from two starts each. */
class NistTest {
    private static final Pattern PARAMETER = Pattern.compile("\\s*b\\d+ =\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s*");

    /** Columns of the certified table. */
    private static final int CERTIFIED = 2;
    private static final int AUTO = 3;

    private record Certified(List<double[]> parameters, double[] x, double[] y) {
    }

    @Test
    void misra1a() throws IOException {
        check("Misra1a", (b, x, c) -> times(b, c[0], minus(b, b.constant(1), exp(b, negate(b, times(b, c[1], x))))), 1e-6, 0, 1, AUTO);
    }

    /** From the first start, whose exponentials have died out by the second row, a descent ends on a plateau. */
    @Test
    void mgh17() throws IOException {
        check("MGH17", (b, x, c) -> plus(b, c[0], plus(b, times(b, c[1], exp(b, negate(b, times(b, x, c[3])))),
                times(b, c[2], exp(b, negate(b, times(b, x, c[4])))))), 1e-5, 1, AUTO);
    }

    @Test
    void thurber() throws IOException {
        check("Thurber", (b, x, c) -> b.apply(Operator.DIVIDE,
                plus(b, c[0], times(b, x, plus(b, c[1], times(b, x, plus(b, c[2], times(b, x, c[3])))))),
                plus(b, b.constant(1), times(b, x, plus(b, c[4], times(b, x, plus(b, c[5], times(b, x, c[6]))))))), 1e-5, 0, 1);
    }

    @Test
    void rat43() throws IOException {
        check("Rat43", (b, x, c) -> b.apply(Operator.DIVIDE, c[0], b.apply(Operator.POWER,
                plus(b, b.constant(1), exp(b, minus(b, c[1], times(b, c[2], x)))),
                b.apply(Operator.DIVIDE, b.constant(1), c[3]))), 1e-5, 0, 1, AUTO);
    }

    @Test
    void eckerle4() throws IOException {
        check("Eckerle4", (b, x, c) -> {
            int ratio = b.apply(Operator.DIVIDE, minus(b, x, c[2]), c[1]);
            return times(b, b.apply(Operator.DIVIDE, c[0], c[1]), exp(b, times(b, b.constant(-0.5), times(b, ratio, ratio))));
        }, 1e-5, 0, 1, AUTO);
    }

    private interface Model {
        int of(KernelBuilder builder, int x, int[] coefficients);
    }

    private static void check(String name, Model model, double deviationTolerance, int... starts) throws IOException {
        Certified certified = read(name);
        int size = certified.parameters().size();
        KernelBuilder builder = new KernelBuilder();
        int x = builder.input("x");
        int[] nodes = new int[size];
        List<Coefficient> coefficients = new ArrayList<>();
        for (int j = 0; j < size; j++) {
            nodes[j] = builder.input("b" + (j + 1));
            coefficients.add(Coefficient.free("b" + (j + 1)));
        }
        Kernel kernel = builder.build(model.of(builder, x, nodes));
        for (int start : starts) {
            double[] point = new double[size];
            for (int j = 0; j < size; j++) {
                point[j] = certified.parameters().get(j)[start == AUTO ? CERTIFIED : start];
            }
            Starts from = start == AUTO ? new Starts.Auto() : new Starts.Points(new double[][] {point});
            FitProblem problem = new FitProblem(kernel, new double[][] {certified.x()}, certified.y(), null, coefficients, Residual.PLAIN,
                    new Loss.Squared(), List.of(), from);
            FitResult fit = Fitter.fit(problem, new FitOptions(1, new Cancellation()));
            assertTrue(fit.converged(), name + " from start " + (start + 1));
            if (start == AUTO) {
                // Terms may be found in another order; the sum of squares is the same.
                assertEquals(squares(kernel, certified, point), 2 * fit.objective(), 1e-9 * fit.objective(), name);
                continue;
            }
            for (int j = 0; j < size; j++) {
                double[] row = certified.parameters().get(j);
                String what = name + " b" + (j + 1) + " from start " + (start + 1);
                assertEquals(row[CERTIFIED], fit.coefficients()[j], 1e-6 * Math.abs(row[CERTIFIED]), what);
                assertEquals(row[3], fit.deviation(j), deviationTolerance * row[3], "deviation of " + what);
            }
        }
    }

    private static double squares(Kernel kernel, Certified certified, double[] point) {
        double sum = 0;
        double[] inputs = new double[point.length + 1];
        System.arraycopy(point, 0, inputs, 1, point.length);
        for (int i = 0; i < certified.x().length; i++) {
            inputs[0] = certified.x()[i];
            double error = certified.y()[i] - kernel.value(inputs);
            sum += error * error;
        }
        return sum;
    }

    private static Certified read(String name) throws IOException {
        List<double[]> parameters = new ArrayList<>();
        List<double[]> rows = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                NistTest.class.getResourceAsStream("/nist/" + name + ".dat"), StandardCharsets.US_ASCII))) {
            boolean data = false;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Matcher matcher = PARAMETER.matcher(line);
                String[] cells = line.trim().split("\\s+");
                if (data && cells.length == 2) {
                    rows.add(new double[] {Double.parseDouble(cells[0]), Double.parseDouble(cells[1])});
                } else if (matcher.matches()) {
                    double[] row = new double[4];
                    for (int i = 0; i < 4; i++) {
                        row[i] = Double.parseDouble(matcher.group(i + 1));
                    }
                    parameters.add(row);
                }
                data |= line.matches("Data:\\s+y\\s+x\\s*");
            }
        }
        double[] x = new double[rows.size()];
        double[] y = new double[rows.size()];
        for (int i = 0; i < x.length; i++) {
            y[i] = rows.get(i)[0];
            x[i] = rows.get(i)[1];
        }
        return new Certified(parameters, x, y);
    }

    private static int plus(KernelBuilder builder, int a, int b) {
        return builder.apply(Operator.ADD, a, b);
    }

    private static int minus(KernelBuilder builder, int a, int b) {
        return builder.apply(Operator.SUBTRACT, a, b);
    }

    private static int times(KernelBuilder builder, int a, int b) {
        return builder.apply(Operator.MULTIPLY, a, b);
    }

    private static int negate(KernelBuilder builder, int a) {
        return builder.apply(Operator.NEGATE, a);
    }

    private static int exp(KernelBuilder builder, int a) {
        return builder.apply(Operator.EXP, a);
    }
}
