package org.isoflop.stdlib.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/** A formula as it is written, of steps that each take what stands before: evaluated by operators alone, or made into a kernel. */
record RandomProgram(List<Step> steps) {
    static final int INPUTS = 3;
    private static final double[] CONSTANTS = {1, 2, 0.5, -1, 3, 0, 10};

    /** An operator on the steps of these numbers; without one an input or, from {@link #INPUTS} on, a constant. */
    record Step(@Nullable Operator operator, double constant, List<Integer> arguments) {
    }

    /** Three inputs, then two constants, then as many operators. */
    static RandomProgram of(SplittableRandom random, int size, Operator... operators) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < INPUTS + 2; i++) {
            steps.add(new Step(null, CONSTANTS[random.nextInt(CONSTANTS.length)], List.of()));
        }
        while (steps.size() < INPUTS + 2 + size) {
            Operator operator = operators[random.nextInt(operators.length)];
            List<Integer> arguments = new ArrayList<>();
            for (int place = 0; place < operator.arity(); place++) {
                // Half of them near the end, so that programs are deep.
                int from = random.nextBoolean() ? Math.max(0, steps.size() - 3) : 0;
                arguments.add(random.nextInt(from, steps.size()));
            }
            steps.add(new Step(operator, 0, arguments));
        }
        return new RandomProgram(steps);
    }

    /** With its last steps as outputs, at most three. */
    Kernel kernel() {
        KernelBuilder builder = new KernelBuilder();
        int[] nodes = new int[steps.size()];
        for (int i = 0; i < nodes.length; i++) {
            Step step = steps.get(i);
            nodes[i] = step.operator == null
                    ? i < INPUTS ? builder.input("x" + i) : builder.constant(step.constant)
                    : builder.apply(step.operator, step.arguments.stream().mapToInt(argument -> nodes[argument]).toArray());
        }
        return builder.build(Arrays.copyOfRange(nodes, Math.max(INPUTS + 2, nodes.length - 3), nodes.length));
    }

    /** Of each step, by one operator after the other. */
    double[] values(double[] point) {
        double[] values = new double[steps.size()];
        for (int i = 0; i < values.length; i++) {
            Step step = steps.get(i);
            values[i] = step.operator == null
                    ? i < INPUTS ? point[i] : step.constant
                    : step.operator.apply(argument(values, step, 0), argument(values, step, 1), argument(values, step, 2));
        }
        return values;
    }

    /** What the values of the steps may err by, to first order, if each operator errs by two units in the last place. */
    double[] errors(double[] values) {
        double[] errors = new double[values.length];
        for (int i = INPUTS + 2; i < values.length; i++) {
            Step step = steps.get(i);
            errors[i] = 2 * Math.ulp(values[i]);
            for (int place = 0; place < step.arguments.size(); place++) {
                double slope = step.operator == null
                        ? 0
                        : step.operator.derivative(place, argument(values, step, 0), argument(values, step, 1), argument(values, step, 2),
                                values[i]);
                double error = errors[step.arguments.get(place)];
                errors[i] += error == 0 ? 0 : Math.abs(slope) * error;
            }
        }
        return errors;
    }

    private static double argument(double[] values, Step step, int place) {
        return place < step.arguments.size() ? values[step.arguments.get(place)] : 0;
    }

    /** Of each step with its first and second derivatives, by the arithmetic of Commons Math. */
    DerivativeStructure[] differentials(double[] point) {
        DerivativeStructure[] values = new DerivativeStructure[steps.size()];
        for (int i = 0; i < values.length; i++) {
            Step step = steps.get(i);
            if (step.operator == null) {
                values[i] = i < INPUTS
                        ? new DerivativeStructure(INPUTS, 2, i, point[i])
                        : new DerivativeStructure(INPUTS, 2, step.constant);
            } else {
                DerivativeStructure a = values[step.arguments.getFirst()];
                values[i] = differential(step.operator, a, values[step.arguments.getLast()]);
            }
        }
        return values;
    }

    private static DerivativeStructure differential(Operator operator, DerivativeStructure a, DerivativeStructure b) {
        return switch (operator) {
            case ADD -> a.add(b);
            case SUBTRACT -> a.subtract(b);
            case NEGATE -> a.negate();
            case MULTIPLY -> a.multiply(b);
            case DIVIDE -> a.divide(b);
            case POWER -> a.log().multiply(b).exp();
            case EXP -> a.exp();
            case EXPM1 -> a.expm1();
            case LOG -> a.log();
            case LOG2 -> a.log().divide(Math.log(2));
            case LOG10 -> a.log10();
            case LOG1P -> a.log1p();
            case SQRT -> a.sqrt();
            case SIGMOID -> a.negate().exp().add(1).reciprocal();
            case SOFTPLUS -> a.exp().log1p();
            case TANH -> a.tanh();
            case ATAN -> a.atan();
            case SIN -> a.sin();
            case COS -> a.cos();
            case MIN -> a.getValue() <= b.getValue() ? a : b;
            case MAX -> a.getValue() >= b.getValue() ? a : b;
            case ABS, CLAMP, FLOOR, CEIL, ROUND, CHOOSE, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL, UNEQUAL, KNOWN, AND, OR, NOT,
                    SELECT -> throw new IllegalArgumentException(operator.word());
        };
    }
}
