package org.isoflop.repl.printer;

import java.util.List;
import org.isoflop.grammar.diagnostic.Diagnostic.Label;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.repl.file.Harmless;
import org.isoflop.repl.printer.Ink.Role;

/**
 * What of a label is to be drawn on one line.
 *
 * @param line the line, from one
 * @param start the offset within the line, in UTF-16 units
 * @param end the offset behind the last character
 */
record Mark(int line, int start, int end, boolean primary, Role role, String text) {

    /** A label as marks: one, or for several lines one at its first and one, with the text, at its last. */
    static void of(Label label, boolean primary, Role role, List<Mark> marks) {
        Source source = label.source();
        int last = Math.min(source.text().length(), Math.max(label.span().start(), label.span().end()));
        int first = Math.min(label.span().start(), last);
        int firstLine = source.line(first);
        int lastLine = source.line(Math.max(first, last - 1));
        String text = Harmless.of(label.text()).replace('\n', ' ').replace('\t', ' ');
        if (firstLine == lastLine) {
            marks.add(within(source, firstLine, first, last, primary, role, text));
            return;
        }
        int lineEnd = source.lineStart(firstLine) + source.lineText(firstLine).length();
        marks.add(within(source, firstLine, first, lineEnd, primary, role, ""));
        String lastText = source.lineText(lastLine);
        int indent = lastText.length() - lastText.stripLeading().length();
        marks.add(within(source, lastLine, Math.min(source.lineStart(lastLine) + indent, last), last, primary, role, text));
    }

    private static Mark within(Source source, int line, int from, int to, boolean primary, Role role, String text) {
        int start = source.lineStart(line);
        int length = source.lineText(line).length();
        return new Mark(line, Math.min(from - start, length), Math.min(to - start, length), primary, role, text);
    }
}
