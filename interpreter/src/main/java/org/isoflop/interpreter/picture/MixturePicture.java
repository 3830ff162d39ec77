package org.isoflop.interpreter.picture;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.interpreter.plot.Layer;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.plot.Tint;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Value;

/**
 * Mixtures coloured by what they came to: of three parts as points in a triangle, whose corners are a part alone, of others as
 * a line across the parts for each.
 */
final class MixturePicture {
    private static final double HEIGHT = Math.sqrt(3) / 2;

    private final Request request;
    private final Request.Source source;
    private final List<String> parts;
    private final double[][] shares;

    static boolean suits(Request request) {
        return request.first().x() instanceof RecordValue;
    }

    MixturePicture(Request request) {
        this.request = request;
        this.source = request.first();
        RecordValue vector = (RecordValue) source.x();
        this.parts = List.copyOf(vector.members().keySet());
        if (request.sources().size() > 1 || request.yLabels().size() > 1) {
            throw new Unplottable("mixtures are drawn from one table, coloured by one column");
        }
        int[] rows = SeriesPicture.all(source.rows());
        this.shares = new double[parts.size()][];
        for (int part = 0; part < shares.length; part++) {
            Value column = vector.member(parts.get(part));
            if (!(column instanceof Quantity)) {
                throw new Unplottable("`" + request.xLabel() + "." + parts.get(part) + "` is no column of numbers");
            }
            shares[part] = new Along(request.xLabel(), List.of(column)).points(column, rows);
        }
    }

    PlotModel make() {
        Value z = source.z() != null ? source.z() : source.y().getFirst();
        String label = source.z() != null ? request.zLabel() : request.yLabels().getFirst();
        if (!(z instanceof Quantity)) {
            throw new Unplottable("mixtures are coloured by a column of numbers, and `" + label + "` is none");
        }
        Along coloured = new Along(label, List.of(z));
        PlotModel.Shade shade = SeriesPicture.shade(coloured, z, source.rows());
        if (shade == null) {
            throw new Unplottable("`" + label + "` has no known number");
        }
        double[] values = coloured.points(z, SeriesPicture.all(source.rows()));
        return parts.size() == 3 ? triangle(values, shade) : parallel(values, shade);
    }

    private PlotModel triangle(double[] values, PlotModel.Shade shade) {
        double[] x = new double[values.length];
        double[] y = new double[values.length];
        for (int row = 0; row < values.length; row++) {
            double sum = shares[0][row] + shares[1][row] + shares[2][row];
            x[row] = (shares[1][row] + shares[2][row] / 2) / sum;
            y[row] = shares[2][row] / sum * HEIGHT;
        }
        Layer points = new Layer.Points("", new Tint.Nth(0), x, y, new double[0], new double[0], new double[0], new double[0], values);
        return new PlotModel("", "", new PlotModel.Axis("", Unit.NONE, false),
                new PlotModel.Axis("", Unit.NONE, false), List.of(points), shade, parts, List.of());
    }

    private PlotModel parallel(double[] values, PlotModel.Shade shade) {
        List<Layer> lines = new ArrayList<>();
        for (int row = 0; row < values.length; row++) {
            double share = shade.share(values[row]);
            double[] at = new double[parts.size()];
            double[] y = new double[parts.size()];
            for (int part = 0; part < at.length; part++) {
                at[part] = part;
                y[part] = shares[part][row];
            }
            lines.add(new Layer.Line("", Double.isNaN(share) ? Tint.Plain.FAINT : new Tint.Share(share), at, y));
        }
        return new PlotModel("", "", PlotModel.Axis.of("", parts), new PlotModel.Axis(request.xLabel(),
                Unit.NONE, false), lines, shade, List.of(), List.of());
    }
}
