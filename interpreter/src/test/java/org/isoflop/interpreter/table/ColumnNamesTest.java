package org.isoflop.interpreter.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.junit.jupiter.params.provider.CsvSource;

final class ColumnNamesTest {
    /** Milliseconds, so many that only what cannot be read has no names. */
    private static final long LONG = 60_000;

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', nullValues = "none", value = {
        // In the order of the file, whatever the alphabet says.
        "a.csv     | n, Model Size ,loss\\n1,2,3             | n,Model Size,loss",
        "a.tsv     | n\\tModel Size\\n1\\t2                   | n,Model Size",
        "a.json    | [{\"loss\": 1, \"N\": 2}, {\"n\": 3}]       | loss,N,n",
        "a.json    | \\n {\\n\"loss\": 1,\\n\"N\": 2}\\n{\"D\": 3}  | loss,N,D",
        "a.jsonl   | {\"loss\": 1}\\n{\"N\": 2}                 | loss,N",
        "a.ndjson  | {\"run.loss\": {\"deep\": 1}}              | run.loss",
        // Of what is no table nothing is offered.
        "a.json    | [1, 2]                                 | ",
        "a.json    | [{\"N\"                                  | ",
        "a.json    |                                        | ",
        "a.csv     |                                        | ",
        "a.parquet | PAR1                                   | ",
        "a*.json   | [{\"N\": 1}]                             | ",
        "a.txt     | N,D                                    | "})
    void namesAreThoseOfTheFile(String name, String text, String names) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text == null ? "" : text.replace("\\n", "\n").replace("\\t", "\t"));
        assertEquals(names == null ? List.of() : List.of(names.split(",")), ColumnNames.of(input(file), LONG));
    }

    @Test
    void parquetIsAskedForNamesAlone() throws IOException, SQLException {
        Path file = folder.resolve("a.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:"); Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT 1 AS \"run loss\", 'x' AS N, {a: 2} AS D) TO " + DuckDbSource.literal(file.toString()));
        }
        assertEquals(List.of("run loss", "N", "D"), ColumnNames.of(input(file), LONG));
    }

    @Test
    void whatIsNoFileHasNone() throws IOException {
        Files.createDirectory(folder.resolve("folder.csv"));
        assertEquals(List.of(), ColumnNames.of(input(folder.resolve("folder.csv")), LONG));
        assertEquals(List.of(), ColumnNames.of(input(folder.resolve("nowhere.parquet")), LONG));
    }

    @Test
    void whatMayNotBeReadHasNone() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Path outside = Files.writeString(folder.resolve("outside.csv"), "N,D\n1,2\n");
        Files.createSymbolicLink(inside.resolve("link.csv"), outside);
        for (String name : List.of("../outside.csv", "link.csv", outside.toString())) {
            assertEquals(List.of(), ColumnNames.of(Folder.confined(inside, List.of(inside)).file(name), LONG), name);
        }
    }

    private InputFile input(Path file) {
        return new InputFile(Folder.confined(folder, List.of(folder)).access(), file);
    }
}
