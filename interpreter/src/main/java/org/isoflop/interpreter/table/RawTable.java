package org.isoflop.interpreter.table;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The wanted columns of a file in the order of the request, all with the same count of rows, and where their cells came
 * from.
 */
public final class RawTable {
    private final List<String> headers;
    private final List<String> names;
    private final List<RawColumn> columns;
    private final int rowCount;
    private final Provenance provenance;

    RawTable(List<String> headers, List<String> names, List<RawColumn> columns, int rowCount, Provenance provenance) {
        if (names.size() != columns.size()) {
            throw new IllegalArgumentException("names and columns differ in number");
        }
        for (RawColumn column : columns) {
            if (column.size() != rowCount) {
                throw new IllegalArgumentException("columns differ in length");
            }
        }
        this.headers = List.copyOf(headers);
        this.names = List.copyOf(names);
        this.columns = List.copyOf(columns);
        this.rowCount = rowCount;
        this.provenance = provenance;
    }

    public int rowCount() {
        return rowCount;
    }

    /** Those of all columns of the file. */
    public List<String> headers() {
        return headers;
    }

    /** The headers of the columns, in the order of the request. */
    public List<String> names() {
        return names;
    }

    public RawColumn column(int index) {
        return columns.get(index);
    }

    /** The column of a header; it must have been asked for. */
    public RawColumn column(String name) {
        return columns.get(indexOf(name));
    }

    /** The numbers of a column that was asked for as {@code NUMBER}; missing is NaN. */
    public double[] numbers(String name) {
        return ((RawColumn.Numbers) column(name)).values();
    }

    /** The texts of a column that was asked for as {@code TEXT}; missing is null. */
    public @Nullable String[] texts(String name) {
        return ((RawColumn.Texts) column(name)).values();
    }

    /** The truths of a column that was asked for as {@code TRUTH}: 1, 0 or, where missing, NaN. */
    public double[] truths(String name) {
        return ((RawColumn.Truths) column(name)).values();
    }

    /**
     * Where the cell of a row (from zero) was read. The line is looked up in the file again, so this is for messages,
     * not for loops.
     */
    public CellPlace place(int row, String name) {
        int column = indexOf(name);
        if (row < 0 || row >= rowCount) {
            throw new IndexOutOfBoundsException(row);
        }
        CellPlace place = provenance.place(row, name);
        return place.content() == null ? place.withContent(content(columns.get(column), row)) : place;
    }

    private int indexOf(String name) {
        int column = names.indexOf(name);
        if (column < 0) {
            throw new IllegalArgumentException("no column " + name + " among " + names);
        }
        return column;
    }

    private static @Nullable String content(RawColumn column, int row) {
        if (column.isMissing(row)) {
            return null;
        }
        return switch (column) {
            case RawColumn.Numbers numbers -> NumberText.of(numbers.values()[row]);
            case RawColumn.Texts texts -> texts.values()[row];
            case RawColumn.Truths truths -> truths.values()[row] == 1 ? "true" : "false";
        };
    }

    @Override
    public String toString() {
        return rowCount + " rows of " + Arrays.toString(names.toArray());
    }
}
