package org.isoflop.interpreter.table;

import org.jspecify.annotations.Nullable;

/**
 * Where a cell was read: the file as the user named it, the data row from one, the line of the file from one (0 where
 * the format has no lines), the column's header and the cell as it stands there (null where it is empty).
 */
public record CellPlace(String file, int row, long line, String column, @Nullable String content) {
    CellPlace withContent(@Nullable String text) {
        return new CellPlace(file, row, line, column, text);
    }

    /** As a message names it: {@code `runs.csv`, row 17 (line 18), column `loss`}. */
    @Override
    public String toString() {
        return "`" + file + "`, row " + row + (line > 0 ? " (line " + line + ")" : "") + ", column `" + column + "`";
    }
}
