package org.isoflop.interpreter.table;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a table can be read from. */
public enum ReadFormat {
    /** Comma-separated values with a header, quoted as in RFC 4180. */
    CSV,
    /** Tab-separated values with a header, quoted as csv is. */
    TSV,
    /** An array of objects, or an object on each line. */
    JSON,
    /** Apache Parquet. */
    PARQUET;

    /** The format that the ending of a file name stands for, null where it stands for none. */
    public static @Nullable ReadFormat of(String fileName) {
        return switch (fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "csv" -> CSV;
            case "tsv" -> TSV;
            case "json", "jsonl", "ndjson" -> JSON;
            case "parquet" -> PARQUET;
            default -> null;
        };
    }
}
