package org.isoflop.repl.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.List;
import org.isoflop.interpreter.file.InputFile;
import org.isoflop.interpreter.table.RawTable;
import org.isoflop.interpreter.table.ReadFormat;
import org.isoflop.interpreter.table.Request;
import org.isoflop.interpreter.table.TableException;
import org.isoflop.interpreter.table.TableReader;

/** A csv or tsv file gives whole columns, or says what is wrong with it. */
final class TableFuzzTest {
    private static final Request REQUEST = new Request(List.of(new Request.Column("N", Request.Kind.NUMBER, false),
            new Request.Column("t", Request.Kind.TEXT, true), new Request.Column("b", Request.Kind.TRUTH, true)));

    @FuzzTest(maxDuration = "20s")
    void readsAnyBytes(FuzzedDataProvider data) {
        ReadFormat format = data.consumeBoolean() ? ReadFormat.CSV : ReadFormat.TSV;
        InputFile file = new InputFile(new Memory(data.consumeRemainingAsBytes()), Path.of("fuzz"));
        try {
            RawTable table = TableReader.read(format, file, "fuzz", REQUEST);
            assertTrue(table.rowCount() > 0);
            assertEquals(table.rowCount(), table.numbers("N").length);
            assertEquals(table.rowCount(), table.texts("t").length);
            for (double number : table.numbers("N")) {
                assertTrue(Double.isFinite(number));
            }
        } catch (TableException wrong) {
            assertFalse(wrong.problems().isEmpty());
            assertFalse(wrong.problems().getFirst().message().isBlank());
        }
    }
}
