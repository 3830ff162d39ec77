package org.isoflop.grammar.syntax;

import java.util.List;

/** A study file: its items in file order, and its plain comments for the formatter. */
public record Study(Source source, Span span, List<Item> items, List<Comment> comments) implements Syntax {
    public Study {
        items = List.copyOf(items);
        comments = List.copyOf(comments);
    }

    /** A comment with its marks ({@code #} or {@code ##}) and where it stands. */
    public record Comment(Span span, String text) {
    }
}
