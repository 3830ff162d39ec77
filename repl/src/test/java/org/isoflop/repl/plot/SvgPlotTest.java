package org.isoflop.repl.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.isoflop.interpreter.plot.Layer;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.plot.PlotModel.Axis;
import org.isoflop.interpreter.plot.Tint;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.unit.UnitTable;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

final class SvgPlotTest {
    private static final Path GOLDEN = Path.of("src/test/resources/org/isoflop/repl/plot");

    static Unit unit(String name) {
        return Unit.of(java.util.Objects.requireNonNull(new UnitTable().find(name)));
    }

    /** A line with a band on logarithmic axes, and points about it. */
    static PlotModel frontier() {
        int points = 33;
        double[] compute = new double[points];
        double[] parameters = new double[points];
        double[] lower = new double[points];
        double[] upper = new double[points];
        double[] tokens = new double[points];
        for (int i = 0; i < points; i++) {
            compute[i] = StrictMath.pow(10, 18 + 0.25 * i);
            parameters[i] = 0.1 * StrictMath.sqrt(compute[i]);
            double width = 0.02 * Math.abs(i - 8);
            lower[i] = parameters[i] * (1 - width);
            upper[i] = parameters[i] * (1 + width);
            tokens[i] = i % 11 == 5 ? Double.NaN : 1.7 * StrictMath.sqrt(compute[i]);
        }
        return new PlotModel("frontier.svg", "Where a budget goes & why <5 %", new Axis("C", unit("FLOP"), true),
                new Axis("N, D", Unit.NONE, true), List.of(new Layer.Line("N", new Tint.Nth(0), compute, parameters, lower, upper),
                        new Layer.Points("D", new Tint.Nth(1), compute, tokens)));
    }

    static PlotModel losses() {
        double[] days = {1, 2, 3, 5, 8, 13, 21, 30};
        double[] loss = {3.31, 3.02, 2.91, 2.78, 2.69, 2.61, 2.55, 2.52};
        return new PlotModel("loss.svg", "Loss", new Axis("days", unit("day"), false),
                new Axis("loss", unit("nat").over(unit("token")), false),
                List.of(new Layer.Line("loss", new Tint.Nth(0), days, loss)));
    }

    @Test
    void sameModelGivesSameBytes() throws IOException {
        agree("frontier.svg", SvgPlot.draw(frontier()));
        agree("loss.svg", SvgPlot.draw(losses()));
    }

    private static void agree(String name, String drawn) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(GOLDEN.resolve(name), drawn);
        }
        assertEquals(Files.readString(GOLDEN.resolve(name)), drawn);
    }

    @Test
    void everyDrawingIsWellFormed() throws Exception {
        double[] odd = {Double.NaN, -1, 0, Double.POSITIVE_INFINITY};
        PlotModel empty = new PlotModel("e.svg", "\u0007 ]]> \"", new Axis("x", Unit.NONE, true), new Axis("y", Unit.NONE, true),
                List.of(new Layer.Line("none", new Tint.Nth(0), odd, odd, odd, odd),
                        new Layer.Points("<b>", new Tint.Nth(1), odd, odd, odd, odd, odd, odd, odd)));
        double[] one = {5};
        PlotModel single = new PlotModel("s.svg", "one", new Axis("x", Unit.NONE, false), new Axis("y", Unit.NONE, true),
                List.of(new Layer.Points("p", new Tint.Nth(0), one, one)));
        for (PlotModel plot : List.of(frontier(), losses(), empty, single)) {
            String drawn = SvgPlot.draw(plot);
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(drawn)));
            assertFalse(drawn.contains("NaN"), drawn);
            assertFalse(drawn.contains("Infinity"), drawn);
        }
    }

    @Test
    void aLongTitleHasSeveralLinesAboveTheDrawing() {
        PlotModel plot = losses();
        PlotModel longer = new PlotModel("l.svg", "Loss by days, and what is to be said of it ".repeat(4).strip(), plot.x(), plot.y(),
                plot.layers());
        List<String> one = SvgPlot.draw(plot).lines().toList();
        List<String> several = SvgPlot.draw(longer).lines().toList();
        List<String> titles = several.stream().filter(line -> line.contains("font-size=\"16\"")).toList();
        assertEquals(3, titles.size());
        assertTrue(titles.getFirst().contains("y=\"-12\"") && several.getFirst().contains("viewBox=\"0 -40 760 520\""), several.getFirst());
        assertEquals(one.subList(5, one.size()), several.subList(7, several.size()));
    }

    @Test
    void missingPointsBreakTheLine() {
        double[] x = {1, 2, 3, 4, 5};
        double[] y = {1, 2, Double.NaN, 4, 5};
        PlotModel plot = new PlotModel("g.svg", "gap", new Axis("x", Unit.NONE, false), new Axis("y", Unit.NONE, false),
                List.of(new Layer.Line("s", new Tint.Nth(0), x, y)));
        String line = SvgPlot.draw(plot).lines().filter(text -> text.contains("stroke-width=\"2\"")).findFirst().orElseThrow();
        assertEquals(2, line.chars().filter(c -> c == 'M').count(), line);
    }

    @Test
    void aMillionPointsStaySmall() {
        double[] x = new double[1_000_000];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = 1 + i % 1000;
            y[i] = 1 + i / 1000 % 50;
        }
        PlotModel plot = new PlotModel("m.svg", "many", new Axis("x", Unit.NONE, false), new Axis("y", Unit.NONE, false),
                List.of(new Layer.Points("s", new Tint.Nth(0), x, y)));
        assertTrue(SvgPlot.draw(plot).length() < 4_000_000);
    }

    /** Between the least numbers that a double holds there is no room for the ticks that an axis would like to have. */
    @Test
    void axesOfAnyNumbersHaveTicks() {
        double[] numbers = {Double.MIN_VALUE, 3 * Double.MIN_VALUE, Double.MIN_NORMAL, 1e-300, 1, 1 + 1e-12, 1e300, Double.MAX_VALUE / 4};
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (double least : numbers) {
                for (double greatest : numbers) {
                    for (boolean logarithmic : new boolean[] {false, true}) {
                        ticksStandWithin(new Scale(new Axis("x", Unit.NONE, logarithmic), Math.min(least, greatest),
                                Math.max(least, greatest), 0, 600, 8));
                    }
                }
                ticksStandWithin(new Scale(new Axis("x", Unit.NONE, false), -least, least, 0, 600, 8));
            }
        });
    }

    private static void ticksStandWithin(Scale scale) {
        List<Scale.Tick> ticks = scale.ticks();
        assertTrue(ticks.size() <= 650, () -> ticks.size() + " ticks, more than there are decades");
        for (Scale.Tick tick : ticks) {
            assertTrue(scale.at(tick.value()) > -1 && scale.at(tick.value()) < 601, tick::toString);
        }
    }

    @Test
    void ticksAreRound() {
        Scale decades = new Scale(new Axis("C", unit("FLOP"), true), 1e18, 1e26, 0, 600, 8);
        assertEquals(List.of("10¹⁸", "10²⁰", "10²²", "10²⁴", "10²⁶"),
                decades.ticks().stream().map(Scale.Tick::label).filter(label -> !label.isEmpty()).toList());
        Scale few = new Scale(new Axis("N", unit("param"), true), 44e6, 16e9, 0, 600, 8);
        assertEquals(List.of("100M", "1B", "10B"), few.ticks().stream().map(Scale.Tick::label).filter(label -> !label.isEmpty()).toList());
        Scale linear = new Scale(new Axis("loss", Unit.NONE, false), 2.01, 2.93, 0, 600, 7);
        assertEquals(List.of("2.0", "2.2", "2.4", "2.6", "2.8"), linear.ticks().stream().map(Scale.Tick::label).toList());
    }
}
