package org.isoflop.interpreter.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isoflop.interpreter.file.InputFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads any csv or tsv file by the book: quotes, line breaks in cells, every mistake with its line. The first record is
 * the header, the others are the rows.
 */
final class QuotedDelimited extends DelimitedRecords {
    private final String file;
    private final char separator;
    private final Request request;
    private final int expectedRows;
    private final Problems problems = new Problems();
    private final List<String> names = new ArrayList<>();
    private @Nullable Header header;
    private @Nullable ColumnBuilder[] builders = new @Nullable ColumnBuilder[0];
    private int rows;

    private QuotedDelimited(String file, char separator, Request request, int expectedRows) {
        this.file = file;
        this.separator = separator;
        this.request = request;
        this.expectedRows = expectedRows;
    }

    /** Reads a file; {@code file} is its name in messages. */
    static RawTable read(InputFile input, String file, char separator, Request request, int expectedRows) throws IOException {
        QuotedDelimited reading = new QuotedDelimited(file, separator, request, expectedRows);
        try (CsvReader<Boolean> records = DelimitedText.open(input, separator, reading)) {
            records.forEach(more -> {});
        } catch (CsvParseException malformed) {
            throw reading.malformed(malformed);
        } catch (UncheckedIOException failed) {
            throw unlessBadText(java.util.Objects.requireNonNull(failed.getCause()), input, file);
        } catch (CharacterCodingException bad) {
            throw unlessBadText(bad, input, file);
        }
        return reading.table(input);
    }

    private static TableException unlessBadText(IOException failed, InputFile input, String file) throws IOException {
        if (!(failed instanceof CharacterCodingException)) {
            throw failed;
        }
        return new TableException(new TableProblem(TableProblem.Kind.MALFORMED, file, 0, DelimitedText.lineOfBadText(input), null,
                "the text is not UTF-8", "save the file as UTF-8"));
    }

    private TableException malformed(CsvParseException malformed) {
        if (malformed.getCause() instanceof TableException ours) {
            return ours;
        }
        String reason = malformed.getMessage() == null ? "" : malformed.getMessage().toLowerCase(Locale.ROOT);
        boolean quotes = reason.contains("quote");
        return new TableException(new TableProblem(TableProblem.Kind.MALFORMED, file, rows, line(), null,
                quotes ? "a quoted cell does not end, or goes on after its closing quote" : "a cell is too long",
                quotes ? "close the quotes of every cell, and write a quote within a quoted cell twice" : null));
    }

    private RawTable table(InputFile input) {
        if (header == null) {
            throw new TableException(TableProblem.ofFile(TableProblem.Kind.NO_HEADER, file, null, "the file is empty"));
        }
        problems.throwIfAny();
        if (rows == 0) {
            throw new TableException(TableProblem.ofFile(TableProblem.Kind.EMPTY_TABLE, file, null, null));
        }
        return TableReader.table(names, request, builders, rows, new DelimitedProvenance(input, file, separator));
    }

    @Override
    void cell(int column, char[] text, int from, int to, boolean quoted) {
        refuseNul(text, from, to);
        if (header == null) {
            names.add(new String(text, from, to - from).strip());
            return;
        }
        ColumnBuilder builder = column < builders.length ? builders[column] : null;
        if (builder == null) {
            return;
        }
        TableProblem.Kind wrong = builder.add(text, from, to, quoted);
        if (wrong != null) {
            String content = new String(text, from, to - from).strip();
            problems.add(new TableProblem(wrong, file, rows + 1, line(), builder.wanted.name(), content, CellHint.of(wrong, content)));
        }
    }

    private void refuseNul(char[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] == 0) {
                throw new TableException(new TableProblem(TableProblem.Kind.MALFORMED, file, 0, line(), null,
                        "a cell holds a NUL byte", "the file is not plain text"));
            }
        }
    }

    @Override
    void record(int cellCount) {
        if (header == null) {
            header = new Header(file, names, separator);
            builders = header.match(request, expectedRows);
            return;
        }
        rows++;
        if (cellCount != header.width()) {
            problems.add(new TableProblem(TableProblem.Kind.RAGGED_ROW, file, rows, line(), null,
                    cellCount + (cellCount == 1 ? " cell" : " cells") + " where the header has " + header.width(),
                    cellCount > header.width() ? "put a cell that holds the separator in quotes" : null));
        }
    }
}
