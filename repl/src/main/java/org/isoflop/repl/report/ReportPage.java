package org.isoflop.repl.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.interpreter.engine.Account;
import org.isoflop.interpreter.engine.Account.Part;
import org.isoflop.interpreter.engine.Provenance.Input;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.repl.Version;
import org.isoflop.repl.file.FileNames;
import org.isoflop.repl.printer.Layout;

/**
 * A study as one page that stands alone: no other file and no network is needed to read it, and what the study says cannot become
 * script. The same study on the same data gives the same bytes.
 */
public final class ReportPage {
    private final Account account;
    private final FileNames names;
    private final Html html = new Html();
    private final Values values = new Values(html);
    private final Map<String, String> anchors = new LinkedHashMap<>();
    private final Map<Integer, String> byLine = new LinkedHashMap<>();

    private ReportPage(Account account, FileNames names) {
        this.account = account;
        this.names = names;
        int number = 0;
        for (Part part : account.parts()) {
            number++;
            String anchor = part.name().matches("[A-Za-z0-9_]+") ? "item-" + part.name() : "part-" + number;
            if (!part.name().isEmpty()) {
                anchors.putIfAbsent(part.name(), anchor);
            }
            if (!(part.item() instanceof Item.Header)) {
                byLine.putIfAbsent(part.line(), anchor);
            }
        }
    }

    /** The page. */
    public static String of(Account account, FileNames names) {
        ReportPage page = new ReportPage(account, names);
        return Page.of(account.result().title(), page.body(), Figures.isNeeded(account));
    }

    private String body() {
        masthead();
        contents();
        html.open("main", "id", "main");
        summary();
        html.open("section", "aria-labelledby", "study").element("h2", "Study", "id", "study").raw("\n");
        Parts parts = new Parts(html, account, anchors);
        for (Part part : account.parts()) {
            parts.print(part, byLine.getOrDefault(part.line(), ""));
        }
        html.end();
        new Judgements(html, account).print();
        new Provenance(html, account, names).print();
        html.open("section", "aria-labelledby", "source").element("h2", "Source", "id", "source").raw("\n");
        new Listing(html).print(account.source(), byLine);
        html.end();
        html.end();
        html.element("footer", "Made by Isoflop " + Version.TEXT + ".").raw("\n");
        return html.toString();
    }

    private void masthead() {
        html.element("a", "Skip to the study", "class", "skip", "href", "#main").raw("\n");
        html.open("header", "class", "masthead");
        html.element("p", names.of(account.source().name()), "class", "kicker");
        html.element("h1", account.result().title());
        for (Part part : account.parts()) {
            if (part.item() instanceof Item.Header && part.documentation() != null) {
                html.open("div", "class", "lead").raw(Prose.html(part.documentation(), 1)).close();
            }
        }
        html.end();
    }

    private void contents() {
        html.open("nav", "aria-label", "Contents").open("ol");
        entry("summary", "Summary");
        html.open("li").element("a", "Study", "href", "#study").open("ol");
        for (Part part : account.parts()) {
            if (Parts.isTold(part)) {
                String anchor = byLine.getOrDefault(part.line(), "");
                entry(anchor, part.name().isEmpty() ? Parts.title(part) : part.name());
            }
        }
        html.close().end();
        if (!account.result().expectations().isEmpty()) {
            entry("expectations", "Expectations");
        }
        if (!account.result().findings().isEmpty()) {
            entry("warnings", "Warnings");
        }
        entry("reproduce", "To reproduce this");
        entry("source", "Source");
        html.close().end();
    }

    private void entry(String anchor, String title) {
        html.open("li").element("a", title, "href", "#" + anchor).end();
    }

    private void summary() {
        html.open("section", "aria-labelledby", "summary").element("h2", "Summary", "id", "summary").raw("\n");
        html.open("ul", "class", "chips");
        Judgements.chips(html, account.result());
        html.end();
        List<Part> inputs = new ArrayList<>();
        account.parts().stream().filter(part -> part.item() instanceof Item.Input && part.value() != null).forEach(inputs::add);
        if (!inputs.isEmpty()) {
            html.element("h3", "Inputs").raw("\n").open("dl", "class", "fields");
            for (Part input : inputs) {
                Input origin = account.provenance().inputs().get(input.name());
                html.open("dt").element("a", input.name(), "href", "#" + anchors.get(input.name())).close().open("dd");
                values.inline(Layout.of(java.util.Objects.requireNonNull(input.value()), account.result().display(), 0).head());
                html.raw(origin != null && origin.given() ? " <em>given from outside</em>" : "").end();
            }
            html.end();
        }
        if (!account.result().outputs().isEmpty()) {
            html.element("h3", "Results").raw("\n").open("dl", "class", "fields results");
            account.result().outputs().forEach(this::shown);
            html.end();
        }
        html.end();
    }

    /** What was shown, on a line: the rest stands where it is told of. */
    private void shown(Result.Shown shown) {
        Layout layout = Layout.of(shown.value(), account.result().display(), 0);
        html.open("dt");
        String anchor = anchors.get(shown.source().replace("`", ""));
        if (anchor == null) {
            html.element("code", shown.source().replaceAll("\\s+", " "));
        } else {
            html.open("a", "href", "#" + anchor).element("code", shown.source()).close();
        }
        html.close().open("dd");
        values.inline(layout.head().isEmpty() ? "a record" : layout.head());
        html.end();
    }
}
