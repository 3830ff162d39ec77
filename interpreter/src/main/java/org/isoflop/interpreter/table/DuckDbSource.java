package org.isoflop.interpreter.table;

import java.nio.file.Path;
import java.util.Set;

/**
 * The SQL by which DuckDB gives the rows of a file.
 *
 * @param relation what stands after {@code FROM}
 * @param namesAndTypes gives a row of name and type for every column
 * @param counts gives the count of rows, and of rows that have no columns
 */
record DuckDbSource(String relation, String namesAndTypes, String counts, boolean isJson) {
    private static final Set<String> NUMERIC = Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT",
            "UINTEGER", "UBIGINT", "UHUGEINT", "FLOAT", "DOUBLE");

    /**
     * A wanted column: its value (for numbers and truths a double, with NaN for a missing cell and infinity for a wrong
     * one, for texts a text or null) and the cell as a text for messages.
     */
    record Cell(String value, String content) {
    }

    static DuckDbSource parquet(Path path) {
        String relation = "read_parquet(" + literal(path.toString()) + ", hive_partitioning = false)";
        return new DuckDbSource(relation, "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM " + relation + ")",
                "SELECT count(*), 0 FROM " + relation, false);
    }

    /** Whole objects, not columns: DuckDB's column names do not tell {@code n} from {@code N}. */
    static DuckDbSource json(Path path) {
        String relation = "read_json_objects(" + literal(path.toString())
                + ", hive_partitioning = false, maximum_object_size = 268435456)";
        return new DuckDbSource(relation,
                "SELECT DISTINCT unnest(json_keys(json)) AS name, 'JSON' FROM " + relation + " ORDER BY name",
                "SELECT count(*), count(*) FILTER (json_type(json) <> 'OBJECT') FROM " + relation, true);
    }

    /**
     * Gives the names of the first objects of a JSON file, in their order, one as often as it occurs.
     *
     * @param isArray whether it is one array; DuckDB reads all of it to find out
     */
    static String firstNames(Path path, boolean isArray) {
        return "SELECT unnest(json_keys(json)) FROM (SELECT json FROM read_json_objects(" + literal(path.toString()) + ", format = "
                + (isArray ? "'array'" : "'unstructured'") + ", hive_partitioning = false) LIMIT 100)";
    }

    Cell cell(Request.Column wanted, String type) {
        if (isJson) {
            String value = "json_extract(json, " + literal(pointer(wanted.name())) + ")";
            String jsonType = "json_type(" + value + ")";
            String missing = "coalesce(" + jsonType + ", 'NULL') = 'NULL'";
            String number = "TRY_CAST(" + value + " AS DOUBLE)";
            String vanishing = "regexp_extract(CAST(json AS VARCHAR), " + literal(vanishing(wanted.name())) + ", 1)";
            String vanished = number + " = 0 AND " + vanishing + " <> ''";
            return new Cell(switch (wanted.kind()) {
                case NUMBER -> coded(missing, jsonType + " IN ('DOUBLE', 'BIGINT', 'UBIGINT') AND NOT (" + vanished + ")", number);
                case TRUTH -> coded(missing, jsonType + " = 'BOOLEAN'", "TRY_CAST(TRY_CAST(" + value + " AS BOOLEAN) AS DOUBLE)");
                case TEXT -> "json_extract_string(json, " + literal(pointer(wanted.name())) + ")";
            }, "CASE WHEN " + vanished + " THEN " + vanishing + " ELSE CAST(" + value + " AS VARCHAR) END");
        }
        String value = '"' + wanted.name().replace("\"", "\"\"") + '"';
        String content = "CAST(" + value + " AS VARCHAR)";
        boolean numeric = NUMERIC.contains(type) || type.startsWith("DECIMAL");
        return new Cell(switch (wanted.kind()) {
            case NUMBER -> coded(value + " IS NULL", String.valueOf(numeric), numeric ? "CAST(" + value + " AS DOUBLE)" : "0");
            case TRUTH -> coded(value + " IS NULL", String.valueOf(type.equals("BOOLEAN")),
                    type.equals("BOOLEAN") ? "CAST(" + value + " AS DOUBLE)" : "0");
            case TEXT -> content;
        }, content);
    }

    private static String coded(String missing, String fits, String number) {
        return "CASE WHEN " + missing + " THEN 'nan'::DOUBLE WHEN " + fits + " AND isfinite(" + number + ") THEN " + number
                + " ELSE 'inf'::DOUBLE END";
    }

    /** Matches the member of a number that DuckDB reads as 0 though it is not: too small for a double. */
    private static String vanishing(String key) {
        return "\"" + key.replaceAll("[\\p{Punct}&&[^_]]", "\\\\$0") + "\"\\s*:\\s*(-?[0.]*[1-9][0-9.]*[eE]-[0-9]{3,})";
    }

    /** A key as a JSON pointer (RFC 6901). */
    private static String pointer(String key) {
        return "/" + key.replace("~", "~0").replace("/", "~1");
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
