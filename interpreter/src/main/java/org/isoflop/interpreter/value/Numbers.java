package org.isoflop.interpreter.value;

import java.util.Arrays;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/**
 * One number or a column of them, each with its point and, where it is uncertain, its draws. Numbers are in base units;
 * missing is NaN; truths are 1 and 0. The draws of a column lie row by row: draw {@code k} of row {@code r} at
 * {@code r * drawCount + k}.
 */
public final class Numbers {
    /** What the draws of a column may come to: a quarter of a gigabyte. */
    private static final int MOST_VALUES = 1 << 25;
    private static final int FEWEST_DRAWS = 10;

    private final double[] points;
    private final boolean column;
    private final double @Nullable [] draws;
    private final int drawCount;

    private Numbers(double[] points, boolean column, double @Nullable [] draws, int drawCount) {
        if (!column && points.length != 1) {
            throw new IllegalArgumentException("one number, not " + points.length);
        }
        if (draws != null && draws.length != points.length * drawCount) {
            throw new IllegalArgumentException(points.length + " points with " + draws.length + " draws");
        }
        this.points = points;
        this.column = column;
        this.draws = draws;
        this.drawCount = draws == null ? 0 : drawCount;
    }

    public static Numbers of(double point) {
        return new Numbers(new double[] {point}, false, null, 0);
    }

    public static Numbers column(double... points) {
        return new Numbers(points, true, null, 0);
    }

    public static Numbers uncertain(double point, double[] draws) {
        return new Numbers(new double[] {point}, false, draws, draws.length);
    }

    public static Numbers uncertainColumn(double[] points, double[] draws, int drawCount) {
        return new Numbers(points, true, draws, drawCount);
    }

    /** The same shape, one number or a column, with other contents. */
    public static Numbers shaped(boolean column, double[] points, double @Nullable [] draws, int drawCount) {
        return new Numbers(points, column, draws, drawCount);
    }

    public boolean isColumn() {
        return column;
    }

    public boolean isUncertain() {
        return draws != null;
    }

    /** How many numbers there are: one, or the rows of the column. */
    public int rows() {
        return points.length;
    }

    /** How many draws each number has, zero for certain ones. */
    public int drawCount() {
        return drawCount;
    }

    /** The point of a row; one number answers for every row. */
    public double point(int row) {
        return points[column ? row : 0];
    }

    /** The point of one number. */
    public double point() {
        return points[0];
    }

    /** A draw of a row; certain numbers answer with their point. */
    public double draw(int row, int k) {
        int at = column ? row : 0;
        return draws == null ? points[at] : draws[at * drawCount + k];
    }

    /** The points; not to be changed. */
    public double[] points() {
        return points;
    }

    /** The draws of a row, a copy; a certain number gives none. */
    public double[] draws(int row) {
        if (draws == null) {
            return new double[0];
        }
        int at = column ? row : 0;
        return Arrays.copyOfRange(draws, at * drawCount, (at + 1) * drawCount);
    }

    /** All draws row by row, null where certain; not to be changed. */
    public double @Nullable [] allDraws() {
        return draws;
    }

    /** One row on its own. */
    public Numbers row(int row) {
        return draws == null ? of(point(row)) : uncertain(point(row), draws(row));
    }

    /** The points without their draws. */
    public Numbers certain() {
        return draws == null ? this : new Numbers(points, column, null, 0);
    }

    /** The given rows of a column, in their order. */
    public Numbers select(int[] rows) {
        int count = Math.min(drawCount, room(rows.length));
        double[] chosen = new double[rows.length];
        double[] chosenDraws = draws == null ? null : new double[rows.length * count];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = point(rows[i]);
            if (chosenDraws != null) {
                System.arraycopy(draws, rows[i] * drawCount, chosenDraws, i * count, count);
            }
        }
        return new Numbers(chosen, true, chosenDraws, count);
    }

    /** One number repeated into a column; a column stays what it is. */
    public Numbers repeated(int rows) {
        if (column) {
            return this;
        }
        double[] many = new double[rows];
        Arrays.fill(many, points[0]);
        int count = Math.min(drawCount, room(rows));
        double[] manyDraws = null;
        if (draws != null) {
            manyDraws = new double[rows * count];
            for (int i = 0; i < rows; i++) {
                System.arraycopy(draws, 0, manyDraws, i * count, count);
            }
        }
        return new Numbers(many, true, manyDraws, count);
    }

    /** Single numbers put below each other; uncertain where one of them is, on the draws that all uncertain ones have. */
    public static Numbers stack(Numbers... cells) {
        int count = Math.min(commonDraws(cells), room(cells.length));
        double[] points = new double[cells.length];
        double[] draws = count == 0 ? null : new double[cells.length * count];
        for (int i = 0; i < cells.length; i++) {
            points[i] = cells[i].point();
            for (int k = 0; k < count && draws != null; k++) {
                draws[i * count + k] = cells[i].draw(0, k);
            }
        }
        return new Numbers(points, true, draws, count);
    }

    /**
     * The number of draws that all uncertain ones have in common, zero if none is uncertain. Of long columns only the first draws
     * are kept, {@link #room}.
     */
    public static int commonDraws(Numbers... all) {
        int count = 0;
        int rows = 1;
        for (Numbers one : all) {
            if (one.draws != null) {
                count = count == 0 ? one.drawCount : Math.min(count, one.drawCount);
            }
            rows = Math.max(rows, one.points.length);
        }
        return Math.min(count, room(rows));
    }

    /** How many draws each number of a column of so many rows has at most: the same on every machine, whatever its memory. */
    public static int room(int rows) {
        return Math.max(rows > Integer.MAX_VALUE / FEWEST_DRAWS ? 1 : FEWEST_DRAWS, MOST_VALUES / Math.max(1, rows));
    }

    /**
     * The rows that all columns have in common, or -1 if there is no column among them.
     *
     * @throws LengthMismatch if two columns differ in length
     */
    public static int commonRows(Numbers... all) {
        int rows = -1;
        for (Numbers one : all) {
            if (one.column) {
                if (rows >= 0 && rows != one.points.length) {
                    throw new LengthMismatch(rows, one.points.length);
                }
                rows = one.points.length;
            }
        }
        return rows;
    }

    /** Columns of different lengths met element by element. */
    public static final class LengthMismatch extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int first;
        private final int second;

        public LengthMismatch(int first, int second) {
            super(first + " elements against " + second, null, false, false);
            this.first = first;
            this.second = second;
        }

        public int first() {
            return first;
        }

        public int second() {
            return second;
        }
    }

    /** An operator on numbers, element by element and draw by draw. */
    public static Numbers apply(Operator operator, Numbers... arguments) {
        return apply(operator, new Cancellation(), arguments);
    }

    /**
     * The same for so many that somebody may not want to wait for all.
     *
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static Numbers apply(Operator operator, Cancellation token, Numbers... arguments) {
        int rows = commonRows(arguments);
        int count = commonDraws(arguments);
        int cells = rows < 0 ? 1 : rows;
        double[] points = results(operator, token, cells, 0, arguments);
        return new Numbers(points, rows >= 0, count == 0 ? null : results(operator, token, cells, count, arguments), count);
    }

    /** One result for each row or, with {@code count} above zero, for each draw of each row. */
    private static double[] results(Operator operator, Cancellation token, int rows, int count, Numbers... arguments) {
        if (rows * Math.max(1, count) >= ManyNumbers.MANY && ManyNumbers.takes(operator)) {
            return ManyNumbers.apply(operator, token, rows, count, arguments);
        }
        Numbers a = arguments[0];
        Numbers b = arguments.length > 1 ? arguments[1] : a;
        Numbers c = arguments.length > 2 ? arguments[2] : a;
        if (count == 0) {
            double[] points = new double[rows];
            for (int i = 0; i < rows; i++) {
                token.poll();
                points[i] = operator.apply(a.point(i), b.point(i), c.point(i));
            }
            return points;
        }
        double[] draws = new double[rows * count];
        for (int i = 0; i < rows; i++) {
            token.poll();
            for (int k = 0; k < count; k++) {
                draws[i * count + k] = operator.apply(a.draw(i, k), b.draw(i, k), c.draw(i, k));
            }
        }
        return draws;
    }

    /** Every point and draw times a factor. */
    public Numbers scaled(double factor) {
        if (factor == 1) {
            return this;
        }
        return new Numbers(scaled(points, factor), column, draws == null ? null : scaled(draws, factor), drawCount);
    }

    private static double[] scaled(double[] from, double factor) {
        double[] to = new double[from.length];
        for (int i = 0; i < from.length; i++) {
            to[i] = from[i] * factor;
        }
        return to;
    }

    /** The quantile of a row's draws that are known, by linear interpolation between order statistics; its point if certain. */
    public double quantile(int row, double probability) {
        if (draws == null) {
            return point(row);
        }
        double[] sorted = draws(row);
        Arrays.sort(sorted);
        int known = sorted.length;
        while (known > 0 && Double.isNaN(sorted[known - 1])) {
            known--;
        }
        return quantile(sorted, known, probability);
    }

    /** The quantile of the first {@code count} of sorted numbers (definition 7 of Hyndman and Fan 1996). */
    public static double quantile(double[] sorted, int count, double probability) {
        if (count == 0) {
            return Double.NaN;
        }
        double at = probability * (count - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, count - 1);
        // What is open to one side is infinite, and the difference of infinities is no number.
        boolean same = at == below || sorted[above] == sorted[below];
        return same ? sorted[below] : sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
