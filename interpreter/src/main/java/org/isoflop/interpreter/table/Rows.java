package org.isoflop.interpreter.table;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Groups, orders and matches the rows of tables by their key columns. Everything is given as row numbers from zero, so
 * that any other column can follow. Zeros of either sign are equal.
 */
public final class Rows {
    private Rows() {
    }

    /**
     * Rows with equal keys.
     *
     * @param groupOf the group of every row; groups are numbered from zero in the order in which they are first seen
     * @param firstRow the first row of every group
     */
    public record Groups(int[] groupOf, int[] firstRow) {
        /** The count of groups. */
        public int count() {
            return firstRow.length;
        }

        /** The rows of every group, in their order. */
        public int[][] members() {
            int[] sizes = new int[count()];
            for (int group : groupOf) {
                sizes[group]++;
            }
            int[][] members = new int[count()][];
            Arrays.setAll(members, group -> new int[sizes[group]]);
            int[] filled = new int[count()];
            for (int row = 0; row < groupOf.length; row++) {
                int group = groupOf[row];
                members[group][filled[group]++] = row;
            }
            return members;
        }
    }

    /** Matching rows of two tables: row {@code left[i]} of the one goes with row {@code right[i]} of the other. */
    public record Pairs(int[] left, int[] right) {
        /** The count of pairs. */
        public int count() {
            return left.length;
        }
    }

    /**
     * Groups rows by one or more key columns of equal length. Missing keys are equal to each other.
     *
     * @throws IllegalArgumentException without columns or if they differ in length
     */
    public static Groups groups(List<RawColumn> keys) {
        int rows = size(keys);
        Groups groups = number(codes(keys.getFirst()));
        for (RawColumn key : keys.subList(1, keys.size())) {
            int[] codes = number(codes(key)).groupOf();
            long[] both = new long[rows];
            for (int row = 0; row < rows; row++) {
                both[row] = (long) groups.groupOf()[row] << 32 | codes[row];
            }
            groups = number(both);
        }
        return groups;
    }

    /**
     * The rows in the order of one or more key columns, the first counting most; equal rows keep their order and missing
     * keys come last in either direction. Texts are ordered by their characters' numbers.
     *
     * @throws IllegalArgumentException without columns or if they differ in length
     */
    public static int[] order(List<RawColumn> keys, boolean descending) {
        int[] order = new int[size(keys)];
        Arrays.setAll(order, row -> row);
        int[] scratch = order.clone();
        for (RawColumn key : keys.reversed()) {
            mergeSort(scratch, order, 0, order.length, comparison(key, descending ? -1 : 1));
            System.arraycopy(order, 0, scratch, 0, order.length);
        }
        return order;
    }

    /**
     * The pairs of rows with equal keys, in the order of the left rows and for each in the order of the right ones. A
     * missing key matches nothing.
     *
     * @throws IllegalArgumentException without columns, or if they differ in number, kind or, on a side, in length
     */
    public static Pairs join(List<RawColumn> left, List<RawColumn> right) {
        int leftRows = size(left);
        if (left.size() != right.size()) {
            throw new IllegalArgumentException("keys differ in number");
        }
        size(right);
        RawColumn[] stacked = new RawColumn[left.size()];
        Arrays.setAll(stacked, key -> stack(left.get(key), right.get(key)));
        List<RawColumn> keys = List.of(stacked);
        Groups groups = groups(keys);
        int[][] members = groups.members();
        int count = 0;
        for (int row = 0; row < leftRows; row++) {
            count = Math.addExact(count, isMissing(keys, row) ? 0 : rightMembers(members[groups.groupOf()[row]], leftRows));
        }
        int[] leftOf = new int[count];
        int[] rightOf = new int[count];
        int filled = 0;
        for (int row = 0; row < leftRows; row++) {
            int[] same = members[groups.groupOf()[row]];
            int matches = isMissing(keys, row) ? 0 : rightMembers(same, leftRows);
            for (int i = same.length - matches; i < same.length; i++) {
                leftOf[filled] = row;
                rightOf[filled++] = same[i] - leftRows;
            }
        }
        return new Pairs(leftOf, rightOf);
    }

    /** How many of the rising row numbers belong to the right table, which stands below the left one. */
    private static int rightMembers(int[] members, int leftRows) {
        int from = Arrays.binarySearch(members, leftRows);
        return members.length - (from >= 0 ? from : -from - 1);
    }

    private static boolean isMissing(List<RawColumn> keys, int row) {
        for (RawColumn key : keys) {
            if (key.isMissing(row)) {
                return true;
            }
        }
        return false;
    }

    private static int size(List<RawColumn> keys) {
        int rows = keys.isEmpty() ? -1 : keys.getFirst().size();
        if (rows < 0 || keys.stream().anyMatch(key -> key.size() != rows)) {
            throw new IllegalArgumentException(rows < 0 ? "no key columns" : "key columns differ in length");
        }
        return rows;
    }

    private static RawColumn stack(RawColumn top, RawColumn bottom) {
        if (top instanceof RawColumn.Numbers(double[] above) && bottom instanceof RawColumn.Numbers(double[] below)) {
            return new RawColumn.Numbers(stack(above, below));
        }
        if (top instanceof RawColumn.Truths(double[] above) && bottom instanceof RawColumn.Truths(double[] below)) {
            return new RawColumn.Truths(stack(above, below));
        }
        if (top instanceof RawColumn.Texts(var above) && bottom instanceof RawColumn.Texts(var below)) {
            @Nullable String[] both = Arrays.copyOf(above, above.length + below.length);
            System.arraycopy(below, 0, both, above.length, below.length);
            return new RawColumn.Texts(both);
        }
        throw new IllegalArgumentException("keys differ in kind");
    }

    private static double[] stack(double[] above, double[] below) {
        double[] both = Arrays.copyOf(above, above.length + below.length);
        System.arraycopy(below, 0, both, above.length, below.length);
        return both;
    }

    /** A number for every cell, equal for equal cells. */
    private static long[] codes(RawColumn key) {
        long[] codes = new long[key.size()];
        switch (key) {
            case RawColumn.Numbers(double[] values) -> Arrays.setAll(codes, row -> bits(values[row]));
            case RawColumn.Truths(double[] values) -> Arrays.setAll(codes, row -> bits(values[row]));
            case RawColumn.Texts(var values) -> {
                Map<String, Integer> known = new HashMap<>();
                for (int row = 0; row < codes.length; row++) {
                    String text = values[row];
                    codes[row] = text == null ? -1 : known.computeIfAbsent(text, next -> known.size());
                }
            }
        }
        return codes;
    }

    private static long bits(double value) {
        // Adding zero turns the negative zero into the positive one.
        return Double.doubleToLongBits(value + 0.0);
    }

    /** Numbers the distinct codes in the order in which they are first seen, by open addressing. */
    private static Groups number(long[] codes) {
        int capacity = Integer.highestOneBit(Math.clamp(codes.length, 8, 1 << 28)) * 4;
        int[] slots = new int[capacity];
        int[] groupOf = new int[codes.length];
        int[] firstRow = new int[16];
        int count = 0;
        for (int row = 0; row < codes.length; row++) {
            long mixed = codes[row] * 0x9E3779B97F4A7C15L;
            int slot = (int) (mixed ^ mixed >>> 32) & capacity - 1;
            while (slots[slot] != 0 && codes[firstRow[slots[slot] - 1]] != codes[row]) {
                slot = slot + 1 & capacity - 1;
            }
            if (slots[slot] == 0) {
                if (count == firstRow.length) {
                    firstRow = Arrays.copyOf(firstRow, DoubleList.grown(count));
                }
                firstRow[count++] = row;
                slots[slot] = count;
            }
            groupOf[row] = slots[slot] - 1;
        }
        return new Groups(groupOf, Arrays.copyOf(firstRow, count));
    }

    private static IntBinaryOperator comparison(RawColumn key, int sign) {
        return switch (key) {
            case RawColumn.Numbers(double[] values) -> numbers(values, sign);
            case RawColumn.Truths(double[] values) -> numbers(values, sign);
            case RawColumn.Texts(var values) -> (a, b) -> {
                String left = values[a];
                String right = values[b];
                return left == null || right == null
                        ? Boolean.compare(left == null, right == null)
                        : sign * left.compareTo(right);
            };
        };
    }

    private static IntBinaryOperator numbers(double[] values, int sign) {
        return (a, b) -> {
            double left = values[a];
            double right = values[b];
            return left < right ? -sign : left > right ? sign : Boolean.compare(Double.isNaN(left), Double.isNaN(right));
        };
    }

    /** Sorts {@code from} (inclusive) to {@code to} (exclusive) of the source, which equals the target, into the target. */
    private static void mergeSort(int[] source, int[] target, int from, int to, IntBinaryOperator comparison) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        mergeSort(target, source, from, middle, comparison);
        mergeSort(target, source, middle, to, comparison);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takeLeft = right >= to || left < middle && comparison.applyAsInt(source[left], source[right]) <= 0;
            target[i] = takeLeft ? source[left++] : source[right++];
        }
    }
}
