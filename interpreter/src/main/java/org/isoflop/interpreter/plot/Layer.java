package org.isoflop.interpreter.plot;

import java.util.List;

/**
 * A part of a plot, drawn above those before it. Numbers are in the units of the axes, NaN where missing; a category counts as its
 * place among the categories of its axis, from zero. Arrays of ends, such as {@code lower}, are empty where there is no interval.
 */
public sealed interface Layer {
    /** As the legend has it; empty for what does not stand there. Layers with the same label and tint share a line of it. */
    String label();

    Tint tint();

    /**
     * A line with gaps where a number is missing.
     *
     * @param lower the lower end of the band at each point
     * @param upper the upper end
     */
    record Line(String label, Tint tint, double[] x, double[] y, double[] lower, double[] upper) implements Layer {
        public Line(String label, Tint tint, double[] x, double[] y) {
            this(label, tint, x, y, new double[0], new double[0]);
        }
    }

    /**
     * Points, with intervals as bars.
     *
     * @param lower the lower end of the interval of y at each point
     * @param left the lower end of the interval of x at each point
     * @param shades what each point is coloured by, in the unit of the plot's shade; empty where all have the tint
     */
    record Points(String label, Tint tint, double[] x, double[] y, double[] lower, double[] upper, double[] left, double[] right,
            double[] shades) implements Layer {
        public Points(String label, Tint tint, double[] x, double[] y) {
            this(label, tint, x, y, new double[0], new double[0], new double[0], new double[0], new double[0]);
        }
    }

    /**
     * Bars over categories.
     *
     * @param sideways whether they lie along x, their categories being those of y
     * @param at the middle of each bar along the axis of categories
     * @param width how wide a bar is, where 1 is the distance of categories
     */
    record Bars(String label, Tint tint, boolean sideways, double[] at, double width, double[] from, double[] to, double[] lower,
            double[] upper) implements Layer {
    }

    /**
     * A grid of cells, each coloured by its value; edges are one more than cells along each axis.
     *
     * @param values {@code values[row * columns + column]}, in the unit of the plot's shade
     */
    record Cells(String label, double[] xEdges, double[] yEdges, double[] values) implements Layer {
        @Override
        public Tint tint() {
            return Tint.Plain.STRONG;
        }

        public int columns() {
            return xEdges.length - 1;
        }

        public int rows() {
            return yEdges.length - 1;
        }
    }

    /**
     * The lines along which something has one value.
     *
     * @param value in the unit of the plot's shade
     * @param text the value as it stands beside a line
     */
    record Contour(Tint tint, double value, String text, List<Path> paths) implements Layer {
        public Contour {
            paths = List.copyOf(paths);
        }

        @Override
        public String label() {
            return "";
        }
    }

    /** The corners of a line without gaps. */
    record Path(double[] x, double[] y) {
    }
}
