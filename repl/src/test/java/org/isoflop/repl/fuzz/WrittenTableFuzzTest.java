package org.isoflop.repl.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.isoflop.interpreter.file.InputFile;
import org.isoflop.interpreter.table.RawTable;
import org.isoflop.interpreter.table.ReadFormat;
import org.isoflop.interpreter.table.Request;
import org.isoflop.interpreter.table.TableReader;
import org.isoflop.interpreter.table.TableWriter;
import org.isoflop.interpreter.table.WriteFormat;
import org.isoflop.interpreter.table.WrittenColumn;
import org.jspecify.annotations.Nullable;

/** A table that is written is read as what it was, to the last bit and character. */
final class WrittenTableFuzzTest {
    private static final Request REQUEST = new Request(List.of(new Request.Column("N", Request.Kind.NUMBER, true),
            new Request.Column("t", Request.Kind.TEXT, true)));

    @FuzzTest(maxDuration = "20s")
    void readsWhatWasWritten(FuzzedDataProvider data) throws IOException {
        int rows = data.consumeInt(1, 5);
        double[] numbers = new double[rows];
        @Nullable String[] texts = new String[rows];
        for (int row = 0; row < rows; row++) {
            double number = data.consumeDouble();
            // Nothing tells the two zeros apart, and one of them is written.
            numbers[row] = number == 0 ? 0 : Double.isFinite(number) ? number : Double.NaN;
            // A file ends no text with a blank, and knows only line feeds; what is all blank is missing.
            String text = whole(data.consumeString(20)).replace("\r", "").replace("\0", "").strip();
            texts[row] = text.isEmpty() ? null : text;
        }
        List<WrittenColumn> columns = List.of(new WrittenColumn("N", null, new WrittenColumn.Numbers(numbers)),
                new WrittenColumn("t", null, new WrittenColumn.Texts(texts)));
        for (ReadFormat format : List.of(ReadFormat.CSV, ReadFormat.TSV)) {
            byte[] bytes = text(format == ReadFormat.CSV ? WriteFormat.CSV : WriteFormat.TSV, columns).getBytes(StandardCharsets.UTF_8);
            RawTable table = TableReader.read(format, new InputFile(new Memory(bytes), Path.of("fuzz")), "fuzz", REQUEST);
            assertArrayEquals(numbers, table.numbers("N"));
            assertArrayEquals(texts, table.texts("t"));
        }
        JsonNode json = new ObjectMapper().readTree(text(WriteFormat.JSON, columns));
        assertEquals(rows, json.size());
        for (int row = 0; row < rows; row++) {
            JsonNode number = json.get(row).get("N");
            assertEquals(numbers[row], number.isNull() ? Double.NaN : number.asDouble());
            assertEquals(texts[row], json.get(row).get("t").textValue());
        }
    }

    private static String text(WriteFormat format, List<WrittenColumn> columns) throws IOException {
        StringWriter writer = new StringWriter();
        TableWriter.write(format, writer, columns);
        return writer.toString();
    }

    /** Halves of surrogate pairs are no characters and cannot be encoded. */
    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
