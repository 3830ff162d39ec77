package org.isoflop.interpreter.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The names of the columns of a file, for completion: what cannot be read, or not at once, has none. */
public final class ColumnNames {
    private ColumnNames() {
    }

    /** The header of a csv or tsv file, by its ending; no names of any other file. */
    public static List<String> of(Path file) {
        ReadFormat format = ReadFormat.of(file.toString());
        if (format != ReadFormat.CSV && format != ReadFormat.TSV) {
            return List.of();
        }
        char separator = format == ReadFormat.TSV ? '\t' : ',';
        try (CsvReader<CsvRecord> records = CsvReader.builder().fieldSeparator(separator).ofCsvRecord(file)) {
            return records.stream().findFirst().map(CsvRecord::getFields).orElse(List.of()).stream().map(String::strip).toList();
        } catch (IOException | UncheckedIOException | CsvParseException unreadable) {
            return List.of();
        }
    }
}
