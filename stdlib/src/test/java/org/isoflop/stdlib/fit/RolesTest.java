package org.isoflop.stdlib.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.isoflop.stdlib.random.RandomStream;
import org.junit.jupiter.api.Test;

/** That coefficients picked by groups of rows are summed, solved and judged as if each were by itself. */
class RolesTest {
    private static final int GROUPS = 20;
    private static final int KINDS = 7;
    private static final int ROWS = 600;

    /** {@code E + k[group] x^-a[group] + h[kind]}: two that go together, and one that is picked by something else. */
    private static FitProblem problem(Residual residual, Loss loss) {
        KernelBuilder builder = new KernelBuilder();
        int x = builder.input("x");
        int group = builder.input("group");
        int kind = builder.input("kind");
        List<Coefficient> coefficients = new ArrayList<>();
        int constant = builder.input("E");
        coefficients.add(Coefficient.positive("E"));
        int scale = picked(builder, group, "k", GROUPS, coefficients, true);
        int exponent = picked(builder, group, "a", GROUPS, coefficients, false);
        int offset = picked(builder, kind, "h", KINDS, coefficients, true);
        int power = builder.apply(Operator.DIVIDE, scale, builder.apply(Operator.POWER, x, exponent));
        int predicted = builder.apply(Operator.ADD, builder.apply(Operator.ADD, constant, power), offset);
        RandomStream random = RandomStream.of(4, "rows");
        double[][] columns = new double[3][ROWS];
        double[] target = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            columns[0][row] = Math.exp(5 * random.uniform(3 * row));
            columns[1][row] = random.choice(3 * row + 1, GROUPS);
            columns[2][row] = row % KINDS;
            target[row] = (1.5 + 0.1 * columns[2][row] + (3 + 0.2 * columns[1][row]) * Math.pow(columns[0][row], -0.5))
                    * Math.exp(0.01 * random.normal(3 * row + 2));
        }
        return FitProblem.of(builder.build(predicted), columns, target, coefficients, residual, loss);
    }

    private static int picked(KernelBuilder builder, int column, String name, int count, List<Coefficient> coefficients, boolean positive) {
        int[] inputs = new int[count];
        for (int i = 0; i < count; i++) {
            inputs[i] = builder.input(name + i);
            coefficients.add(positive ? Coefficient.positive(name + i) : new Coefficient(name + i, 0, 2));
        }
        int result = inputs[count - 1];
        for (int i = count - 2; i >= 0; i--) {
            result = builder.apply(Operator.SELECT, builder.apply(Operator.EQUAL, column, builder.constant(i)), inputs[i], result);
        }
        return result;
    }

    private static Objective objective(FitProblem problem, Roles roles) {
        Model model = Model.of(problem, roles);
        return new Objective(problem, problem.loss(), model, model.bind(problem, 1), Targets.shown(problem), 1, 1, new Known());
    }

    private static double[] point(int size) {
        double[] point = new double[size];
        for (int j = 0; j < size; j++) {
            point[j] = 0.1 + 0.5 * Math.abs(Math.sin(j));
        }
        return point;
    }

    @Test
    void sumsAreThoseOfEachByItself() {
        for (Residual residual : List.of(Residual.LOG, Residual.PLAIN)) {
            for (Loss loss : List.of(new Loss.Squared(), new Loss.Huber(0.3))) {
                FitProblem problem = problem(residual, loss);
                Roles roles = Roles.of(problem);
                assertEquals(4, roles.count());
                Objective grouped = objective(problem, roles);
                Objective dense = objective(problem, Roles.each(problem));
                int size = dense.size();
                grouped.evaluate(point(size), true);
                dense.evaluate(point(size), true);
                assertEquals(dense.value, grouped.value, 1e-12 * dense.value);
                for (int j = 0; j < size; j++) {
                    assertClose(dense.gradient[j], grouped.gradient[j]);
                    for (int k = 0; k < size; k++) {
                        assertClose(dense.hessian.get(j, k), grouped.hessian.get(j, k));
                        assertClose(dense.metric.get(j, k), grouped.metric.get(j, k));
                    }
                }
                double[][] slopes = dense.jacobian(point(size));
                double[][] own = grouped.jacobian(point(size));
                double[][] some = grouped.slopes(point(size), new int[] {3, 300, 599});
                for (int j = 0; j < size; j++) {
                    for (int row = 0; row < ROWS; row++) {
                        assertClose(slopes[j][row], own[j][row]);
                    }
                    assertClose(slopes[j][300], some[1][j]);
                }
            }
        }
    }

    private static void assertClose(double expected, double actual) {
        assertEquals(expected, actual, 1e-11 * (1 + Math.abs(expected)));
    }

    /** Two coefficients of each group and two of nine that all rows share: entries of the others are not kept. */
    @Test
    void matricesHoldWhatGroupsHave() {
        Envelope envelope = Roles.of(problem(Residual.LOG, new Loss.Squared())).envelope();
        int shared = 1 + KINDS;
        int grouped = 2 * GROUPS;
        assertEquals(3 * GROUPS + shared * grouped + shared * (shared + 1) / 2, envelope.length());
    }

    /** The factor in an envelope solves what elimination of the full matrix solves. */
    @Test
    void solvesByTheSchurComplement() {
        FitProblem problem = problem(Residual.LOG, new Loss.Squared());
        Objective objective = objective(problem, Roles.of(problem));
        int size = objective.size();
        objective.evaluate(point(size), true);
        int[] all = objective.shape().ordered(java.util.stream.IntStream.range(0, size).toArray());
        Factor factor = new Factor(size);
        Symmetric metric = objective.metric;
        for (int j = 0; j < size; j++) {
            // E and the offsets make up for each other.
            metric.add(j, j, 0.01 * metric.diagonal(j));
        }
        factor.take(metric, all, size);
        assertTrue(factor.factor(1e-14));
        double[] solution = new double[size];
        double[] right = new double[size];
        double[][] full = new double[size][size];
        for (int i = 0; i < size; i++) {
            solution[i] = objective.gradient[all[i]];
            right[i] = objective.gradient[all[i]];
            for (int k = 0; k < size; k++) {
                full[i][k] = metric.get(all[i], all[k]);
            }
        }
        factor.solve(solution);
        assertTrue(Matrices.eliminate(full, right));
        for (int i = 0; i < size; i++) {
            assertEquals(right[i], solution[i], 1e-9 * (1 + Math.abs(right[i])));
        }
    }
}
