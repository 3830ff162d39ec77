package org.isoflop.repl.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of HTML in the making. Text and attributes are escaped, elements are closed in their order: what a study says cannot become
 * markup.
 */
public final class Html {
    private final StringBuilder html = new StringBuilder();
    private final List<String> open = new ArrayList<>();

    /** Opens an element; attributes are names and values in turn. */
    public Html open(String element, String... attributes) {
        tag(element, attributes);
        open.add(element);
        return this;
    }

    /** An element without content: {@code meta}, {@code br}. */
    public Html empty(String element, String... attributes) {
        tag(element, attributes);
        return this;
    }

    private void tag(String element, String... attributes) {
        html.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            html.append(' ').append(attributes[i]).append("=\"");
            text(attributes[i + 1]);
            html.append('"');
        }
        html.append('>');
    }

    /** Closes the element opened last. */
    public Html close() {
        html.append("</").append(open.removeLast()).append('>');
        return this;
    }

    /** Closes it and ends the line. */
    public Html end() {
        close();
        html.append('\n');
        return this;
    }

    /** An element with text. */
    public Html element(String element, String content, String... attributes) {
        return open(element, attributes).text(content).close();
    }

    /** Text, in which nothing is markup. */
    public Html text(String content) {
        content.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.appendCodePoint(isHarmful(c) ? '\uFFFD' : c);
            }
        });
        return this;
    }

    /** Characters that HTML cannot hold, or that turn the order of the text around them. */
    private static boolean isHarmful(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL && c != '\n' && c != '\t' || type == Character.SURROGATE || type == Character.FORMAT && c != 0x200D
                || (c & 0xFFFE) == 0xFFFE;
    }

    /** Markup of ours, or markup that was made of escaped text. */
    public Html raw(String markup) {
        html.append(markup);
        return this;
    }

    /** The markup; every element must be closed. */
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return html.toString();
    }
}
