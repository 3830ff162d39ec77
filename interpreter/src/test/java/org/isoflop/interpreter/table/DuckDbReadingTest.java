package org.isoflop.interpreter.table;

import static org.isoflop.interpreter.table.Request.Kind.NUMBER;
import static org.isoflop.interpreter.table.Request.Kind.TEXT;
import static org.isoflop.interpreter.table.Request.Kind.TRUTH;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.isoflop.interpreter.file.Folder;
import org.isoflop.interpreter.file.InputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DuckDbReadingTest {
    private static final Request.Column N = new Request.Column("N", NUMBER, false);

    @TempDir private Path folder;

    private RawTable parquet(String query, Request.Column... columns) throws SQLException {
        Path file = folder.resolve("it's a=1.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:"); Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + query + ") TO " + DuckDbSource.literal(file.toString())
                    + " (FORMAT parquet, ROW_GROUP_SIZE 20000)");
        }
        return TableReader.read(ReadFormat.PARQUET, input(file), "runs.parquet", new Request(List.of(columns)));
    }

    private RawTable json(String text, Request.Column... columns) throws IOException {
        Path file = folder.resolve("runs.json");
        Files.writeString(file, text);
        return TableReader.read(ReadFormat.JSON, input(file), "runs.json", new Request(List.of(columns)));
    }

    private TableException refused(String text, Request.Column... columns) {
        return assertThrows(TableException.class, () -> json(text, columns));
    }

    @Test
    void readsParquetInOrder() throws SQLException {
        RawTable table = parquet("""
                SELECT i AS N, i / 8.0 AS D, i::DECIMAL(18, 3) AS d3, 't' || i % 3 AS t, i % 2 = 0 AS ok FROM range(100000) r(i)""",
                new Request.Column("D", NUMBER, false), N, new Request.Column("d3", NUMBER, false), new Request.Column("t", TEXT, false),
                new Request.Column("ok", TRUTH, false));
        assertEquals(100_000, table.rowCount());
        for (int row = 0; row < table.rowCount(); row++) {
            assertEquals(row, table.numbers("N")[row]);
            assertEquals(row / 8.0, table.numbers("D")[row]);
            assertEquals(row, table.numbers("d3")[row]);
            assertEquals("t" + row % 3, table.texts("t")[row]);
            assertEquals(row % 2 == 0 ? 1 : 0, table.truths("ok")[row]);
        }
        assertEquals(new CellPlace("runs.parquet", 8, 0, "D", "0.875"), table.place(7, "D"));
    }

    @Test
    void listsWrongCellsOfParquet() {
        TableException wrong = assertThrows(TableException.class, () -> parquet("""
                SELECT CASE i WHEN 3 THEN NULL WHEN 5 THEN 'nan'::DOUBLE WHEN 6 THEN 'inf'::DOUBLE ELSE i END AS N, 'x' AS t
                FROM range(10) r(i)""", N, new Request.Column("t", TRUTH, false)));
        assertEquals(13, wrong.total());
        assertEquals(5, wrong.problems().size());
        assertEquals(TableProblem.Kind.NOT_A_TRUTH, wrong.problems().getFirst().kind());
        assertTrue(wrong.problems().stream().anyMatch(problem -> problem.kind() == TableProblem.Kind.EMPTY_CELL && problem.row() == 4));
    }

    @Test
    void readsMissingCellsOfParquet() throws SQLException {
        RawTable table = parquet("SELECT * FROM (VALUES (1.5, NULL, true), (NULL, 'b', NULL)) t(N, t, ok)",
                new Request.Column("N", NUMBER, true),
                new Request.Column("t", TEXT, true), new Request.Column("ok", TRUTH, true));
        assertArrayEquals(new double[] {1.5, Double.NaN}, table.numbers("N"));
        assertArrayEquals(new String[] {null, "b"}, table.texts("t"));
        assertArrayEquals(new double[] {1, Double.NaN}, table.truths("ok"));
    }

    @Test
    void refusesWhatIsNoParquet() throws IOException {
        Path file = folder.resolve("runs.parquet");
        Files.writeString(file, "N,loss\n1,2\n");
        TableProblem problem = assertThrows(TableException.class,
                () -> TableReader.read(ReadFormat.PARQUET, input(file), "runs.parquet", new Request(List.of(N)))).problems().getFirst();
        assertEquals(TableProblem.Kind.MALFORMED, problem.kind());
        assertTrue(!problem.message().contains(folder.toString()), problem::message);
    }

    @Test
    void refusesATableWithoutRows() {
        TableException empty = assertThrows(TableException.class, () -> parquet("SELECT 1 AS N WHERE false", N));
        assertEquals(TableProblem.Kind.EMPTY_TABLE, empty.problems().getFirst().kind());
        assertEquals(TableProblem.Kind.EMPTY_TABLE, refused("[]", N).problems().getFirst().kind());
        assertEquals(TableProblem.Kind.EMPTY_TABLE, refused("", N).problems().getFirst().kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
            [{"N": 1e21, "n": 1, "a/b~": "x", "ok": true}, {"N": 0.1, "ok": null, "more": [1]}]""", """
            {"N": 1e21, "n": 1, "a/b~": "x", "ok": true}
            {"N": 0.1, "more": {"z": 1}}
            """})
    void readsJsonAsArrayAndAsLines(String text) throws IOException {
        RawTable table = json(text, N, new Request.Column("n", NUMBER, true), new Request.Column("a/b~", TEXT, true),
                new Request.Column("ok", TRUTH, true));
        assertArrayEquals(new double[] {1e21, 0.1}, table.numbers("N"));
        assertArrayEquals(new double[] {1, Double.NaN}, table.numbers("n"));
        assertArrayEquals(new String[] {"x", null}, table.texts("a/b~"));
        assertArrayEquals(new double[] {1, Double.NaN}, table.truths("ok"));
    }

    @Test
    void listsWrongCellsOfJson() {
        TableException wrong = refused("""
                [{"N": "7"}, {"N": null}, {}, {"N": true}, {"N": 1}, {"N": [1]}, {"N": 1e999}]""", N);
        assertEquals(6, wrong.total());
        assertEquals(List.of(1, 2, 3, 4, 6), wrong.problems().stream().map(TableProblem::row).toList());
        assertEquals("write the number without quotes", wrong.problems().getFirst().suggestion());
        assertEquals("`runs.json`, row 6, column `N`: `[1]` is not a number", wrong.problems().getLast().message());
    }

    /** Of which DuckDB makes 0, even beside members of that name, and of another with such a number. */
    @Test
    void refusesNumbersOfJsonThatVanish() {
        TableException wrong = refused("""
                [{"N": 0, "M": 1e-400}, {"x": {"N": 2}, "N" : -0.25e-400}, {"N": 0e-400}, {"N": 1e-320}]""", N);
        assertEquals(1, wrong.total());
        assertEquals("`runs.json`, row 2, column `N`: `-0.25e-400` is beyond the numbers that can be held",
                wrong.problems().getFirst().message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"N\": 1}, {\"N\":", "[1, 2]", "N,D\n1,2\n", "{\"N\": 1}\nx\n"})
    void refusesWhatIsNoListOfObjects(String text) {
        assertEquals(TableProblem.Kind.MALFORMED, refused(text, N).problems().getFirst().kind());
    }

    @Test
    void namesTheNearestKey() {
        TableProblem problem = refused("[{\"loss\": 1}]", new Request.Column("los", NUMBER, false)).problems().getFirst();
        assertEquals(TableProblem.Kind.COLUMN_MISSING, problem.kind());
        assertEquals("did you mean `loss`?", problem.suggestion());
    }

    @Test
    void refusesAPathThatIsAPattern() throws IOException {
        Path file = folder.resolve("run[1].json");
        Files.writeString(file, "[{\"N\": 1}]");
        assertEquals(TableProblem.Kind.UNREADABLE, assertThrows(TableException.class,
                () -> TableReader.read(ReadFormat.JSON, input(file), "run[1].json", new Request(List.of(N)))).problems().getFirst().kind());
    }

    private static InputFile input(Path file) {
        return Folder.confined(file.getParent(), List.of(file.getParent())).file(file.getFileName().toString());
    }
}
