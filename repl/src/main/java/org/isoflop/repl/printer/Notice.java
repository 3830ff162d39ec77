package org.isoflop.repl.printer;

import java.util.List;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.diagnostic.Diagnostic.Label;
import org.isoflop.repl.file.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * What formats for programs say of a diagnostic, or of a mistake on the command line, which has no place.
 *
 * @param code the word of a {@code Code}, or {@code command_line}, {@code limit}, {@code fault}
 * @param accepted the reason for which it was accepted, if it was
 * @param place null where it is not about a text
 * @param notes what else helps to know
 * @param help what to write instead, null if that is not known
 */
public record Notice(String severity, String code, @Nullable String accepted, String message, @Nullable Place place, List<String> notes,
        @Nullable String help) {
    /** Where it is; lines and columns are counted from one. */
    public record Place(String file, int line, int column) {
        @Override
        public String toString() {
            return file + ":" + line + ":" + column;
        }
    }

    /** @param names how files are called */
    public static Notice of(Diagnostic diagnostic, @Nullable String accepted, FileNames names) {
        Label label = diagnostic.labels().isEmpty() ? null : diagnostic.labels().getFirst();
        return new Notice(diagnostic.severity().word(), diagnostic.code().word(), accepted, diagnostic.message(),
                label == null ? null : place(label, names), diagnostic.notes(), diagnostic.fix());
    }

    /** A mistake that is about no text. */
    public static Notice error(String code, String message, @Nullable String help) {
        return new Notice("error", code, null, message, null, List.of(), help);
    }

    private static Place place(Label label, FileNames names) {
        int start = Math.min(label.span().start(), label.source().text().length());
        return new Place(names.of(label.source().name()), label.source().line(start), label.source().column(start));
    }
}
