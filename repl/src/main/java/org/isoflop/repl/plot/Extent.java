package org.isoflop.repl.plot;

import org.isoflop.interpreter.plot.Layer;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.plot.PlotModel.Axis;

/** The least and the greatest number that an axis has to show. */
final class Extent {
    private final Axis axis;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    private Extent(Axis axis) {
        this.axis = axis;
    }

    /** Of the numbers that can be drawn; where there are none, some that can. */
    static double[] of(PlotModel plot, boolean ofX) {
        Axis axis = ofX ? plot.x() : plot.y();
        if (!axis.categories().isEmpty()) {
            return new double[] {-0.5, axis.categories().size() - 0.5};
        }
        Extent extent = new Extent(axis);
        plot.layers().forEach(layer -> extent.add(layer, ofX));
        return extent.least <= extent.greatest ? new double[] {extent.least, extent.greatest} : new double[] {1, 10};
    }

    /** Whether the axis ends where its numbers do, without a margin: where cells fill the drawing or contours its grid. */
    static boolean isTight(PlotModel plot, boolean ofX) {
        Axis axis = ofX ? plot.x() : plot.y();
        return !axis.categories().isEmpty() || plot.layers().stream().anyMatch(layer -> layer instanceof Layer.Cells);
    }

    private void add(Layer layer, boolean ofX) {
        switch (layer) {
            case Layer.Line line -> {
                add(ofX ? line.x() : line.y());
                if (!ofX) {
                    add(line.lower());
                    add(line.upper());
                }
            }
            case Layer.Points points -> {
                add(ofX ? points.x() : points.y());
                add(ofX ? points.left() : points.lower());
                add(ofX ? points.right() : points.upper());
            }
            case Layer.Bars bars -> {
                if (bars.sideways() == ofX) {
                    add(bars.from());
                    add(bars.to());
                    add(bars.lower());
                    add(bars.upper());
                }
            }
            case Layer.Cells cells -> add(ofX ? cells.xEdges() : cells.yEdges());
            case Layer.Contour contour -> contour.paths().forEach(path -> add(ofX ? path.x() : path.y()));
        }
    }

    private void add(double[] numbers) {
        for (double number : numbers) {
            if (axis.shows(number)) {
                least = Math.min(least, number);
                greatest = Math.max(greatest, number);
            }
        }
    }
}
