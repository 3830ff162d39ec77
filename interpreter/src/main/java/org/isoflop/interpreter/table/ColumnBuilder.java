package org.isoflop.interpreter.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A column while it is read: grows, and judges its cells. */
abstract sealed class ColumnBuilder {
    final Request.Column wanted;

    private ColumnBuilder(Request.Column wanted) {
        this.wanted = wanted;
    }

    static ColumnBuilder of(Request.Column wanted, int expectedRows) {
        return switch (wanted.kind()) {
            case NUMBER -> new Numbers(wanted, expectedRows);
            case TEXT -> new Texts(wanted, expectedRows);
            case TRUTH -> new Truths(wanted, expectedRows);
        };
    }

    /**
     * Takes the next cell as it stands in a delimited file.
     *
     * @return what is wrong with the cell, null if nothing is
     */
    final TableProblem.@Nullable Kind add(char[] text, int from, int to, boolean quoted) {
        int start = from;
        int end = to;
        // Blanks inside quotes belong to a text.
        if (!quoted || !(this instanceof Texts)) {
            while (start < end && isBlank(text[start])) {
                start++;
            }
            while (start < end && isBlank(text[end - 1])) {
                end--;
            }
        }
        if (start == end && !(quoted && this instanceof Texts)) {
            addMissing();
            return wanted.optional() ? null : TableProblem.Kind.EMPTY_CELL;
        }
        return addContent(text, start, end);
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    abstract TableProblem.@Nullable Kind addContent(char[] text, int from, int to);

    abstract void addMissing();

    abstract RawColumn build();

    /** Adds the cells of the rows that follow, which were read into another builder of this column. */
    final void append(ColumnBuilder rest) {
        switch (this) {
            case Numbers numbers when rest instanceof Numbers more -> numbers.values.addAll(more.values);
            case Truths truths when rest instanceof Truths more -> truths.values.addAll(more.values);
            case Texts texts when rest instanceof Texts more -> {
                for (int i = 0; i < more.count; i++) {
                    texts.addPooled(more.values[i]);
                }
            }
            default -> throw new IllegalArgumentException("columns of different kinds");
        }
    }

    /** Numbers in an array that grows. */
    static final class Numbers extends ColumnBuilder {
        private final DecimalParser decimal = new DecimalParser();
        private final DoubleList values;
        private byte[] scratch = new byte[64];

        Numbers(Request.Column wanted, int expectedRows) {
            super(wanted);
            values = new DoubleList(expectedRows);
        }

        void add(double value) {
            values.add(value);
        }

        @Override
        TableProblem.@Nullable Kind addContent(char[] text, int from, int to) {
            int length = to - from;
            if (length >= scratch.length) {
                scratch = new byte[2 * length];
            }
            for (int i = 0; i < length; i++) {
                char c = text[from + i];
                scratch[i] = c < 0x80 ? (byte) c : (byte) '?';
            }
            scratch[length] = 0;
            double value = decimal.parse(scratch, 0);
            if (decimal.end() != length) {
                addMissing();
                return TableProblem.Kind.NOT_A_NUMBER;
            }
            values.add(value);
            return null;
        }

        @Override
        void addMissing() {
            values.add(Double.NaN);
        }

        @Override
        RawColumn build() {
            return new RawColumn.Numbers(values.toArray());
        }
    }

    /** Truths in an array that grows. */
    static final class Truths extends ColumnBuilder {
        private final DoubleList values;

        Truths(Request.Column wanted, int expectedRows) {
            super(wanted);
            values = new DoubleList(expectedRows);
        }

        /** Takes 1, 0 or, for a missing cell, NaN. */
        void add(double value) {
            values.add(value);
        }

        @Override
        TableProblem.@Nullable Kind addContent(char[] text, int from, int to) {
            if (spells("true", text, from, to)) {
                add(1);
            } else if (spells("false", text, from, to)) {
                add(0);
            } else {
                addMissing();
                return TableProblem.Kind.NOT_A_TRUTH;
            }
            return null;
        }

        private static boolean spells(String word, char[] text, int from, int to) {
            if (to - from != word.length()) {
                return false;
            }
            for (int i = 0; i < word.length(); i++) {
                // Both words are lower-case letters, so setting the case bit compares without regard to case.
                if ((text[from + i] | 0x20) != word.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        void addMissing() {
            values.add(Double.NaN);
        }

        @Override
        RawColumn build() {
            return new RawColumn.Truths(values.toArray());
        }
    }

    /** Texts in an array that grows; equal texts near each other are one object. */
    static final class Texts extends ColumnBuilder {
        private static final int POOL_SIZE = 1024;

        private final @Nullable String[] pool = new @Nullable String[POOL_SIZE];
        private @Nullable String[] values;
        private int count;

        Texts(Request.Column wanted, int expectedRows) {
            super(wanted);
            values = new @Nullable String[Math.max(16, expectedRows)];
        }

        void add(@Nullable String text) {
            if (count == values.length) {
                values = Arrays.copyOf(values, DoubleList.grown(count));
            }
            values[count++] = text;
        }

        @Override
        TableProblem.@Nullable Kind addContent(char[] text, int from, int to) {
            int hash = 0;
            for (int i = from; i < to; i++) {
                hash = 31 * hash + text[i];
            }
            int slot = slot(hash);
            String pooled = pool[slot];
            if (pooled == null || !equal(pooled, text, from, to)) {
                pooled = new String(text, from, to - from);
                pool[slot] = pooled;
            }
            add(pooled);
            return null;
        }

        /** Takes a cell of ASCII bytes. */
        void addAscii(byte[] text, int from, int to) {
            int hash = 0;
            for (int i = from; i < to; i++) {
                hash = 31 * hash + text[i];
            }
            int slot = slot(hash);
            String pooled = pool[slot];
            if (pooled == null || !equal(pooled, text, from, to)) {
                pooled = new String(text, from, to - from, StandardCharsets.ISO_8859_1);
                pool[slot] = pooled;
            }
            add(pooled);
        }

        void addPooled(@Nullable String text) {
            if (text == null) {
                add(null);
                return;
            }
            int slot = slot(text.hashCode());
            String pooled = pool[slot];
            if (!text.equals(pooled)) {
                pooled = text;
                pool[slot] = text;
            }
            add(pooled);
        }

        private static int slot(int hash) {
            return (hash ^ hash >>> 10 ^ hash >>> 20) & POOL_SIZE - 1;
        }

        private static boolean equal(String pooled, char[] text, int from, int to) {
            if (pooled.length() != to - from) {
                return false;
            }
            for (int i = from; i < to; i++) {
                if (pooled.charAt(i - from) != text[i]) {
                    return false;
                }
            }
            return true;
        }

        private static boolean equal(String pooled, byte[] text, int from, int to) {
            if (pooled.length() != to - from) {
                return false;
            }
            for (int i = from; i < to; i++) {
                if (pooled.charAt(i - from) != text[i]) {
                    return false;
                }
            }
            return true;
        }

        @Override
        void addMissing() {
            add(null);
        }

        @Override
        RawColumn build() {
            return new RawColumn.Texts(count == values.length ? values : Arrays.copyOf(values, count));
        }
    }
}
