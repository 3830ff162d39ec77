package org.isoflop.repl.plot;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.plot.PlotModel.Axis;
import org.isoflop.interpreter.plot.PlotModel.Mark;
import org.isoflop.interpreter.plot.PlotModel.Series;

/** Draws a plot as a plain SVG file that stands alone: no script, no fonts, nothing to be fetched. */
public final class SvgPlot {
    private static final double WIDTH = 760;
    private static final double HEIGHT = 480;
    private static final double TOP = 48;
    private static final double BOTTOM = 64;
    private static final double RIGHT = 24;
    /** Wong, Points of view: Color blindness, Nature Methods 8, 441 (2011), without black and with its yellow darkened. */
    private static final String[] PALETTE = {"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a7a00"};
    private static final String[] DASHES = {"", "6 3", "2 3", "9 3 2 3"};
    private static final String PAPER = "#ffffff";
    private static final String TEXT_COLOUR = "#1f2933";
    private static final String FAINT = "#52606d";
    private static final String GRID = "#e4e7eb";
    private static final String MINOR = "#9aa5b1";

    private final PlotModel plot;
    private final Drawing drawing = new Drawing();
    private final Legend legend;
    private final Scale x;
    private final Scale y;
    private final double left;
    private final double right;

    private SvgPlot(PlotModel plot) {
        this.plot = plot;
        this.legend = new Legend(plot.series());
        this.left = 86;
        this.right = WIDTH - RIGHT - legend.width();
        double[] xs = Extent.of(plot, true);
        double[] ys = Extent.of(plot, false);
        this.x = new Scale(plot.x(), xs[0], xs[1], left, right, 8);
        this.y = new Scale(plot.y(), ys[0], ys[1], HEIGHT - BOTTOM, TOP, 7);
    }

    /** The text of the file; the same for the same plot, to the byte. */
    public static String draw(PlotModel plot) {
        return new SvgPlot(plot).draw();
    }

    private String draw() {
        drawing.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 480\" width=\"760\" height=\"480\" role=\"img\""
                + " aria-labelledby=\"title desc\" font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"" + TEXT_COLOUR + "\">\n");
        drawing.raw("<title id=\"title\">").escaped(plot.title()).raw("</title>\n");
        drawing.raw("<desc id=\"desc\">").escaped(description()).raw("</desc>\n");
        drawing.raw("<rect width=\"760\" height=\"480\" fill=\"" + PAPER + "\"/>\n");
        drawing.raw("<text").attribute("x", left).raw(" y=\"28\" font-size=\"16\" font-weight=\"600\">").escaped(plot.title())
                .raw("</text>\n");
        axes();
        drawing.raw("<clipPath id=\"inside\"><rect").attribute("x", left - 1).attribute("y", TOP - 1)
                .attribute("width", right - left + 2).attribute("height", HEIGHT - BOTTOM - TOP + 2).raw("/></clipPath>\n");
        drawing.raw("<g clip-path=\"url(#inside)\">\n");
        for (int i = 0; i < plot.series().size(); i++) {
            band(plot.series().get(i), colour(i));
        }
        for (int i = 0; i < plot.series().size(); i++) {
            series(plot.series().get(i), i);
        }
        drawing.raw("</g>\n");
        drawLegend();
        return drawing.raw("</svg>\n").toString();
    }

    static String colour(int series) {
        return PALETTE[series % PALETTE.length];
    }

    /** For readers who cannot see the drawing. */
    private String description() {
        StringBuilder text = new StringBuilder();
        text.append(label(plot.y())).append(" against ").append(label(plot.x()));
        text.append(plot.x().logarithmic() || plot.y().logarithmic() ? ", logarithmic in " : "");
        text.append(plot.x().logarithmic() && plot.y().logarithmic()
                ? "both"
                : plot.x().logarithmic()
                        ? "x"
                        : plot.y().logarithmic() ? "y" : "");
        List<String> parts = new ArrayList<>();
        for (Series series : plot.series()) {
            parts.add(series.label() + " (" + (series.mark() == Mark.LINE ? "line" : "points") + ", " + series.x().length + ")");
        }
        return text.append(": ").append(String.join(", ", parts)).toString();
    }

    private static String label(Axis axis) {
        String unit = axis.unit().toString();
        return unit.isEmpty() ? axis.label() : axis.label() + " (" + unit + ")";
    }

    private void axes() {
        double bottom = HEIGHT - BOTTOM;
        drawing.raw("<g stroke=\"" + GRID + "\">\n");
        grid(true);
        drawing.raw("</g>\n<g stroke=\"" + MINOR + "\">\n");
        grid(false);
        drawing.raw("</g>\n<g stroke=\"" + FAINT + "\">\n");
        line(left, bottom, right, bottom);
        line(left, TOP, left, bottom);
        drawing.raw("</g>\n<g fill=\"" + FAINT + "\" font-size=\"12\">\n");
        for (Scale.Tick tick : x.ticks()) {
            if (tick.isMajor()) {
                text(x.at(tick.value()), bottom + 18, "middle", tick.label());
            }
        }
        for (Scale.Tick tick : y.ticks()) {
            if (tick.isMajor()) {
                text(left - 8, y.at(tick.value()) + 4, "end", tick.label());
            }
        }
        drawing.raw("</g>\n");
        text((left + right) / 2, HEIGHT - 20, "middle", label(plot.x()));
        drawing.raw("<text transform=\"translate(20 ").number((TOP + bottom) / 2).raw(") rotate(-90)\" text-anchor=\"middle\">")
                .escaped(label(plot.y())).raw("</text>\n");
    }

    /** The lines of the labelled numbers through the drawing, or the short ones between them. */
    private void grid(boolean major) {
        double bottom = HEIGHT - BOTTOM;
        for (Scale.Tick tick : x.ticks()) {
            if (tick.isMajor() == major) {
                line(x.at(tick.value()), major ? TOP : bottom - 4, x.at(tick.value()), bottom);
            }
        }
        for (Scale.Tick tick : y.ticks()) {
            if (tick.isMajor() == major) {
                line(left, y.at(tick.value()), major ? right : left + 4, y.at(tick.value()));
            }
        }
    }

    private void line(double x1, double y1, double x2, double y2) {
        drawing.raw("<path d=\"M").point(x1, y1).raw("L").point(x2, y2).raw("\"/>\n");
    }

    private void text(double atX, double atY, String anchor, String content) {
        drawing.raw("<text").attribute("x", atX).attribute("y", atY).raw(" text-anchor=\"" + anchor + "\">").escaped(content)
                .raw("</text>\n");
    }

    private boolean shows(double atX, double atY) {
        return x.shows(atX) && y.shows(atY);
    }

    /** The band of a line as one surface for each stretch without a gap; of points as a bar each. */
    private void band(Series series, String colour) {
        if (!series.hasBand()) {
            return;
        }
        if (series.mark() == Mark.POINTS) {
            drawing.raw("<g stroke=\"" + colour + "\" stroke-opacity=\"0.5\">\n");
            for (int i = 0; i < series.x().length; i++) {
                if (shows(series.x()[i], series.lower()[i]) && shows(series.x()[i], series.upper()[i])) {
                    line(x.at(series.x()[i]), y.at(series.lower()[i]), x.at(series.x()[i]), y.at(series.upper()[i]));
                }
            }
            drawing.raw("</g>\n");
            return;
        }
        int start = 0;
        for (int i = 0; i <= series.x().length; i++) {
            boolean known = i < series.x().length && shows(series.x()[i], series.lower()[i]) && shows(series.x()[i], series.upper()[i]);
            if (!known) {
                surface(series, start, i, colour);
                start = i + 1;
            }
        }
    }

    private void surface(Series series, int start, int end, String colour) {
        if (end - start < 2) {
            return;
        }
        drawing.raw("<path fill=\"" + colour + "\" fill-opacity=\"0.18\" d=\"M");
        for (int i = start; i < end; i++) {
            drawing.raw(i > start ? "L" : "").point(x.at(series.x()[i]), y.at(series.upper()[i]));
        }
        for (int i = end - 1; i >= start; i--) {
            drawing.raw("L").point(x.at(series.x()[i]), y.at(series.lower()[i]));
        }
        drawing.raw("Z\"/>\n");
    }

    private void series(Series series, int index) {
        if (series.mark() == Mark.POINTS) {
            drawing.raw("<g fill=\"" + colour(index) + "\" fill-opacity=\"0.75\">\n");
            Dots dots = new Dots();
            for (int i = 0; i < series.x().length; i++) {
                if (shows(series.x()[i], series.y()[i]) && dots.isFresh(x.at(series.x()[i]), y.at(series.y()[i]))) {
                    mark(index, x.at(series.x()[i]), y.at(series.y()[i]));
                }
            }
            drawing.raw("</g>\n");
            return;
        }
        drawing.raw("<path fill=\"none\" stroke=\"" + colour(index) + "\" stroke-width=\"2\" stroke-linejoin=\"round\"" + dash(index)
                + " d=\"");
        boolean pen = false;
        Dots dots = new Dots();
        for (int i = 0; i < series.x().length; i++) {
            boolean known = shows(series.x()[i], series.y()[i]);
            if (known && (!pen || dots.isMoved(x.at(series.x()[i]), y.at(series.y()[i])))) {
                drawing.raw(pen ? "L" : "M").point(x.at(series.x()[i]), y.at(series.y()[i]));
            }
            pen = known;
        }
        drawing.raw("\"/>\n");
    }

    private static String dash(int index) {
        String dash = DASHES[index / PALETTE.length % DASHES.length];
        return dash.isEmpty() ? "" : " stroke-dasharray=\"" + dash + "\"";
    }

    /** Circles, and once the colours are used up squares and triangles. */
    private void mark(int index, double atX, double atY) {
        switch (index / PALETTE.length % 3) {
            case 0 -> drawing.raw("<circle").attribute("cx", atX).attribute("cy", atY).raw(" r=\"3\"/>\n");
            case 1 -> drawing.raw("<rect").attribute("x", atX - 2.75).attribute("y", atY - 2.75).raw(" width=\"5.5\" height=\"5.5\"/>\n");
            default ->
                    drawing.raw("<path d=\"M").point(atX - 3.5, atY + 3).raw("L").point(atX, atY - 3.5).raw("L").point(atX + 3.5, atY + 3)
                            .raw("Z\"/>\n");
        }
    }

    private void drawLegend() {
        List<String> labels = legend.labels();
        for (int i = 0; i < labels.size(); i++) {
            double atY = TOP + 10 + i * Legend.LINE;
            if (i < plot.series().size() && plot.series().get(i).mark() == Mark.LINE) {
                drawing.raw("<path stroke=\"" + colour(i) + "\" stroke-width=\"2\"" + dash(i) + " d=\"M").point(right + 16, atY).raw("L")
                        .point(right + 36, atY).raw("\"/>\n");
            } else if (i < plot.series().size()) {
                drawing.raw("<g fill=\"" + colour(i) + "\">\n");
                mark(i, right + 26, atY);
                drawing.raw("</g>\n");
            }
            text(right + 44, atY + 4, "start", labels.get(i));
        }
    }
}
