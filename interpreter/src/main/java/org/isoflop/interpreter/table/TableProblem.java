package org.isoflop.interpreter.table;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a file.
 *
 * @param kind what is wrong
 * @param file the file as the user named it
 * @param row the data row from one, 0 where the problem is not of a row
 * @param line the line of the file from one, 0 where there is none
 * @param column the header of the column, null where the problem is not of a column
 * @param content the cell as it stands in the file; for a missing column the headers there are; for a malformed file
 *     what is malformed
 * @param suggestion what to do about it, a sentence without its full stop, null where nothing is obvious
 */
public record TableProblem(Kind kind, String file, int row, long line, @Nullable String column, @Nullable String content,
        @Nullable String suggestion) {

    /** What can be wrong with a file. */
    public enum Kind {
        FILE_MISSING, NOT_A_FILE, UNREADABLE, CHANGED, UNWRITABLE, TOO_LARGE, MALFORMED, NO_HEADER, DUPLICATE_HEADER, COLUMN_MISSING,
        NOT_A_NUMBER, NOT_A_TRUTH, EMPTY_CELL, RAGGED_ROW, EMPTY_TABLE, BAD_PIN, PIN_DIFFERS
    }

    static TableProblem ofFile(Kind kind, String file, @Nullable String content, @Nullable String suggestion) {
        return new TableProblem(kind, file, 0, 0, null, content, suggestion);
    }

    static TableProblem ofColumn(Kind kind, String file, String column, @Nullable String content, @Nullable String suggestion) {
        return new TableProblem(kind, file, 0, 0, column, content, suggestion);
    }

    /** What is wrong and where, a sentence without its full stop and without the suggestion. */
    public String message() {
        return switch (kind) {
            case FILE_MISSING -> "there is no file `" + file + "`";
            case NOT_A_FILE -> "`" + file + "` is not a file";
            case UNREADABLE -> "`" + file + "` cannot be read" + because();
            case CHANGED -> "`" + file + "` changed while it was read";
            case UNWRITABLE -> "`" + file + "` cannot be written" + because();
            case TOO_LARGE -> "`" + file + "` is larger than an output may be";
            case MALFORMED -> "`" + file + "` is malformed" + (line > 0 ? " at line " + line : "") + because();
            case NO_HEADER -> "`" + file + "` has no header";
            case DUPLICATE_HEADER -> "`" + file + "` has more than one column `" + column + "`";
            case COLUMN_MISSING -> "`" + file + "` has no column `" + column + "`; its columns are " + content;
            case NOT_A_NUMBER -> place() + ": `" + content + "` is "
                    + (content != null && CellHint.isBeyond(content.strip()) ? "beyond the numbers that can be held" : "not a number");
            case NOT_A_TRUTH -> place() + ": `" + content + "` is neither true nor false";
            case EMPTY_CELL -> place() + ": the cell is empty";
            case RAGGED_ROW -> "`" + file + "`, row " + row + lineInBrackets() + " has " + content;
            case EMPTY_TABLE -> "`" + file + "` has no rows";
            case BAD_PIN -> "`" + file + "` does not end in a full hash" + because();
            case PIN_DIFFERS -> "`" + file + "` is not the file that was pinned" + because();
        };
    }

    private String because() {
        return content == null ? "" : ": " + content;
    }

    private String place() {
        return "`" + file + "`, row " + row + lineInBrackets() + ", column `" + column + "`";
    }

    private String lineInBrackets() {
        return line > 0 ? " (line " + line + ")" : "";
    }
}
