package org.isoflop.interpreter.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.plot.Layer;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.plot.Tint;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** Columns against each other: lines, points and bars. */
final class SeriesPicture {
    /** Bars over one category fill so much of it. */
    private static final double FILLED = 0.8;

    private final Request request;
    private final Along along;
    private final Along up;
    private final @Nullable Along coloured;

    SeriesPicture(Request request) {
        this.request = request;
        this.along = new Along(request.xLabel(), request.sources().stream().map(Request.Source::x).toList());
        this.up = up(request);
        this.coloured = request.first().z() == null ? null : new Along(request.zLabel(), List.of(request.first().z()));
    }

    private static Along up(Request request) {
        List<Value> values = new ArrayList<>();
        request.sources().forEach(source -> values.addAll(source.y()));
        return new Along(String.join(", ", request.yLabels()), values);
    }

    static @Nullable Boolean asked(@Nullable String log, String axis) {
        return log == null ? null : Boolean.valueOf(!log.equals("none") && log.contains(axis));
    }

    PlotModel make() {
        boolean bars = request.first().kind().equals("bars");
        PlotModel.Axis x = along.axis(asked(request.log(), "x"));
        PlotModel.Axis y = up.axis(bars && request.log() == null ? Boolean.FALSE : asked(request.log(), "y"));
        List<Layer> layers = layers(request.sources(), x, y, true);
        PlotModel.Shade shade = coloured == null || request.first().z() == null
                ? null
                : shade(coloured, request.first().z(), request.first().rows());
        return new PlotModel("", "", x, y, layers, shade, List.of(), Notes.of(layers, x, y, request.level()));
    }

    /** What colours stand for. */
    static PlotModel.@Nullable Shade shade(Along of, Value values, int rows) {
        int[] all = all(rows);
        PlotModel.Axis scale = of.axis(null);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double number : of.points(values, all)) {
            low = scale.shows(number) ? Math.min(low, number) : low;
            high = scale.shows(number) ? Math.max(high, number) : high;
        }
        return low <= high ? new PlotModel.Shade(scale, low, high) : null;
    }

    static int[] all(int rows) {
        int[] all = new int[rows];
        for (int i = 0; i < rows; i++) {
            all[i] = i;
        }
        return all;
    }

    /** The layers of some tables on axes that are settled. */
    List<Layer> layers(List<Request.Source> sources, PlotModel.Axis x, PlotModel.Axis y, boolean shades) {
        List<Series> all = new ArrayList<>();
        sources.forEach(source -> all.addAll(Series.of(request, source, up.isMixed())));
        Map<String, Tint> tints = Series.tints(all);
        List<String> labels = List.copyOf(tints.keySet());
        List<Layer> layers = new ArrayList<>();
        for (Series series : all) {
            Tint tint = java.util.Objects.requireNonNull(tints.get(series.label()));
            layers.add(switch (mark(series, sources.size() > 1)) {
                case "line" -> line(series, tint);
                case "bars" -> bars(series, tint, labels.indexOf(series.label()), labels.size(), y);
                default -> points(series, tint, shades);
            });
        }
        return layers;
    }

    private String mark(Series series, boolean several) {
        String kind = series.source().kind();
        if (!kind.isEmpty()) {
            if (kind.equals("bars") && !along.isCategorical()) {
                throw new Unplottable("bars stand over texts, and `" + request.xLabel() + "` has numbers");
            }
            return kind;
        }
        boolean line = !along.isCategorical() && series.source().z() == null && !(several && series.source().measured())
                && series.source().rows() > 1 && risesEverywhere(series.source());
        return line ? "line" : "points";
    }

    /** Whether x rises within every series of a table. */
    private boolean risesEverywhere(Request.Source source) {
        boolean several = false;
        for (Series series : Series.of(request, source, false)) {
            double[] x = along.points(source.x(), series.rows());
            for (int i = 1; i < x.length; i++) {
                if (!(x[i] > x[i - 1])) {
                    return false;
                }
            }
            several |= x.length > 1;
        }
        return several;
    }

    private Value y(Series series) {
        return series.source().y().get(series.y());
    }

    private Layer line(Series series, Tint tint) {
        return new Layer.Line(series.label(), tint, along.points(series.source().x(), series.rows()),
                up.points(y(series), series.rows()), up.ends(y(series), series.rows(), request.level(), false),
                up.ends(y(series), series.rows(), request.level(), true));
    }

    private Layer points(Series series, Tint tint, boolean shades) {
        Value x = series.source().x();
        Value z = series.source().z();
        double[] colours = shades && coloured != null && z instanceof Quantity ? coloured.points(z, series.rows()) : new double[0];
        return new Layer.Points(series.label(), tint, along.points(x, series.rows()), up.points(y(series), series.rows()),
                up.ends(y(series), series.rows(), request.level(), false), up.ends(y(series), series.rows(), request.level(), true),
                along.ends(x, series.rows(), request.level(), false), along.ends(x, series.rows(), request.level(), true), colours);
    }

    private Layer bars(Series series, Tint tint, int number, int count, PlotModel.Axis y) {
        double width = FILLED / count;
        double[] at = along.points(series.source().x(), series.rows());
        double[] to = up.points(y(series), series.rows());
        double[] from = new double[to.length];
        boolean[] seen = new boolean[along.axis(null).categories().size()];
        double least = Double.POSITIVE_INFINITY;
        for (double each : to) {
            least = each > 0 ? Math.min(least, each) : least;
        }
        for (int i = 0; i < at.length; i++) {
            if (seen[(int) at[i]]) {
                throw new Unplottable("several rows have the `" + request.xLabel() + "` \"" + along.axis(null).categories().get((int) at[i])
                        + "\", and a bar stands for one; give `group`, or draw points");
            }
            seen[(int) at[i]] = true;
            at[i] += (number - (count - 1) / 2.0) * width;
            from[i] = y.logarithmic() ? StrictMath.pow(10, Math.floor(StrictMath.log10(least))) : 0;
        }
        return new Layer.Bars(series.label(), tint, false, at, width, from, to,
                up.ends(y(series), series.rows(), request.level(), false), up.ends(y(series), series.rows(), request.level(), true));
    }
}
