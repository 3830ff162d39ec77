package org.isoflop.interpreter.table;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.isoflop.interpreter.file.WrittenFile;
import org.isoflop.stdlib.Locales;
import org.jspecify.annotations.Nullable;

/** Writes tables to files, whole or not at all, numbers in the fewest digits that read back as the same number. */
public final class TableWriter {
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> YAML_WORDS = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

    private TableWriter() {
    }

    /**
     * Writes columns of equal length.
     *
     * @param folder where the file must lie
     * @param most how many bytes the file may have
     * @param displayName the file in messages, as the user named it
     * @return what was written
     * @throws TableException if two columns have one name or the file cannot be written; the file is then as it was
     * @throws IllegalArgumentException if the columns differ in length or a number is infinite
     */
    public static WrittenFile write(WriteFormat format, Path folder, Path path, String displayName, long most,
            List<WrittenColumn> columns) {
        Set<String> names = new HashSet<>();
        for (Field field : fields(columns)) {
            if (!names.add(field.name)) {
                throw new TableException(TableProblem.ofColumn(TableProblem.Kind.DUPLICATE_HEADER, displayName, field.name, null,
                        "the limits of an uncertain column `x` are written as `x_lower` and `x_upper`"));
            }
        }
        int rows = rows(columns);
        try {
            return WholeFile.write(folder, path, most, writer -> write(writer, format, fields(columns), rows));
        } catch (WholeFile.TooLarge large) {
            throw new TableException(TableProblem.ofFile(TableProblem.Kind.TOO_LARGE, displayName, null, null));
        } catch (IOException failed) {
            throw unwritable(displayName, WholeFile.reason(failed));
        }
    }

    /**
     * Writes columns of equal length to where the caller says.
     *
     * @throws IOException if the writer fails
     * @throws IllegalArgumentException if the columns differ in length or a number is infinite
     */
    public static void write(WriteFormat format, Writer writer, List<WrittenColumn> columns) throws IOException {
        write(writer, format, fields(columns), rows(columns));
    }

    private static void write(Writer writer, WriteFormat format, List<Field> fields, int rows) throws IOException {
        switch (format) {
            case CSV -> delimited(writer, fields, rows, ',');
            case TSV -> delimited(writer, fields, rows, '\t');
            case JSON -> json(writer, fields, rows);
            case YAML -> yaml(writer, fields, rows);
        }
    }

    private static int rows(List<WrittenColumn> columns) {
        int rows = columns.isEmpty() ? 0 : columns.getFirst().cells().size();
        if (columns.stream().anyMatch(column -> column.cells().size() != rows)) {
            throw new IllegalArgumentException("columns differ in length");
        }
        return rows;
    }

    private static TableException unwritable(String displayName, String reason) {
        return new TableException(TableProblem.ofFile(TableProblem.Kind.UNWRITABLE, displayName, reason, null));
    }

    /** A column as it stands in the file: an uncertain one is three. */
    private record Field(String name, @Nullable String unit, WrittenColumn.Cells cells) {
        boolean isMissing(int row) {
            return switch (cells) {
                case WrittenColumn.Numbers numbers -> Double.isNaN(numbers.values()[row]);
                case WrittenColumn.Intervals intervals -> Double.isNaN(intervals.points()[row]);
                case WrittenColumn.Texts texts -> texts.values()[row] == null;
                case WrittenColumn.Truths truths -> Double.isNaN(truths.values()[row]);
            };
        }

        /** A cell that is not missing: a number, a truth, or a text in JSON's quotes. */
        String json(int row, boolean yaml) {
            return switch (cells) {
                case WrittenColumn.Numbers numbers -> number(numbers.values()[row], yaml);
                case WrittenColumn.Intervals intervals -> number(intervals.points()[row], yaml);
                case WrittenColumn.Texts texts -> quoted(String.valueOf(texts.values()[row]));
                case WrittenColumn.Truths truths -> truth(truths.values()[row]);
            };
        }

        String delimited(int row, char separator) {
            return switch (cells) {
                case WrittenColumn.Numbers numbers -> NumberText.of(numbers.values()[row]);
                case WrittenColumn.Intervals intervals -> NumberText.of(intervals.points()[row]);
                case WrittenColumn.Texts texts -> quotedIfNeeded(String.valueOf(texts.values()[row]), separator);
                case WrittenColumn.Truths truths -> truth(truths.values()[row]);
            };
        }
    }

    private static List<Field> fields(List<WrittenColumn> columns) {
        List<Field> fields = new ArrayList<>();
        for (WrittenColumn column : columns) {
            if (column.cells() instanceof WrittenColumn.Intervals(double[] points, double[] lower, double[] upper)) {
                fields.add(new Field(column.name(), column.unit(), new WrittenColumn.Numbers(points)));
                fields.add(new Field(column.name() + "_lower", column.unit(), new WrittenColumn.Numbers(lower)));
                fields.add(new Field(column.name() + "_upper", column.unit(), new WrittenColumn.Numbers(upper)));
            } else {
                fields.add(new Field(column.name(), column.unit(), column.cells()));
            }
        }
        return fields;
    }

    private static String number(double value, boolean yaml) {
        return yaml ? NumberText.ofYaml(value) : NumberText.of(value);
    }

    private static String truth(double value) {
        return value == 1 ? "true" : "false";
    }

    private static void delimited(Writer writer, List<Field> fields, int rows, char separator) throws IOException {
        for (int i = 0; i < fields.size(); i++) {
            writer.write((i == 0 ? "" : String.valueOf(separator)) + quotedIfNeeded(fields.get(i).name, separator));
        }
        writer.write('\n');
        // A lone missing cell would leave an empty line, which readers take for no row at all.
        String missing = fields.size() == 1 ? "\"\"" : "";
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < fields.size(); i++) {
                if (i > 0) {
                    writer.write(separator);
                }
                writer.write(fields.get(i).isMissing(row) ? missing : fields.get(i).delimited(row, separator));
            }
            writer.write('\n');
        }
    }

    /** A text in double quotes if it could be misread without. An empty text is quoted, for an empty cell is missing. */
    private static String quotedIfNeeded(String text, char separator) {
        boolean needed = text.isEmpty() || text.charAt(0) <= ' ' || text.charAt(text.length() - 1) <= ' ' || text.charAt(0) == '\uFEFF';
        for (int i = 0; i < text.length() && !needed; i++) {
            char c = text.charAt(i);
            needed = c == separator || c == '"' || c == '\n' || c == '\r';
        }
        return needed ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    private static void json(Writer writer, List<Field> fields, int rows) throws IOException {
        List<String> keys = fields.stream().map(field -> quoted(field.name) + ": ").toList();
        writer.write("[");
        for (int row = 0; row < rows; row++) {
            writer.write(row == 0 ? "\n  {" : ",\n  {");
            for (int i = 0; i < fields.size(); i++) {
                writer.write(i == 0 ? "" : ", ");
                writer.write(keys.get(i));
                writer.write(fields.get(i).isMissing(row) ? "null" : fields.get(i).json(row, false));
            }
            writer.write('}');
        }
        writer.write("\n]\n");
    }

    private static void yaml(Writer writer, List<Field> fields, int rows) throws IOException {
        for (Field field : fields) {
            if (field.unit != null) {
                writer.write("# " + field.name.replaceAll("\\R", " ") + ": " + field.unit.replaceAll("\\R", " ") + "\n");
            }
        }
        List<String> keys = fields.stream().map(field -> key(field.name) + ": ").toList();
        if (rows == 0) {
            writer.write("[]\n");
        }
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < fields.size(); i++) {
                writer.write(i == 0 ? "- " : "  ");
                writer.write(keys.get(i));
                writer.write(fields.get(i).isMissing(row) ? "null" : fields.get(i).json(row, true));
                writer.write('\n');
            }
        }
    }

    /** A key, quoted where YAML 1.1 would take it for a truth, as it does the name {@code N}. */
    private static String key(String name) {
        return PLAIN_KEY.matcher(name).matches() && !YAML_WORDS.contains(name.toLowerCase(Locale.ROOT)) ? name : quoted(name);
    }

    /** A text in JSON's double quotes, which YAML reads alike. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                    // YAML does not let control characters and line separators stand; a lone surrogate is no UTF-8.
                    if (c < ' ' || c >= 0x7F && c < 0xA0 || c == 0x2028 || c == 0x2029 || c == 0xFEFF || isLoneSurrogate(text, i)) {
                        quoted.append(String.format(Locales.NONE, "\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    private static boolean isLoneSurrogate(String text, int index) {
        char c = text.charAt(index);
        return Character.isHighSurrogate(c) && (index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1)))
                || Character.isLowSurrogate(c) && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
    }
}
