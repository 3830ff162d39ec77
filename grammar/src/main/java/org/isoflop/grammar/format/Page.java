package org.isoflop.grammar.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.isoflop.grammar.format.Layout.Break;
import org.isoflop.grammar.format.Layout.Either;
import org.isoflop.grammar.format.Layout.Group;
import org.isoflop.grammar.format.Layout.Indented;
import org.isoflop.grammar.format.Layout.Line;
import org.isoflop.grammar.format.Layout.NewLine;
import org.isoflop.grammar.format.Layout.Own;
import org.isoflop.grammar.format.Layout.Sequence;
import org.isoflop.grammar.format.Layout.Text;
import org.isoflop.grammar.format.Layout.Trailing;
import org.jspecify.annotations.Nullable;

/** Sets a layout on lines of at most {@value #WIDTH} characters where that is possible, and lines up trailing comments. */
final class Page {
    static final int WIDTH = 100;
    private static final int INDENT = 4;

    private record Written(String text, @Nullable String comment) {
        int indent() {
            int indent = 0;
            while (indent < text.length() && text.charAt(indent) == ' ') {
                indent++;
            }
            return indent;
        }
    }

    private record Pending(Layout layout, int indent, boolean flat) {
    }

    private final List<Written> lines = new ArrayList<>();
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final StringBuilder line = new StringBuilder();
    private @Nullable String comment;

    private Page() {
    }

    static String set(Layout layout) {
        Page page = new Page();
        page.write(layout);
        page.endLine();
        return page.joined();
    }

    private void write(Layout whole) {
        pending.push(new Pending(whole, 0, false));
        while (!pending.isEmpty()) {
            Pending next = pending.pop();
            int indent = next.indent;
            switch (next.layout) {
                case Text text -> append(text.text(), indent);
                case Line space -> {
                    if (next.flat) {
                        append(line.isEmpty() ? "" : space.flat(), indent);
                    } else {
                        endLine();
                    }
                }
                case NewLine newLine -> {
                    endLine();
                    if (newLine.blank() && !lines.isEmpty() && !lines.getLast().text.isEmpty()) {
                        lines.add(new Written("", null));
                    }
                }
                case Break now -> {
                }
                case Either either -> append(next.flat ? either.flat() : either.broken(), indent);
                case Trailing trailing -> {
                    trail(trailing.comment(), indent);
                }
                case Own own -> {
                    endLine();
                    append(own.comment(), indent);
                    endLine();
                }
                case Indented indented -> pending.push(new Pending(indented.inner(), indent + INDENT, next.flat));
                case Group group -> pending.push(new Pending(group.inner(), indent, next.flat || !group.broken() && fits(group, indent)));
                case Sequence sequence -> {
                    for (int i = sequence.parts().size() - 1; i >= 0; i--) {
                        pending.push(new Pending(sequence.parts().get(i), indent, next.flat));
                    }
                }
            }
        }
    }

    /** A second comment gets the next line, unless it would become the documentation of what follows there. */
    private void trail(String text, int indent) {
        if (line.isEmpty()) {
            append(text, indent);
            endLine();
        } else if (comment != null && text.startsWith("##")) {
            comment += " " + text;
        } else {
            if (comment != null) {
                endLine();
                append(text, indent);
                endLine();
            } else {
                comment = text;
            }
        }
    }

    private void append(String text, int indent) {
        String rest = line.isEmpty() ? text.stripLeading() : text;
        if (line.isEmpty() && !rest.isEmpty()) {
            line.repeat(' ', indent);
        }
        line.append(rest);
    }

    private void endLine() {
        String text = line.toString().stripTrailing();
        if (!text.isEmpty() || comment != null) {
            lines.add(new Written(text, comment));
        }
        line.setLength(0);
        comment = null;
    }

    /** Whether a group fits on what is left of the line; what follows it up to the next break is not counted. */
    private boolean fits(Layout group, int indent) {
        return fitsIn(group, WIDTH - Math.max(line.codePointCount(0, line.length()), indent));
    }

    /** Whether a layout that begins a line stands on it alone. */
    static boolean fitsOnLine(Layout layout) {
        return fitsIn(layout, WIDTH);
    }

    private static boolean fitsIn(Layout group, int width) {
        int left = width;
        Deque<Layout> ahead = new ArrayDeque<>();
        ahead.push(group);
        while (!ahead.isEmpty() && left >= 0) {
            switch (ahead.pop()) {
                case Text text -> left -= text.text().codePointCount(0, text.text().length());
                case Line space -> left -= space.flat().length();
                case Indented indented -> ahead.push(indented.inner());
                case Group inner -> ahead.push(inner.inner());
                case Sequence sequence -> pushAll(ahead, sequence.parts());
                case Either either -> left -= either.flat().length();
                case Trailing trailing -> {
                }
                case NewLine newLine -> {
                    return false;
                }
                case Own own -> {
                    return false;
                }
                case Break now -> {
                    return false;
                }
            }
        }
        return left >= 0;
    }

    private static void pushAll(Deque<Layout> ahead, List<Layout> parts) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            ahead.push(parts.get(i));
        }
    }

    private String joined() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size();) {
            int end = endOfBlock(i);
            int column = 0;
            for (int j = i; j < end; j++) {
                Written written = lines.get(j);
                if (written.comment != null) {
                    column = Math.max(column, written.text.codePointCount(0, written.text.length()));
                }
            }
            for (; i < end; i++) {
                Written written = lines.get(i);
                text.append(written.text);
                if (written.comment != null) {
                    text.repeat(' ', column - written.text.codePointCount(0, written.text.length()) + 2).append(written.comment);
                }
                text.append('\n');
            }
        }
        return text.toString();
    }

    /** Lines without a gap and of one indent share the column of their comments; a bracket left open ends them. */
    private int endOfBlock(int first) {
        int end = first + 1;
        int indent = lines.get(first).indent();
        while (end < lines.size() && !lines.get(end).text.isEmpty() && lines.get(end).indent() == indent
                && !opens(lines.get(end - 1).text)) {
            end++;
        }
        return end;
    }

    private static boolean opens(String text) {
        return text.endsWith("{") || text.endsWith("[") || text.endsWith("(");
    }
}
