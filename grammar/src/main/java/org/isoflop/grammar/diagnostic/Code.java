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
    UNREADABLE_TEXT(Severity.ERROR, "%s",
            "A study is UTF-8 text. The place is that of the first byte or character that cannot belong to one."),
    STRAY_CHARACTER(Severity.ERROR, "%s", "A character that has no meaning outside texts, comments and names in backquotes."),
    UNCLOSED(Severity.ERROR, "%s",
            "A bracket, text or name in backquotes was opened and not closed. Texts and names end on their line; a bracket is"
                    + " given up where an item begins at the left margin."),
    BAD_ESCAPE(Severity.ERROR, "`%s` means nothing in a text", "In a text a backslash stands before `\\`, `\"`, `n` or `t`."),
    GROWN_NUMBER(Severity.ERROR, "%s",
            "Between a number and its unit stands a blank: `80 GB`. Letters may touch a number only as one of the suffixes K, M, B, T."),
    NUMBER_TOO_LARGE(Severity.ERROR, "`%s` is larger than any number that can be held",
            "Numbers are IEEE 754 doubles and end at about 1.8e308."),
    RESERVED_WORD(Severity.ERROR, "`%s` is a reserved word and cannot be a name",
            "Reserved are let in and or not if then else as by with true false missing. In backquotes they are names."),
    UNKNOWN_ITEM(Severity.ERROR, "%s", "Every item begins on a line of its own with one of the item words."),
    NESTING(Severity.ERROR, "%s",
            "Brackets nest at most 200 deep and one expression holds at most 1,000 operators in a chain; `sum([…])` adds any number.");

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
