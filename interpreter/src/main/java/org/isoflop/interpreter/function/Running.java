package org.isoflop.interpreter.function;

import static org.isoflop.interpreter.function.Definition.head;

import java.util.List;
import org.isoflop.interpreter.function.Function.Signature;
import org.isoflop.interpreter.function.Function.ValueCall;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Value;

/** Functions along a column or list, that give one as long: what an element becomes depends on those before it. */
final class Running {
    private Running() {
    }

    /** What the elements of a group become, in their order; a missing one is NaN. */
    private interface Course {
        double[] of(double[] elements);
    }

    static List<Function> all() {
        return List.of(
                running(head("cumsum(x, per?:)", "The running sum; where an element is missing it is missing and goes on after.",
                        "cumsum([1, 2, 3])"), call -> elements -> sums(elements, 1)),
                running(head("discounted(x, keep, per?:)",
                        "The running sum of which each step keeps a share; where an element is missing it is missing and goes on after.",
                        "discounted([1, 2, 3], 50%)"), call -> {
                            double keep = point(call);
                            return elements -> sums(elements, keep);
                        }),
                running(head("lag(x, before?, per?:)", "The element before; of the first what stood before it, or missing.",
                        "lag([1, 2, 3], 0)"), call -> {
                            double before = Definition.optional(call, 1) == null ? Double.NaN : point(call);
                            return elements -> lagged(elements, before);
                        }));
    }

    private interface Courses {
        Course of(ValueCall call);
    }

    private static Function running(Signature head, Courses courses) {
        return new Definition(head, Running::type, call -> along(call, courses.of(call)));
    }

    private static double point(ValueCall call) {
        if (call.argument(1) instanceof Quantity quantity && !quantity.numbers().isColumn()) {
            return quantity.point();
        }
        throw call.wrong(1, "one number is needed here");
    }

    private static double[] sums(double[] elements, double keep) {
        double[] sums = new double[elements.length];
        double sum = 0;
        for (int i = 0; i < sums.length; i++) {
            boolean known = elements[i] == elements[i];
            sum = keep * sum + (known ? elements[i] : 0);
            sums[i] = known ? sum : Double.NaN;
        }
        return sums;
    }

    private static double[] lagged(double[] elements, double before) {
        double[] lagged = new double[elements.length];
        for (int i = 0; i < lagged.length; i++) {
            lagged[i] = i == 0 ? before : elements[i - 1];
        }
        return lagged;
    }

    private static Type type(Checked call) {
        Aggregates.isGrouped(call);
        if (Shapes.isUnknown(call.argument(0))) {
            return Type.UNKNOWN;
        }
        Type quantity = call.argument(0) instanceof Type.ListOf(Type element)
                ? element.equals(Type.TRUTH) ? Type.NUMBER : Shapes.quantity(element)
                : null;
        if (quantity == null) {
            return call.expects(0, "a column or list of quantities");
        }
        if (call.arguments().size() > 1) {
            boolean share = call.signature().name().equals("discounted");
            Type second = call.argument(1);
            if (!Shapes.isUnknown(second) && (!(second instanceof Type.Quantity given) || share && !given.unit().isNone())) {
                return call.expects(1, share ? "a plain number" : "one quantity");
            }
            if (!share && !call.sameDimension(2)) {
                return Type.UNKNOWN;
            }
        }
        return new Type.ListOf(quantity);
    }

    private static Value along(ValueCall call, Course course) {
        Elements elements = Elements.isTraced(call.argument(0)) ? null : Aggregates.elements(call, 0);
        if (elements == null || elements.cells() >= 0 || call.argument(0) instanceof RecordValue) {
            throw call.wrong(0, "this is taken along a column or list of quantities that are known");
        }
        int size = elements.size();
        int drawCount = elements.drawCount();
        Value per = call.labels().get(Aggregates.PER);
        Groups groups = per == null ? Groups.whole(size) : Aggregates.groups(call, per, size);
        double[] points = new double[size];
        double[] draws = drawCount == 0 ? null : new double[size * drawCount];
        for (int[] rows : groups.rows()) {
            for (int k = -1; k < drawCount; k++) {
                double[] given = new double[rows.length];
                for (int i = 0; i < rows.length; i++) {
                    given[i] = elements.at(rows[i], 0, k);
                }
                double[] result = course.of(given);
                for (int i = 0; i < rows.length; i++) {
                    if (k < 0 || draws == null) {
                        points[rows[i]] = result[i];
                    } else {
                        draws[rows[i] * drawCount + k] = result[i];
                    }
                }
            }
        }
        return new Quantity(elements.unit(), Numbers.shaped(true, points, draws, drawCount));
    }
}
