package org.isoflop.interpreter.table;

import java.util.Arrays;

/** Doubles in an array that grows. */
final class DoubleList {
    private double[] values;
    private int count;

    DoubleList(int expected) {
        values = new double[Math.max(16, expected)];
    }

    void add(double value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, grown(count));
        }
        values[count++] = value;
    }

    void addAll(DoubleList other) {
        if (values.length - count < other.count) {
            values = Arrays.copyOf(values, count + other.count);
        }
        System.arraycopy(other.values, 0, values, count, other.count);
        count += other.count;
    }

    double[] toArray() {
        return count == values.length ? values : Arrays.copyOf(values, count);
    }

    /** The next length of a full array: half as long again. */
    static int grown(int length) {
        return (int) Math.min(Integer.MAX_VALUE - 8L, length + (length >> 1) + 16L);
    }
}
