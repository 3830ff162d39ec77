package org.isoflop.interpreter.table;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a table can be written as. */
public enum WriteFormat {
    /** Comma-separated values, quoted as in RFC 4180 where needed. */
    CSV,
    /** Tab-separated values, quoted as csv is. */
    TSV,
    /** An array of objects. */
    JSON,
    /** A list of maps, read alike by YAML 1.1 and 1.2. */
    YAML;

    /** The format that the ending of a file name stands for, null where it stands for none. */
    public static @Nullable WriteFormat of(String fileName) {
        return switch (fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "csv" -> CSV;
            case "tsv" -> TSV;
            case "json" -> JSON;
            case "yaml", "yml" -> YAML;
            default -> null;
        };
    }
}
