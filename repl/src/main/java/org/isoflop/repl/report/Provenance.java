package org.isoflop.repl.report;

import org.isoflop.interpreter.engine.Account;
import org.isoflop.interpreter.engine.Provenance.Document;
import org.isoflop.repl.Version;
import org.isoflop.repl.file.FileNames;

/** What is needed to come to the same results: the command, the version, the seed, the files and their hashes. */
final class Provenance {
    private final Html html;
    private final Account account;
    private final FileNames names;

    Provenance(Html html, Account account, FileNames names) {
        this.html = html;
        this.account = account;
        this.names = names;
    }

    void print() {
        html.open("section", "aria-labelledby", "reproduce").element("h2", "To reproduce this", "id", "reproduce").raw("\n");
        html.open("pre", "tabindex", "0").element("code", command()).end();
        html.open("dl", "class", "fields");
        fact("Program", "Isoflop " + Version.TEXT);
        fact("Seed", Long.toString(account.provenance().seed()));
        fact("Draws", Integer.toString(account.provenance().draws()));
        fact("Level of intervals",
                String.format(java.util.Locale.ROOT, "%.4g", 100 * account.provenance().level()).replaceFirst("\\.?0+$", "") + " %");
        html.end();
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Files and their hashes");
        html.open("table", "class", "files").open("thead").open("tr");
        for (String head : new String[] {"file", "role", "bytes", "SHA-256"}) {
            html.element("th", head, "scope", "col", "class", head.equals("bytes") ? "number" : "words");
        }
        html.close().close().open("tbody").raw("\n");
        account.provenance().documents().forEach(this::document);
        html.close().close().end();
        html.end();
    }

    /** The line that runs the study as it was run. */
    private String command() {
        StringBuilder line = new StringBuilder("isoflop report ").append(quoted(names.of(account.source().name())));
        account.provenance().inputs().forEach((name, input) -> {
            if (input.given()) {
                line.append(" --set ").append(quoted(name + "=" + input.text()));
            }
        });
        return line.append(" --seed ").append(account.provenance().seed()).toString();
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./=+:@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private void fact(String what, String value) {
        html.element("dt", what).element("dd", value).raw("\n");
    }

    private void document(Document document) {
        html.open("tr").open("td", "class", "words").element("code", document.name()).close();
        html.element("td", document.role().name().toLowerCase(java.util.Locale.ROOT), "class", "words");
        html.element("td", Long.toString(document.bytes()), "class", "number");
        html.open("td", "class", "words").element("code", document.sha256()).close().end();
    }
}
