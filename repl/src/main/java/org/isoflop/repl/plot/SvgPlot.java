package org.isoflop.repl.plot;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.interpreter.plot.Layer;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.repl.printer.LineBreaks;

/**
 * Draws a plot as a plain SVG file that stands alone: no script, no fonts, nothing to be fetched. This class lays out the frame:
 * title, axes, legend, ramp and notes; {@link SvgLayers} draws what is in it.
 */
public final class SvgPlot {
    static final double WIDTH = 760;
    private static final double FRAME = 480;
    private static final double TOP = 48;
    private static final double UNDER = 64;
    private static final double RIGHT = 24;
    private static final double NOTE = 16;
    private static final double RAMP = 14;
    /** How wide a character is taken to be: nobody knows the font. */
    private static final double CHARACTER = 6.8;
    private static final double TITLE_CHARACTER = 8.7;
    private static final double NOTE_CHARACTER = 5.9;
    private static final double TITLE_LINE = 20;
    private static final int STEPS = 48;

    private final PlotModel plot;
    private final Palette palette;
    /** Of the names of elements. */
    private final String prefix;
    private final Drawing drawing = new Drawing();
    private final Legend legend;
    private final double left;
    private final double right;
    private final double bottom;
    private final Scale x;
    private final Scale y;
    private final List<String> titles;
    private final List<String> remarks;

    private SvgPlot(PlotModel plot, Palette palette, String prefix) {
        this.plot = plot;
        this.palette = palette;
        this.prefix = prefix;
        this.legend = new Legend(plot.layers(), plot.shade() == null ? 18 : 10);
        this.bottom = FRAME - UNDER;
        double ramp = plot.shade() == null
                ? 0
                : Math.max(76, CHARACTER * plot.shade().scale().title().codePointCount(0, plot.shade().scale().title().length()) + 4);
        this.right = WIDTH - RIGHT - Math.max(legend.width(), ramp);
        Scale height = Scale.of(plot, false, bottom, TOP, 7);
        int longest = 0;
        for (Scale.Tick tick : height.ticks()) {
            longest = Math.max(longest, tick.label().codePointCount(0, tick.label().length()));
        }
        this.left = Math.max(86, 48 + CHARACTER * longest);
        this.y = height;
        this.x = Scale.of(plot, true, left, right, 8);
        this.titles = LineBreaks.pieces(plot.title(), (int) ((WIDTH - start() - RIGHT) / TITLE_CHARACTER), 0);
        this.remarks = plot.notes().stream()
                .flatMap(note -> LineBreaks.pieces(note, (int) ((WIDTH - start() - RIGHT) / NOTE_CHARACTER), 0).stream()).toList();
    }

    /** Where title and notes begin. */
    private double start() {
        return plot.isTriangle() ? RIGHT : left;
    }

    /** The text of the file; the same for the same plot, to the byte. */
    public static String draw(PlotModel plot) {
        return new SvgPlot(plot, Palette.LIGHT, "").draw();
    }

    /**
     * The drawing as part of an HTML page, light or dark as the page is.
     *
     * @param number of the plot on the page, by which names within drawings differ
     */
    public static String inline(PlotModel plot, int number) {
        return new SvgPlot(plot, Palette.EITHER, "plot" + number + "-").draw();
    }

    private String draw() {
        // Further lines of a title stand above what is otherwise the top, so that nothing else moves.
        double above = TITLE_LINE * (titles.size() - 1);
        double height = FRAME + NOTE * remarks.size() + above;
        drawing.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 ").number(-above).raw(" 760 ").number(height)
                .raw("\" width=\"760\"")
                .attribute("height", height)
                .raw(" role=\"img\" aria-labelledby=\"" + prefix + "title " + prefix + "desc\" font-family=\"system-ui, sans-serif\""
                        + " font-size=\"13\" fill=\"" + palette.text() + "\">\n");
        drawing.raw("<title id=\"" + prefix + "title\">").escaped(plot.title()).raw("</title>\n");
        drawing.raw("<desc id=\"" + prefix + "desc\">").escaped(description(plot)).raw("</desc>\n");
        drawing.raw("<rect width=\"760\"");
        if (above > 0) {
            drawing.attribute("y", -above);
        }
        drawing.attribute("height", height).raw(" fill=\"" + palette.paper() + "\"/>\n");
        for (int i = 0; i < titles.size(); i++) {
            drawing.raw("<text").attribute("x", start()).attribute("y", 28 - above + TITLE_LINE * i)
                    .raw(" font-size=\"16\" font-weight=\"600\">").escaped(titles.get(i)).raw("</text>\n");
        }
        if (plot.isTriangle()) {
            triangle();
        } else {
            layers();
        }
        if (plot.shade() != null) {
            ramp(plot.shade());
        }
        drawLegend();
        notes();
        return drawing.raw("</svg>\n").toString();
    }

    private void layers() {
        boolean cells = plot.layers().stream().anyMatch(layer -> layer instanceof Layer.Cells);
        if (!cells) {
            axes();
        }
        drawing.raw("<clipPath id=\"" + prefix + "inside\"><rect").attribute("x", left - 1).attribute("y", TOP - 1)
                .attribute("width", right - left + 2).attribute("height", bottom - TOP + 2).raw("/></clipPath>\n");
        drawing.raw("<g clip-path=\"url(#" + prefix + "inside)\">\n");
        new SvgLayers(drawing, palette, plot.shade(), x, y).draw(plot.layers());
        drawing.raw("</g>\n");
        if (cells) {
            axes();
        }
    }

    /** For readers who cannot see the drawing. */
    static String description(PlotModel plot) {
        StringBuilder text = new StringBuilder();
        if (plot.isTriangle()) {
            text.append("mixtures of ").append(String.join(", ", plot.corners()));
        } else {
            text.append(plot.y().title()).append(" against ").append(plot.x().title());
            boolean both = plot.x().logarithmic() && plot.y().logarithmic();
            text.append(both
                    ? ", logarithmic in both"
                    : plot.x().logarithmic() ? ", logarithmic in x" : plot.y().logarithmic() ? ", logarithmic in y" : "");
        }
        if (plot.shade() != null) {
            text.append(", coloured by ").append(plot.shade().scale().title());
        }
        List<String> parts = new ArrayList<>();
        for (Layer layer : plot.layers()) {
            parts.add((layer.label().isEmpty() ? "" : layer.label() + " ") + "(" + switch (layer) {
                case Layer.Line line -> "line, " + line.x().length;
                case Layer.Points points -> "points, " + points.x().length;
                case Layer.Bars bars -> "bars, " + bars.at().length;
                case Layer.Cells cells -> "cells, " + cells.values().length;
                case Layer.Contour contour -> "contour at " + contour.text();
            } + ")");
        }
        return text.append(": ").append(String.join(", ", parts.size() > 40 ? parts.subList(0, 40) : parts)).toString();
    }

    private void axes() {
        if (plot.layers().stream().noneMatch(layer -> layer instanceof Layer.Cells)) {
            drawing.raw("<g stroke=\"" + palette.grid() + "\">\n");
            grid(true);
            drawing.raw("</g>\n");
        }
        drawing.raw("<g stroke=\"" + palette.faint() + "\">\n");
        grid(false);
        drawing.raw("</g>\n<g stroke=\"" + palette.soft() + "\">\n");
        line(left, bottom, right, bottom);
        line(left, TOP, left, bottom);
        drawing.raw("</g>\n<g fill=\"" + palette.soft() + "\" font-size=\"12\">\n");
        List<Scale.Tick> across = x.ticks();
        boolean crowded = across.stream().mapToInt(tick -> tick.label().length()).sum() * CHARACTER > 0.9 * (right - left);
        for (Scale.Tick tick : across) {
            if (tick.isMajor() && !crowded) {
                text(x.at(tick.value()), bottom + 18, "middle", tick.label());
            } else if (tick.isMajor()) {
                drawing.raw("<text transform=\"translate(").number(x.at(tick.value()) + 4).raw(" ").number(bottom + 14)
                        .raw(") rotate(-25)\" text-anchor=\"end\">").escaped(tick.label()).raw("</text>\n");
            }
        }
        for (Scale.Tick tick : y.ticks()) {
            if (tick.isMajor()) {
                text(left - 8, y.at(tick.value()) + 4, "end", tick.label());
            }
        }
        drawing.raw("</g>\n");
        text((left + right) / 2, FRAME - (crowded ? 10 : 20), "middle", plot.x().title());
        drawing.raw("<text transform=\"translate(20 ").number((TOP + bottom) / 2).raw(") rotate(-90)\" text-anchor=\"middle\">")
                .escaped(plot.y().title()).raw("</text>\n");
    }

    /** The lines of the labelled numbers through the drawing, or the short ones between them. */
    private void grid(boolean major) {
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

    /** The triangle with its corners named and lines at fifths. */
    private void triangle() {
        double side = Math.min(right - 140, (bottom - TOP) / TrianglePlace.HEIGHT);
        TrianglePlace place = new TrianglePlace(100, FRAME - 44, side);
        drawing.raw("<g stroke=\"" + palette.grid() + "\">\n");
        for (int i = 1; i < 5; i++) {
            double share = i / 5.0;
            double[][] ends = {place.of(share, 0), place.of(1 - share, share), place.of(0, share)};
            double[] foot = place.of(1 - share, 0);
            line(ends[0][0], ends[0][1], place.of(share, 1 - share)[0], place.of(share, 1 - share)[1]);
            line(foot[0], foot[1], place.of(0, 1 - share)[0], place.of(0, 1 - share)[1]);
            line(ends[2][0], ends[2][1], ends[1][0], ends[1][1]);
        }
        drawing.raw("</g>\n<g fill=\"none\" stroke=\"" + palette.soft() + "\"><path d=\"M").point(place.x(0), place.y(0)).raw("L")
                .point(place.x(1), place.y(0)).raw("L").point(place.x(0.5), place.y(TrianglePlace.HEIGHT)).raw("Z\"/></g>\n");
        text(place.x(0) - 4, place.y(0) + 18, "middle", plot.corners().get(0));
        text(place.x(1) + 4, place.y(0) + 18, "middle", plot.corners().get(1));
        text(place.x(0.5) + 10, place.y(TrianglePlace.HEIGHT) + 6, "start", plot.corners().get(2));
        new SvgLayers(drawing, palette, plot.shade(), place.across(), place.up()).draw(plot.layers());
    }

    /** What colours stand for, at the right below the legend. */
    private void ramp(PlotModel.Shade shade) {
        double from = TOP + (legend.entries().isEmpty() ? 26 : 36 + Legend.LINE * legend.entries().size());
        double to = Math.max(bottom, from + 100);
        double at = right + 20;
        for (int i = 0; i < STEPS; i++) {
            double upper = from + (to - from) * i / STEPS;
            drawing.raw("<rect").attribute("x", at).attribute("y", upper).attribute("width", RAMP)
                    .attribute("height", (to - from) / STEPS + 0.5)
                    .raw(" fill=\"" + palette.along(1 - (i + 0.5) / STEPS) + "\"/>\n");
        }
        Scale scale = new Scale(shade.scale(), shade.low(), shade.high(), to, from, 6, 0);
        drawing.raw("<g fill=\"" + palette.soft() + "\" font-size=\"12\">\n");
        for (Scale.Tick tick : scale.ticks()) {
            if (tick.isMajor()) {
                text(at + RAMP + 6, scale.at(tick.value()) + 4, "start", tick.label());
            }
        }
        drawing.raw("</g>\n");
        drawing.raw("<text").attribute("x", at).attribute("y", from - 10).raw(">")
                .escaped(shade.scale().title()).raw("</text>\n");
    }

    private void drawLegend() {
        SvgLayers marks = new SvgLayers(drawing, palette, plot.shade(), x, y);
        for (int i = 0; i < legend.entries().size(); i++) {
            Legend.Entry entry = legend.entries().get(i);
            double atY = TOP + 10 + i * Legend.LINE;
            marks.sign(entry, right + 16, atY);
            text(right + 44, atY + 4, "start", entry.label());
        }
    }

    private void notes() {
        if (plot.notes().isEmpty()) {
            return;
        }
        drawing.raw("<g fill=\"" + palette.soft() + "\" font-size=\"11\">\n");
        for (int i = 0; i < remarks.size(); i++) {
            text(start(), FRAME + NOTE * i + 2, "start", remarks.get(i));
        }
        drawing.raw("</g>\n");
    }
}
