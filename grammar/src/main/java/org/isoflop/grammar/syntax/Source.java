package org.isoflop.grammar.syntax;

import java.util.Arrays;

/**
 * The text of a study and the name it is reported under. Lines and columns count from one; a column counts code
 * points, as editors do.
 */
public final class Source {
    private final String name;
    private final String text;
    private final int[] lineStarts;

    public Source(String name, String text) {
        this.name = name;
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, 2 * count);
            }
            starts[count++] = i + 1;
        }
        return Arrays.copyOf(starts, count);
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    public String text(Span span) {
        return text.substring(span.start(), span.end());
    }

    /** The line of an offset, from one. */
    public int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The column of an offset in code points, from one. */
    public int column(int offset) {
        return text.codePointCount(lineStarts[line(offset) - 1], offset) + 1;
    }

    /** The offset at which a line (from one) begins. */
    public int lineStart(int line) {
        return lineStarts[line - 1];
    }

    /** The text of a line (from one) without its line break. */
    public String lineText(int line) {
        int end = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
        int start = lineStarts[line - 1];
        return text.substring(start, end > start && text.charAt(end - 1) == '\r' ? end - 1 : end);
    }

    @Override
    public String toString() {
        return name;
    }
}
