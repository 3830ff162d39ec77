package org.isoflop.repl.plot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.isoflop.interpreter.plot.Layer;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.plot.Tint;
import org.isoflop.repl.printer.JsonWriter;

/**
 * Plots that answer in a browser: values under the pointer, layers switched on and off, axes switched between linear and
 * logarithmic. A page holds {@link #script} and {@link #style} once, and for each plot its {@link #element}: the drawing by
 * {@link SvgPlot}, which stays where scripts do not run and on paper, and {@link #data} in a script element of the type
 * {@code application/json}. Nothing is fetched.
 */
public final class InteractivePlot {
    private static final String LIBRARY = "/META-INF/resources/_static/echarts/6.0.0/dist/echarts.min.js";

    private final JsonWriter json;

    private InteractivePlot(JsonWriter json) {
        this.json = json;
    }

    /** The script of all plots of a page: the library and what makes charts of the data; it has no end tag within. */
    public static String script() {
        return resource(LIBRARY) + "\n" + resource("interactive.js");
    }

    /** What plots look like. */
    public static String style() {
        return resource("interactive.css");
    }

    private static String resource(String name) {
        try (InputStream stream = InteractivePlot.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("without " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A page with one plot. */
    public static String page(PlotModel plot) {
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:">
                <meta name="color-scheme" content="light dark">
                <title>%s</title>
                <style>
                %s</style>
                <body class="plot-page">
                %s<script>
                %s</script>
                </html>
                """
                .formatted(new Drawing().escaped(plot.title()), style(), element(plot, 1), script());
    }

    /**
     * What a page holds of a plot.
     *
     * @param number of the plot on the page, by which names within drawings differ
     */
    public static String element(PlotModel plot, int number) {
        return "<div data-plot>\n" + SvgPlot.inline(plot, number) + "<script type=\"application/json\">" + data(plot)
                + "</script>\n</div>\n";
    }

    /** A plot as JSON in one line, which may stand in a script element: no {@code <} is in it. */
    public static String data(PlotModel plot) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        new InteractivePlot(new JsonWriter(out)).plot(plot);
        out.flush();
        // Line breaks within texts are escaped: these are those between entries.
        return bytes.toString(StandardCharsets.UTF_8).strip().replaceAll("\n *", "").replace("<", "\\u003c");
    }

    private void plot(PlotModel plot) {
        json.object();
        json.name("title").value(plot.title());
        json.name("description").value(SvgPlot.description(plot));
        axis("x", plot.x());
        axis("y", plot.y());
        if (plot.shade() != null) {
            json.name("shade").object();
            axis("scale", plot.shade().scale());
            json.name("low").value(plot.shade().low());
            json.name("high").value(plot.shade().high());
            json.end();
        }
        texts("corners", plot.corners());
        texts("notes", plot.notes());
        json.name("layers").array();
        plot.layers().forEach(this::layer);
        json.end();
        json.name("looks").object();
        look("light", Palette.LIGHT);
        look("dark", Palette.DARK);
        json.end();
        json.end();
    }

    private void look(String name, Palette palette) {
        json.name(name).object();
        json.name("paper").value(palette.paper());
        json.name("text").value(palette.text());
        json.name("soft").value(palette.soft());
        json.name("grid").value(palette.grid());
        texts("ramp", palette.ramp());
        json.end();
    }

    private void texts(String name, List<String> texts) {
        json.name(name).array();
        texts.forEach(json::value);
        json.end();
    }

    private void axis(String name, PlotModel.Axis axis) {
        json.name(name).object();
        json.name("label").value(axis.label());
        json.name("unit").value(axis.unit().toString());
        json.name("suffixes").value(axis.unit().toString().isEmpty() ? false : new Scale(axis, 1, 2, 0, 1, 1).label(1e9).endsWith("B"));
        json.name("title").value(axis.title());
        json.name("logarithmic").value(axis.logarithmic());
        texts("categories", axis.categories());
        json.end();
    }

    private void colours(Tint tint) {
        json.name("colour").object();
        json.name("light").value(Palette.LIGHT.of(tint));
        json.name("dark").value(Palette.DARK.of(tint));
        json.end();
        json.name("faint").value(tint == Tint.Plain.FAINT);
        json.name("round").value(Palette.LIGHT.round(tint));
    }

    private void numbers(String name, double[] numbers) {
        json.name(name).array();
        for (double number : numbers) {
            if (Double.isFinite(number)) {
                json.value(number);
            } else {
                json.missing();
            }
        }
        json.end();
    }

    private void layer(Layer layer) {
        json.object();
        json.name("label").value(layer.label());
        colours(layer.tint());
        switch (layer) {
            case Layer.Line line -> {
                json.name("kind").value("line");
                numbers("x", line.x());
                numbers("y", line.y());
                numbers("lower", line.lower());
                numbers("upper", line.upper());
            }
            case Layer.Points points -> {
                json.name("kind").value("points");
                numbers("x", points.x());
                numbers("y", points.y());
                numbers("lower", points.lower());
                numbers("upper", points.upper());
                numbers("left", points.left());
                numbers("right", points.right());
                numbers("shades", points.shades());
            }
            case Layer.Bars bars -> {
                json.name("kind").value("bars");
                json.name("sideways").value(bars.sideways());
                json.name("width").value(bars.width());
                numbers("at", bars.at());
                numbers("from", bars.from());
                numbers("to", bars.to());
                numbers("lower", bars.lower());
                numbers("upper", bars.upper());
            }
            case Layer.Cells cells -> {
                json.name("kind").value("cells");
                numbers("x", cells.xEdges());
                numbers("y", cells.yEdges());
                numbers("values", cells.values());
            }
            case Layer.Contour contour -> {
                json.name("kind").value("contour");
                json.name("value").value(contour.value());
                json.name("text").value(contour.text());
                paths("xs", contour, Layer.Path::x);
                paths("ys", contour, Layer.Path::y);
            }
        }
        json.end();
    }

    private void paths(String name, Layer.Contour contour, Function<Layer.Path, double[]> of) {
        json.name(name).array();
        for (Layer.Path path : contour.paths()) {
            json.array();
            for (double number : of.apply(path)) {
                json.value(number);
            }
            json.end();
        }
        json.end();
    }
}
