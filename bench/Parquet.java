import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;

/** Writes columns N, D and L, raw doubles one column after the other, as Parquet: {@code java Parquet.java runs.f64 runs.parquet}. */
final class Parquet {
    private static final int COLUMNS = 3;

    private Parquet() {
    }

    public static void main(String[] args) throws IOException, SQLException {
        int rows = Math.toIntExact(Files.size(Path.of(args[0])) / (COLUMNS * Double.BYTES));
        try (var file = FileChannel.open(Path.of(args[0]));
                var database = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
                var statement = database.createStatement()) {
            DoubleBuffer numbers = file.map(MapMode.READ_ONLY, 0, file.size()).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
            statement.execute("create table runs (N double, D double, L double)");
            try (var appender = database.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "runs")) {
                for (int row = 0; row < rows; row++) {
                    appender.beginRow();
                    for (int column = 0; column < COLUMNS; column++) {
                        appender.append(numbers.get(column * rows + row));
                    }
                    appender.endRow();
                }
            }
            statement.execute("copy runs to '" + args[1].replace("'", "''") + "' (format parquet)");
        }
    }
}
