package org.isoflop.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.Loss;
import org.isoflop.stdlib.fit.Residual;
import org.isoflop.stdlib.fit.Starts;
import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;

/** Laws of the literature with coefficients from which rows are drawn. */
public enum Law {
    /** E + A / N^alpha + B / D^beta, Hoffmann et al. (2022), equation 10; coefficients of Besiroglu et al. (2024). */
    CHINCHILLA(new String[] {"E", "A", "B", "alpha", "beta"}, 1.8172, 482.01, 2085.43, 0.3478, 0.3658),
    /** E + (c / C)^alpha, a power law with a floor, Henighan et al. (2020), equation 1.1. */
    FLOOR(new String[] {"E", "c", "alpha"}, 1.5, 1e8, 0.05),
    /** A law of data that is repeated, Muennighoff et al. (2023), equation 5, without its surplus parameters. */
    REPEATED(new String[] {"E", "A", "B", "R", "alpha", "beta"}, 1.87, 521, 1488, 15.4, 0.35, 0.35),
    /** A broken power law with one break, Caballero et al. (2022), equation 1. */
    BROKEN(new String[] {"a", "b", "c0", "c1", "d", "f"}, 0.4, 2.3, 0.055, 0.6, 5e9, 0.06);

    private final List<Coefficient> coefficients = new ArrayList<>();
    private final double[] truth;
    private final Kernel kernel;

    Law(String[] names, double... truth) {
        this.truth = truth;
        KernelBuilder builder = new KernelBuilder();
        int n = builder.input("N");
        int d = builder.input("D");
        int[] c = new int[names.length];
        for (int i = 0; i < c.length; i++) {
            c[i] = builder.input(names[i]);
            coefficients.add(Coefficient.positive(names[i]));
        }
        kernel = builder.build(loss(builder, n, d, c));
    }

    private int loss(KernelBuilder b, int n, int d, int[] c) {
        return switch (name()) {
            case "CHINCHILLA" -> sum(b, c[0], falling(b, c[1], n, c[3]), falling(b, c[2], d, c[4]));
            case "FLOOR" -> sum(b, c[0], b.apply(Operator.POWER, b.apply(Operator.DIVIDE, c[1], n), c[2]));
            case "REPEATED" -> {
                int unique = b.constant(1e9);
                int repeated = b.apply(Operator.DIVIDE, b.apply(Operator.DIVIDE, d, unique), c[3]);
                int worth = b.apply(Operator.SUBTRACT, b.constant(1), b.apply(Operator.EXP, b.apply(Operator.NEGATE, repeated)));
                int seen = b.apply(Operator.MULTIPLY, b.apply(Operator.MULTIPLY, unique, c[3]), worth);
                yield sum(b, c[0], falling(b, c[1], n, c[4]), falling(b, c[2], seen, c[5]));
            }
            default -> {
                int sharpness = b.apply(Operator.DIVIDE, b.constant(1), c[5]);
                int beyond = b.apply(Operator.POWER, b.apply(Operator.DIVIDE, n, c[4]), sharpness);
                int bend = b.apply(Operator.POWER, b.apply(Operator.ADD, b.constant(1), beyond),
                        b.apply(Operator.NEGATE, b.apply(Operator.MULTIPLY, c[3], c[5])));
                yield sum(b, c[0], b.apply(Operator.MULTIPLY, falling(b, c[1], n, c[2]), bend));
            }
        };
    }

    private static int falling(KernelBuilder b, int scale, int x, int exponent) {
        return b.apply(Operator.DIVIDE, scale, b.apply(Operator.POWER, x, exponent));
    }

    private static int sum(KernelBuilder b, int first, int... more) {
        int total = first;
        for (int term : more) {
            total = b.apply(Operator.ADD, total, term);
        }
        return total;
    }

    /** Coefficients close to those that the rows were drawn with. */
    public double[] near() {
        double[] point = truth.clone();
        for (int i = 0; i < point.length; i++) {
            point[i] *= 1.01;
        }
        return point;
    }

    /** A fit of rows around the law, by Huber's loss of log residuals. */
    public FitProblem problem(int rows, Starts starts) {
        Random random = new Random(rows);
        double[][] columns = new double[2][rows];
        double[] inputs = new double[2 + truth.length];
        System.arraycopy(truth, 0, inputs, 2, truth.length);
        double[] target = new double[rows];
        double[] loss = new double[1];
        for (int row = 0; row < rows; row++) {
            columns[0][row] = Math.exp(17.5 + 6 * random.nextDouble());
            columns[1][row] = columns[0][row] * Math.exp(-1 + 6 * random.nextDouble());
            inputs[0] = columns[0][row];
            inputs[1] = columns[1][row];
            kernel.evaluate(inputs, loss);
            target[row] = loss[0] * Math.exp(0.005 * random.nextGaussian());
        }
        return new FitProblem(kernel, columns, target, null, coefficients, Residual.LOG, new Loss.Huber(1e-3), List.of(), starts);
    }
}
