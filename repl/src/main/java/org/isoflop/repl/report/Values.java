package org.isoflop.repl.report;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isoflop.repl.printer.Layout;
import org.isoflop.repl.printer.TextTable;
import org.isoflop.repl.printer.TextTable.Column;

/** Values and sentences as HTML: the same layouts that a terminal gets. */
final class Values {
    private static final Pattern INTERVAL = Pattern.compile("(?<=[\\p{L}\\d.] )\\[[^\\[\\]]*\\]|^\\[[^\\[\\], ]+, [^\\[\\], ]+\\]$");

    /** Dates, and numbers with a hyphen in them, which are not broken there. */
    private static final Pattern WHOLE = Pattern.compile("-?\\d\\S*-\\S+");
    /** A cell of more characters is read like a sentence, and not broken after every word. */
    private static final int SENTENCE = 28;
    private final Html html;

    Values(Html html) {
        this.html = html;
    }

    /** A value: its head after what it is called, then its parts. */
    void value(String source, Layout layout) {
        html.open("div", "class", "value");
        html.open("p", "class", "head").element("code", source);
        if (!layout.head().isEmpty()) {
            html.text(" = ");
            inline(layout.head());
        }
        html.end();
        parts(layout, source);
        html.end();
    }

    /** What stands below the head. */
    void parts(Layout layout, String caption) {
        for (Layout.Part part : layout.parts()) {
            switch (part) {
                case Layout.Lines(List<String> lines) -> {
                    html.open("ul", "class", "remarks");
                    lines.forEach(line -> {
                        html.open("li");
                        inline(line);
                        html.end();
                    });
                    html.end();
                }
                case Layout.Grid(TextTable table, String more) -> {
                    table(table, caption);
                    if (!more.isEmpty()) {
                        html.element("p", more, "class", "more").raw("\n");
                    }
                }
                case Layout.Fields(Map<String, String> members) -> {
                    html.open("dl", "class", "fields");
                    members.forEach((name, value) -> {
                        html.element("dt", name).open("dd");
                        inline(value);
                        html.end();
                    });
                    html.end();
                }
            }
        }
    }

    /** A line in which intervals stand back behind their points. */
    void inline(String line) {
        Matcher interval = INTERVAL.matcher(line);
        int from = 0;
        while (interval.find()) {
            html.text(line.substring(from, interval.start())).element("span", interval.group(), "class", "interval");
            from = interval.end();
        }
        html.text(line.substring(from));
    }

    /** A sentence in which code stands in backquotes. */
    void sentence(String sentence) {
        String[] pieces = sentence.split("`", -1);
        for (int i = 0; i < pieces.length; i++) {
            if (i % 2 == 1 && i < pieces.length - 1) {
                html.element("code", pieces[i]);
            } else {
                html.text(i % 2 == 1 ? "`" + pieces[i] : pieces[i]);
            }
        }
    }

    /** A table that can be scrolled sideways, by keys as well. */
    void table(TextTable table, String caption) {
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Table: " + caption);
        html.open("table").open("thead").open("tr");
        int rows = 0;
        for (Column column : table.columns()) {
            String align = column.right() ? "number" : "words";
            if (column.head().isEmpty()) {
                html.open("td", "class", align);
            } else {
                html.open("th", "scope", "col", "class", align).text(column.head());
            }
            if (!column.unit().isEmpty()) {
                html.raw(" ").element("span", column.unit(), "class", "unit");
            }
            html.close();
            rows = Math.max(rows, column.cells().size());
        }
        html.close().close().raw("\n").open("tbody");
        for (int row = 0; row < rows; row++) {
            html.open("tr");
            for (Column column : table.columns()) {
                String cell = row < column.cells().size() ? column.cells().get(row) : "";
                html.open("td", "class", look(cell.strip(), column.right()));
                cell(cell, column.right());
                html.close();
            }
            html.end();
        }
        html.close().close().end();
    }

    private static String look(String cell, boolean right) {
        String look = right ? "number" : cell.length() > SENTENCE ? "words sentence" : "words";
        return WHOLE.matcher(cell).matches() ? look + " whole" : look;
    }

    /** Blanks that line up decimal points are kept as figures wide. */
    private void cell(String cell, boolean right) {
        String shown = right ? cell.stripLeading() : cell.strip();
        int blanks = shown.length() - shown.stripTrailing().length();
        inline(shown.stripTrailing());
        if (blanks > 0) {
            html.element("span", "0".repeat(blanks).replaceFirst("0", "."), "class", "pad", "aria-hidden", "true");
        }
    }
}
