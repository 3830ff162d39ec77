package org.isoflop.interpreter.plot;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.interpreter.unit.Unit;
import org.jspecify.annotations.Nullable;

/**
 * A plot, ready to be drawn: all that can be worked out is, so that a drawing adds nothing but looks.
 *
 * @param file the file asked for, relative to the output folder: {@code frontier.svg}
 * @param shade what colours between the first and the last of a ramp stand for, null where none do
 * @param corners the names at the corners of a triangle, left, right and top, that is drawn in place of axes: its sides are 1
 *     long, its left corner is the origin; else empty
 * @param notes what has to be said below the drawing, such as what intervals cover
 */
public record PlotModel(String file, String title, Axis x, Axis y, List<Layer> layers, @Nullable Shade shade, List<String> corners,
        List<String> notes) {
    public PlotModel {
        layers = List.copyOf(layers);
        corners = List.copyOf(corners);
        notes = List.copyOf(notes);
    }

    public PlotModel(String file, String title, Axis x, Axis y, List<? extends Layer> layers) {
        this(file, title, x, y, List.copyOf(layers), null, List.of(), List.of());
    }

    /** The same plot under another title, in another file, with something more to be said. */
    public PlotModel named(String newFile, String newTitle, List<String> moreNotes) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(moreNotes);
        return new PlotModel(newFile, newTitle, x, y, layers, shade, corners, all);
    }

    public boolean isTriangle() {
        return !corners.isEmpty();
    }

    /**
     * An axis.
     *
     * @param unit that its numbers are in
     * @param categories the names that its numbers 0, 1, 2… stand for; empty for an axis of numbers
     */
    public record Axis(String label, Unit unit, boolean logarithmic, List<String> categories) {
        public Axis {
            categories = List.copyOf(categories);
        }

        public Axis(String label, Unit unit, boolean logarithmic) {
            this(label, unit, logarithmic, List.of());
        }

        public static Axis of(String label, List<String> categories) {
            return new Axis(label, Unit.NONE, false, categories);
        }

        /** Whether a number can be shown: a logarithmic axis has no place for what is not above zero. */
        public boolean shows(double number) {
            return Double.isFinite(number) && (!logarithmic || number > 0);
        }

        /** The label with its unit in parentheses. */
        public String title() {
            String symbol = unit.toString();
            return symbol.isEmpty() ? label : label.isEmpty() ? symbol : label + " (" + symbol + ")";
        }
    }

    /**
     * What a colour stands for.
     *
     * @param scale its numbers as along an axis
     * @param low what the first colour stands for
     * @param high what the last one stands for
     */
    public record Shade(Axis scale, double low, double high) {
        /** The place of a number between the first colour, 0, and the last, 1; NaN for what cannot be shown. */
        public double share(double number) {
            if (!scale.shows(number)) {
                return Double.NaN;
            }
            double from = scale.logarithmic() ? StrictMath.log(low) : low;
            double to = scale.logarithmic() ? StrictMath.log(high) : high;
            double at = scale.logarithmic() ? StrictMath.log(number) : number;
            return to > from ? Math.clamp((at - from) / (to - from), 0, 1) : 0.5;
        }
    }
}
