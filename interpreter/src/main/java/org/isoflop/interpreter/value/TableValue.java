package org.isoflop.interpreter.value;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isoflop.interpreter.plot.Depiction;
import org.jspecify.annotations.Nullable;

/**
 * A table: columns of one length by name, each a column of quantities or truths, texts, a vector of columns, or a list
 * of other values. To a polyglot host it is an array of rows with its columns as members.
 */
@ExportLibrary(InteropLibrary.class)
public final class TableValue extends Structured {
    private final Map<String, Value> columns;
    private final int rows;
    private final String stream;
    private final @Nullable String key;
    private final @Nullable Depiction depiction;

    /**
     * @param members what may be asked for besides the columns
     * @param stream the name that resamples of these rows are drawn by
     * @param key the column that says which rows are one run, null where every row is its own
     */
    public TableValue(Map<String, Value> columns, Map<String, Value> members, int rows, String stream, @Nullable String key) {
        this(columns, members, rows, stream, key, null);
    }

    private TableValue(Map<String, Value> columns, Map<String, Value> members, int rows, String stream, @Nullable String key,
            @Nullable Depiction depiction) {
        super(joined(columns, members));
        this.depiction = depiction;
        this.columns = new LinkedHashMap<>(columns);
        this.rows = rows;
        this.stream = stream;
        this.key = key;
    }

    private static Map<String, Value> joined(Map<String, Value> columns, Map<String, Value> members) {
        Map<String, Value> all = new LinkedHashMap<>(columns);
        members.forEach(all::putIfAbsent);
        return all;
    }

    public Map<String, Value> columns() {
        return columns;
    }

    /** What may be asked for besides the columns. */
    public Map<String, Value> others() {
        Map<String, Value> others = new LinkedHashMap<>(members());
        others.keySet().removeAll(columns.keySet());
        return others;
    }

    public int rows() {
        return rows;
    }

    public String stream() {
        return stream;
    }

    public @Nullable String key() {
        return key;
    }

    /** The same table, drawn in a way of its own where a plot does not say how. */
    public TableValue depicted(@Nullable Depiction by) {
        return new TableValue(columns, others(), rows, stream, key, by);
    }

    /** How it is drawn, null if as columns against each other. */
    public @Nullable Depiction depiction() {
        return depiction;
    }

    /** The given rows in their order. */
    public TableValue select(int[] chosen) {
        Map<String, Value> kept = new LinkedHashMap<>();
        columns.forEach((name, column) -> kept.put(name, Columns.select(column, chosen)));
        return new TableValue(kept, Map.of(), chosen.length, stream, key);
    }

    /** One row as a record. */
    public RecordValue row(int row) {
        Map<String, Value> cells = new LinkedHashMap<>();
        columns.forEach((name, column) -> cells.put(name, Columns.cell(column, row)));
        return new RecordValue(cells, false);
    }

    @Override
    public String kind() {
        return "table";
    }

    @Override
    public String text() {
        return "table of " + rows + (rows == 1 ? " row: " : " rows: ") + String.join(", ", columns.keySet());
    }

    @ExportMessage
    boolean hasArrayElements() {
        return true;
    }

    @ExportMessage
    long getArraySize() {
        return rows;
    }

    @ExportMessage
    boolean isArrayElementReadable(long index) {
        return index >= 0 && index < rows;
    }

    @ExportMessage
    @TruffleBoundary
    Object readArrayElement(long index) throws InvalidArrayIndexException {
        if (!isArrayElementReadable(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        return row((int) index);
    }
}
