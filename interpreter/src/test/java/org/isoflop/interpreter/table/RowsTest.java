package org.isoflop.interpreter.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RowsTest {
    private static final double NONE = Double.NaN;

    private static RawColumn numbers(double... values) {
        return new RawColumn.Numbers(values);
    }

    private static RawColumn texts(@Nullable String... values) {
        return new RawColumn.Texts(values);
    }

    @Test
    void groupsInFirstSeenOrder() {
        Rows.Groups groups = Rows.groups(List.of(numbers(3, 1, 3, 0.0, -0.0, NONE, NONE, 1)));
        assertArrayEquals(new int[] {0, 1, 0, 2, 2, 3, 3, 1}, groups.groupOf());
        assertArrayEquals(new int[] {0, 1, 3, 5}, groups.firstRow());
        assertArrayEquals(new int[] {1, 7}, groups.members()[1]);
    }

    @Test
    void groupsBySeveralColumns() {
        Rows.Groups groups = Rows.groups(List.of(texts("a", "a", "b", "a", null, null), numbers(1, 2, 1, 1, 1, 1)));
        assertArrayEquals(new int[] {0, 1, 2, 0, 3, 3}, groups.groupOf());
    }

    @Test
    void groupsManyRows() {
        double[] keys = IntStream.range(0, 100_000).mapToDouble(i -> i * 7919 % 10_007).toArray();
        Rows.Groups groups = Rows.groups(List.of(numbers(keys)));
        assertEquals(10_007, groups.count());
        for (int row = 0; row < keys.length; row++) {
            assertEquals(keys[row], keys[groups.firstRow()[groups.groupOf()[row]]]);
        }
    }

    @Test
    void ordersStablyWithMissingLast() {
        List<RawColumn> keys = List.of(numbers(2, NONE, 1, 2, 1));
        assertArrayEquals(new int[] {2, 4, 0, 3, 1}, Rows.order(keys, false));
        assertArrayEquals(new int[] {0, 3, 2, 4, 1}, Rows.order(keys, true));
        assertArrayEquals(new int[] {1, 2, 0}, Rows.order(List.of(texts(null, "a", "b")), false));
        assertArrayEquals(new int[] {2, 1, 0}, Rows.order(List.of(texts(null, "a", "b")), true));
    }

    @Test
    void ordersBySeveralColumns() {
        assertArrayEquals(new int[] {3, 1, 0, 2}, Rows.order(List.of(texts("b", "a", "b", "a"), numbers(1, 5, 2, 3)), false));
    }

    @Test
    void ordersAsTheLibraryDoes() {
        SplittableRandom random = new SplittableRandom(5);
        double[] keys = random.doubles(5000, 0, 1).map(key -> Math.floor(key * 500)).toArray();
        int[] expected = IntStream.range(0, keys.length).boxed().sorted(Comparator.comparingDouble(row -> keys[row]))
                .mapToInt(row -> row).toArray();
        assertArrayEquals(expected, Rows.order(List.of(numbers(keys)), false));
    }

    @Test
    void joinsEveryEqualPair() {
        Rows.Pairs pairs = Rows.join(List.of(texts("a", "b", null, "c", "a")), List.of(texts("c", "a", null, "a", "d")));
        assertArrayEquals(new int[] {0, 0, 3, 4, 4}, pairs.left());
        assertArrayEquals(new int[] {1, 3, 0, 1, 3}, pairs.right());
        assertEquals(5, pairs.count());
    }

    @Test
    void joinsBySeveralColumns() {
        Rows.Pairs pairs = Rows.join(List.of(texts("a", "a"), numbers(1, 2)), List.of(texts("a", "a", "a"), numbers(2, 3, NONE)));
        assertArrayEquals(new int[] {1}, pairs.left());
        assertArrayEquals(new int[] {0}, pairs.right());
    }

    @Test
    void refusesKeysThatDoNotFit() {
        assertThrows(IllegalArgumentException.class, () -> Rows.groups(List.of()));
        assertThrows(IllegalArgumentException.class, () -> Rows.order(Arrays.asList(numbers(1), numbers(1, 2)), false));
        assertThrows(IllegalArgumentException.class, () -> Rows.join(List.of(numbers(1)), List.of(texts("1"))));
    }
}
