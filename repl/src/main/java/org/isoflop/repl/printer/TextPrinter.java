package org.isoflop.repl.printer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.file.WrittenFile;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.Value;
import org.isoflop.repl.file.FileNames;
import org.isoflop.repl.file.Harmless;
import org.isoflop.repl.printer.Ink.Role;

/**
 * Prints results for people: what was shown, whether the expectations held, what was accepted and which files were
 * written.
 *
 * @param room tells the cells that a line may fill
 */
public record TextPrinter(FileNames names, Ink ink, IntSupplier room) {
    private static final String MARGIN = "  ";

    public String text(Result result, List<Path> plots) {
        StringBuilder text = new StringBuilder();
        boolean wasBlock = false;
        for (Result.Shown shown : result.outputs()) {
            String one = shown(shown.source() + " = ", shown.value(), result.display());
            boolean block = one.indexOf('\n') < one.length() - 1;
            text.append(!text.isEmpty() && (block || wasBlock) ? "\n" : "").append(one);
            wasBlock = block;
        }
        String rest = expectations(result.expectations()) + accepted(result.findings()) + files(result.files(), plots);
        return fitted(text.append(!text.isEmpty() && !rest.isEmpty() ? "\n" : "").append(rest).toString());
    }

    /** A value alone, as at a prompt, ended by a line break. */
    public String value(Result result, Value value) {
        return fitted(shown("", value, result.display()));
    }

    /** A value behind what it is the value of, ended by a line break. */
    public String value(Display display, String head, Value value) {
        return fitted(shown(head, value, display));
    }

    /** A text with its longest lines broken. */
    public String fitted(String text) {
        String clean = Glyphs.harmless(text, ink);
        return clean.length() <= LineBreaks.NARROWEST ? clean : LineBreaks.within(clean, room.getAsInt());
    }

    /** A drawing without anything that a terminal would obey. */
    public String clean(String drawing) {
        return Glyphs.harmless(drawing, ink);
    }

    /** The same within another width. */
    public TextPrinter within(IntSupplier cells) {
        return new TextPrinter(names, ink, cells);
    }

    /** Rows of words in columns, each ended by a line break. */
    public static String aligned(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                int width = Glyphs.width(row.get(i));
                if (i == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(i, Math.max(widths.get(i), width));
                }
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(MARGIN);
            for (int i = 0; i < row.size(); i++) {
                line.append(Glyphs.padded(row.get(i), widths.get(i))).append(widths.get(i) > 0 ? "  " : "");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private String shown(String head, Value value, Display display) {
        Layout layout = Layout.of(value, display, Layout.ROWS);
        StringBuilder text = new StringBuilder(ink.of(Role.STRONG, Harmless.of(head))).append(Harmless.of(layout.head()));
        text.append(layout.head().isEmpty() ? "" : "\n");
        for (int i = 0; i < layout.parts().size(); i++) {
            text.append(i == 0 ? "" : "\n");
            part(layout.parts().get(i), text);
        }
        return text.toString();
    }

    private void part(Layout.Part part, StringBuilder text) {
        switch (part) {
            case Layout.Lines(List<String> lines) -> lines.forEach(line -> text.append(MARGIN).append(Harmless.of(line)).append('\n'));
            case Layout.Grid(TextTable table, String more) -> {
                table.print(text, MARGIN, room, ink);
                text.append(more.isEmpty() ? "" : MARGIN + more + '\n');
            }
            case Layout.Fields(Map<String, String> members) -> {
                text.append("{\n");
                members.forEach((name, value) -> text.append(MARGIN).append(Harmless.of(name + ": " + value)).append('\n'));
                text.append("}\n");
            }
        }
    }

    private String expectations(List<Result.Expectation> expectations) {
        StringBuilder text = new StringBuilder();
        for (Result.Expectation expectation : expectations) {
            text.append(expectation.ok() ? ink.of(Role.GOOD, "ok") + "      " : ink.of(Role.ERROR, "FAILED") + "  ");
            text.append(Harmless.of(expectation.text().replaceAll("\\s+", " ")));
            text.append(Harmless.of(expectation.actual().isEmpty() ? "" : ": " + expectation.actual())).append('\n');
            if (!expectation.ok() && expectation.reason() != null) {
                text.append("        because ").append(Harmless.of(expectation.reason())).append('\n');
            }
        }
        return text.toString();
    }

    /** The warnings that are accepted, with their reasons. */
    public static String accepted(List<Result.Finding> findings) {
        StringBuilder text = new StringBuilder();
        for (Result.Finding finding : findings) {
            if (finding.accepted() != null) {
                text.append("accepted ").append(finding.diagnostic().code().word()).append(": ")
                        .append(Harmless.of(finding.diagnostic().message()));
                text.append("\n        because ").append(Harmless.of(finding.accepted())).append('\n');
            }
        }
        return text.toString();
    }

    private String files(List<WrittenFile> files, List<Path> plots) {
        StringBuilder text = new StringBuilder();
        for (WrittenFile file : files) {
            text.append("wrote ").append(names.of(file.file())).append('\n');
        }
        for (Path file : plots) {
            text.append("wrote ").append(names.of(file)).append('\n');
        }
        return text.toString();
    }
}
