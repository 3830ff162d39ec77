package org.isoflop.grammar.format;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.grammar.parse.Parsed;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Study;

/**
 * Prints a study in the canonical layout. There are no options; what is kept of the author's own layout are comments,
 * blank lines between entries (at most one), and the choice to break a record, a list or a definition over lines.
 * Printed text reads as the same syntax, and printing it again changes nothing.
 */
public final class Formatter {
    private Formatter() {
    }

    /**
     * The canonical text of a study.
     *
     * @throws IllegalArgumentException if it was not read without a mistake: what could not be read would be lost
     */
    public static String format(Parsed parsed) {
        if (!parsed.isCorrect()) {
            throw new IllegalArgumentException("a study with mistakes cannot be formatted");
        }
        return print(parsed.study());
    }

    private static String print(Study study) {
        Comments comments = new Comments(study);
        ItemPrinter printer = new ItemPrinter(study.source(), comments);
        List<Layout> parts = new ArrayList<>();
        int end = -1;
        for (Item item : study.items()) {
            parts.add(comments.beforeEntry(end, item.span().start()));
            parts.add(printer.item(item));
            parts.add(comments.after(item.span().end()));
            end = item.span().end();
        }
        parts.add(comments.beforeEnd(end, study.span().end()));
        return Page.set(Layout.of(parts));
    }
}
