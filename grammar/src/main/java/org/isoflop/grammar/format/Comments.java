package org.isoflop.grammar.format;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.grammar.format.Layout.Own;
import org.isoflop.grammar.format.Layout.Trailing;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Study;
import org.isoflop.grammar.syntax.Study.Comment;

/** Hands out the comments of a study, each once, in the order in which the printers come by. */
final class Comments {
    private final String text;
    private final List<Comment> comments;
    private int next;
    private boolean pending;
    private boolean odd;

    Comments(Study study) {
        Source source = study.source();
        this.text = source.text();
        this.comments = study.comments();
    }

    /** What stands before a word of the text and was not handed out yet. */
    Layout before(int offset) {
        if (!hasBefore(offset)) {
            return Layout.NOTHING;
        }
        odd = true;
        List<Layout> parts = new ArrayList<>();
        while (hasBefore(offset)) {
            Comment comment = comments.get(next++);
            if (isOwnLine(comment)) {
                parts.add(new Own(comment.text()));
                pending = false;
            } else {
                parts.add(new Trailing(comment.text()));
                pending = true;
            }
        }
        return Layout.of(parts);
    }

    /** Whether a comment stood beside an entry or amid an expression, where printing may move it. */
    boolean hasOddPlaces() {
        return odd;
    }

    /** The comment behind a word, with nothing but a comma between them. */
    Layout after(int offset) {
        if (next == comments.size()) {
            return Layout.NOTHING;
        }
        Comment comment = comments.get(next);
        for (int i = offset; i < comment.span().start(); i++) {
            char c = text.charAt(i);
            if (c != ' ' && c != '\t' && c != ',') {
                return Layout.NOTHING;
            }
        }
        next++;
        pending = true;
        odd = true;
        return new Trailing(comment.text());
    }

    /** A possible line break; certain behind a comment, which would otherwise wander off to a later end of a line. */
    Layout line(Layout line) {
        boolean certain = pending;
        pending = false;
        return certain ? Layout.of(Layout.BREAK, line) : line;
    }

    /** The comments before an entry of a block, each on its line, with the blank lines that the author left. */
    Layout beforeEntry(int previousEnd, int start) {
        List<Layout> parts = new ArrayList<>();
        int end = entryComments(parts, previousEnd, start);
        parts.add(separator(end, start));
        return Layout.of(parts);
    }

    /** The comments behind the last entry of a block. */
    Layout beforeEnd(int previousEnd, int end) {
        List<Layout> parts = new ArrayList<>();
        entryComments(parts, previousEnd, end);
        parts.add(Layout.NEW_LINE);
        return Layout.of(parts);
    }

    private int entryComments(List<Layout> parts, int previousEnd, int start) {
        int end = previousEnd;
        while (hasBefore(start)) {
            Comment comment = comments.get(next++);
            boolean own = isOwnLine(comment);
            if (own || end < 0 || parts.size() > 0 && parts.getLast() instanceof Own) {
                parts.add(separator(end, comment.span().start()));
                parts.add(new Own(comment.text()));
            } else {
                parts.add(new Trailing(comment.text()));
            }
            // A doc comment stands right above what it belongs to.
            end = own && isDocumentation(comment) ? -1 : comment.span().end();
        }
        pending = false;
        return end;
    }

    /** Whether a comment stands before an offset and was not handed out yet. */
    boolean hasBefore(int offset) {
        return next < comments.size() && comments.get(next).span().start() < offset;
    }

    /** Whether the author left a blank line between two places; never before the first entry. */
    Layout separator(int end, int start) {
        return end >= 0 && hasBlankLine(end, start) ? Layout.BLANK_LINE : Layout.NEW_LINE;
    }

    boolean hasBlankLine(int from, int to) {
        int first = text.indexOf('\n', from);
        if (first < 0 || first >= to) {
            return false;
        }
        for (int i = first + 1; i < to; i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                return true;
            }
            if (c != ' ' && c != '\t' && c != '\r') {
                return false;
            }
        }
        return false;
    }

    private static boolean isDocumentation(Comment comment) {
        return comment.text().startsWith("##") && !comment.text().startsWith("###");
    }

    private boolean isOwnLine(Comment comment) {
        for (int i = comment.span().start() - 1; i >= 0 && text.charAt(i) != '\n'; i--) {
            if (!Character.isWhitespace(text.charAt(i)) && text.charAt(i) != '\uFEFF') {
                return false;
            }
        }
        return true;
    }
}
