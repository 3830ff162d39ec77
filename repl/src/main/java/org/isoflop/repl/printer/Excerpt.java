package org.isoflop.repl.printer;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.repl.printer.Ink.Role;

/** The lines of one text that a diagnostic points at, in a frame with line numbers. */
final class Excerpt {
    /** The most that is shown of a line. */
    private static final int WIDTH = 140;
    private final Source source;
    private final String name;
    private final List<Mark> marks;
    private final Ink ink;
    private final int width;

    /**
     * @param marks at least one, that of the first label first
     * @param width the cells of a line, gutter and all
     */
    Excerpt(Source source, String name, List<Mark> marks, Ink ink, int width) {
        this.source = source;
        this.name = name;
        this.marks = marks;
        this.ink = ink;
        this.width = width;
    }

    /** The cells that the largest line number fills. */
    int gutter() {
        int largest = 1;
        for (Mark mark : marks) {
            largest = Math.max(largest, mark.line());
        }
        return Integer.toString(largest).length();
    }

    /** @param first whether this is the frame of the primary place */
    void print(StringBuilder text, int gutter, boolean first) {
        Mark head = marks.getFirst();
        int column = source.column(source.lineStart(head.line()) + head.start());
        String margin = " ".repeat(gutter);
        text.append(margin).append(ink.of(Role.GUTTER, first ? "--> " : "::: "));
        text.append(name).append(':').append(head.line()).append(':').append(column).append('\n');
        text.append(margin).append(ink.of(Role.GUTTER, " |")).append('\n');
        int previous = 0;
        for (int line : lines()) {
            if (previous > 0 && line == previous + 2) {
                print(text, gutter, line - 1);
            } else if (previous > 0 && line > previous + 2) {
                text.append(ink.of(Role.GUTTER, ".".repeat(Math.max(3, gutter)))).append('\n');
            }
            print(text, gutter, line);
            previous = line;
        }
    }

    private int[] lines() {
        return marks.stream().mapToInt(Mark::line).distinct().sorted().toArray();
    }

    private void print(StringBuilder text, int gutter, int line) {
        List<Mark> here = new ArrayList<>();
        for (Mark mark : marks) {
            if (mark.line() == line) {
                here.add(mark);
            }
        }
        int room = width - gutter - 3;
        MarkedLine marked = new MarkedLine(source.lineText(line), here, ink, Math.min(width, WIDTH) - gutter - 3, room);
        text.append(ink.of(Role.GUTTER, Glyphs.paddedLeft(Integer.toString(line), gutter) + " |"));
        text.append(marked.text().isEmpty() ? "" : " ").append(marked.text()).append('\n');
        for (String below : marked.below()) {
            text.append(" ".repeat(gutter)).append(ink.of(Role.GUTTER, " |")).append(' ').append(below).append('\n');
        }
    }
}
