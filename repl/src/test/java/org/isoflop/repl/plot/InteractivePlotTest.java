package org.isoflop.repl.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.isoflop.interpreter.plot.Layer;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.plot.PlotModel.Axis;
import org.isoflop.interpreter.plot.Tint;
import org.isoflop.interpreter.unit.Unit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InteractivePlotTest {
    @TempDir private Path folder;

    @Test
    void textsOfAStudyStayTexts() {
        double[] one = {1};
        String hostile = "</script><script>alert(1)</script>";
        PlotModel plot = new PlotModel("p.html", hostile, new Axis(hostile, Unit.NONE, false), new Axis("y", Unit.NONE, false),
                List.of(new Layer.Points(hostile, new Tint.Nth(0), one, one)));
        assertFalse(InteractivePlot.data(plot).contains("<"));
        assertFalse(InteractivePlot.page(plot).contains("<script>alert"));
        assertFalse(InteractivePlot.script().contains("</script"));
    }

    @Test
    void whatIsMissingIsNull() {
        double[] odd = {1, Double.NaN, Double.POSITIVE_INFINITY};
        PlotModel plot = new PlotModel("p.html", "odd", new Axis("x", Unit.NONE, false), new Axis("y", Unit.NONE, false),
                List.of(new Layer.Line("s", new Tint.Nth(0), odd, odd)));
        assertTrue(InteractivePlot.data(plot).replace(" ", "").contains("\"x\":[1,null,null]"), InteractivePlot.data(plot));
    }

    /** Pages come alive without a word on the console, and ask for nothing. */
    @Test
    void pagesComeAlive() throws Exception {
        Path browser = browser();
        assumeTrue(browser != null, "no chromium on this machine");
        List<PlotModel> plots = new ArrayList<>(TerminalPlotTest.others());
        plots.add(SvgPlotTest.frontier());
        plots.add(SvgPlotTest.losses());
        for (PlotModel plot : plots) {
            assertTrue(shown(browser, plot, "").contains("data-plot=\"awake\""), plot.file());
        }
    }

    /** The key makes all axes linear, and then again what they were; an axis with numbers below zero cannot become logarithmic. */
    @Test
    void theKeySwitchesAxes() throws Exception {
        Path browser = browser();
        assumeTrue(browser != null, "no chromium on this machine");
        double[] sizes = {1, 10, 100};
        Axis size = new Axis("size", Unit.NONE, true);
        PlotModel residuals = new PlotModel("r.html", "residuals", size, new Axis("residual", Unit.NONE, false),
                List.of(new Layer.Points("", new Tint.Nth(0), sizes, new double[] {-1, 0, 1})));
        PlotModel losses = new PlotModel("l.html", "losses", size, new Axis("loss", Unit.NONE, false),
                List.of(new Layer.Points("", new Tint.Nth(0), sizes, new double[] {3, 2, 1})));
        String key = "document.dispatchEvent(new KeyboardEvent('keydown', { key: 'l' }));";
        assertEquals(List.of("log x true"), switches(shown(browser, residuals, "")));
        assertEquals(List.of("log x false"), switches(shown(browser, residuals, key)));
        assertEquals(List.of("log x true", "log y false"), switches(shown(browser, losses, "")));
        assertEquals(List.of("log x false", "log y false"), switches(shown(browser, losses, key)));
        assertEquals(List.of("log x true", "log y false"), switches(shown(browser, losses, key + key)));
    }

    /** What the buttons of a page say, and whether they are pressed. */
    private static List<String> switches(String dom) {
        return Pattern.compile("<button[^>]*aria-pressed=\"(\\w+)\"[^>]*>([^<]*)<").matcher(dom).results()
                .map(found -> found.group(2) + " " + found.group(1)).toList();
    }

    /**
     * The elements of a page of a plot once it has come alive; nothing was said on the console.
     *
     * @param then a script that is run a second later
     */
    private String shown(@Nullable Path browser, PlotModel plot, String then) throws Exception {
        Path page = folder.resolve(plot.file().replace(".svg", ".html"));
        Files.writeString(page,
                InteractivePlot.page(plot).replace("</html>", "<script>setTimeout(() => {" + then + "}, 1000)</script></html>"));
        Path log = folder.resolve("log");
        Path dom = folder.resolve("dom");
        Process process = new ProcessBuilder(String.valueOf(browser), "--headless", "--no-sandbox", "--disable-gpu",
                "--disable-background-networking", "--user-data-dir=" + folder.resolve("profile"), "--virtual-time-budget=3000",
                "--enable-logging=stderr", "--dump-dom", page.toUri().toString()).redirectError(log.toFile())
                .redirectOutput(dom.toFile()).start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assumeTrue(ended, "chromium does not come to an end here");
        String console = String.join("\n", Files.readString(log, StandardCharsets.ISO_8859_1).lines()
                .filter(line -> line.contains("CONSOLE")).toList());
        assertEquals("", console, plot.file());
        return Files.readString(dom);
    }

    private static @Nullable Path browser() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).map(Path::of)
                .flatMap(path -> List.of("chromium", "chromium-browser", "google-chrome").stream().map(path::resolve))
                .filter(Files::isExecutable).findFirst().orElse(null);
    }
}
