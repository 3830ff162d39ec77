package org.isoflop.repl.plot;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.interpreter.plot.Layer;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.plot.Tint;
import org.jspecify.annotations.Nullable;

/** Draws the layers of a plot into an SVG: bands below everything, then the layers in their order. */
final class SvgLayers {
    private static final String[] DASHES = {"", "6 3", "2 3", "9 3 2 3"};
    /** Room that a contour must have for its number to stand on it. */
    private static final double LONG = 90;
    /** How wide a character of such a number is taken to be. */
    private static final double LEVEL_CHARACTER = 6.5;

    private final Drawing drawing;
    private final Palette palette;
    private final PlotModel.@Nullable Shade shade;
    private final Scale x;
    private final Scale y;
    private final List<Level> levels = new ArrayList<>();

    /** Where the number of a contour stands. */
    private record Level(Layer.Contour contour, double x, double y) {
    }

    SvgLayers(Drawing drawing, Palette palette, PlotModel.@Nullable Shade shade, Scale x, Scale y) {
        this.drawing = drawing;
        this.palette = palette;
        this.shade = shade;
        this.x = x;
        this.y = y;
    }

    void draw(List<Layer> layers) {
        for (Layer layer : layers) {
            if (layer instanceof Layer.Line line && line.lower().length > 0) {
                band(line);
            }
        }
        for (Layer layer : layers) {
            switch (layer) {
                case Layer.Line line -> line(line);
                case Layer.Points points -> points(points);
                case Layer.Bars bars -> bars(bars);
                case Layer.Cells cells -> cells(cells);
                case Layer.Contour contour -> contour(contour);
            }
        }
        levels.forEach(this::level);
    }

    private boolean shows(double atX, double atY) {
        return x.shows(atX) && y.shows(atY);
    }

    /** One surface for each stretch without a gap. */
    private void band(Layer.Line line) {
        int start = 0;
        for (int i = 0; i <= line.x().length; i++) {
            boolean known = i < line.x().length && shows(line.x()[i], line.lower()[i]) && shows(line.x()[i], line.upper()[i]);
            if (!known) {
                surface(line, start, i);
                start = i + 1;
            }
        }
    }

    private void surface(Layer.Line line, int start, int end) {
        if (end - start < 2) {
            return;
        }
        drawing.raw("<path fill=\"" + palette.of(line.tint()) + "\" fill-opacity=\"0.18\" d=\"M");
        for (int i = start; i < end; i++) {
            drawing.raw(i > start ? "L" : "").point(x.at(line.x()[i]), y.at(line.upper()[i]));
        }
        for (int i = end - 1; i >= start; i--) {
            drawing.raw("L").point(x.at(line.x()[i]), y.at(line.lower()[i]));
        }
        drawing.raw("Z\"/>\n");
    }

    private String stroke(Tint tint, double width) {
        String dash = DASHES[palette.round(tint) % DASHES.length];
        String text = " stroke=\"" + palette.of(tint) + "\" stroke-width=\""
                + (width == Math.rint(width) ? String.valueOf((int) width) : String.valueOf(width))
                + "\"";
        return dash.isEmpty() ? text : text + " stroke-dasharray=\"" + dash + "\"";
    }

    private void line(Layer.Line line) {
        double width = line.tint() == Tint.Plain.FAINT ? 1 : 2;
        drawing.raw("<path fill=\"none\"" + stroke(line.tint(), width) + " stroke-linejoin=\"round\" d=\"");
        boolean pen = false;
        Dots dots = new Dots();
        for (int i = 0; i < line.x().length; i++) {
            boolean known = shows(line.x()[i], line.y()[i]);
            if (known && (!pen || dots.isMoved(x.at(line.x()[i]), y.at(line.y()[i])))) {
                drawing.raw(pen ? "L" : "M").point(x.at(line.x()[i]), y.at(line.y()[i]));
            }
            pen = known;
        }
        drawing.raw("\"/>\n");
    }

    private void points(Layer.Points points) {
        String colour = palette.of(points.tint());
        if (points.lower().length + points.left().length > 0) {
            drawing.raw("<g stroke=\"" + colour + "\" stroke-opacity=\"0.6\">\n");
            for (int i = 0; i < points.x().length; i++) {
                if (points.lower().length > 0) {
                    whisker(points.x()[i], points.lower()[i], points.x()[i], points.upper()[i]);
                }
                if (points.left().length > 0) {
                    whisker(points.left()[i], points.y()[i], points.right()[i], points.y()[i]);
                }
            }
            drawing.raw("</g>\n");
        }
        drawing.raw("<g fill=\"" + colour + "\" fill-opacity=\"0.75\">\n");
        Dots dots = new Dots();
        for (int i = 0; i < points.x().length; i++) {
            if (shows(points.x()[i], points.y()[i]) && dots.isFresh(x.at(points.x()[i]), y.at(points.y()[i]))) {
                boolean own = shade != null && points.shades().length > 0;
                String fill = own && shade != null ? " fill=\"" + palette.along(shade.share(points.shades()[i])) + "\"" : "";
                mark(points.tint(), x.at(points.x()[i]), y.at(points.y()[i]), own ? 5 : 3, fill);
            }
        }
        drawing.raw("</g>\n");
    }

    private void whisker(double fromX, double fromY, double toX, double toY) {
        if (shows(fromX, fromY) && shows(toX, toY)) {
            drawing.raw("<path d=\"M").point(x.at(fromX), y.at(fromY)).raw("L").point(x.at(toX), y.at(toY)).raw("\"/>\n");
        }
    }

    /** Circles, and once the colours are used up squares and triangles; what stands out is a diamond. */
    private void mark(Tint tint, double atX, double atY, double radius, String fill) {
        if (tint == Tint.Plain.STRONG && fill.isEmpty()) {
            drawing.raw("<path d=\"M").point(atX - 4.5, atY).raw("L").point(atX, atY - 4.5).raw("L").point(atX + 4.5, atY).raw("L")
                    .point(atX, atY + 4.5).raw("Z\"/>\n");
            return;
        }
        switch (palette.round(tint) % 3) {
            case 0 -> drawing.raw("<circle").attribute("cx", atX).attribute("cy", atY).attribute("r", radius).raw(fill + "/>\n");
            case 1 -> drawing.raw("<rect").attribute("x", atX - 2.75).attribute("y", atY - 2.75)
                    .raw(" width=\"5.5\" height=\"5.5\"" + fill + "/>\n");
            default ->
                    drawing.raw("<path d=\"M").point(atX - 3.5, atY + 3).raw("L").point(atX, atY - 3.5).raw("L").point(atX + 3.5, atY + 3)
                            .raw("Z\"" + fill + "/>\n");
        }
    }

    private void bars(Layer.Bars bars) {
        drawing.raw("<g fill=\"" + palette.of(bars.tint()) + "\" fill-opacity=\"0.85\">\n");
        Scale places = bars.sideways() ? y : x;
        Scale sizes = bars.sideways() ? x : y;
        for (int i = 0; i < bars.at().length; i++) {
            if (!sizes.shows(bars.from()[i]) || !sizes.shows(bars.to()[i])) {
                continue;
            }
            double one = places.at(bars.at()[i] - bars.width() / 2);
            double other = places.at(bars.at()[i] + bars.width() / 2);
            double from = sizes.at(bars.from()[i]);
            double to = sizes.at(bars.to()[i]);
            rectangle(bars.sideways(), Math.min(one, other), Math.abs(other - one), Math.min(from, to), Math.abs(to - from), "");
        }
        drawing.raw("</g>\n");
        if (bars.lower().length > 0) {
            drawing.raw("<g stroke=\"" + palette.text() + "\">\n");
            for (int i = 0; i < bars.at().length; i++) {
                if (bars.sideways()) {
                    whisker(bars.lower()[i], bars.at()[i], bars.upper()[i], bars.at()[i]);
                } else {
                    whisker(bars.at()[i], bars.lower()[i], bars.at()[i], bars.upper()[i]);
                }
            }
            drawing.raw("</g>\n");
        }
    }

    private void rectangle(boolean sideways, double place, double width, double from, double length, String fill) {
        drawing.raw("<rect").attribute("x", sideways ? from : place).attribute("y", sideways ? place : from)
                .attribute("width", sideways ? length : width).attribute("height", sideways ? width : length).raw(fill + "/>\n");
    }

    private void cells(Layer.Cells cells) {
        drawing.raw("<g shape-rendering=\"crispEdges\">\n");
        for (int row = 0; row < cells.rows(); row++) {
            for (int column = 0; column < cells.columns(); column++) {
                double value = cells.values()[row * cells.columns() + column];
                if (shade == null || Double.isNaN(shade.share(value))) {
                    continue;
                }
                double left = x.at(cells.xEdges()[column]);
                double top = y.at(cells.yEdges()[row + 1]);
                rectangle(false, left, x.at(cells.xEdges()[column + 1]) - left, top, y.at(cells.yEdges()[row]) - top,
                        " fill=\"" + palette.along(shade.share(value)) + "\"");
            }
        }
        drawing.raw("</g>\n");
    }

    private void contour(Layer.Contour contour) {
        double longest = LONG;
        double[] place = null;
        for (Layer.Path path : contour.paths()) {
            drawing.raw("<path fill=\"none\"" + stroke(contour.tint(), 1.5) + " d=\"M");
            double length = 0;
            for (int i = 0; i < path.x().length; i++) {
                drawing.raw(i > 0 ? "L" : "").point(x.at(path.x()[i]), y.at(path.y()[i]));
                length += i == 0
                        ? 0
                        : Math.hypot(x.at(path.x()[i]) - x.at(path.x()[i - 1]), y.at(path.y()[i]) - y.at(path.y()[i - 1]));
            }
            drawing.raw("\"/>\n");
            if (length > longest) {
                longest = length;
                place = half(path, length);
            }
        }
        if (place != null) {
            levels.add(new Level(contour, place[0], place[1]));
        }
    }

    /** The number of a contour on a piece of paper, above all that crosses it. */
    private void level(Level level) {
        double width = 4 + LEVEL_CHARACTER * level.contour.text().codePointCount(0, level.contour.text().length());
        drawing.raw("<rect").attribute("x", level.x - width / 2).attribute("y", level.y - 7).attribute("width", width)
                .raw(" height=\"14\" rx=\"2\" fill=\"" + palette.paper() + "\" fill-opacity=\"0.85\"/>\n");
        drawing.raw("<text").attribute("x", level.x).attribute("y", level.y + 4)
                .raw(" text-anchor=\"middle\" font-size=\"11\" fill=\"" + palette.of(level.contour.tint()) + "\">")
                .escaped(level.contour.text()).raw("</text>\n");
    }

    /** Where half of a line is behind. */
    private double[] half(Layer.Path path, double length) {
        double gone = 0;
        for (int i = 1; i < path.x().length; i++) {
            gone += Math.hypot(x.at(path.x()[i]) - x.at(path.x()[i - 1]), y.at(path.y()[i]) - y.at(path.y()[i - 1]));
            if (gone >= length / 2) {
                return new double[] {x.at(path.x()[i]), y.at(path.y()[i])};
            }
        }
        return new double[] {x.at(path.x()[0]), y.at(path.y()[0])};
    }

    /** What stands before a name in the legend, 24 wide. */
    void sign(Legend.Entry entry, double atX, double atY) {
        if (entry.marks().contains(Legend.Mark.BARS)) {
            drawing.raw("<rect").attribute("x", atX + 4).attribute("y", atY - 5).raw(" width=\"14\" height=\"10\" fill=\""
                    + palette.of(entry.tint()) + "\" fill-opacity=\"0.85\"/>\n");
        }
        if (entry.marks().contains(Legend.Mark.LINE)) {
            drawing.raw("<path" + stroke(entry.tint(), entry.tint() == Tint.Plain.FAINT ? 1 : 2) + " d=\"M").point(atX, atY).raw("L")
                    .point(atX + 22, atY).raw("\"/>\n");
        }
        if (entry.marks().contains(Legend.Mark.POINTS)) {
            drawing.raw("<g fill=\"" + palette.of(entry.tint()) + "\">\n");
            mark(entry.tint(), atX + 11, atY, 3, "");
            drawing.raw("</g>\n");
        }
    }
}
