package org.isoflop.interpreter.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.isoflop.interpreter.file.Folder;
import org.isoflop.interpreter.file.InputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class TableWriterTest {
    private static final List<WrittenColumn> COLUMNS = List.of(
            new WrittenColumn("N", "params", new WrittenColumn.Numbers(new double[] {70e9, Double.NaN})),
            new WrittenColumn("loss", "nats/token", new WrittenColumn.Intervals(new double[] {2.5, Double.NaN},
                    new double[] {2.25, Double.NaN}, new double[] {1e21, Double.NaN})),
            new WrittenColumn("a, b", null, new WrittenColumn.Texts(new String[] {"say \"x\"\n", null})),
            new WrittenColumn("ok", null, new WrittenColumn.Truths(new double[] {1, Double.NaN})));

    @TempDir private Path folder;

    private String written(WriteFormat format, List<WrittenColumn> columns) throws IOException {
        Path file = folder.resolve("a/b/out");
        TableWriter.write(format, folder, file, "out", Long.MAX_VALUE, columns);
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
        return Files.readString(file);
    }

    @Test
    void writesCsv() throws IOException {
        assertEquals("""
                N,loss,loss_lower,loss_upper,"a, b",ok
                70000000000,2.5,2.25,1e21,"say ""x""
                ",true
                ,,,,,
                """, written(WriteFormat.CSV, COLUMNS));
    }

    @Test
    void writesTsv() throws IOException {
        assertEquals("N\ta, b\n1\t\"a\tb\"\n", written(WriteFormat.TSV, List.of(
                new WrittenColumn("N", null, new WrittenColumn.Numbers(new double[] {1})),
                new WrittenColumn("a, b", null, new WrittenColumn.Texts(new String[] {"a\tb"})))));
    }

    @Test
    void writesJson() throws IOException {
        assertEquals("""
                [
                  {"N": 70000000000, "loss": 2.5, "loss_lower": 2.25, "loss_upper": 1e21, "a, b": "say \\"x\\"\\n", "ok": true},
                  {"N": null, "loss": null, "loss_lower": null, "loss_upper": null, "a, b": null, "ok": null}
                ]
                """, written(WriteFormat.JSON, COLUMNS));
    }

    /** Keys and numbers that YAML 1.1 reads as truths and texts are written so that it does not. */
    @Test
    void writesYaml() throws IOException {
        assertEquals("""
                # N: params
                # loss: nats/token
                # loss_lower: nats/token
                # loss_upper: nats/token
                - "N": 70000000000
                  loss: 2.5
                  loss_lower: 2.25
                  loss_upper: 1.0e+21
                  "a, b": "say \\"x\\"\\n"
                  ok: true
                - "N": null
                  loss: null
                  loss_lower: null
                  loss_upper: null
                  "a, b": null
                  ok: null
                """, written(WriteFormat.YAML, COLUMNS));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-0.0, -0", "1, 1", "70e9, 70000000000", "1e21, 1e21", "0.001, 0.001", "1.5e-5, 0.000015", "1.5e-9, 1.5e-9",
        "1e16, 1e16", "1234567890123456, 1234567890123456", "12345678.5, 12345678.5", "9.993852799709755e18, 9.993852799709755e18",
        "-2.5e-300, -2.5e-300",
        "4.9e-324, 4.9e-324", "0.1, 0.1"})
    void writesTheFewestDigits(double value, String text) {
        assertEquals(text, NumberText.of(value));
    }

    @Test
    void everyNumberReadsBack() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 100_000; i++) {
            double value = i % 2 == 0 ? Double.longBitsToDouble(random.nextLong()) : Math.exp(random.nextDouble(-20, 45));
            if (Double.isFinite(value)) {
                assertEquals(value, Double.parseDouble(NumberText.of(value)));
                assertEquals(value, Double.parseDouble(NumberText.ofYaml(value)));
            }
        }
        assertThrows(IllegalArgumentException.class, () -> NumberText.of(Double.NaN));
    }

    @ParameterizedTest
    @EnumSource(value = WriteFormat.class, names = "YAML", mode = EnumSource.Mode.EXCLUDE)
    void whatIsWrittenReadsBack(WriteFormat format) throws IOException {
        double[] numbers = {1.1, Double.NaN, -3e-12};
        @SuppressWarnings("NullAway") // a null text is a missing cell
        String[] texts = {" é, \"q\"\r\n\t", null, ""};
        written(format, List.of(new WrittenColumn("x y", null, new WrittenColumn.Numbers(numbers)),
                new WrittenColumn("t", null, new WrittenColumn.Texts(texts)),
                new WrittenColumn("ok", null, new WrittenColumn.Truths(new double[] {0, 1, Double.NaN}))));
        RawTable table = TableReader.read(ReadFormat.valueOf(format.name()), input(folder.resolve("a/b/out")), "out", new Request(List.of(
                new Request.Column("x y", Request.Kind.NUMBER, true), new Request.Column("t", Request.Kind.TEXT, true),
                new Request.Column("ok", Request.Kind.TRUTH, true))));
        assertArrayEquals(numbers, table.numbers("x y"));
        assertArrayEquals(texts, table.texts("t"));
        assertArrayEquals(new double[] {0, 1, Double.NaN}, table.truths("ok"));
    }

    @Test
    void aLoneMissingCellIsARow() throws IOException {
        written(WriteFormat.CSV, List.of(new WrittenColumn("x", null, new WrittenColumn.Numbers(new double[] {1, Double.NaN, 3}))));
        assertEquals(3, TableReader.read(ReadFormat.CSV, input(folder.resolve("a/b/out")), "out",
                new Request(List.of(new Request.Column("x", Request.Kind.NUMBER, true)))).rowCount());
    }

    @Test
    void leavesTheOldFileWhereWritingFails() throws IOException {
        Path file = folder.resolve("out.csv");
        Files.writeString(file, "old");
        assertThrows(IllegalArgumentException.class, () -> TableWriter.write(WriteFormat.CSV, folder, file, "out.csv", Long.MAX_VALUE,
                List.of(new WrittenColumn("x", null, new WrittenColumn.Numbers(new double[] {1, Double.POSITIVE_INFINITY})))));
        assertEquals("old", Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void saysWhyItCannotWrite() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        for (Path path : List.of(folder, folder.resolve("file/out.csv"))) {
            TableProblem problem = assertThrows(TableException.class,
                    () -> TableWriter.write(WriteFormat.CSV, folder, path, "out.csv", Long.MAX_VALUE, COLUMNS))
                    .problems().getFirst();
            assertEquals(TableProblem.Kind.UNWRITABLE, problem.kind());
        }
    }

    @Test
    void whatGrowsTooLargeLeavesTheOldFile() throws IOException {
        Path file = Files.writeString(folder.resolve("out.csv"), "old");
        TableProblem problem = assertThrows(TableException.class,
                () -> TableWriter.write(WriteFormat.CSV, folder, file, "out.csv", 10, COLUMNS))
                .problems().getFirst();
        assertEquals(TableProblem.Kind.TOO_LARGE, problem.kind());
        assertEquals("old", Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void refusesTwoColumnsOfOneName() {
        List<WrittenColumn> clash = List.of(COLUMNS.get(1), new WrittenColumn("loss_lower", null,
                new WrittenColumn.Numbers(new double[2])));
        TableProblem problem = assertThrows(TableException.class, () -> written(WriteFormat.CSV, clash)).problems().getFirst();
        assertEquals(TableProblem.Kind.DUPLICATE_HEADER, problem.kind());
        assertEquals("loss_lower", problem.column());
    }

    private static InputFile input(Path file) {
        return Folder.confined(file.getParent(), List.of(file.getParent())).file(file.getFileName().toString());
    }
}
