package org.isoflop.interpreter.table;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.isoflop.interpreter.file.InputFile;

/** Opens csv and tsv files as UTF-8 text, strictly. */
final class DelimitedText {
    private static final int BUFFER = 8192;

    private DelimitedText() {
    }

    static CsvReader<Boolean> open(InputFile input, char separator, DelimitedRecords records) throws IOException {
        // Rows of another width are let through: they are counted and reported with the other mistakes.
        return CsvReader.builder().fieldSeparator(separator).trimWhitespacesAroundQuotes(separator != '\t').allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE).missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(records, text(input));
    }

    private static Reader text(InputFile input) throws IOException {
        // A decoder made by hand reports malformed bytes; one made from a charset's name replaces them in silence.
        Reader reader = new BufferedReader(new InputStreamReader(input.open(), StandardCharsets.UTF_8.newDecoder()));
        try {
            reader.mark(1);
            if (reader.read() != '\uFEFF') {
                reader.reset();
            }
            return reader;
        } catch (IOException failed) {
            reader.close();
            throw failed;
        }
    }

    /** The line, from one, of the first bytes that are not UTF-8. */
    static long lineOfBadText(InputFile input) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
        CharBuffer sink = CharBuffer.allocate(BUFFER);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        long line = 1;
        try (InputStream stream = input.open()) {
            boolean more = true;
            CoderResult result = CoderResult.UNDERFLOW;
            while (more && !result.isError()) {
                int read = stream.readNBytes(bytes.array(), bytes.position(), bytes.remaining());
                more = read > 0;
                bytes.position(bytes.position() + read).flip();
                result = decoder.decode(bytes, sink.clear(), !more);
                for (int i = 0; i < bytes.position(); i++) {
                    line += bytes.get(i) == '\n' ? 1 : 0;
                }
                bytes.compact();
            }
        }
        return line;
    }
}
