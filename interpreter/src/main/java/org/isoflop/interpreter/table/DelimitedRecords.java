package org.isoflop.interpreter.table;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;

/** Receives the cells of a csv or tsv file where they lie in the parser's buffer. Empty lines are no records. */
abstract class DelimitedRecords extends CsvCallbackHandler<Boolean> {
    private RecordType type = RecordType.DATA;
    private long line;
    private int cells;

    /** The line, from one, on which the record begins. */
    final long line() {
        return line;
    }

    /** A cell and its index in the record. */
    abstract void cell(int column, char[] text, int from, int to, boolean quoted);

    /** The record is complete. */
    abstract void record(int cellCount);

    @Override
    protected final RecordType getRecordType() {
        return type;
    }

    @Override
    protected final int getFieldCount() {
        return cells;
    }

    @Override
    protected final void beginRecord(long startingLineNumber) {
        line = startingLineNumber;
        cells = 0;
        type = RecordType.DATA;
    }

    @Override
    protected final void addField(char[] buffer, int offset, int length, boolean quoted) {
        cell(cells++, buffer, offset, offset + length, quoted);
    }

    @Override
    protected final void setComment(char[] buffer, int offset, int length) {
        type = RecordType.COMMENT;
    }

    @Override
    protected final void setEmpty() {
        type = RecordType.EMPTY;
    }

    @Override
    protected final Boolean buildRecord() {
        if (type == RecordType.DATA) {
            record(cells);
        }
        return true;
    }
}
