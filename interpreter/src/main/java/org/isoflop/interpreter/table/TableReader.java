package org.isoflop.interpreter.table;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.isoflop.grammar.diagnostic.NearestName;
import org.jspecify.annotations.Nullable;

/** Reads tables from files. */
public final class TableReader {
    private TableReader() {
    }

    /**
     * Reads the wanted columns of a file.
     *
     * @param format how the file is written
     * @param path where it lies
     * @param displayName the file in messages, as the user named it
     * @param request the wanted columns
     * @return a table of at least one row
     * @throws TableException with all that is wrong with the file, if anything is
     */
    public static RawTable read(ReadFormat format, Path path, String displayName, Request request) {
        if (!Files.isRegularFile(path)) {
            throw noFile(path, displayName);
        }
        if (!Files.isReadable(path)) {
            throw new TableException(TableProblem.ofFile(TableProblem.Kind.UNREADABLE, displayName, "permission denied", null));
        }
        try {
            return switch (format) {
                case CSV -> delimited(path, displayName, ',', request);
                case TSV -> delimited(path, displayName, '\t', request);
                case JSON -> DuckDbReader.readJson(path, displayName, request);
                case PARQUET -> DuckDbReader.readParquet(path, displayName, request);
            };
        } catch (IOException failed) {
            throw new TableException(TableProblem.ofFile(TableProblem.Kind.UNREADABLE, displayName, reason(failed), null));
        } catch (LinkageError absent) {
            throw new TableException(TableProblem.ofFile(TableProblem.Kind.UNREADABLE, displayName, "DuckDB cannot be loaded",
                    "write the table as csv"));
        }
    }

    private static RawTable delimited(Path path, String displayName, char separator, Request request) throws IOException {
        RawTable plain = PlainDelimited.read(path, displayName, separator, request);
        return plain != null ? plain : QuotedDelimited.read(path, displayName, separator, request, 0);
    }

    /** The columns as they were built, in the order of the request. */
    static RawTable table(Request request, @Nullable ColumnBuilder[] builders, int rows, Provenance provenance) {
        List<String> names = request.columns().stream().map(Request.Column::name).toList();
        RawColumn[] columns = new RawColumn[names.size()];
        for (int i = 0; i < builders.length; i++) {
            ColumnBuilder builder = builders[i];
            if (builder != null) {
                columns[names.indexOf(builder.wanted.name())] = builder.build();
                // The array that grew may be longer than the column: let it go before the next one is copied.
                builders[i] = null;
            }
        }
        return new RawTable(names, List.of(columns), rows, provenance);
    }

    private static TableException noFile(Path path, String displayName) {
        if (Files.exists(path)) {
            return new TableException(TableProblem.ofFile(TableProblem.Kind.NOT_A_FILE, displayName, null, null));
        }
        Path name = path.getFileName();
        String nearest = name == null ? null : NearestName.nearest(name.toString(), neighbours(path));
        return new TableException(TableProblem.ofFile(TableProblem.Kind.FILE_MISSING, displayName, null,
                nearest == null ? null : "did you mean `" + nearest + "`?"));
    }

    private static List<String> neighbours(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = new ArrayList<>();
            files.filter(Files::isRegularFile).limit(1000).forEach(file -> names.add(String.valueOf(file.getFileName())));
            return names;
        } catch (IOException failed) {
            // Only a suggestion is lost.
            return List.of();
        }
    }

    static String reason(IOException failed) {
        return switch (failed) {
            case NoSuchFileException missing -> "it is gone";
            case AccessDeniedException denied -> "permission denied";
            case FileSystemException refused when refused.getReason() != null -> refused.getReason();
            default -> failed.getMessage() == null ? "input failed" : failed.getMessage();
        };
    }
}
