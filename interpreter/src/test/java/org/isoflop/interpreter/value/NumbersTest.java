package org.isoflop.interpreter.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isoflop.stdlib.operator.Operator;
import org.junit.jupiter.api.Test;

/** Points and draws of one number and of columns. */
final class NumbersTest {
    private static final Numbers COLUMN = Numbers.column(1, 2, 3);
    private static final Numbers UNCERTAIN = Numbers.uncertain(10, new double[] {9, 10, 11, 12});

    @Test
    void operatorsGoElementByElementAndDrawByDraw() {
        Numbers sum = Numbers.apply(Operator.ADD, COLUMN, UNCERTAIN);
        assertTrue(sum.isColumn() && sum.isUncertain());
        assertArrayEquals(new double[] {11, 12, 13}, sum.points());
        assertArrayEquals(new double[] {11, 12, 13, 14}, sum.draws(1));
        assertEquals(Numbers.apply(Operator.SUBTRACT, UNCERTAIN, UNCERTAIN).draw(0, 2), 0);
    }

    @Test
    void differentCountsOfDrawsMeetOnTheFirstOfThem() {
        Numbers few = Numbers.uncertain(1, new double[] {1, 2});
        Numbers product = Numbers.apply(Operator.MULTIPLY, few, UNCERTAIN);
        assertArrayEquals(new double[] {9, 20}, product.draws(0));
    }

    @Test
    void columnsOfDifferentLengthsDoNotMeet() {
        Numbers.LengthMismatch mismatch = assertThrows(Numbers.LengthMismatch.class,
                () -> Numbers.apply(Operator.ADD, COLUMN, Numbers.column(1, 2)));
        assertEquals(3, mismatch.first());
        assertEquals(2, mismatch.second());
    }

    @Test
    void rowsAreChosenAndStacked() {
        Numbers sum = Numbers.apply(Operator.ADD, COLUMN, UNCERTAIN);
        Numbers chosen = sum.select(new int[] {2, 0, 2});
        assertArrayEquals(new double[] {13, 11, 13}, chosen.points());
        assertArrayEquals(sum.draws(0), chosen.draws(1));
        Numbers stacked = Numbers.stack(sum.row(0), Numbers.of(5));
        assertArrayEquals(new double[] {5, 5, 5, 5}, stacked.draws(1));
        assertFalse(sum.row(1).isColumn());
        assertFalse(sum.certain().isUncertain());
    }

    /** Definition 7 of Hyndman and Fan (1996): between order statistics, linearly. */
    @Test
    void quantilesLieBetweenOrderStatistics() {
        double[] sorted = {1, 2, 4, 8};
        assertEquals(1, Numbers.quantile(sorted, 4, 0));
        assertEquals(3, Numbers.quantile(sorted, 4, 0.5));
        assertEquals(8, Numbers.quantile(sorted, 4, 1));
        assertEquals(1.75, Numbers.quantile(sorted, 4, 0.25));
        assertTrue(Double.isNaN(Numbers.quantile(sorted, 0, 0.5)));
    }

    @Test
    void unknownDrawsAreSkippedByQuantiles() {
        Numbers some = Numbers.uncertain(2, new double[] {Double.NaN, 3, 1, Double.NaN, 2});
        assertEquals(2, some.quantile(0, 0.5));
        assertEquals(7, Numbers.of(7).quantile(0, 0.9));
    }

    @Test
    void shapesAreValidated() {
        assertThrows(IllegalArgumentException.class, () -> Numbers.shaped(false, new double[2], null, 0));
        assertThrows(IllegalArgumentException.class, () -> Numbers.uncertainColumn(new double[2], new double[5], 2));
    }
}
