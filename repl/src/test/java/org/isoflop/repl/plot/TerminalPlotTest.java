package org.isoflop.repl.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isoflop.interpreter.plot.Layer;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.plot.PlotModel.Axis;
import org.isoflop.interpreter.plot.Tint;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.repl.printer.Ink;
import org.junit.jupiter.api.Test;

final class TerminalPlotTest {
    private static final Path GOLDEN = Path.of("src/test/resources/org/isoflop/repl/plot");

    /** Two bars, a field and a triangle. */
    static List<PlotModel> others() {
        double[] none = {};
        Axis inputs = Axis.of("", List.of("days", "price"));
        Layer bars = new Layer.Bars("at the low end", new Tint.Nth(0), true, new double[] {0, 1}, 0.6, new double[] {10, 10},
                new double[] {8, 5}, none, none);
        Axis plain = new Axis("x", Unit.NONE, false);
        PlotModel.Shade shade = new PlotModel.Shade(new Axis("z", Unit.NONE, false), 0, 3);
        Layer cells = new Layer.Cells("", new double[] {0, 1, 2}, new double[] {0, 1, 2}, new double[] {0, 1, 2, 3});
        Layer mixtures = new Layer.Points("", new Tint.Nth(0), new double[] {0, 1, 0.5}, new double[] {0, 0, 0.866}, none, none, none, none,
                new double[] {0, 1, 3});
        return List.of(new PlotModel("b.svg", "What moves cost", new Axis("cost", SvgPlotTest.unit("USD"), false), inputs, List.of(bars)),
                new PlotModel("h.svg", "Field", plain, plain, List.of(cells), shade, List.of(), List.of("a note")),
                new PlotModel("t.svg", "Mixtures", plain, plain, List.of(mixtures), shade, List.of("web", "code", "maths"), List.of()));
    }

    @Test
    void drawingsAreAsExpected() throws IOException {
        StringBuilder drawn = new StringBuilder();
        drawn.append(TerminalPlot.draw(SvgPlotTest.frontier(), 80, 24, Ink.PLAIN)).append('\n');
        drawn.append(TerminalPlot.drawPlainly(SvgPlotTest.frontier(), 60, 20)).append('\n');
        for (PlotModel plot : others()) {
            drawn.append(TerminalPlot.draw(plot, 60, 16, Ink.PLAIN)).append('\n');
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(GOLDEN.resolve("terminal.txt"), drawn);
        }
        assertEquals(Files.readString(GOLDEN.resolve("terminal.txt")), drawn.toString());
    }

    @Test
    void linesFitTheWidth() {
        for (int width : new int[] {40, 80, 200}) {
            for (String line : TerminalPlot.draw(SvgPlotTest.frontier(), width, 24, Ink.PLAIN).lines().toList()) {
                assertTrue(line.length() <= width, width + ": " + line);
            }
        }
    }

    @Test
    void plainDrawingsAreAscii() {
        assertTrue(TerminalPlot.drawPlainly(SvgPlotTest.frontier(), 80, 24).chars().allMatch(c -> c < 128));
    }

    @Test
    void colourIsAskedFor() {
        assertTrue(TerminalPlot.draw(SvgPlotTest.losses(), 60, 16, Ink.COLOURED).contains("\u001b[38;2;"));
        assertTrue(TerminalPlot.draw(SvgPlotTest.losses(), 60, 16, Ink.PLAIN).indexOf('\u001b') < 0);
    }
}
