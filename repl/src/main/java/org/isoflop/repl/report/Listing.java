package org.isoflop.repl.report;

import java.util.Map;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;

/** The source of a study with a number before each line that can be linked to, and links to what is told of the items. */
final class Listing {
    private final Html html;

    Listing(Html html) {
        this.html = html;
    }

    /** The anchor of a line, from one. */
    static String line(int line) {
        return "L" + line;
    }

    /** @param items the anchors of what is told of the items, by the line that they begin on */
    void print(Source source, Map<Integer, String> items) {
        html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", "Source of the study");
        html.open("table", "class", "listing").open("tbody");
        Highlight highlight = new Highlight(source.text());
        int lines = source.line(source.text().stripTrailing().length());
        for (int line = 1; line <= lines; line++) {
            html.open("tr", "id", line(line));
            html.open("th", "scope", "row").element("a", Integer.toString(line), "href", "#" + line(line)).close();
            html.open("td").open("code");
            int start = source.lineStart(line);
            highlight.print(new Span(start, start + source.lineText(line).length()), html);
            html.close().close();
            html.open("td", "class", "back");
            String item = items.get(line);
            if (item != null) {
                html.element("a", "↑", "href", "#" + item, "aria-label", "What came of line " + line, "title", "what came of it");
            }
            html.close().end();
        }
        html.close().close().end();
    }
}
