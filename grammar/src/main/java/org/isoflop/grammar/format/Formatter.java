package org.isoflop.grammar.format;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.grammar.parse.Bounds;
import org.isoflop.grammar.parse.Parsed;
import org.isoflop.grammar.parse.StudyParser;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Study;

/**
 * Prints a study in the canonical layout. There are no options; what is kept of the author's own layout are comments,
 * blank lines between entries (at most one), and the choice to break a record, a list or a definition over lines.
 * Printed text reads as the same syntax, and printing it again changes nothing.
 */
public final class Formatter {
    /** A comment amid an expression moves to the end of its line, and what it moves past may then move too. */
    private static final int MOST_ROUNDS = 8;

    private Formatter() {
    }

    /**
     * The canonical text of a study.
     *
     * @throws IllegalArgumentException if it was not read without a mistake: what could not be read would be lost
     */
    public static String format(Parsed parsed) {
        return format(parsed, Bounds.USUAL);
    }

    /** The same of a study that was read within bounds. */
    public static String format(Parsed parsed, Bounds bounds) {
        if (!parsed.isCorrect()) {
            throw new IllegalArgumentException("a study with mistakes cannot be formatted");
        }
        Study study = parsed.study();
        for (int round = 1;; round++) {
            Comments comments = new Comments(study);
            String printed = print(study, comments);
            if (!comments.hasOddPlaces() || printed.equals(study.source().text()) || round == MOST_ROUNDS) {
                return printed;
            }
            study = StudyParser.parse(new Source(study.source().name(), printed), bounds).study();
        }
    }

    private static String print(Study study, Comments comments) {
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
