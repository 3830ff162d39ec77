package org.isoflop.repl.printer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.repl.file.FileNames;
import org.isoflop.repl.file.Harmless;
import org.isoflop.repl.printer.TextTable.Column;

/** Prints a result as Markdown with the tables and task lists of GitHub, to be pasted into an issue: what was shown, what held, what was said. */
public record MarkdownPrinter(FileNames names) {
    /** Characters that would be taken for markup. An underscore within a word is none. */
    private static final String MARKUP = "\\`*<|~$";

    /** The whole document, empty where there is nothing to say. */
    public String text(Result result, List<Path> plots) {
        List<String> blocks = new ArrayList<>();
        StringBuilder items = new StringBuilder();
        for (Result.Shown shown : result.outputs()) {
            Layout layout = Layout.of(shown.value(), result.display(), Layout.ROWS);
            if (layout.parts().isEmpty()) {
                items.append("- ").append(code(shown.source())).append(" = ").append(escaped(layout.head())).append('\n');
            } else {
                end(items, blocks);
                block(shown.source(), layout, blocks);
            }
        }
        end(items, blocks);
        result.expectations().forEach(expectation -> expectation(expectation, items));
        section("Expectations", items, blocks);
        result.findings().forEach(finding -> notice(Notice.of(finding.diagnostic(), finding.accepted(), names), items));
        section("Diagnostics", items, blocks);
        result.files().forEach(file -> items.append("- ").append(code(names.of(file.file()))).append('\n'));
        plots.forEach(file -> items.append("- ").append(code(names.of(file))).append('\n'));
        section("Files", items, blocks);
        ProvenanceText.lines(result).forEach(line -> items.append("- ").append(escaped(line)).append('\n'));
        section("Provenance", items, blocks);
        return String.join("\n", blocks);
    }

    private static void end(StringBuilder items, List<String> blocks) {
        if (!items.isEmpty()) {
            blocks.add(items.toString());
            items.setLength(0);
        }
    }

    private static void section(String title, StringBuilder items, List<String> blocks) {
        if (!items.isEmpty()) {
            blocks.add("**" + title + "**\n");
            end(items, blocks);
        }
    }

    private static void block(String source, Layout layout, List<String> blocks) {
        blocks.add("**" + code(source) + "**" + (layout.head().isEmpty() ? "" : " = " + escaped(layout.head())) + "\n");
        for (Layout.Part part : layout.parts()) {
            StringBuilder text = new StringBuilder();
            switch (part) {
                case Layout.Lines(List<String> lines) -> lines.forEach(line -> text.append("- ").append(escaped(line)).append('\n'));
                case Layout.Grid(TextTable table, String more) -> {
                    table(table, text);
                    text.append(more.isEmpty() ? "" : "\n" + more + "\n");
                }
                case Layout.Fields(Map<String, String> members) ->
                        members.forEach(
                                (name, value) -> text.append("- ").append(code(name)).append(": ").append(escaped(value)).append('\n'));
            }
            blocks.add(text.toString());
        }
    }

    /** Numbers stand right; the unit of a column stands in its head. */
    private static void table(TextTable table, StringBuilder text) {
        int rows = 0;
        for (Column column : table.columns()) {
            String head = escaped(column.head()) + (column.unit().isEmpty() ? "" : " (" + escaped(column.unit()) + ")");
            text.append("| ").append(head).append(head.isEmpty() ? "" : " ");
            rows = Math.max(rows, column.cells().size());
        }
        text.append("|\n");
        for (Column column : table.columns()) {
            text.append(column.right() ? "|--:" : "|---");
        }
        text.append("|\n");
        for (int row = 0; row < rows; row++) {
            for (Column column : table.columns()) {
                String cell = row < column.cells().size() ? escaped(column.cells().get(row).strip()) : "";
                text.append("| ").append(cell).append(cell.isEmpty() ? "" : " ");
            }
            text.append("|\n");
        }
    }

    private static void expectation(Result.Expectation expectation, StringBuilder text) {
        text.append(expectation.ok() ? "- [x] " : "- [ ] **failed** ").append(code(expectation.text()));
        text.append(expectation.actual().isEmpty() ? "" : ": " + escaped(expectation.actual()));
        text.append(expectation.ok() || expectation.reason() == null ? "" : ", because " + escaped(expectation.reason())).append('\n');
    }

    /** A mistake that left nothing else to say. */
    public static String text(Notice mistake) {
        StringBuilder items = new StringBuilder();
        List<String> blocks = new ArrayList<>();
        notice(mistake, items);
        section("Diagnostics", items, blocks);
        return String.join("\n", blocks);
    }

    private static void notice(Notice notice, StringBuilder text) {
        text.append("- **").append(notice.accepted() != null ? "accepted" : notice.severity()).append("** ").append(code(notice.code()));
        text.append(notice.place() == null ? "" : " at " + code(notice.place().toString()));
        text.append(": ").append(prose(notice.message()));
        text.append(notice.accepted() == null ? "" : ", because " + escaped(notice.accepted())).append('\n');
        notice.notes().forEach(note -> text.append("  - note: ").append(prose(note)).append('\n'));
        text.append(notice.help() == null ? "" : "  - help: " + prose(notice.help()) + '\n');
    }

    /** A sentence of ours, in which code stands in backquotes already. */
    private static String prose(String sentence) {
        StringBuilder text = new StringBuilder();
        String[] pieces = sentence.split("`", -1);
        for (int i = 0; i < pieces.length; i++) {
            boolean code = i % 2 == 1 && i < pieces.length - 1;
            text.append(code ? code(pieces[i]) : escaped(i % 2 == 1 ? "`" + pieces[i] : pieces[i]));
        }
        return text.toString();
    }

    /** Code on one line, between as many backquotes as it needs. */
    private static String code(String code) {
        String line = line(code).strip();
        String mark = "`";
        while (line.contains(mark)) {
            mark += "`";
        }
        String pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
        return mark + pad + line + pad + mark;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : line(text).toCharArray()) {
            escaped.append(MARKUP.indexOf(c) >= 0 ? "\\" : "").append(c);
        }
        // A link needs both; the brackets of intervals stay as they are.
        return escaped.toString().replace("](", "]\\(").replace("![", "\\![");
    }

    private static String line(String text) {
        return Harmless.of(text).replaceAll("\\s+", " ");
    }
}
