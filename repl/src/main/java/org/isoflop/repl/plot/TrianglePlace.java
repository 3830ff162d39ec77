package org.isoflop.repl.plot;

import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.unit.Unit;

/**
 * A triangle with equal sides in a drawing.
 *
 * @param left where its left corner is
 * @param bottom where its lower side is
 */
record TrianglePlace(double left, double bottom, double side) {
    static final double HEIGHT = Math.sqrt(3) / 2;

    double x(double across) {
        return left + across * side;
    }

    double y(double up) {
        return bottom - up * side;
    }

    /** The place of a mixture by its shares of what the right and the top corner stand for. */
    double[] of(double ofRight, double ofTop) {
        return new double[] {x(ofRight + ofTop / 2), y(ofTop * HEIGHT)};
    }

    Scale across() {
        return new Scale(new PlotModel.Axis("", Unit.NONE, false), 0, 1, x(0), x(1), 1, 0);
    }

    Scale up() {
        return new Scale(new PlotModel.Axis("", Unit.NONE, false), 0, 1, y(0), y(1), 1, 0);
    }
}
