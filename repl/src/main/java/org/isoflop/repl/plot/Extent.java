package org.isoflop.repl.plot;

import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.plot.PlotModel.Axis;
import org.isoflop.interpreter.plot.PlotModel.Series;

/** The least and the greatest number that an axis has to show. */
final class Extent {
    private final boolean logarithmic;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    private Extent(boolean logarithmic) {
        this.logarithmic = logarithmic;
    }

    /** Of the numbers that can be drawn; where there are none, some that can. */
    static double[] of(PlotModel plot, boolean ofX) {
        Axis axis = ofX ? plot.x() : plot.y();
        Extent extent = new Extent(axis.logarithmic());
        for (Series series : plot.series()) {
            extent.add(ofX ? series.x() : series.y());
            if (!ofX) {
                extent.add(series.lower());
                extent.add(series.upper());
            }
        }
        return extent.least <= extent.greatest ? new double[] {extent.least, extent.greatest} : new double[] {1, 10};
    }

    private void add(double[] numbers) {
        for (double number : numbers) {
            if (Double.isFinite(number) && (!logarithmic || number > 0)) {
                least = Math.min(least, number);
                greatest = Math.max(greatest, number);
            }
        }
    }
}
