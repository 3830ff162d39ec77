package org.isoflop.repl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.interpreter.engine.Account;
import org.isoflop.interpreter.engine.Account.Field;
import org.isoflop.interpreter.engine.Account.Part;
import org.isoflop.interpreter.engine.Checklist;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Value;
import org.isoflop.repl.printer.Layout;

/** The items of a study in file order: what is said of each, its code, and what came of it. */
final class Parts {
    /** Rows of a table that was read, of which a reader wants to see the kind, and of one that was worked out. */
    private static final int GLANCE = 8;
    private static final int ROWS = 200;

    private final Html html;
    private final Values values;
    private final Judgements judgements;
    private final Account account;
    private final Map<String, String> anchors;
    private int plots;

    /** @param anchors where the named items are told of */
    Parts(Html html, Account account, Map<String, String> anchors) {
        this.html = html;
        this.values = new Values(html);
        this.judgements = new Judgements(html, account);
        this.account = account;
        this.anchors = anchors;
    }

    /** Whether an item has a heading of its own; the others stand below the one before. */
    static boolean isTold(Part part) {
        return part.item() instanceof Item.Declaration || !part.plots().isEmpty();
    }

    /** The heading of an item without a name. */
    static String title(Part part) {
        return part.plots().isEmpty() ? "" : part.plots().getFirst().title();
    }

    void print(Part part, String anchor) {
        switch (part.item()) {
            case Item.Header header -> part.findings().forEach(judgements::finding);
            case Item.Declaration declaration -> declaration(part, anchor);
            case Item.Plot plot -> plot(part, anchor);
            case Item.Show show -> show(part, anchor);
            case Item.Expect expect -> {
                html.open("div", "class", "output", "id", anchor);
                part.expectations().forEach(judgements::expectation);
                end(part);
            }
            case Item.Export export -> remark(part, anchor);
            case Item.Use use -> remark(part, anchor);
            case Item.Accept accept -> remark(part, anchor);
        }
    }

    private void declaration(Part part, String anchor) {
        heading(part, anchor, word(part));
        if (part.documentation() != null) {
            html.open("div", "class", "prose").raw(Prose.html(part.documentation(), 3)).end();
        }
        code(part.text());
        if (part.fields().stream().anyMatch(field -> field.documentation() != null)) {
            fields(part.fields());
        }
        Value value = part.value();
        if (value != null) {
            boolean read = part.item() instanceof Item.Data;
            Layout layout = Layout.of(value, account.result().display(), read ? GLANCE : ROWS);
            if (read && value instanceof TableValue table) {
                html.open("details").element("summary", layout.head() + (table.rows() > GLANCE ? ", the first " + GLANCE : ""));
                values.parts(layout, part.name());
                html.end();
            } else if (!(part.item() instanceof Item.Law)) {
                values.value(part.name(), layout);
            }
        }
        checklist(part);
        end(part);
    }

    private void heading(Part part, String anchor, String kind) {
        html.open("section", "class", "item", "id", anchor, "aria-labelledby", anchor + "-title");
        html.open("h3", "id", anchor + "-title").element("span", kind, "class", "kind").raw(" ");
        html.text(part.name().isEmpty() ? title(part) : part.name()).raw(" ");
        html.element("a", "line " + part.line(), "class", "line", "href", "#" + Listing.line(part.line()));
        html.end();
    }

    private static String word(Part part) {
        return part.text().split("\\s", 2)[0];
    }

    private void code(String text) {
        html.open("pre", "tabindex", "0").open("code");
        Highlight.code(text, html);
        html.close().end();
    }

    private void fields(List<Field> fields) {
        html.open("dl", "class", "fields");
        for (Field field : fields) {
            if (field.documentation() != null) {
                html.open("dt").element("code", field.name()).text(field.unit().isEmpty() ? "" : ", " + field.unit()).close();
                html.open("dd").raw(Prose.html(field.documentation(), 3)).end();
            }
        }
        html.end();
    }

    private void plot(Part part, String anchor) {
        if (part.plots().isEmpty()) {
            remark(part, anchor);
            return;
        }
        heading(part, anchor, "plot");
        for (PlotModel plot : part.plots()) {
            Figures.print(plot, ++plots, html);
        }
        end(part);
    }

    /** What has been told of under its name is not told again. */
    private void show(Part part, String anchor) {
        html.open("div", "class", "output", "id", anchor);
        List<String> told = new ArrayList<>();
        for (Result.Shown shown : part.shown()) {
            String name = shown.source().replace("`", "");
            if (anchors.containsKey(name) && !isCut(shown.value())) {
                told.add(name);
            } else {
                values.value(shown.source().replaceAll("\\s+", " "), Layout.of(shown.value(), account.result().display(), ROWS));
            }
        }
        if (!told.isEmpty()) {
            html.open("p", "class", "remark").text("shows ");
            for (String name : told) {
                html.text(name.equals(told.getFirst()) ? "" : ", ").open("a", "href", "#" + anchors.get(name)).element("code", name)
                        .close();
            }
            html.close();
        }
        end(part);
    }

    /** Of a long table that was read only a glance stands where it is declared. */
    private boolean isCut(Value value) {
        return value instanceof TableValue table && table.rows() > GLANCE
                && account.parts().stream().anyMatch(part -> part.item() instanceof Item.Data && part.value() == value);
    }

    private void remark(Part part, String anchor) {
        html.open("div", "class", "output", "id", anchor).open("p", "class", "remark").open("code");
        Highlight.code(part.text().replaceAll("\\s+", " "), html);
        html.close().end();
        end(part);
    }

    private void end(Part part) {
        part.findings().forEach(judgements::finding);
        html.end();
    }

    private void checklist(Part part) {
        if (part.checklist().isEmpty()) {
            return;
        }
        html.open("details", "class", "checklist").element("summary", "How it was fitted").open("dl");
        for (Checklist.Entry entry : part.checklist()) {
            html.open("dt", "class", entry.answered() ? "said" : "unsaid").text(entry.topic()).close().open("dd");
            html.open("p");
            values.sentence(entry.answer());
            html.close();
            if (!entry.code().isEmpty()) {
                html.open("pre").open("code");
                Highlight.code(String.join("\n", entry.code()), html);
                html.close().close();
            }
            html.end();
        }
        html.close().end();
    }
}
