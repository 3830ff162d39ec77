package org.isoflop.interpreter.picture;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** What several columns have in common that are drawn along one axis: its unit or categories, and whether it is logarithmic. */
final class Along {
    /** Positive numbers that span more than this factor are seen only on a logarithmic axis. */
    private static final double WIDE = 100;
    private final String label;
    private final List<? extends Value> values;
    private final Unit unit;
    private final boolean mixed;
    private final List<String> categories = new ArrayList<>();

    Along(String label, List<? extends Value> values) {
        this.label = label;
        this.values = values;
        Unit common = null;
        boolean differ = false;
        for (Value value : values) {
            if (value instanceof Quantity quantity) {
                common = common == null ? quantity.unit() : common;
                differ |= !common.sameDimension(quantity.unit());
            } else if (value instanceof Texts texts) {
                add(texts);
            } else {
                throw new Unplottable("`" + label + "` is no column of numbers or texts");
            }
        }
        this.mixed = differ;
        this.unit = common == null || differ ? Unit.NONE : common;
        if (!categories.isEmpty() && common != null) {
            throw new Unplottable("`" + label + "` has numbers in one table and texts in another");
        }
    }

    private void add(Texts texts) {
        for (String text : texts.values()) {
            String name = name(text);
            if (!categories.contains(name)) {
                categories.add(name);
            }
        }
    }

    private static String name(@Nullable String text) {
        return text == null ? "missing" : text;
    }

    boolean isCategorical() {
        return !categories.isEmpty();
    }

    /** Whether the columns measure different things, so that each is in a unit of its own. */
    boolean isMixed() {
        return mixed;
    }

    /** @param asked whether it was asked to be logarithmic, null where nothing was asked */
    PlotModel.Axis axis(@Nullable Boolean asked) {
        return isCategorical()
                ? PlotModel.Axis.of(label, categories)
                : new PlotModel.Axis(label, unit, asked != null ? asked : isWide());
    }

    private boolean isWide() {
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        for (Value value : values) {
            for (double number : ((Quantity) value).numbers().points()) {
                low = Double.isNaN(number) ? low : Math.min(low, number);
                high = Double.isNaN(number) ? high : Math.max(high, number);
            }
        }
        return low > 0 && high / low > WIDE;
    }

    private double scale(Quantity quantity) {
        return mixed ? quantity.unit().scale() : unit.scale();
    }

    /** The numbers of some rows along the axis. */
    double[] points(Value value, int[] rows) {
        double[] points = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            points[i] = switch (value) {
                case Quantity quantity -> quantity.numbers().point(rows[i]) / scale(quantity);
                case Texts texts -> categories.indexOf(name(texts.row(rows[i])));
                default -> throw new IllegalStateException(label);
            };
        }
        return points;
    }

    /** The quantiles of some rows; none of what is certain or where no level is asked for. */
    double[] ends(Value value, int[] rows, double level, boolean upper) {
        if (Double.isNaN(level) || !(value instanceof Quantity quantity) || !quantity.numbers().isUncertain()) {
            return new double[0];
        }
        double probability = upper ? (1 + level) / 2 : (1 - level) / 2;
        double[] ends = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            ends[i] = quantity.numbers().quantile(rows[i], probability) / scale(quantity);
        }
        return ends;
    }
}
