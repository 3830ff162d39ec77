package org.isoflop.repl.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.engine.Engine;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.engine.RunOptions;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.repl.SomeStudies;
import org.isoflop.repl.file.FileNames;
import org.isoflop.repl.plot.TerminalPlot;
import org.isoflop.repl.printer.DiagnosticPrinter;
import org.isoflop.repl.printer.Ink;
import org.isoflop.repl.printer.TextPrinter;
import org.jline.utils.WCWidth;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a terminal's width, no line of what a study prints is longer, nothing that it says is lost, and colours change nothing but the
 * look. How many cells a character fills is asked of another source than the printers ask.
 */
final class WidthTest {
    private static final int[] WIDTHS = {20, 40, 80, 120, 200};
    /** Takes as long as all the others together. */
    private static final String SLOW = "chance.study";

    @TempDir private Path folder = Path.of("");

    @TestFactory
    Stream<DynamicTest> studies() throws IOException {
        List<Path> roots = List.of(Path.of("src/test/golden/good"), Path.of("src/test/golden/bad"), Path.of("../examples"));
        List<Path> studies = SomeStudies.below(roots).stream().filter(file -> !file.endsWith(SLOW)).toList();
        return studies.stream().map(study -> DynamicTest.dynamicTest(study.toString(), () -> fits(study)));
    }

    private void fits(Path study) {
        Result result = Engine.run(study.toAbsolutePath().normalize(), new RunOptions(Map.of(), folder, null, 2));
        FileNames names = new FileNames(study.toAbsolutePath().normalize().getParent());
        String whole = results(names, Ink.PLAIN, 100_000, result);
        for (int width : WIDTHS) {
            String text = results(names, Ink.PLAIN, width, result);
            withoutLongLines(text, width);
            keepsAll(whole, text, width);
            String messages = messages(names, Ink.PLAIN, width, result);
            withoutLongLines(messages, width);
            assertEquals(text, plain(results(names, Ink.COLOURED, width, result)));
            assertEquals(messages, plain(messages(names, Ink.COLOURED, width, result)));
            for (PlotModel plot : result.plots()) {
                withoutLongLines(TerminalPlot.draw(plot, width, 20, Ink.PLAIN), width);
                withoutLongLines(TerminalPlot.drawPlainly(plot, width, 20), width);
            }
        }
    }

    private static String results(FileNames names, Ink ink, int width, Result result) {
        return new TextPrinter(names, ink, () -> width).text(result, List.of());
    }

    private static String messages(FileNames names, Ink ink, int width, Result result) {
        List<Diagnostic> all = result.findings().stream().map(Result.Finding::diagnostic).toList();
        return new DiagnosticPrinter(names, ink, () -> width).text(all);
    }

    private static String plain(String text) {
        return text.replaceAll("\u001b\\[[0-9;]*m", "");
    }

    private static void withoutLongLines(String text, int width) {
        text.lines().forEach(line -> assertTrue(cells(line) <= width, () -> "wider than " + width + ":\n" + line + "\nin\n" + text));
    }

    private static int cells(String line) {
        return line.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
    }

    /** Folding may repeat something and moves much, so it is counted. */
    private static void keepsAll(String whole, String text, int width) {
        Map<Integer, Integer> there = counts(text);
        counts(whole).forEach((character, count) -> assertTrue(there.getOrDefault(character, 0) >= count,
                () -> "at " + width + " a `" + Character.toString(character) + "` is lost of\n" + whole + "\nin\n" + text));
    }

    private static Map<Integer, Integer> counts(String text) {
        Map<Integer, Integer> counts = new TreeMap<>();
        text.codePoints().filter(c -> !Character.isWhitespace(c)).forEach(c -> counts.merge(c, 1, Integer::sum));
        return counts;
    }
}
