package org.isoflop.grammar.diagnostic;

import java.util.Locale;

/**
 * The catalogue of everything that can be said: a stable word, how severe it is, the message (a format with its
 * arguments) and an explanation for the reference. A message is one sentence in plain words with code in backquotes;
 * it does not repeat the source line, which is shown with it.
 */
public enum Code {
    // Text to syntax.
    SYNTAX(Severity.ERROR, "%s", "The text does not follow the grammar at this place. The message names what may stand there."),
    UNREADABLE_TEXT(Severity.ERROR, "%s", "A study is UTF-8 text without control characters.");

    private final Severity severity;
    private final String template;
    private final String explanation;

    Code(Severity severity, String template, String explanation) {
        this.severity = severity;
        this.template = template;
        this.explanation = explanation;
    }

    /** The stable word: {@code at_bound}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Severity severity() {
        return severity;
    }

    public String explanation() {
        return explanation;
    }

    public String message(Object... arguments) {
        return String.format(Locale.ROOT, template, arguments);
    }
}
