package org.isoflop.repl.printer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isoflop.interpreter.engine.Provenance;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.file.WrittenFile;
import org.isoflop.repl.Version;
import org.isoflop.repl.file.Harmless;
import org.isoflop.stdlib.Locales;

/** What a result rests on in a few lines, to stand below a table that is handed on. */
public final class ProvenanceText {
    private ProvenanceText() {
    }

    /** Each fact on a line of its own; none where nothing was traced. Whole hashes, since who has the file compares them. */
    public static List<String> lines(Result result) {
        Provenance provenance = result.provenance();
        List<String> lines = new ArrayList<>();
        if (provenance == null) {
            return lines;
        }
        lines.add("Isoflop " + Version.TEXT + ", seed " + provenance.seed() + ", " + provenance.draws() + " draws, level "
                + String.format(Locales.NONE, "%.4g", 100 * provenance.level()).replaceFirst("\\.?0+$", "") + " %");
        provenance.inputs().forEach((name, input) -> lines.add(line("input", name + " = " + input.text())
                + (input.given() ? " (given)" : "")));
        provenance.documents().forEach(file -> lines.add(line(file.role().name().toLowerCase(Locale.ROOT), file.name())
                + " sha256:" + file.sha256()));
        for (WrittenFile file : result.files()) {
            lines.add(line("output", file.name()) + " sha256:" + file.sha256());
        }
        return lines;
    }

    /** Names and inputs are others' words: on one line, whatever is in them. */
    private static String line(String what, String words) {
        return what + " " + Harmless.of(words).replaceAll("\\s+", " ").strip();
    }
}
