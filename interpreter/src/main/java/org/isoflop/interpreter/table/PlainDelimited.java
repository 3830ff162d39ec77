package org.isoflop.interpreter.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isoflop.interpreter.file.InputFile;
import org.isoflop.stdlib.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Reads a csv or tsv file without surprises straight from its bytes: ASCII, no quotes, every row as wide as the header,
 * every wanted cell right. At the first byte that is otherwise it gives up, and {@link QuotedDelimited}, which knows all
 * rules and words all mistakes, reads the file from its start. The halves of a large file are read at once.
 */
final class PlainDelimited {
    private static final int BUFFER_SIZE = 1 << 18;
    private static final int LONGEST_LINE = 1 << 24;
    /** Larger files are read in two halves at once. */
    private static final long LARGE = 1 << 22;
    private static final int GAVE_UP = -1;

    private final byte separator;
    private final boolean[] ends = new boolean[256];
    private final DecimalParser decimal = new DecimalParser();
    private List<String> headers = List.of();
    private @Nullable ColumnBuilder[] builders = new @Nullable ColumnBuilder[0];
    private int rows;

    private PlainDelimited(char separator) {
        this.separator = (byte) separator;
        // What an unquoted cell does not contain, besides what ends it.
        Arrays.fill(ends, 128, 256, true);
        for (char c : new char[] {separator, '\n', '\r', '"', 0}) {
            ends[c] = true;
        }
    }

    /** The table, or null if the file needs the careful reader. */
    static @Nullable RawTable read(InputFile input, String file, char separator, Request request) throws IOException {
        long size = input.size();
        long middle = size < LARGE || Runtime.getRuntime().availableProcessors() < 2 ? size : nextLine(input, size / 2);
        PlainDelimited reading = new PlainDelimited(separator);
        PlainDelimited rest = new PlainDelimited(separator);
        boolean[] plain = {false, middle == size};
        // A quote anywhere ends both, so that a line break never stands within a cell.
        try {
            Workers.run(2, middle == size ? 1 : 2, () -> part -> {
                try (InputStream bytes = input.open()) {
                    plain[part] = part == 0
                            ? reading.read(bytes, middle, true, file, request)
                            : rest.readRest(bytes, middle, size, file, request);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        if (!plain[0] || !plain[1] || reading.rows + rest.rows == 0) {
            return null;
        }
        for (int column = 0; middle < size && column < reading.builders.length; column++) {
            ColumnBuilder builder = reading.builders[column];
            ColumnBuilder more = rest.builders[column];
            if (builder != null && more != null) {
                builder.append(more);
            }
        }
        return TableReader.table(reading.headers, request, reading.builders, reading.rows + rest.rows,
                new DelimitedProvenance(input, file, separator));
    }

    /** The place behind the first line break from a place on. */
    private static long nextLine(InputFile input, long from) throws IOException {
        try (InputStream bytes = input.open()) {
            bytes.skipNBytes(from);
            byte[] buffer = bytes.readNBytes(BUFFER_SIZE);
            for (int i = 0; i < buffer.length; i++) {
                if (buffer[i] == '\n') {
                    return from + i + 1;
                }
            }
        }
        return input.size();
    }

    /** Reads what comes behind the middle of a file, after its header. */
    private boolean readRest(InputStream bytes, long middle, long size, String file, Request request) throws IOException {
        byte[] start = bytes.readNBytes(BUFFER_SIZE);
        int lastBreak = lastBreak(start, start.length);
        if (lastBreak < 0 || header(start, lastBreak, size - middle, file, request) == GAVE_UP) {
            return false;
        }
        bytes.skipNBytes(middle - start.length);
        return read(bytes, size - middle, false, file, request);
    }

    /**
     * Reads so many bytes.
     *
     * @param header whether they begin with it
     */
    private boolean read(InputStream bytes, long length, boolean header, String file, Request request) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER_SIZE, length + 2)];
        int filled = 0;
        long left = length;
        boolean atStart = header;
        boolean more = true;
        while (more) {
            int room = (int) Math.min(buffer.length - 1L - filled, left);
            int read = bytes.readNBytes(buffer, filled, room);
            left -= read;
            more = left > 0 && read == room;
            filled += read;
            if (!more && filled > 0 && buffer[filled - 1] != '\n') {
                buffer[filled++] = '\n';
            }
            int lastBreak = lastBreak(buffer, filled);
            if (lastBreak < 0) {
                if (!more || buffer.length >= LONGEST_LINE) {
                    return false;
                }
                buffer = Arrays.copyOf(buffer, 2 * buffer.length);
                continue;
            }
            int from = 0;
            if (atStart) {
                from = header(buffer, lastBreak, length, file, request);
                atStart = false;
            }
            if (from == GAVE_UP || !rows(buffer, from, lastBreak)) {
                return false;
            }
            filled -= lastBreak + 1;
            System.arraycopy(buffer, lastBreak + 1, buffer, 0, filled);
        }
        return true;
    }

    private static int lastBreak(byte[] buffer, int filled) {
        int i = filled - 1;
        while (i >= 0 && buffer[i] != '\n') {
            i--;
        }
        return i;
    }

    private int header(byte[] buffer, int lastBreak, long size, String file, Request request) {
        int start = lastBreak > 2 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF ? 3 : 0;
        List<String> names = new ArrayList<>();
        int i = start;
        while (true) {
            int end = skip(buffer, i);
            names.add(new String(buffer, i, end - i, StandardCharsets.ISO_8859_1).strip());
            i = end;
            if (buffer[i] != separator) {
                break;
            }
            i++;
        }
        i = buffer[i] == '\r' ? i + 1 : i;
        if (buffer[i] != '\n' || i == start || names.stream().allMatch(String::isEmpty)) {
            return GAVE_UP;
        }
        headers = names;
        builders = new Header(file, names, (char) separator).match(request, expectedRows(buffer, i + 1, lastBreak, size));
        return i + 1;
    }

    /** The rows of so many bytes as those in the first buffer let expect them, a little more rather than less. */
    private static int expectedRows(byte[] buffer, int from, int lastBreak, long size) {
        int count = 0;
        for (int i = from; i <= lastBreak; i++) {
            count += buffer[i] == '\n' ? 1 : 0;
        }
        double all = count * (double) Math.max(size, lastBreak) / (lastBreak + 1);
        return (int) Math.min(Integer.MAX_VALUE / 4, size <= lastBreak + 1 ? count : 1.02 * all + 16);
    }

    private boolean rows(byte[] buffer, int from, int lastBreak) {
        int i = from;
        while (i <= lastBreak && i != GAVE_UP) {
            i = row(buffer, i);
        }
        return i != GAVE_UP;
    }

    private int row(byte[] buffer, int from) {
        int i = from;
        if (buffer[i] == '\n') {
            return i + 1;
        }
        if (buffer[i] == '\r' && buffer[i + 1] == '\n') {
            return i + 2;
        }
        int last = builders.length - 1;
        for (int column = 0; column < last; column++) {
            i = cell(buffer, i, builders[column]);
            if (i == GAVE_UP || buffer[i] != separator) {
                return GAVE_UP;
            }
            i++;
        }
        i = cell(buffer, i, builders[last]);
        if (i == GAVE_UP) {
            return GAVE_UP;
        }
        i = buffer[i] == '\r' ? i + 1 : i;
        if (buffer[i] != '\n') {
            return GAVE_UP;
        }
        rows++;
        return i + 1;
    }

    /** Takes a cell and gives the index of the byte after it. */
    private int cell(byte[] buffer, int from, @Nullable ColumnBuilder builder) {
        return switch (builder) {
            case null -> skip(buffer, from);
            case ColumnBuilder.Numbers numbers -> number(buffer, from, numbers);
            case ColumnBuilder.Texts texts -> text(buffer, from, texts);
            case ColumnBuilder.Truths truths -> truth(buffer, from, truths);
        };
    }

    private int skip(byte[] buffer, int from) {
        int i = from;
        while (!ends[buffer[i] & 0xFF]) {
            i++;
        }
        return i;
    }

    private int skipBlanks(byte[] buffer, int from) {
        int i = from;
        while ((buffer[i] == ' ' || buffer[i] == '\t') && buffer[i] != separator) {
            i++;
        }
        return i;
    }

    private int number(byte[] buffer, int from, ColumnBuilder.Numbers numbers) {
        int start = skipBlanks(buffer, from);
        if (ends[buffer[start] & 0xFF]) {
            return missing(start, numbers);
        }
        double value = decimal.parse(buffer, start);
        int end = decimal.end();
        if (end < 0) {
            return GAVE_UP;
        }
        numbers.add(value);
        return skipBlanks(buffer, end);
    }

    private static int missing(int at, ColumnBuilder builder) {
        if (!builder.wanted.optional()) {
            return GAVE_UP;
        }
        builder.addMissing();
        return at;
    }

    private int text(byte[] buffer, int from, ColumnBuilder.Texts texts) {
        int start = skipBlanks(buffer, from);
        int after = skip(buffer, start);
        int end = after;
        while (end > start && (buffer[end - 1] == ' ' || buffer[end - 1] == '\t')) {
            end--;
        }
        if (start == end) {
            return missing(after, texts);
        }
        texts.addAscii(buffer, start, end);
        return after;
    }

    private int truth(byte[] buffer, int from, ColumnBuilder.Truths truths) {
        int start = skipBlanks(buffer, from);
        if (ends[buffer[start] & 0xFF]) {
            return missing(start, truths);
        }
        boolean isTrue = (buffer[start] | 0x20) == 't';
        String word = isTrue ? "true" : "false";
        for (int i = 0; i < word.length(); i++) {
            if ((buffer[start + i] | 0x20) != word.charAt(i)) {
                return GAVE_UP;
            }
        }
        truths.add(isTrue ? 1 : 0);
        return skipBlanks(buffer, start + word.length());
    }
}
