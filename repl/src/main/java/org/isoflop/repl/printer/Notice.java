package org.isoflop.repl.printer;

import java.util.List;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.diagnostic.Diagnostic.Label;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.repl.file.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * What formats for programs say of a diagnostic, or of a mistake on the command line, which has no place.
 *
 * @param code the word of a {@code Code}, or {@code command_line}, {@code limit}, {@code fault}
 * @param accepted the reason for which it was accepted, if it was
 * @param labels the places that it is about, the one where it is first; empty where it is not about a text
 * @param notes what else helps to know
 * @param help what to write instead, null if that is not known
 */
public record Notice(String severity, String code, @Nullable String accepted, String message, List<Place> labels, List<String> notes,
        @Nullable String help) {
    /**
     * A part of a text; lines and columns are counted from one, columns in characters.
     *
     * @param endLine the line of what stands behind it
     * @param endColumn the column of what stands behind it
     * @param text what is to be seen there, may be empty
     */
    public record Place(String file, int line, int column, int endLine, int endColumn, String text) {
        @Override
        public String toString() {
            return file + ":" + line + ":" + column;
        }
    }

    /** Where it is; null where it is not about a text. */
    public @Nullable Place place() {
        return labels.isEmpty() ? null : labels.getFirst();
    }

    /** @param names how files are called */
    public static Notice of(Diagnostic diagnostic, @Nullable String accepted, FileNames names) {
        List<Place> labels = diagnostic.labels().stream().map(label -> place(label, names)).toList();
        return new Notice(diagnostic.severity().word(), diagnostic.code().word(), accepted, diagnostic.message(), labels,
                diagnostic.notes(), diagnostic.fix());
    }

    /** A mistake that is about no text. */
    public static Notice error(String code, String message, @Nullable String help) {
        return new Notice("error", code, null, message, List.of(), List.of(), help);
    }

    private static Place place(Label label, FileNames names) {
        Source source = label.source();
        int start = Math.min(label.span().start(), source.text().length());
        int end = Math.clamp(label.span().end(), start, source.text().length());
        return new Place(names.of(source.name()), source.line(start), source.column(start), source.line(end), source.column(end),
                label.text());
    }
}
