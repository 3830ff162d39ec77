package org.isoflop.repl.plot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.isoflop.interpreter.plot.Layer;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.plot.Tint;
import org.isoflop.repl.printer.Ink;
import org.isoflop.repl.printer.LineBreaks;

/**
 * Draws a plot with characters: lines of Braille dots, points as marks, bands and cells as shades. Without colours several lines
 * are told apart by their characters; without Unicode everything is.
 */
public final class TerminalPlot {
    private static final String MARKS = "•×+o*#@%&=";
    private static final String PLAIN_MARKS = "ox+*#@%&=~";
    private static final String SHADES = "·░▒▓█";
    private static final String PLAIN_SHADES = "-.:+#";
    private static final int FEWEST_ROWS = 5;
    private static final int FEWEST_COLUMNS = 8;
    private static final int TICK = 9;

    private final PlotModel plot;
    private final Ink ink;
    private final boolean ascii;
    private final Legend legend;
    private final TerminalCanvas canvas;
    private final Scale x;
    private final Scale y;
    private final int margin;

    private TerminalPlot(PlotModel plot, int width, int height, Ink ink, boolean ascii) {
        this.plot = plot;
        this.ink = ink;
        this.ascii = ascii;
        this.legend = new Legend(plot.layers(), Math.max(1, height / 3));
        int others = 4 + legend.entries().size() + plot.notes().size() + (plot.shade() == null ? 0 : 1);
        int categories = plot.y().categories().size();
        int room = Math.max(FEWEST_ROWS, height - others);
        // Each category has as many rows as the others.
        int rows = categories > 0 && categories <= room ? room / categories * categories : room;
        int bottom = rows * TerminalCanvas.DOWN - 1;
        Scale up = plot.isTriangle()
                ? new TrianglePlace(0, bottom, bottom / TrianglePlace.HEIGHT).up()
                : Scale.of(plot, false, categories > 0 ? bottom + 1 : bottom, 0, Math.max(2, rows / 3));
        int longest = 0;
        for (Scale.Tick tick : plot.isTriangle() ? List.<Scale.Tick>of() : up.ticks()) {
            longest = Math.max(longest, text(tick.label()).length());
        }
        this.margin = Math.min(longest, Math.max(4, width * 2 / 5)) + 1;
        this.canvas = new TerminalCanvas(Math.max(FEWEST_COLUMNS, width - margin - 1), rows, ascii);
        int right = canvas.columns() * TerminalCanvas.ACROSS - 1;
        this.y = up;
        this.x = plot.isTriangle()
                ? new TrianglePlace(0, bottom, Math.min(right, bottom / TrianglePlace.HEIGHT)).across()
                : Scale.of(plot, true, 0, right, Math.max(2, canvas.columns() / TICK));
    }

    /**
     * The drawing as lines of text, each ended.
     *
     * @param width cells that a line may fill
     * @param height lines that it should have; it has more where there is not enough room
     */
    public static String draw(PlotModel plot, int width, int height, Ink ink) {
        int cells = Math.max(LineBreaks.NARROWEST, width);
        return LineBreaks.within(new TerminalPlot(plot, cells, height, ink, false).draw(), cells);
    }

    /** The same with nothing but ASCII. */
    public static String drawPlainly(PlotModel plot, int width, int height) {
        int cells = Math.max(LineBreaks.NARROWEST, width);
        return LineBreaks.within(new TerminalPlot(plot, cells, height, Ink.PLAIN, true).draw(), cells);
    }

    private String text(String text) {
        if (!ascii) {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        boolean raised = false;
        for (char c : text.replace("·10", "e").toCharArray()) {
            int digit = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻".indexOf(c);
            if (digit >= 0 && !raised && !text.contains("·")) {
                plain.append('^');
            }
            raised = digit >= 0;
            plain.append(digit == 10 ? '-' : digit >= 0 ? (char) ('0' + digit) : c == '−' ? '-' : c < 128 ? c : '?');
        }
        return plain.toString();
    }

    private String draw() {
        for (int i = 0; i < plot.layers().size(); i++) {
            if (plot.layers().get(i) instanceof Layer.Line line && line.lower().length > 0) {
                band(line);
            }
        }
        plot.layers().forEach(this::layer);
        if (plot.isTriangle()) {
            sides();
        }
        StringBuilder text = new StringBuilder();
        text.append(" ".repeat(margin + 1)).append(ink.of(Ink.Role.STRONG, text(plot.title()))).append('\n');
        if (!plot.isTriangle() && !plot.y().title().isEmpty()) {
            text.append(" ".repeat(margin + 1)).append(ink.of(Ink.Role.FAINT, text(plot.y().title()))).append('\n');
        }
        rows(text);
        if (plot.isTriangle()) {
            text.append(" ".repeat(margin + 1)).append(text(plot.corners().get(0) + " (left), " + plot.corners().get(1) + " (right), "
                    + plot.corners().get(2) + " (top)")).append('\n');
        } else {
            across(text);
        }
        below(text);
        return text.toString();
    }

    private String colour(Tint tint) {
        return tint == Tint.Plain.STRONG ? "" : Palette.DARK.of(tint);
    }

    private char sign(String label, Tint tint, boolean points) {
        String signs = ascii ? PLAIN_MARKS : MARKS;
        List<Legend.Entry> entries = legend.entries();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).tint().equals(tint) && entries.get(i).label().equals(Legend.shortened(label, Legend.LONGEST))) {
                return signs.charAt(i % signs.length());
            }
        }
        return points ? signs.charAt(0) : 0;
    }

    /** Lines are dots, but where neither colour nor Braille can tell several of them apart. */
    private boolean isDotted(Tint tint) {
        boolean several = legend.entries().stream()
                .filter(entry -> entry.marks().contains(Legend.Mark.LINE) && entry.tint() != Tint.Plain.FAINT).count() > 1;
        return ink == Ink.COLOURED || tint == Tint.Plain.FAINT || !several;
    }

    private char stroke(Layer.Line line) {
        return isDotted(line.tint()) && !ascii
                ? 0
                : ascii && line.tint() == Tint.Plain.FAINT ? '.' : sign(line.label(), line.tint(), ascii);
    }

    private void layer(Layer layer) {
        switch (layer) {
            case Layer.Line line -> line(line.x(), line.y(), stroke(line), colour(line.tint()));
            case Layer.Points points -> points(points);
            case Layer.Bars bars -> bars(bars);
            case Layer.Cells cells -> cells(cells);
            case Layer.Contour contour -> {
                for (Layer.Path path : contour.paths()) {
                    line(path.x(), path.y(), (char) 0, colour(contour.tint()));
                    int middle = path.x().length / 2;
                    for (int i = 0; i < contour.text().length(); i++) {
                        canvas.mark(x.at(path.x()[middle]) + i * TerminalCanvas.ACROSS, y.at(path.y()[middle]), contour.text().charAt(i),
                                colour(contour.tint()));
                    }
                }
            }
        }
    }

    private void line(double[] xs, double[] ys, char character, String colour) {
        for (int i = 1; i < xs.length; i++) {
            if (x.shows(xs[i]) && y.shows(ys[i]) && x.shows(xs[i - 1]) && y.shows(ys[i - 1])) {
                canvas.line(x.at(xs[i - 1]), y.at(ys[i - 1]), x.at(xs[i]), y.at(ys[i]), character, colour);
            }
        }
    }

    private void band(Layer.Line line) {
        for (int i = 1; i < line.x().length; i++) {
            boolean known = x.shows(line.x()[i]) && x.shows(line.x()[i - 1]) && y.shows(line.lower()[i]) && y.shows(line.upper()[i])
                    && y.shows(line.lower()[i - 1]) && y.shows(line.upper()[i - 1]);
            if (!known) {
                continue;
            }
            double from = x.at(line.x()[i - 1]);
            double to = x.at(line.x()[i]);
            // What lies outside takes no time.
            double end = Math.min(to, canvas.columns() * TerminalCanvas.ACROSS);
            for (double at = Math.max(0, from); at <= end; at += TerminalCanvas.ACROSS / 2.0) {
                double share = to == from ? 0 : (at - from) / (to - from);
                double low = Math.min(canvas.rows() * TerminalCanvas.DOWN,
                        y.at(line.lower()[i - 1]) + share * (y.at(line.lower()[i]) - y.at(line.lower()[i - 1])));
                double high = y.at(line.upper()[i - 1]) + share * (y.at(line.upper()[i]) - y.at(line.upper()[i - 1]));
                for (double up = Math.max(0, Math.ceil((high + 1) / TerminalCanvas.DOWN) * TerminalCanvas.DOWN); up + 1
                        < low; up += TerminalCanvas.DOWN) {
                    canvas.shade(at, up, ascii ? ':' : '░', colour(line.tint()));
                }
            }
        }
    }

    private void points(Layer.Points points) {
        for (int i = 0; i < points.x().length; i++) {
            if (points.lower().length > 0) {
                line(new double[] {points.x()[i], points.x()[i]}, new double[] {points.lower()[i], points.upper()[i]}, (char) 0,
                        colour(points.tint()));
            }
            if (points.left().length > 0) {
                line(new double[] {points.left()[i], points.right()[i]}, new double[] {points.y()[i], points.y()[i]}, (char) 0,
                        colour(points.tint()));
            }
        }
        char sign = sign(points.label(), points.tint(), true);
        for (int i = 0; i < points.x().length; i++) {
            if (x.shows(points.x()[i]) && y.shows(points.y()[i])) {
                double share = points.shades().length == 0 || plot.shade() == null ? Double.NaN : plot.shade().share(points.shades()[i]);
                boolean shaded = !Double.isNaN(share);
                canvas.mark(x.at(points.x()[i]), y.at(points.y()[i]), shaded && ink == Ink.PLAIN ? (char) ('0' + (int) (9 * share)) : sign,
                        shaded ? Palette.DARK.along(share) : colour(points.tint()));
            }
        }
    }

    private void bars(Layer.Bars bars) {
        char full = bar(bars.label(), bars.tint());
        Scale places = bars.sideways() ? y : x;
        Scale sizes = bars.sideways() ? x : y;
        int cell = bars.sideways() ? TerminalCanvas.DOWN : TerminalCanvas.ACROSS;
        for (int i = 0; i < bars.at().length; i++) {
            if (!sizes.shows(bars.from()[i]) || !sizes.shows(bars.to()[i])) {
                continue;
            }
            double from = Math.min(sizes.at(bars.from()[i]), sizes.at(bars.to()[i]));
            double to = Math.max(sizes.at(bars.from()[i]), sizes.at(bars.to()[i]));
            // Whole cells, around the one that has the label.
            int cells = Math.max(1, (int) (bars.width() * Math.abs(places.at(1) - places.at(0)) / cell));
            int first = (int) (places.at(bars.at()[i]) / cell) - cells / 2;
            for (int place = first; place < first + cells; place++) {
                for (double size = from; size <= to; size++) {
                    canvas.mark(bars.sideways() ? size : place * cell, bars.sideways() ? place * cell : size, full, colour(bars.tint()));
                }
            }
        }
    }

    /** What a bar is drawn with: colours tell bars apart, else their signs. */
    private char bar(String label, Tint tint) {
        return ink == Ink.COLOURED && !ascii ? '█' : sign(label, tint, true);
    }

    private void cells(Layer.Cells cells) {
        String shades = ascii ? PLAIN_SHADES : SHADES;
        for (int row = 0; row < canvas.rows(); row++) {
            for (int column = 0; column < canvas.columns(); column++) {
                double atX = (column + 0.5) * TerminalCanvas.ACROSS;
                double atY = (row + 0.5) * TerminalCanvas.DOWN;
                int i = place(cells.xEdges(), x, atX);
                int j = place(cells.yEdges(), y, atY);
                double share = i < 0 || j < 0 || plot.shade() == null
                        ? Double.NaN
                        : plot.shade().share(cells.values()[j * cells.columns() + i]);
                if (!Double.isNaN(share)) {
                    canvas.mark(atX, atY, ink == Ink.COLOURED ? '█' : shades.charAt((int) Math.round(share * (shades.length() - 1))),
                            Palette.DARK.along(share));
                }
            }
        }
    }

    private static int place(double[] edges, Scale scale, double at) {
        for (int i = 0; i + 1 < edges.length; i++) {
            double a = scale.at(edges[i]);
            double b = scale.at(edges[i + 1]);
            if (at >= Math.min(a, b) && at <= Math.max(a, b)) {
                return i;
            }
        }
        return -1;
    }

    private void sides() {
        double[] xs = {0, 1, 0.5, 0};
        double[] ys = {0, 0, TrianglePlace.HEIGHT, 0};
        for (int i = 1; i < xs.length; i++) {
            canvas.line(x.at(xs[i - 1]), y.at(ys[i - 1]), x.at(xs[i]), y.at(ys[i]), (char) 0, Palette.DARK.faint());
        }
    }

    private void rows(StringBuilder text) {
        String[] labels = new String[canvas.rows()];
        Set<Integer> marked = new HashSet<>();
        for (Scale.Tick tick : plot.isTriangle() ? List.<Scale.Tick>of() : y.ticks()) {
            int row = (int) (y.at(tick.value()) / TerminalCanvas.DOWN);
            if (tick.isMajor() && row >= 0 && row < labels.length) {
                label(text(tick.label()), row, labels);
                marked.add(row);
            }
        }
        for (int row = 0; row < canvas.rows(); row++) {
            String label = labels[row] == null ? "" : labels[row];
            String edge = plot.isTriangle() ? "" : ascii ? marked.contains(row) ? "+" : "|" : marked.contains(row) ? "┤" : "│";
            String line = " ".repeat(margin - 1 - label.length()) + label + " " + edge + canvas.row(row, ink);
            text.append(line.stripTrailing()).append('\n');
        }
    }

    /** A label that is too long goes on in the row below where that is free. */
    private void label(String label, int row, String[] labels) {
        int most = margin - 1;
        int blank = label.length() > most ? label.lastIndexOf(' ', most) : -1;
        boolean folded = blank > 0 && row + 1 < labels.length && (int) Math.abs(y.at(1) - y.at(0)) >= 2 * TerminalCanvas.DOWN;
        labels[row] = Legend.shortened(folded ? label.substring(0, blank) : label, most);
        if (folded) {
            labels[row + 1] = Legend.shortened(label.substring(blank + 1), most);
        }
    }

    private void across(StringBuilder text) {
        StringBuilder edge = new StringBuilder((ascii ? "-" : "─").repeat(canvas.columns()));
        StringBuilder labels = new StringBuilder(" ".repeat(canvas.columns()));
        int free = 0;
        for (Scale.Tick tick : x.ticks()) {
            int column = (int) (x.at(tick.value()) / TerminalCanvas.ACROSS);
            String label = text(tick.label());
            int start = Math.clamp(column - label.length() / 2, 0, Math.max(0, canvas.columns() - label.length()));
            if (!tick.isMajor() || column < 0 || column >= canvas.columns()) {
                continue;
            }
            edge.setCharAt(column, ascii ? '+' : '┬');
            if (start >= free && start + label.length() <= canvas.columns()) {
                labels.replace(start, start + label.length(), label);
                free = start + label.length() + 2;
            }
        }
        text.append(" ".repeat(margin)).append(ascii ? "+" : "└").append(edge).append('\n');
        text.append((" ".repeat(margin + 1) + labels).stripTrailing()).append('\n');
        String title = text(plot.x().title());
        text.append(" ".repeat(Math.max(0, margin + 1 + canvas.columns() - title.length()))).append(ink.of(Ink.Role.FAINT, title))
                .append('\n');
    }

    private void below(StringBuilder text) {
        String space = " ".repeat(margin + 1);
        for (Legend.Entry entry : legend.entries()) {
            char sign = entry.marks().equals(Set.of(Legend.Mark.BARS))
                    ? bar(entry.label(), entry.tint())
                    : sign(entry.label(), entry.tint(), true);
            boolean dotted = !ascii && entry.marks().equals(Set.of(Legend.Mark.LINE)) && isDotted(entry.tint());
            String before = entry.marks().isEmpty() ? "" : (dotted ? "⠒⠒" : String.valueOf(sign)) + " ";
            String colour = colour(entry.tint());
            text.append(space).append(colour.isEmpty() ? before : ink.tinted(colour, before)).append(text(entry.label())).append('\n');
        }
        PlotModel.Shade shade = plot.shade();
        // Contours say their numbers themselves; without colours nothing else is told by a shade.
        if (shade != null && !(ink == Ink.PLAIN && plot.layers().stream().anyMatch(layer -> layer instanceof Layer.Contour))) {
            Scale scale = new Scale(shade.scale(), shade.low(), shade.high(), 0, 1, 1, 0);
            text.append(space).append(text(shade.scale().title())).append(": ").append(text(scale.end(shade.low()))).append(' ')
                    .append(ramp()).append(' ').append(text(scale.end(shade.high()))).append('\n');
        }
        List<String> notes = new ArrayList<>(plot.notes());
        notes.forEach(note -> text.append(space).append(ink.of(Ink.Role.FAINT, text(note))).append('\n'));
    }

    private String ramp() {
        boolean digits = plot.layers().stream().noneMatch(layer -> layer instanceof Layer.Cells);
        if (ink == Ink.PLAIN) {
            return digits ? "0…9".replace("…", ascii ? ".." : "…") : (ascii ? PLAIN_SHADES : SHADES);
        }
        StringBuilder ramp = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            ramp.append(ink.tinted(Palette.DARK.along(i / 9.0), "█"));
        }
        return ramp.toString();
    }
}
