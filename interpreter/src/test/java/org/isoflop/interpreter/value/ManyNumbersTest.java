package org.isoflop.interpreter.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.isoflop.stdlib.operator.Operator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many numbers at once give the bits that each gives by itself. */
final class ManyNumbersTest {
    private static final double[] SPECIAL = {0, -0.0, 1, -1, 2, 0.5, 3, -2.5, 1e300, -1e300, 1e-300, 1e18, Double.NaN};

    @ParameterizedTest
    @EnumSource
    void sameBits(Operator operator) {
        int rows = ManyNumbers.MANY;
        SplittableRandom random = new SplittableRandom(operator.ordinal());
        Numbers[] arguments = new Numbers[operator.arity()];
        for (int i = 0; i < arguments.length; i++) {
            double[] values = random.doubles(rows, -20, 20).toArray();
            for (int row = 0; row < rows; row += 3) {
                values[row] = SPECIAL[random.nextInt(SPECIAL.length)];
            }
            arguments[i] = Numbers.column(values);
        }
        double[] expected = new double[rows];
        for (int row = 0; row < rows; row++) {
            int at = row;
            double[] x = Arrays.stream(arguments).mapToDouble(argument -> argument.point(at)).toArray();
            expected[row] = operator.apply(x[0], x.length > 1 ? x[1] : x[0], x.length > 2 ? x[2] : x[0]);
        }
        assertArrayEquals(expected, Numbers.apply(operator, arguments).points());
    }

    @ParameterizedTest
    @EnumSource(names = {"ADD", "POWER", "SELECT"})
    void drawsAndConstants(Operator operator) {
        double[] draws = new SplittableRandom(7).doubles(8L * 1000, 0.5, 2).toArray();
        Numbers column = Numbers.uncertainColumn(Arrays.copyOf(draws, 8), draws, 1000);
        Numbers single = Numbers.uncertain(1.5, Arrays.copyOf(draws, 600));
        Numbers[] arguments = operator.arity() == 2 ? new Numbers[] {column, single} : new Numbers[] {column, Numbers.of(3), single};
        Numbers result = Numbers.apply(operator, arguments);
        assertEquals(600, result.drawCount());
        for (int row = 0; row < 8; row++) {
            for (int k = 0; k < 600; k++) {
                double second = arguments[1].draw(row, k);
                double third = operator.arity() == 3 ? single.draw(row, k) : 0;
                assertEquals(operator.apply(column.draw(row, k), second, third), result.draw(row, k));
            }
        }
    }
}
