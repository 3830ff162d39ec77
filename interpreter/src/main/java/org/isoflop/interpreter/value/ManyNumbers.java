package org.isoflop.interpreter.value;

import java.util.EnumMap;
import java.util.Map;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/**
 * Operators on so many numbers that the loops of a kernel, which take them a block at a time, are worth its making. They give the
 * same bits as {@link Operator#apply}.
 */
final class ManyNumbers {
    /** Fewer than these are done sooner one by one. */
    static final int MANY = 1 << 12;

    private static final Map<Operator, Kernel> KERNELS = new EnumMap<>(Operator.class);

    private ManyNumbers() {
    }

    /** A kernel raises by exponentials of logarithms, whose last digits differ. */
    static boolean takes(Operator operator) {
        return operator != Operator.POWER;
    }

    /** One result for each row or, with {@code count} above zero, for each draw of each row. */
    static double[] apply(Operator operator, Cancellation token, int rows, int count, Numbers... arguments) {
        double[] @Nullable [] columns = new double[arguments.length][];
        double[] constants = new double[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            Numbers argument = arguments[i];
            if (argument.isColumn() || count > 0 && argument.isUncertain()) {
                columns[i] = count == 0 ? argument.points() : draws(argument, rows, count);
            } else {
                constants[i] = argument.point();
            }
        }
        double[] results = new double[rows * Math.max(1, count)];
        kernel(operator).bindOnce(columns, results.length).evaluate(constants, new double[][] {results}, token);
        return results;
    }

    /** The first draws of every row; a certain number stands for all of its own. */
    private static double[] draws(Numbers numbers, int rows, int count) {
        double[] known = numbers.allDraws();
        if (known != null && numbers.isColumn() && numbers.drawCount() == count) {
            return known;
        }
        double[] draws = new double[rows * count];
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < count; k++) {
                draws[row * count + k] = numbers.draw(row, k);
            }
        }
        return draws;
    }

    private static synchronized Kernel kernel(Operator operator) {
        return KERNELS.computeIfAbsent(operator, known -> {
            KernelBuilder builder = new KernelBuilder();
            int[] inputs = new int[known.arity()];
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] = builder.input("x" + i);
            }
            return builder.build(builder.apply(known, inputs));
        });
    }
}
