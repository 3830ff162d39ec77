package org.isoflop.interpreter.table;

import static org.isoflop.interpreter.table.Request.Kind.NUMBER;
import static org.isoflop.interpreter.table.Request.Kind.TEXT;
import static org.isoflop.interpreter.table.Request.Kind.TRUTH;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isoflop.interpreter.file.Folder;
import org.isoflop.interpreter.file.InputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DelimitedReadingTest {
    private static final Request.Column N = new Request.Column("N", NUMBER, false);
    private static final Request.Column LOSS = new Request.Column("loss", NUMBER, false);

    @TempDir private Path folder;

    private RawTable read(String text, Request.Column... columns) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), columns);
    }

    private RawTable read(byte[] bytes, Request.Column... columns) throws IOException {
        return read(ReadFormat.CSV, bytes, columns);
    }

    private RawTable read(ReadFormat format, byte[] bytes, Request.Column... columns) throws IOException {
        Path file = folder.resolve("runs.csv");
        Files.write(file, bytes);
        return TableReader.read(format, input(file), "runs.csv", new Request(List.of(columns)));
    }

    private List<TableProblem> problems(String text, Request.Column... columns) {
        return assertThrows(TableException.class, () -> read(text, columns)).problems();
    }

    private TableProblem problem(String text, Request.Column... columns) {
        List<TableProblem> problems = problems(text, columns);
        assertEquals(1, problems.size(), problems::toString);
        return problems.getFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"N,x,loss\n1e9,a,2.5\n-2E10,b,0\n", "N,x,loss\r\n1e9,a,2.5\r\n-2E10,b,0",
        "\uFEFFN,x,loss\n1e9,a,2.5\n\n-2E10,b,0\n",
        "\"N\",x,\"loss\"\n\"1e9\",a, 2.5 \n -2E10,\"b\nb\",0\n", " N , x, loss\n1e9 ,a,\t2.5\n-2E10,é,0\n",
        "N,x,loss\r1e9,a,2.5\r-2E10,b,0\r"})
    void readsNumbersInEveryDress(String text) throws IOException {
        RawTable table = read(text, LOSS, N);
        assertEquals(List.of("loss", "N"), table.names());
        assertEquals(2, table.rowCount());
        assertArrayEquals(new double[] {1e9, -2e10}, table.numbers("N"));
        assertArrayEquals(new double[] {2.5, 0}, table.numbers("loss"));
    }

    @Test
    void bothWaysThroughAFileAgree() throws IOException {
        String rows = IntStream.range(0, 30_000)
                .mapToObj(i -> Math.exp(i / 1000.0) + "," + (i % 7 == 0 ? "" : Double.toString(i / 7.0))
                        + ", t" + i % 5 + " ," + (i % 2 == 0))
                .collect(Collectors.joining("\n"));
        Request.Column[] columns = {N, new Request.Column("D", NUMBER, true), new Request.Column("t", TEXT, false),
            new Request.Column("ok", TRUTH, false)};
        RawTable plain = read("N,D,t,ok\n" + rows, columns);
        RawTable careful = read("\"N\",D,t,ok\n" + rows, columns);
        assertEquals(30_000, plain.rowCount());
        assertArrayEquals(plain.numbers("N"), careful.numbers("N"));
        assertArrayEquals(plain.numbers("D"), careful.numbers("D"));
        assertArrayEquals(plain.texts("t"), careful.texts("t"));
        assertArrayEquals(plain.truths("ok"), careful.truths("ok"));
        assertTrue(Double.isNaN(plain.numbers("D")[7]));
        assertEquals(8 / 7.0, plain.numbers("D")[8]);
        assertSame(plain.texts("t")[1], plain.texts("t")[6]);
    }

    @Test
    void readsTextsAndTruths() throws IOException {
        RawTable table = read("name,ok\n\" a, \"\"b\"\"\",TRUE\n,\n\"\", false \n ü ,False\n", new Request.Column("name", TEXT, true),
                new Request.Column("ok", TRUTH, true));
        assertArrayEquals(new String[] {" a, \"b\"", null, "", "ü"}, table.texts("name"));
        assertArrayEquals(new double[] {1, Double.NaN, 0, 0}, table.truths("ok"));
    }

    @Test
    void readsTabs() throws IOException {
        RawTable table = read(ReadFormat.TSV, "N\tname\n7\ta b\n\t\"c\td\"\n".getBytes(StandardCharsets.UTF_8),
                new Request.Column("N", NUMBER, true), new Request.Column("name", TEXT, false));
        assertArrayEquals(new double[] {7, Double.NaN}, table.numbers("N"));
        assertArrayEquals(new String[] {"a b", "c\td"}, table.texts("name"));
    }

    @Test
    void saysWhereACellCameFrom() throws IOException {
        RawTable table = read("name,N\n\"two\nlines\",1\n\nx, 2e3 \n", N, new Request.Column("name", TEXT, false));
        assertEquals(new CellPlace("runs.csv", 2, 5, "N", "2e3"), table.place(1, "N"));
        assertEquals("`runs.csv`, row 2 (line 5), column `N`", table.place(1, "N").toString());
        Files.delete(folder.resolve("runs.csv"));
        assertEquals(new CellPlace("runs.csv", 2, 0, "N", "2000"), table.place(1, "N"));
    }

    @Test
    void listsTheFirstWrongCellsAndCountsAll() {
        String rows = IntStream.range(0, 20).mapToObj(i -> i + "," + (i % 2 == 0 ? "1." + i : "x" + i)).collect(Collectors.joining("\n"));
        TableException wrong = assertThrows(TableException.class, () -> read("N,loss\n" + rows, N, LOSS));
        assertEquals(10, wrong.total());
        assertEquals(List.of(2, 4, 6, 8, 10), wrong.problems().stream().map(TableProblem::row).toList());
        TableProblem first = wrong.problems().getFirst();
        assertEquals(new TableProblem(TableProblem.Kind.NOT_A_NUMBER, "runs.csv", 2, 3, "loss", "x1", null), first);
        assertEquals("`runs.csv`, row 2 (line 3), column `loss`: `x1` is not a number", first.message());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "70B | write `70e9`", "1.5 M | write `1.5e6`", "40% | write `40e-2`", "\"1,234,567.5\" | write `1234567.5`", "1_000 | write `1000`",
        "\"1,5\" | write `1.5`", "nan | leave the cell empty and write `?` after the unit of the column",
        "-inf | a cell holds a finite number; leave it empty if there is none",
        "1e999 | a cell holds a finite number; leave it empty if there is none",
        "-1.5e-400 | the numbers beside 0 begin at 4.9e-324; write `0` if that is meant",
        "7 tokens | a cell holds a plain number; the unit is the column's"})
    void suggestsTheNumberThatWasMeant(String cell, String suggestion) {
        TableProblem problem = problem("N,x\n" + cell + ",1\n", N);
        assertEquals(TableProblem.Kind.NOT_A_NUMBER, problem.kind());
        assertEquals(suggestion, problem.suggestion());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x10", "1d", "1f", "0x1p3", "1e", "Infinity", "NaN", "+", "1 2", "١", "a\u0000"})
    void refusesWhatIsNoDecimal(String cell) {
        TableProblem problem = problem("N,x\n" + cell + ",1\n", N);
        assertTrue(problem.kind() == TableProblem.Kind.NOT_A_NUMBER || problem.kind() == TableProblem.Kind.MALFORMED, problem::message);
    }

    @Test
    void refusesWhatIsNoTruth() {
        TableProblem problem = problem("ok\nyes\n", new Request.Column("ok", TRUTH, false));
        assertEquals(TableProblem.Kind.NOT_A_TRUTH, problem.kind());
        assertEquals("write `true`", problem.suggestion());
    }

    @Test
    void refusesAnEmptyCellUnlessItMayBe() throws IOException {
        TableProblem problem = problem("N,loss\n1,2\n, \n", N, new Request.Column("loss", NUMBER, true));
        assertEquals(TableProblem.Kind.EMPTY_CELL, problem.kind());
        assertEquals(2, problem.row());
        assertEquals("N", problem.column());
        assertTrue(Double.isNaN(read("N,loss\n1, \n", new Request.Column("loss", NUMBER, true)).numbers("loss")[0]));
    }

    @Test
    void refusesRowsOfAnotherWidth() {
        List<TableProblem> problems = problems("N,loss\n1,2\n3\n4,5,6\n", N);
        assertEquals(List.of(TableProblem.Kind.RAGGED_ROW, TableProblem.Kind.RAGGED_ROW),
                problems.stream().map(TableProblem::kind).toList());
        assertEquals("`runs.csv`, row 2 (line 3) has 1 cell where the header has 2", problems.getFirst().message());
        assertEquals(4, problems.getLast().line());
    }

    @Test
    void namesTheNearestColumn() {
        List<TableProblem> problems = problems("N,loss,Model Size\n1,2,3\n", new Request.Column("los", NUMBER, false), N,
                new Request.Column("model size", NUMBER, false));
        assertEquals(List.of("did you mean `loss`?", "did you mean `Model Size`?"),
                problems.stream().map(TableProblem::suggestion).toList());
        assertEquals("`runs.csv` has no column `los`; its columns are `N`, `loss`, `Model Size`", problems.getFirst().message());
    }

    @Test
    void noticesAnotherSeparator() {
        assertEquals("the columns are divided by `;`; write `,` between them", problem("N;loss\n1;2\n", N).suggestion());
        assertEquals("the columns are divided by tabs; read the file with `tsv`", problem("N\tloss\n1\t2\n", N).suggestion());
    }

    @Test
    void noticesAMissingHeader() {
        assertEquals(TableProblem.Kind.NO_HEADER, problem("1e9,2.5\n2e9,2.4\n", N).kind());
        assertEquals(TableProblem.Kind.NO_HEADER, problem("", N).kind());
        assertEquals(TableProblem.Kind.NO_HEADER, problem("\n\n", N).kind());
    }

    @Test
    void refusesADoubtfulHeader() throws IOException {
        assertEquals(TableProblem.Kind.DUPLICATE_HEADER, problem("N,N\n1,2\n", N).kind());
        assertArrayEquals(new double[] {3}, read("x,x,N\n1,2,3\n", N).numbers("N"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"N,loss", "N,loss\n", "\"N\",loss\r\n\r\n"})
    void refusesATableWithoutRows(String text) {
        assertEquals(TableProblem.Kind.EMPTY_TABLE, problem(text, N).kind());
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        byte[] latin = "N,name\n1,a\n2,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        TableProblem problem = assertThrows(TableException.class, () -> read(latin, N)).problems().getFirst();
        assertEquals(TableProblem.Kind.MALFORMED, problem.kind());
        assertEquals(3, problem.line());
        byte[] wide = "N,loss\n1,2\n".getBytes(StandardCharsets.UTF_16);
        assertEquals(TableProblem.Kind.MALFORMED, assertThrows(TableException.class, () -> read(wide, N)).problems().getFirst().kind());
        assertEquals(TableProblem.Kind.MALFORMED, problem("N,name\n1,a\u0000b\n", N).kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"N,name\n1,\"abc\n2,d\n", "N,name\n1,\"a\"b\n2,d\n"})
    void refusesUnclosedQuotes(String text) {
        TableProblem problem = problem(text, N);
        assertEquals(TableProblem.Kind.MALFORMED, problem.kind());
        assertEquals(2, problem.line());
        assertNotNull(problem.suggestion());
    }

    @Test
    void readsLinesLongerThanItsBuffer() throws IOException {
        String text = "x".repeat(700_000);
        RawTable table = read("N,name\n1," + text + "\n2,y\n", N, new Request.Column("name", TEXT, false));
        assertArrayEquals(new double[] {1, 2}, table.numbers("N"));
        assertEquals(text, table.texts("name")[0]);
        byte[] endless = new byte[20_000_000];
        Arrays.fill(endless, (byte) 'N');
        assertThrows(TableException.class, () -> read(endless, N));
    }

    /** A file so large that its halves are read at once gives every cell in its place, and names the row of a mistake. */
    @Test
    void halvesOfALargeFileGoTogether() throws IOException {
        int rows = 300_000;
        StringBuilder text = new StringBuilder("t,N,loss,ok\n");
        for (int row = 0; row < rows; row++) {
            text.append("run").append(row / 1000).append(',').append(row).append(',').append(row % 7 == 0 ? "" : row / 8.0).append(',')
                    .append(row % 3 == 0).append('\n');
        }
        assertTrue(text.length() > 1 << 22, "large enough");
        Request.Column[] columns = {N, new Request.Column("loss", NUMBER, true), new Request.Column("t", TEXT, false),
            new Request.Column("ok", TRUTH, false)};
        RawTable table = read(text.toString(), columns);
        assertEquals(rows, table.rowCount());
        for (int row = 0; row < rows; row++) {
            assertEquals(row, table.numbers("N")[row]);
            assertEquals(row % 7 == 0 ? Double.NaN : row / 8.0, table.numbers("loss")[row]);
            assertEquals("run" + row / 1000, table.texts("t")[row]);
        }
        assertEquals("`runs.csv`, row 300000 (line 300001), column `N`", table.place(rows - 1, "N").toString());
        text.insert(text.lastIndexOf("\nrun") + 1, "run,x,1,true\n");
        TableProblem problem = problems(text.toString(), columns).getFirst();
        assertTrue(problem.message().contains("row 300000"), problem.message());
        assertEquals(rows, read("\"t\"" + text.substring(1).replace("run,x,1,true\n", ""), columns).rowCount());
    }

    /** Whatever the bytes, the answer is a table or a list of problems. */
    @Test
    void survivesAnyBytes() throws IOException {
        byte[] alphabet = "N,loss\n\r\"1.5e-\t ;\u00e9\0\u00ff".getBytes(StandardCharsets.ISO_8859_1);
        SplittableRandom random = new SplittableRandom(11);
        Request.Column text = new Request.Column("loss", TEXT, true);
        int tables = 0;
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = "N,loss\n1.5,2\n\"2\",\"x\"\n3,4".getBytes(StandardCharsets.UTF_8);
            for (int change = random.nextInt(3); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = alphabet[random.nextInt(alphabet.length)];
            }
            try {
                RawTable table = read(bytes, N, text);
                assertEquals(table.rowCount(), table.texts("loss").length);
                tables++;
            } catch (TableException expected) {
                assertFalse(expected.problems().isEmpty());
            }
        }
        assertTrue(tables > 20, "too few of the files were tables");
    }

    @Test
    void namesTheNearestFile() throws IOException {
        Files.writeString(folder.resolve("runs.csv"), "N\n1\n");
        TableProblem missing = assertThrows(TableException.class,
                () -> TableReader.read(ReadFormat.CSV, input(folder.resolve("run.csv")), "data/run.csv", new Request(List.of(N))))
                .problems().getFirst();
        assertEquals("there is no file `data/run.csv`", missing.message());
        assertEquals("did you mean `runs.csv`?", missing.suggestion());
        TableProblem directory = assertThrows(TableException.class,
                () -> TableReader.read(ReadFormat.CSV, input(folder), "data", new Request(List.of(N)))).problems().getFirst();
        assertEquals(TableProblem.Kind.NOT_A_FILE, directory.kind());
        assertNull(ReadFormat.of("runs.xlsx"));
    }

    private static InputFile input(Path file) {
        return Folder.confined(file.getParent(), List.of(file.getParent())).file(file.getFileName().toString());
    }
}
