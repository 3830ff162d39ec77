package org.isoflop.interpreter.function;

import static org.isoflop.interpreter.function.Definition.head;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.function.Function.Signature;
import org.isoflop.interpreter.function.Function.ValueCall;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RangeValue;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Trace;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.operator.Operator;

/** Grids to sweep over, and closeness. */
final class Grids {
    /** What an array may have. */
    private static final int MOST = Integer.MAX_VALUE - 8;
    /** About the bytes of a part of a vector. */
    private static final int PART = 160;

    private Grids() {
    }

    static List<Function> all() {
        return List.of(
                grid(head("linspace(range, n)", "n numbers from one end of a range to the other in equal steps.",
                        "linspace(0..1, 5)"), false),
                grid(head("geomspace(range, n)", "n numbers from one end of a range to the other in equal ratios.",
                        "geomspace(1e18..1e22 FLOP, 5)"), true),
                new Definition(head("mixtures(names, n)", "All vectors over the named parts whose parts are multiples of 1/n and sum to 1.",
                        "mixtures([\"web\", \"code\"], 4)"), Grids::typeOfMixtures, Grids::mixtures),
                new Definition(head("near(x, y, tolerance)", "Whether two quantities differ by no more than a share of the larger of them.",
                        "near(0.1 + 0.2, 0.3, 0.1%)"), Grids::typeOfNear, Grids::near));
    }

    private static Function grid(Signature head, boolean geometric) {
        return new Definition(head, call -> {
            Type element = Makers.typeInRange(call);
            return Shapes.isPlain(call.argument(1)) ? new Type.ListOf(element) : call.expects(1, "a whole number such as 33");
        }, call -> {
            RangeValue range = Makers.range(call, geometric);
            Numbers lower = Makers.end(call, range.lower());
            Numbers upper = Makers.end(call, range.upper());
            int count = whole(call, 1, 2);
            int drawCount = Math.min(Numbers.room(count), Numbers.commonDraws(lower, upper));
            if (lower.isColumn() || upper.isColumn()) {
                throw call.wrong(0, "the ends of the range are single quantities, not columns");
            }
            double[] points = new double[count];
            double[] draws = drawCount == 0 ? null : new double[count * drawCount];
            Makers.Way.of(lower.point(), upper.point(), geometric).steps(points, 0, 1);
            for (int k = 0; draws != null && k < drawCount; k++) {
                Makers.Way.of(lower.draw(0, k), upper.draw(0, k), geometric).steps(draws, k, drawCount);
            }
            return new Quantity(range.unit(), Numbers.shaped(true, points, draws, drawCount));
        });
    }

    /** A whole number that is an argument. */
    private static int whole(ValueCall call, int argument, int least) {
        double n = call.argument(argument) instanceof Quantity given && !given.numbers().isColumn() ? given.point() : Double.NaN;
        if (!(n >= least && n <= Double.MAX_VALUE && n == Math.rint(n))) {
            throw call.wrong(argument, "`" + call.argument(argument).text() + "` is no whole number from " + least + " on");
        }
        call.makes("this list", n, Double.BYTES);
        return (int) Math.min(MOST, n);
    }

    private static Type typeOfMixtures(Checked call) {
        Type names = call.argument(0);
        if (!(Shapes.isUnknown(names) || names instanceof Type.ListOf(Type name) && name.equals(Type.TEXT))) {
            return call.expects(0, "a list of texts");
        }
        return Shapes.isPlain(call.argument(1))
                ? new Type.ListOf(new Type.OpenVector(Type.NUMBER))
                : call.expects(1, "a whole number such as 10");
    }

    private static Value mixtures(ValueCall call) {
        if (!(call.argument(0) instanceof Texts texts) || texts.rows() == 0 || Arrays.asList(texts.values()).contains(null)
                || new HashSet<>(Arrays.asList(texts.values())).size() < texts.rows()) {
            throw call.wrong(0, "the names of the parts are different texts, at least one");
        }
        int n = whole(call, 1, 1);
        double count = Operator.CHOOSE.apply(n + texts.rows() - 1, texts.rows() - 1);
        call.makes("these vectors", count * texts.rows(), PART);
        List<Value> vectors = new ArrayList<>((int) count);
        fill(vectors, texts, new int[texts.rows()], 0, n, n);
        return new ListValue(vectors);
    }

    /** Shares out what is left of n among the parts from {@code part} on, in every way. */
    private static void fill(List<Value> vectors, Texts names, int[] shares, int part, int left, int n) {
        if (part == shares.length - 1) {
            shares[part] = left;
            Map<String, Value> parts = new LinkedHashMap<>();
            for (int i = 0; i < shares.length; i++) {
                parts.put(String.valueOf(names.row(i)), Quantity.of((double) shares[i] / n));
            }
            vectors.add(new RecordValue(parts, true));
            return;
        }
        for (int share = 0; share <= left; share++) {
            shares[part] = share;
            fill(vectors, names, shares, part + 1, left - share, n);
        }
    }

    private static Type typeOfNear(Checked call) {
        for (int i = 0; i < 2; i++) {
            if (Shapes.mapped(call.argument(i), Shapes::quantity) == null) {
                return call.expects(i, "a quantity, or a column, list or vector of quantities");
            }
        }
        if (!Shapes.isPlain(call.argument(2))) {
            return call.expects(2, "a plain number such as 0.1%");
        }
        return call.sameDimension(2)
                ? Shapes.mappedOrUnknown(Shapes.arrangement(call.arguments().subList(0, 2)), leaf -> Type.TRUTH)
                : Type.UNKNOWN;
    }

    private static Value near(ValueCall call) {
        return Elementwise.apply(new Elementwise.Calculation() {
            @Override
            public Value of(Unit unit, Numbers[] arguments) {
                Numbers distance = Numbers.apply(Operator.ABS, Numbers.apply(Operator.SUBTRACT, arguments[0], arguments[1]));
                Numbers larger = Numbers.apply(Operator.MAX, Numbers.apply(Operator.ABS, arguments[0]),
                        Numbers.apply(Operator.ABS, arguments[1]));
                return new Truth(Numbers.apply(Operator.LESS_EQUAL, distance, Numbers.apply(Operator.MULTIPLY, arguments[2], larger)));
            }

            @Override
            public Value traced(Unit unit, Trace trace, int[] arguments) {
                int distance = trace.apply(Operator.ABS, trace.apply(Operator.SUBTRACT, arguments[0], arguments[1]));
                int larger = trace.apply(Operator.MAX, trace.apply(Operator.ABS, arguments[0]), trace.apply(Operator.ABS, arguments[1]));
                return Elementwise.atMost(trace, distance, trace.apply(Operator.MULTIPLY, arguments[2], larger), unit);
            }
        }, call.arguments());
    }
}
