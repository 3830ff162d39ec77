package org.isoflop.grammar.parse;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.grammar.syntax.Study;
import org.isoflop.grammar.syntax.Study.Comment;
import org.jspecify.annotations.Nullable;

/** Finds what of a study stands in the text that it became. */
final class Growth {
    private final Study before;
    private final Source source;
    private final List<Item> items = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private int end;

    private Growth(Study before, Source source) {
        this.before = before;
        this.source = source;
    }

    /** Null where something else was done to the text than growing at its end and losing whole items and comments. */
    static @Nullable Growth of(Study before, Source source) {
        Growth growth = new Growth(before, source);
        return growth.onlyBlanksDiffer() && growth.keeps() ? growth : null;
    }

    /** The items and comments that stand where they stood. */
    Study kept() {
        return new Study(source, new Span(0, end), items, comments);
    }

    /** Where reading has to begin for what follows them. */
    int end() {
        return end;
    }

    private boolean keeps() {
        int next = 0;
        Span gone = Span.NONE;
        for (Item item : before.items()) {
            boolean stands = stands(item.span());
            for (; next < before.comments().size() && before.comments().get(next).span().start() < item.span().end(); next++) {
                if (!keeps(before.comments().get(next), stands, gone)) {
                    return false;
                }
            }
            if (stands) {
                items.add(item);
            } else if (isBlank(item.span())) {
                gone = item.span();
            } else {
                return false;
            }
        }
        if (items.size() < 2) {
            return false;
        }
        // More words could belong to the last item, so that it is read again.
        items.removeLast();
        end = items.getLast().span().end();
        comments.removeIf(comment -> comment.span().start() >= end);
        return true;
    }

    /**
     * Whether a comment may be what it was. What documented an item that is gone would document the next one, and so would a remark behind
     * it, which is now first on its line.
     */
    private boolean keeps(Comment comment, boolean nextStands, Span gone) {
        boolean stands = stands(comment.span());
        if (stands) {
            comments.add(comment);
        }
        boolean documents = comment.text().startsWith("##");
        boolean moved = gone.end() > 0 && before.source().line(gone.end() - 1) == before.source().line(comment.span().start());
        return (stands || isBlank(comment.span())) && (!documents || stands == nextStands && !(stands && moved));
    }

    private boolean onlyBlanksDiffer() {
        String old = before.source().text();
        String text = source.text();
        for (int i = 0; i < old.length(); i++) {
            if (i == text.length() || old.charAt(i) != text.charAt(i) && !isBlank(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean stands(Span span) {
        return before.source().text().regionMatches(span.start(), source.text(), span.start(), span.length());
    }

    private boolean isBlank(Span span) {
        return source.text(span).chars().allMatch(c -> isBlank((char) c));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\u00A0';
    }
}
