package org.isoflop.interpreter.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names of the columns of a Parquet or JSON file, through DuckDB as {@link DuckDbReader} reads it, but without its rows. */
final class DuckDbNames {
    private DuckDbNames() {
    }

    /**
     * In the order of the file.
     *
     * @param file without links and {@code ..}
     * @throws IOException if it is no such file
     */
    static List<String> of(Path file, boolean isJson) throws IOException {
        if (DuckDbReader.isPattern(file)) {
            return List.of();
        }
        String query = isJson ? DuckDbSource.firstNames(file, isArray(file)) : DuckDbSource.parquet(file).namesAndTypes();
        Set<String> names = new LinkedHashSet<>();
        try (Connection connection = DuckDbReader.open(file);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                names.add(found.getString(1));
            }
        } catch (SQLException failed) {
            throw new IOException(failed);
        }
        return List.copyOf(names);
    }

    private static boolean isArray(Path json) throws IOException {
        try (BufferedReader text = Files.newBufferedReader(json)) {
            int first = text.read();
            while (Character.isWhitespace(first) || first == '\uFEFF') {
                first = text.read();
            }
            return first == '[';
        }
    }
}
