package org.isoflop.interpreter.picture;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.interpreter.plot.Layer;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Display;
import org.isoflop.stdlib.Locales;

/** What has to be said below a drawing. */
public final class Notes {
    private Notes() {
    }

    /** What intervals cover where there are any, and what logarithmic axes have no place for. */
    public static List<String> of(List<? extends Layer> layers, PlotModel.Axis x, PlotModel.Axis y, double level) {
        List<String> notes = new ArrayList<>();
        boolean bands = layers.stream().anyMatch(layer -> layer instanceof Layer.Line line && line.lower().length > 0);
        boolean bars = layers.stream().anyMatch(layer -> layer instanceof Layer.Points points
                && points.lower().length + points.left().length > 0 || layer instanceof Layer.Bars of && of.lower().length > 0);
        if (bands || bars) {
            notes.add((bands && bars ? "Bands and bars" : bands ? "Bands" : "Bars") + " are "
                    + Display.DEFAULT.number(100 * level, Unit.NONE) + " % intervals");
        }
        dropped("x", x, layers, notes);
        dropped("y", y, layers, notes);
        return notes;
    }

    private static void dropped(String name, PlotModel.Axis axis, List<? extends Layer> layers, List<String> notes) {
        int count = 0;
        for (Layer layer : layers) {
            double[] numbers = switch (layer) {
                case Layer.Line line -> name.equals("x") ? line.x() : line.y();
                case Layer.Points points -> name.equals("x") ? points.x() : points.y();
                case Layer.Bars bars -> name.equals("x") == bars.sideways() ? bars.to() : new double[0];
                case Layer.Cells cells -> new double[0];
                case Layer.Contour contour -> new double[0];
            };
            for (double number : numbers) {
                count += axis.logarithmic() && number <= 0 ? 1 : 0;
            }
        }
        if (count > 0) {
            notes.add(String.format(Locales.NONE, "%,d %s not above zero and so not on the logarithmic axis of %s", count,
                    count == 1 ? "point is" : "points are", name));
        }
    }
}
