package org.isoflop.grammar.syntax;

/** A half-open range of UTF-16 offsets into the text of a {@link Source}. */
public record Span(int start, int end) {
    /** A place that stands in no text, for what the interpreter makes up itself. */
    public static final Span NONE = new Span(0, 0);

    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("not a span: " + start + ".." + end);
        }
    }

    /** The smallest span that covers this one and the other. */
    public Span to(Span other) {
        return new Span(Math.min(start, other.start), Math.max(end, other.end));
    }

    public int length() {
        return end - start;
    }
}
