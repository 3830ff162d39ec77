package org.isoflop.interpreter.picture;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.interpreter.plot.Layer;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.plot.Tint;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** A quantity over two others: a heatmap or contours of the first table, what other tables have of the same two drawn above. */
final class FieldPicture {
    /** About so many contours. */
    private static final int LEVELS = 14;

    private final Request request;
    private final Along along;
    private final Along up;

    FieldPicture(Request request) {
        this.request = request;
        this.along = new Along(request.xLabel(), request.sources().stream().map(Request.Source::x).toList());
        this.up = new Along(request.yLabels().getFirst(), request.sources().stream().map(source -> source.y().getFirst()).toList());
    }

    /** Whether the first table has a value for every place of a grid. */
    static boolean suits(Request request) {
        Request.Source first = request.first();
        if (first.z() == null || request.yLabels().size() > 1) {
            return false;
        }
        FieldPicture picture = new FieldPicture(request);
        Grid grid = picture.grid(new Along(request.zLabel(), List.of(first.z())), first.z());
        return grid != null && grid.isFull(first.rows());
    }

    private @Nullable Grid grid(Along coloured, Value z) {
        Request.Source first = request.first();
        int[] all = SeriesPicture.all(first.rows());
        return Grid.of(along.points(first.x(), all), up.points(first.y().getFirst(), all), coloured.points(z, all));
    }

    PlotModel make() {
        Request.Source first = request.first();
        String kind = first.kind().isEmpty() ? "heatmap" : first.kind();
        Value z = first.z();
        if (!(z instanceof Quantity) || request.yLabels().size() > 1) {
            throw new Unplottable("a " + kind + " shows numbers `z` over one `x` and one `y`");
        }
        Along coloured = new Along(request.zLabel(), List.of(z));
        Grid grid = grid(coloured, z);
        PlotModel.Shade shade = SeriesPicture.shade(coloured, z, first.rows());
        if (grid == null || shade == null) {
            throw new Unplottable("a " + kind + " needs a grid: known numbers for pairs of `" + request.xLabel() + "` and `"
                    + request.yLabels().getFirst() + "`, one row for each");
        }
        PlotModel.Axis x = along.axis(SeriesPicture.asked(request.log(), "x"));
        PlotModel.Axis y = up.axis(SeriesPicture.asked(request.log(), "y"));
        boolean contour = kind.equals("contour");
        if (contour && (along.isCategorical() || up.isCategorical())) {
            throw new Unplottable("contours run between numbers, and not between texts; draw a heatmap");
        }
        List<Layer> layers = new ArrayList<>();
        if (contour) {
            contours(grid, x, y, shade, layers);
        } else {
            layers.add(new Layer.Cells("", Grid.edges(grid.xs(), x), Grid.edges(grid.ys(), y), grid.values()));
        }
        if (request.sources().size() > 1) {
            layers.addAll(new SeriesPicture(request).layers(request.sources().subList(1, request.sources().size()), x, y, false));
        }
        return new PlotModel("", "", x, y, layers, shade, List.of(), Notes.of(layers, x, y, request.level()));
    }

    private static void contours(Grid grid, PlotModel.Axis x, PlotModel.Axis y, PlotModel.Shade shade, List<Layer> layers) {
        for (double level : levels(shade)) {
            List<Layer.Path> paths = Isolines.of(grid, x, y, level);
            if (!paths.isEmpty()) {
                layers.add(new Layer.Contour(new Tint.Share(shade.share(level)), level,
                        new Display(Double.NaN, 4).number(level, shade.scale().unit()), paths));
            }
        }
    }

    /** Round numbers: multiples of 1, 2 or 5 times a power of ten, on a logarithmic scale 1, 2 and 5 of each. */
    static List<Double> levels(PlotModel.Shade shade) {
        List<Double> levels = new ArrayList<>();
        if (shade.scale().logarithmic()) {
            for (int decade = (int) Math.floor(StrictMath.log10(shade.low())); decade <= StrictMath.log10(shade.high()); decade++) {
                for (int digit : new int[] {1, 2, 5}) {
                    add(BigDecimal.valueOf(digit).scaleByPowerOfTen(decade).doubleValue(), shade, levels);
                }
            }
            return levels;
        }
        double step = (shade.high() - shade.low()) / LEVELS;
        if (!(step > 0)) {
            return levels;
        }
        int exponent = (int) Math.floor(StrictMath.log10(step));
        for (int digit : new int[] {1, 2, 5, 10}) {
            BigDecimal round = BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent);
            if (round.doubleValue() >= step * (1 - 1e-9)) {
                for (long k = (long) Math.ceil(shade.low() / round.doubleValue()); levels.size() < 4 * LEVELS; k++) {
                    double level = round.multiply(BigDecimal.valueOf(k)).doubleValue();
                    if (level > shade.high()) {
                        return levels;
                    }
                    add(level, shade, levels);
                }
            }
        }
        return levels;
    }

    private static void add(double level, PlotModel.Shade shade, List<Double> levels) {
        if (level > shade.low() && level < shade.high()) {
            levels.add(level);
        }
    }
}
