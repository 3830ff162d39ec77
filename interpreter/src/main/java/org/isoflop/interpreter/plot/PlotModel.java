package org.isoflop.interpreter.plot;

import java.util.List;
import org.isoflop.interpreter.unit.Unit;

/**
 * A plot, ready to be drawn.
 *
 * @param file the file asked for, relative to the output folder: {@code frontier.svg}
 */
public record PlotModel(String file, String title, Axis x, Axis y, List<Series> series) {
    public PlotModel {
        series = List.copyOf(series);
    }

    /** An axis; its numbers are in the unit. */
    public record Axis(String label, Unit unit, boolean logarithmic) {
    }

    public enum Mark {
        LINE, POINTS
    }

    /**
     * Points in the axes' units, NaN where missing.
     *
     * @param lower the lower end of the band at each point, empty where there is none
     * @param upper the upper end
     */
    public record Series(String label, Mark mark, double[] x, double[] y, double[] lower, double[] upper) {
        public boolean hasBand() {
            return lower.length > 0;
        }
    }
}
