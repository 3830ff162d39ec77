package org.isoflop.interpreter.function;

import static org.isoflop.interpreter.function.Definition.head;

import java.util.List;
import org.isoflop.interpreter.function.Function.ValueCall;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.curves.Smoothing;

/** Optimal sizes from runs of equal compute and from training curves, and the smoothing of these. */
final class Curves {
    private static final List<String> METHODS = List.of("mean", "median");

    private Curves() {
    }

    static List<Function> all() {
        return List.of(IsoFlops.function(), Envelopes.function(),
                new Definition(head("smooth(y, window, per?:, method?:" + String.join("|", METHODS) + ")",
                        "The moving average over an odd number of rows, half of them before each and half behind, fewer towards the ends; with"
                                + " `method: \"median\"` their median.",
                        "smooth([1, 2, 6, 2, 1], 3)"), Curves::typeOfSmooth, Curves::smooth));
    }

    private static Type typeOfSmooth(Checked call) {
        Aggregates.isGrouped(call);
        if (!Shapes.isPlain(call.argument(1))) {
            return call.expects(1, "an odd number such as 21");
        }
        return switch (call.argument(0)) {
            case Type.ListOf(Type.Quantity element) -> new Type.ListOf(new Type.Quantity(element.unit()));
            case Type other when Shapes.isUnknown(other) -> Type.UNKNOWN;
            default -> call.expects(0, "a column or list of quantities");
        };
    }

    private static Value smooth(ValueCall call) {
        if (!(call.argument(0) instanceof Quantity quantity) || !quantity.numbers().isColumn()) {
            throw call.wrong(0, "`" + call.argument(0).text() + "` is no column or list of quantities");
        }
        double window = call.argument(1) instanceof Quantity given && !given.numbers().isColumn() ? given.point() : Double.NaN;
        if (!(window >= 1 && window <= Integer.MAX_VALUE && window % 2 == 1)) {
            throw call.wrong(1, "the window is an odd number of rows, as many before each as behind, not " + call.argument(1).text());
        }
        Smoothing smoothing = Smoothing.values()[Labels.word(call, "method", METHODS)];
        Numbers numbers = quantity.numbers();
        Value per = call.labels().get(Aggregates.PER);
        Groups groups = per == null ? Groups.whole(numbers.rows()) : Aggregates.groups(call, per, numbers.rows());
        double[] points = new double[numbers.rows()];
        double[] draws = numbers.isUncertain() ? new double[points.length * numbers.drawCount()] : null;
        for (int[] rows : groups.rows()) {
            smooth(numbers, rows, (int) window, smoothing, points, draws);
        }
        return new Quantity(quantity.unit(), Numbers.shaped(true, points, draws, numbers.drawCount()));
    }

    private static void smooth(Numbers numbers, int[] rows, int window, Smoothing smoothing, double[] points,
            double @org.jspecify.annotations.Nullable [] draws) {
        double[] curve = new double[rows.length];
        for (int k = -1; k < (draws == null ? 0 : numbers.drawCount()); k++) {
            for (int i = 0; i < rows.length; i++) {
                curve[i] = k < 0 ? numbers.point(rows[i]) : numbers.draw(rows[i], k);
            }
            double[] smooth = smoothing.smooth(curve, window);
            for (int i = 0; i < rows.length; i++) {
                if (k < 0) {
                    points[rows[i]] = smooth[i];
                } else if (draws != null) {
                    draws[rows[i] * numbers.drawCount() + k] = smooth[i];
                }
            }
        }
    }
}
