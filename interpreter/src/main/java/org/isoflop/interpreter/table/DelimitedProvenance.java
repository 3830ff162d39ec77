package org.isoflop.interpreter.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.isoflop.interpreter.file.InputFile;
import org.jspecify.annotations.Nullable;

/** Finds a cell again by reading the file up to it, so that a table costs no more memory than its columns. */
record DelimitedProvenance(InputFile input, String file, char separator) implements Provenance {
    @Override
    public CellPlace place(int row, String column) {
        Finder finder = new Finder(row, column);
        try (CsvReader<Boolean> records = DelimitedText.open(input, separator, finder)) {
            for (Iterator<Boolean> each = records.iterator(); !finder.found && each.hasNext();) {
                each.next();
            }
        } catch (IOException | UncheckedIOException | CsvParseException changed) {
            // The file was readable a moment ago; without it the row and the column still say where.
            return new CellPlace(file, row + 1, 0, column, null);
        }
        return new CellPlace(file, row + 1, finder.found ? finder.line() : 0, column, finder.content);
    }

    private static final class Finder extends DelimitedRecords {
        private final int wantedRow;
        private final String wantedColumn;
        private int row = -1;
        private int index = -1;
        private @Nullable String content;
        private boolean found;

        Finder(int wantedRow, String wantedColumn) {
            this.wantedRow = wantedRow;
            this.wantedColumn = wantedColumn;
        }

        @Override
        void cell(int column, char[] text, int from, int to, boolean quoted) {
            if (row < 0 && index < 0 && new String(text, from, to - from).strip().equals(wantedColumn)) {
                index = column;
            } else if (row == wantedRow && column == index) {
                String cell = new String(text, from, to - from).strip();
                content = cell.isEmpty() ? null : cell;
            }
        }

        @Override
        void record(int cellCount) {
            found = row == wantedRow && index >= 0;
            row++;
        }
    }
}
