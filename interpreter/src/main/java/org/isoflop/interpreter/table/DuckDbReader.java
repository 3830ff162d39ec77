package org.isoflop.interpreter.table;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBDriver;
import org.isoflop.interpreter.file.InputFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON and Parquet through DuckDB, in memory, locked to the one file. Nothing else refers to {@code java.sql} or
 * DuckDB, so that who reads csv alone never loads them. Only if a cell is wrong, a second query asks which.
 */
final class DuckDbReader {
    private static final Pattern MALFORMED_JSON = Pattern.compile(".*Malformed JSON.*?in record/value (\\d+): (.*?)\\.?\\s*");
    private static final Pattern ERROR_CLASS = Pattern.compile("^[A-Za-z. ]*(?:Error|Exception): ");

    private final Connection connection;
    private final DuckDbSource source;
    private final String file;
    private final Request request;
    private int rows;

    private DuckDbReader(Connection connection, DuckDbSource source, String file, Request request) {
        this.connection = connection;
        this.source = source;
        this.file = file;
        this.request = request;
    }

    static RawTable readParquet(InputFile input, String file, Request request) throws IOException {
        Path real = input.access().real(input.path());
        return read(real, DuckDbSource.parquet(real), file, request);
    }

    static RawTable readJson(InputFile input, String file, Request request) throws IOException {
        Path real = input.access().real(input.path());
        return read(real, DuckDbSource.json(real), file, request);
    }

    private static RawTable read(Path path, DuckDbSource source, String file, Request request) {
        if (isPattern(path)) {
            throw new TableException(TableProblem.ofFile(TableProblem.Kind.UNREADABLE, file, "its path holds `*`, `?` or `[`",
                    "rename it"));
        }
        try (Connection connection = open(path)) {
            return new DuckDbReader(connection, source, file, request).read();
        } catch (SQLException failed) {
            throw new TableException(TableProblem.ofFile(TableProblem.Kind.MALFORMED, file, reason(failed, path), null));
        }
    }

    /**
     * The names of the columns of a file, in its order.
     *
     * @param file without links and {@code ..}
     * @param query gives a row for each name, maybe again and again
     * @throws IOException if it is no such file
     */
    static List<String> names(Path file, String query) throws IOException {
        if (isPattern(file)) {
            return List.of();
        }
        Set<String> names = new LinkedHashSet<>();
        try (Connection connection = open(file);
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

    /** Whether DuckDB would take a path for a pattern of several. */
    private static boolean isPattern(Path path) {
        return path.toString().chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
    }

    /** Opens DuckDB so that it can read nothing but a file. */
    private static Connection open(Path path) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET autoinstall_known_extensions = false");
            statement.execute("SET autoload_known_extensions = false");
            statement.execute("SET allowed_paths = [" + DuckDbSource.literal(path.toString()) + "]");
            statement.execute("SET enable_external_access = false");
            statement.execute("SET lock_configuration = true");
            return connection;
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    /** What DuckDB says, in one line. */
    private static String reason(SQLException failed, Path path) {
        String message = failed.getMessage() == null ? "" : failed.getMessage().lines().findFirst().orElse("");
        Matcher json = MALFORMED_JSON.matcher(message);
        return json.matches()
                ? "near value " + json.group(1) + ": " + json.group(2)
                : ERROR_CLASS.matcher(message).replaceFirst("").replace(path.toString(), String.valueOf(path.getFileName())).strip();
    }

    private RawTable read() throws SQLException {
        int expectedRows = expectedRows();
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet found = statement.executeQuery(source.namesAndTypes())) {
            while (found.next()) {
                names.add(found.getString(1));
                types.add(found.getString(2));
            }
        }
        int[] indices = new Header(file, names, (char) 0).indices(request);
        List<DuckDbSource.Cell> cells = IntStream.range(0, indices.length)
                .mapToObj(i -> source.cell(request.columns().get(i), types.get(indices[i]))).toList();
        @Nullable ColumnBuilder[] builders = new @Nullable ColumnBuilder[indices.length];
        for (int i = 0; i < builders.length; i++) {
            builders[i] = ColumnBuilder.of(request.columns().get(i), expectedRows);
        }
        long wrong = fill(builders, cells);
        if (wrong > 0) {
            throw new TableException(firstProblems(cells), wrong);
        }
        return TableReader.table(names, request, builders, rows, (row, column) -> new CellPlace(file, row + 1, 0, column, null));
    }

    private int expectedRows() throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet found = statement.executeQuery(source.counts())) {
            found.next();
            long count = found.getLong(1);
            if (count == 0) {
                throw new TableException(TableProblem.ofFile(TableProblem.Kind.EMPTY_TABLE, file, null, null));
            }
            if (found.getLong(2) > 0) {
                throw new TableException(TableProblem.ofFile(TableProblem.Kind.MALFORMED, file, "it is not a list of objects",
                        "write `[{\"N\": 1e9, \"loss\": 2.5}, …]`, or an object on each line"));
            }
            if (count > Integer.MAX_VALUE - 8) {
                throw new TableException(TableProblem.ofFile(TableProblem.Kind.UNREADABLE, file, "it has " + count + " rows", null));
            }
            return (int) count;
        }
    }

    /** Reads all rows into the builders and gives the count of wrong cells. */
    private long fill(@Nullable ColumnBuilder[] builders, List<DuckDbSource.Cell> cells) throws SQLException {
        String wanted = cells.stream().map(DuckDbSource.Cell::value).collect(Collectors.joining(", "));
        long wrong = 0;
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT " + (wanted.isEmpty() ? "1" : wanted) + " FROM " + source.relation())) {
            while (found.next()) {
                rows++;
                for (int i = 0; i < builders.length; i++) {
                    wrong += take(found, i + 1, builders[i]) ? 0 : 1;
                }
            }
        }
        return wrong;
    }

    private static boolean take(ResultSet found, int index, @Nullable ColumnBuilder builder) throws SQLException {
        return switch (builder) {
            case null -> true;
            case ColumnBuilder.Numbers numbers -> {
                double value = found.getDouble(index);
                numbers.add(value);
                yield isRight(value, numbers.wanted);
            }
            case ColumnBuilder.Truths truths -> {
                double value = found.getDouble(index);
                truths.add(value);
                yield isRight(value, truths.wanted);
            }
            case ColumnBuilder.Texts texts -> {
                String value = found.getString(index);
                texts.addPooled(value);
                yield value != null || texts.wanted.optional();
            }
        };
    }

    private static boolean isRight(double value, Request.Column wanted) {
        return Double.isFinite(value) || Double.isNaN(value) && wanted.optional();
    }

    /** Reads once more, with contents, up to the first few cells that are wrong. */
    private List<TableProblem> firstProblems(List<DuckDbSource.Cell> cells) throws SQLException {
        String wanted = cells.stream().map(cell -> cell.value() + ", " + cell.content()).collect(Collectors.joining(", "));
        List<TableProblem> problems = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT " + wanted + " FROM " + source.relation())) {
            for (int row = 1; problems.size() < TableException.SHOWN && found.next(); row++) {
                for (int i = 0; i < cells.size(); i++) {
                    TableProblem.Kind wrong = problem(found, 2 * i + 1, request.columns().get(i));
                    if (wrong != null && problems.size() < TableException.SHOWN) {
                        String content = wrong == TableProblem.Kind.EMPTY_CELL ? "" : String.valueOf(found.getString(2 * i + 2));
                        problems.add(new TableProblem(wrong, file, row, 0, request.columns().get(i).name(), content,
                                CellHint.of(wrong, content)));
                    }
                }
            }
        }
        return problems;
    }

    private static TableProblem.@Nullable Kind problem(ResultSet found, int index, Request.Column wanted) throws SQLException {
        if (wanted.kind() == Request.Kind.TEXT) {
            return found.getString(index) != null || wanted.optional() ? null : TableProblem.Kind.EMPTY_CELL;
        }
        double value = found.getDouble(index);
        if (isRight(value, wanted)) {
            return null;
        }
        return Double.isNaN(value)
                ? TableProblem.Kind.EMPTY_CELL
                : wanted.kind() == Request.Kind.NUMBER ? TableProblem.Kind.NOT_A_NUMBER : TableProblem.Kind.NOT_A_TRUTH;
    }
}
