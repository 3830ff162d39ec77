package org.isoflop.stdlib.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.junit.jupiter.api.Test;

/** Laws with a coefficient for each of many groups of rows. */
class ManyCoefficientsTest {
    private static final int GROUPS = 40;
    private static final int EACH = 10;
    private static final double IRREDUCIBLE = 1.7;
    private static final double EXPONENT = 0.3;

    @Test
    void recoversACoefficientOfEachGroup() {
        FitResult fit = Fitter.fit(problem(0, new Loss.Squared()), FitOptions.standard());

        assertTrue(fit.converged(), fit.certificate().words());
        assertEquals(IRREDUCIBLE, fit.coefficients()[0], 1e-6);
        assertEquals(EXPONENT, fit.coefficients()[GROUPS + 1], 1e-6);
        for (int group = 0; group < GROUPS; group++) {
            assertEquals(1, fit.coefficients()[1 + group] / scale(group), 1e-5);
        }
    }

    /** A tenth of the rows within the loss's width leaves groups that have none there. */
    @Test
    void convergesWhereTheLossIsNearlyAbsolute() {
        FitProblem problem = problem(0.01, new Loss.Huber(1e-3));

        FitResult fit = Fitter.fit(problem, FitOptions.standard());

        assertTrue(fit.converged(), fit.certificate().words());
        assertEquals(fit.startsTried(), fit.startsAgreed());
        for (int group = 0; group < GROUPS; group++) {
            double pull = 0;
            for (int row = group * EACH; row < (group + 1) * EACH; row++) {
                double predicted = problem.target()[row] / Math.exp(fit.residuals()[row]);
                pull += problem.loss().slope(fit.residuals()[row]) * (predicted - fit.coefficients()[0]) / predicted;
            }
            assertEquals(0, pull, 1e-3 * 1e-6, "each group's own slope is zero at the optimum");
        }
    }

    private static double scale(int group) {
        return 100 + 10 * group;
    }

    private static FitProblem problem(double noise, Loss loss) {
        KernelBuilder builder = new KernelBuilder();
        int x = builder.input("x");
        int group = builder.input("group");
        int irreducible = builder.input("E");
        int[] scales = new int[GROUPS];
        List<Coefficient> coefficients = new ArrayList<>();
        coefficients.add(Coefficient.positive("E"));
        for (int i = 0; i < GROUPS; i++) {
            scales[i] = builder.input("k" + i);
            coefficients.add(Coefficient.positive("k" + i));
        }
        int exponent = builder.input("alpha");
        coefficients.add(new Coefficient("alpha", 0, 1));
        int scale = scales[GROUPS - 1];
        for (int i = GROUPS - 2; i >= 0; i--) {
            scale = builder.apply(Operator.SELECT, builder.apply(Operator.EQUAL, group, builder.constant(i)), scales[i], scale);
        }
        int power = builder.apply(Operator.POWER, x, builder.apply(Operator.NEGATE, exponent));
        int predicted = builder.apply(Operator.ADD, irreducible, builder.apply(Operator.MULTIPLY, scale, power));
        double[][] columns = new double[2][GROUPS * EACH];
        double[] target = new double[GROUPS * EACH];
        Random random = new Random(1);
        for (int row = 0; row < target.length; row++) {
            columns[0][row] = Math.pow(10, 6 + 3 * random.nextDouble());
            columns[1][row] = row / EACH;
            double exact = IRREDUCIBLE + scale(row / EACH) * Math.pow(columns[0][row], -EXPONENT);
            target[row] = exact * (1 + noise * random.nextGaussian());
        }
        return FitProblem.of(builder.build(predicted), columns, target, coefficients, Residual.LOG, loss);
    }
}
