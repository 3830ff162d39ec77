package org.isoflop.grammar.diagnostic;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.jspecify.annotations.Nullable;

/**
 * One thing to say: what is wrong ({@code message}, a sentence without the source line), where (the first label is the
 * primary one), what else helps to know ({@code notes}), and how to mend it ({@code fix}).
 */
public record Diagnostic(Code code, String message, List<Label> labels, List<String> notes, @Nullable String fix) {
    public Diagnostic {
        labels = List.copyOf(labels);
        notes = List.copyOf(notes);
    }

    /** A place in a text and what is to be seen there; the text of the label may be empty. */
    public record Label(Source source, Span span, String text) {
    }

    /** Begins a diagnostic: the code's template filled with the arguments. */
    public static Diagnostic of(Code code, Object... arguments) {
        return new Diagnostic(code, code.message(arguments), List.of(), List.of(), null);
    }

    public Diagnostic at(Source source, Span span) {
        return at(source, span, "");
    }

    public Diagnostic at(Source source, Span span, String text) {
        List<Label> more = new ArrayList<>(labels);
        more.add(new Label(source, span, text));
        return new Diagnostic(code, message, more, notes, fix);
    }

    public Diagnostic note(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new Diagnostic(code, message, labels, more, fix);
    }

    /** What to write instead, as a sentence: "did you mean `tokens`?". */
    public Diagnostic fix(@Nullable String mend) {
        return new Diagnostic(code, message, labels, notes, mend);
    }

    public Severity severity() {
        return code.severity();
    }

    public boolean isError() {
        return code.severity() == Severity.ERROR;
    }
}
