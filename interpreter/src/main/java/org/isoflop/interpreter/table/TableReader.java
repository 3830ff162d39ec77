package org.isoflop.interpreter.table;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.isoflop.grammar.diagnostic.NearestName;
import org.isoflop.interpreter.file.Forbidden;
import org.isoflop.interpreter.file.InputFile;
import org.jspecify.annotations.Nullable;

/** Reads tables from files. */
public final class TableReader {
    private TableReader() {
    }

    /**
     * Reads the wanted columns of a file.
     *
     * @param format how the file is written
     * @param input where it lies
     * @param displayName the file in messages, as the user named it
     * @param request the wanted columns
     * @return a table of at least one row
     * @throws TableException with all that is wrong with the file, if anything is
     */
    public static RawTable read(ReadFormat format, InputFile input, String displayName, Request request) {
        try {
            input.access().real(input.path());
            if (!input.isFile()) {
                throw new TableException(TableProblem.ofFile(TableProblem.Kind.NOT_A_FILE, displayName, null, null));
            }
            return switch (format) {
                case CSV -> delimited(input, displayName, ',', request);
                case TSV -> delimited(input, displayName, '\t', request);
                case JSON -> DuckDbReader.readJson(input, displayName, request);
                case PARQUET -> DuckDbReader.readParquet(input, displayName, request);
            };
        } catch (NoSuchFileException missing) {
            throw noFile(input, displayName);
        } catch (IOException failed) {
            throw "Not a directory".equals(reason(failed)) ? noFile(input, displayName) : unreadable(displayName, failed);
        } catch (LinkageError absent) {
            throw new TableException(TableProblem.ofFile(TableProblem.Kind.UNREADABLE, displayName, "DuckDB cannot be loaded",
                    "write the table as csv"));
        }
    }

    private static RawTable delimited(InputFile input, String displayName, char separator, Request request) throws IOException {
        RawTable plain = PlainDelimited.read(input, displayName, separator, request);
        return plain != null ? plain : QuotedDelimited.read(input, displayName, separator, request, 0);
    }

    /** The columns as they were built, in the order of the request. */
    static RawTable table(List<String> headers, Request request, @Nullable ColumnBuilder[] builders, int rows, Provenance provenance) {
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
        return new RawTable(headers, names, List.of(columns), rows, provenance);
    }

    /** What is to be said of a file that cannot be read, with what can be done where that is known. */
    static TableException unreadable(String displayName, IOException failed) {
        return new TableException(TableProblem.ofFile(TableProblem.Kind.UNREADABLE, displayName, reason(failed),
                failed instanceof Forbidden forbidden ? forbidden.remedy() : null));
    }

    private static TableException noFile(InputFile input, String displayName) {
        Path name = input.path().getFileName();
        String nearest = name == null ? null : NearestName.nearest(name.toString(), input.neighbours());
        return new TableException(TableProblem.ofFile(TableProblem.Kind.FILE_MISSING, displayName, null,
                nearest == null ? null : "did you mean `" + nearest + "`?"));
    }

    static String reason(IOException failed) {
        return switch (failed) {
            case NoSuchFileException missing -> "it is gone";
            case AccessDeniedException host when host.getReason() != null -> host.getReason();
            case AccessDeniedException denied -> "permission denied";
            case FileSystemException refused when refused.getReason() != null -> refused.getReason();
            case ClosedByInterruptException interrupted -> "it was interrupted";
            default -> failed.getMessage() == null ? "it cannot be used" : failed.getMessage();
        };
    }
}
