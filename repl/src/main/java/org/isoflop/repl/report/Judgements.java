package org.isoflop.repl.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.engine.Account;
import org.isoflop.interpreter.engine.Result;

/** Whether a study holds what it stands for, and what was said against it: expectations and warnings. */
final class Judgements {
    private final Html html;
    private final Values values;
    private final Account account;

    Judgements(Html html, Account account) {
        this.html = html;
        this.values = new Values(html);
        this.account = account;
    }

    /** The state of a result at a glance. */
    static void chips(Html html, Result result) {
        long held = result.expectations().stream().filter(Result.Expectation::ok).count();
        int expected = result.expectations().size();
        long accepted = result.findings().stream().filter(finding -> finding.accepted() != null).count();
        long raised = result.findings().size() - accepted;
        String state = held < expected ? "bad" : "good";
        if (expected > 0) {
            chip(html, "#expectations", state, held + " of " + counted(expected, "expectation") + " held");
        }
        chip(html, raised + accepted > 0 ? "#warnings" : "", raised > 0 ? "doubtful" : "good",
                raised > 0 ? counted(raised, "warning") + " raised" : "no warning raised");
        if (accepted > 0) {
            chip(html, "#warnings", "plain", counted(accepted, "warning") + " accepted");
        }
    }

    private static void chip(Html html, String target, String state, String text) {
        html.open("li", "class", state);
        if (target.isEmpty()) {
            html.text(text);
        } else {
            html.element("a", text, "href", target);
        }
        html.end();
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** An expectation at its place. */
    void expectation(Result.Expectation expectation) {
        html.open("p", "class", expectation.ok() ? "expectation good" : "expectation bad");
        html.element("strong", expectation.ok() ? "holds" : "failed").raw(" ").open("code");
        Highlight.code(expectation.text().replaceAll("\\s+", " "), html);
        html.close();
        if (!expectation.actual().isEmpty()) {
            html.text(": ");
            values.inline(expectation.actual());
        }
        if (expectation.reason() != null) {
            html.raw(" ").element("span", "because " + expectation.reason(), "class", "reason");
        }
        html.end();
    }

    /** What was said of an item, below it. */
    void finding(Result.Finding finding) {
        Diagnostic diagnostic = finding.diagnostic();
        boolean accepted = finding.accepted() != null;
        String state = accepted ? "accepted" : diagnostic.severity().word();
        html.open("aside", "class", "finding " + state, "aria-label", state);
        html.open("p").element("strong", state).raw(" ");
        html.open("a", "href", "#" + anchor(diagnostic.code())).element("code", diagnostic.code().word()).close().text(": ");
        values.sentence(diagnostic.message());
        html.close();
        diagnostic.notes().forEach(note -> note("note", note));
        if (diagnostic.fix() != null) {
            note("help", diagnostic.fix());
        }
        if (accepted) {
            html.element("p", "because " + finding.accepted(), "class", "reason");
        }
        html.end();
    }

    private void note(String word, String note) {
        html.open("p", "class", "note").element("strong", word).raw(" ");
        values.sentence(note);
        html.close();
    }

    private static String anchor(Code code) {
        return "code-" + code.word();
    }

    /** All expectations, and all that was said, with what the codes mean. */
    void print() {
        Result result = account.result();
        if (!result.expectations().isEmpty()) {
            html.open("section", "aria-labelledby", "expectations").element("h2", "Expectations", "id", "expectations").raw("\n");
            result.expectations().forEach(this::expectation);
            html.end();
        }
        if (!result.findings().isEmpty()) {
            warnings(result.findings());
        }
    }

    private void warnings(List<Result.Finding> findings) {
        html.open("section", "aria-labelledby", "warnings").element("h2", "Warnings", "id", "warnings").raw("\n");
        Set<Code> codes = new LinkedHashSet<>();
        findings.forEach(finding -> codes.add(finding.diagnostic().code()));
        for (Code code : codes) {
            html.open("section", "class", "code", "id", anchor(code), "aria-labelledby", anchor(code) + "-title");
            html.open("h3", "id", anchor(code) + "-title").element("code", code.word()).close();
            html.open("p", "class", "explanation");
            values.sentence(code.explanation());
            html.close().open("ul");
            for (Result.Finding finding : findings) {
                if (finding.diagnostic().code() == code) {
                    listed(finding);
                }
            }
            html.close().end();
        }
        html.end();
    }

    private void listed(Result.Finding finding) {
        html.open("li");
        values.sentence(finding.diagnostic().message());
        Diagnostic.Label label = finding.diagnostic().labels().isEmpty() ? null : finding.diagnostic().labels().getFirst();
        if (label != null && label.source() == account.source()) {
            int line = label.source().line(Math.min(label.span().start(), label.source().text().length()));
            html.raw(" ").element("a", "line " + line, "class", "line", "href", "#" + Listing.line(line));
        }
        if (finding.accepted() != null) {
            html.raw(" ").element("span", "accepted because " + finding.accepted(), "class", "reason");
        }
        html.end();
    }
}
