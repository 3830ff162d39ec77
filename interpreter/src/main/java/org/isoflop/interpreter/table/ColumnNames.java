package org.isoflop.interpreter.table;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.isoflop.interpreter.file.InputFile;

/** The names of the columns of a file, for completion: what cannot be read, may not be, or not at once, has none. */
public final class ColumnNames {
    private ColumnNames() {
    }

    /**
     * The header of a csv or tsv file, the columns of a Parquet file, the members of the first objects of a JSON file, by its ending; no
     * names of any other file.
     *
     * @param patience milliseconds, after which there are none. What takes longer only once, such as loading DuckDB, is done by the
     *     next time
     */
    public static List<String> of(InputFile file, long patience) {
        ReadFormat format = ReadFormat.of(file.path().toString());
        if (format == null || !file.isFile()) {
            return List.of();
        }
        FutureTask<List<String>> task = new FutureTask<>(() -> read(file, format));
        Thread.ofPlatform().daemon().name("isoflop-columns").start(task);
        try {
            return task.get(patience, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException unreadable) {
            return List.of();
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static List<String> read(InputFile input, ReadFormat format) throws IOException {
        Path file = input.access().real(input.path());
        return switch (format) {
            case CSV -> header(input, ',');
            case TSV -> header(input, '\t');
            case JSON -> DuckDbReader.names(file, DuckDbSource.firstNames(file, isArray(input)));
            case PARQUET -> DuckDbReader.names(file, DuckDbSource.parquet(file).namesAndTypes());
        };
    }

    private static List<String> header(InputFile input, char separator) throws IOException {
        try (CsvReader<CsvRecord> records = CsvReader.builder().fieldSeparator(separator).ofCsvRecord(input.open())) {
            return records.stream().findFirst().map(CsvRecord::getFields).orElse(List.of()).stream().map(String::strip).toList();
        }
    }

    private static boolean isArray(InputFile json) throws IOException {
        try (BufferedReader text = new BufferedReader(new InputStreamReader(json.open(), StandardCharsets.UTF_8))) {
            int first = text.read();
            while (Character.isWhitespace(first) || first == '\uFEFF') {
                first = text.read();
            }
            return first == '[';
        }
    }
}
