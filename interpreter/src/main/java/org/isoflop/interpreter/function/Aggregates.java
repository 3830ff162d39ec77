package org.isoflop.interpreter.function;

import static org.isoflop.interpreter.function.Definition.head;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.interpreter.function.Function.Signature;
import org.isoflop.interpreter.function.Function.ValueCall;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Symbolic;
import org.isoflop.interpreter.value.Trace;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates of quantities: one number of a column, a list or a vector, or with {@code per} one for every group of rows.
 * Missing elements are skipped; what is uncertain is aggregated draw by draw.
 */
final class Aggregates {
    static final String PER = "per";

    private Aggregates() {
    }

    /** What an aggregate takes and gives. */
    private enum Rule {
        /** One sample, to a quantity in its unit. */
        SAME(1),
        /** Two samples of any units, to a plain number. */
        PAIRED(2),
        /** Two samples of one dimension, to a plain number. */
        COMPARED(2);

        final int samples;

        Rule(int samples) {
            this.samples = samples;
        }
    }

    /** How an aggregate is built into the kernel of a law or an allocation. */
    private interface Fold {
        int node(Trace trace, List<Value> elements);
    }

    static List<Function> all() {
        return List.of(
                foldable(head("sum(x, per?:)", "The sum; of nothing known it is 0.", "sum([1, 2, 3])"),
                        x -> Statistics.sum(x[0]), (trace, elements) -> folded(trace, Operator.ADD, elements)),
                foldable(head("mean(x, per?:)", "The arithmetic mean. Of truths it is the share that is true.", "mean([1, 2, 6])"),
                        x -> Statistics.mean(x[0]), Aggregates::foldedMean),
                aggregate(head("median(x, per?:)", "The middle number, or the mean of the two middle ones.", "median([1, 2, 6])"),
                        Rule.SAME, x -> Statistics.quantile(x[0], 0.5)),
                aggregate(head("stddev(x, per?:)", "The sample standard deviation, with n - 1.", "stddev([1, 2, 6])"),
                        Rule.SAME, x -> Statistics.deviation(x[0])),
                quantile(),
                extreme(head("min(x…, per?:)", "The smallest element; of several arguments the smaller, element by element.",
                        "min([3, 1, 2])"), Operator.MIN, x -> Statistics.smallest(x[0])),
                extreme(head("max(x…, per?:)", "The largest element; of several arguments the larger, element by element.",
                        "max([3, 1, 2])"), Operator.MAX, x -> Statistics.largest(x[0])),
                aggregate(head("correlation(x, y, per?:)", "Pearson's correlation coefficient.", "correlation([1, 2, 3], [2, 4, 7])"),
                        Rule.PAIRED, x -> Statistics.correlation(x[0], x[1])),
                aggregate(head("rank_correlation(x, y, per?:)", "Spearman's rank correlation coefficient; ties share their mean rank.",
                        "rank_correlation([1, 2, 3], [2, 4, 7])"), Rule.PAIRED, x -> Statistics.rankCorrelation(x[0], x[1])),
                aggregate(head("r2(observed, predicted, per?:)",
                        "The share of the observed variance that is predicted: 1 - residual / total sum of squares.",
                        "r2([1, 2, 3], [1.1, 2, 2.9])"), Rule.COMPARED, x -> Statistics.explained(x[0], x[1])));
    }

    private static Function aggregate(Signature head, Rule rule, Reduction reduction) {
        return new Definition(head, call -> type(call, rule), call -> apply(call, rule, reduction, null));
    }

    private static Function foldable(Signature head, Reduction reduction, Fold fold) {
        return new Definition(head, call -> type(call, Rule.SAME), call -> apply(call, Rule.SAME, reduction, fold));
    }

    private static Function quantile() {
        Signature head = head("quantile(x, p, per?:)",
                "The number that the share p of all does not exceed, interpolated between neighbours (type 7).",
                "quantile([1, 2, 6], 90%)");
        return new Definition(head, call -> {
            Type result = type(call, Rule.SAME);
            return Shapes.isPlain(call.argument(1)) ? result : call.expects(1, "a single number between 0 and 1");
        }, call -> {
            double p = call.argument(1) instanceof Quantity given && !given.numbers().isColumn() ? given.point() : Double.NaN;
            if (!(p >= 0 && p <= 1)) {
                throw call.wrong(1, "the share of a quantile is a number between 0 and 1");
            }
            return apply(call, Rule.SAME, x -> Statistics.quantile(x[0], p), null);
        });
    }

    private static Function extreme(Signature head, Operator operator, Reduction reduction) {
        return new Definition(head, call -> call.arguments().size() == 1 ? type(call, Rule.SAME) : typeOfSeveral(call),
                call -> call.arguments().size() == 1
                        ? apply(call, Rule.SAME, reduction, (trace, elements) -> folded(trace, operator, elements))
                        : Elementwise.folded(operator, call.arguments()));
    }

    private static Type typeOfSeveral(Checked call) {
        if (call.has(PER)) {
            return call.refuse(PER, "`per:` goes with one column; several arguments are compared element by element");
        }
        for (int i = 0; i < call.arguments().size(); i++) {
            if (Shapes.mapped(call.argument(i), Shapes::quantity) == null) {
                return call.expects(i, "a quantity, or a column, list or vector of quantities");
            }
        }
        if (!call.sameDimension(call.arguments().size())) {
            return Type.UNKNOWN;
        }
        Unit unit = Shapes.sharedUnit(call.arguments());
        return Shapes.mappedOrUnknown(Shapes.arrangement(call.arguments()),
                leaf -> unit == null ? Shapes.quantity(leaf) : new Type.Quantity(unit));
    }

    private static Type type(Checked call, Rule rule) {
        Type first = elementType(call, 0);
        boolean fits = !Shapes.isUnknown(first);
        if (rule.samples == 2) {
            fits &= !Shapes.isUnknown(elementType(call, 1)) && (rule != Rule.COMPARED || call.sameDimension(2));
        }
        boolean grouped = isGrouped(call);
        Type result = !fits ? Type.UNKNOWN : rule == Rule.SAME ? first : Shapes.mappedOrUnknown(first, leaf -> Type.NUMBER);
        return grouped ? new Type.ListOf(result) : result;
    }

    /** The type of what is aggregated, with truths as plain numbers; complains where it is no number. */
    private static Type elementType(Checked call, int argument) {
        Type element = Shapes.elementOf(call.argument(argument));
        Type numeric = element == null
                ? null
                : Shapes.mapped(element, leaf -> leaf.equals(Type.TRUTH) ? Type.NUMBER : Shapes.quantity(leaf));
        return numeric == null ? call.expects(argument, "a column, list or vector of quantities") : numeric;
    }

    /** Whether the call works within groups; complains where that cannot be. */
    static boolean isGrouped(Checked call) {
        Type per = call.label(PER);
        if (per == null) {
            return false;
        }
        if (!(per instanceof Type.ListOf || per.equals(Type.UNKNOWN))) {
            call.expects(PER, "a column, or a list of columns");
        } else if (call.argument(0) instanceof Type.RecordOf || call.argument(0) instanceof Type.OpenVector) {
            call.refuse(PER, "`per:` groups the rows of a column, and the parts of a vector are no rows");
        }
        return true;
    }

    private static Value apply(ValueCall call, Rule rule, Reduction reduction, @Nullable Fold fold) {
        List<Value> samples = call.arguments().subList(0, rule.samples);
        if (samples.stream().anyMatch(Elements::isTraced)) {
            return traced(call, samples.getFirst(), fold);
        }
        List<Elements> elements = new ArrayList<>(rule.samples);
        for (int i = 0; i < rule.samples; i++) {
            elements.add(elements(call, i));
        }
        Elements first = elements.getFirst();
        Elements last = elements.getLast();
        if (last.size() != first.size() || last.cells() != first.cells()) {
            throw call.wrong(1, counted(Math.max(last.cells(), last.size())) + " cannot be set against "
                    + counted(Math.max(first.cells(), first.size())));
        }
        Unit unit = rule == Rule.SAME ? first.unit() : Unit.NONE;
        return overGroups(call, first.size(), rows -> new Quantity(unit, finite(call, Elements.reduced(reduction, rows, elements))));
    }

    /** What all elements together come to may be larger than each of them can be. */
    private static Numbers finite(ValueCall call, Numbers reduced) {
        for (double point : reduced.points()) {
            if (Double.isInfinite(point)) {
                throw call.wrong(-1, "this is larger than any number that can be held");
            }
        }
        return reduced;
    }

    static Elements elements(ValueCall call, int argument) {
        try {
            Elements elements = Elements.of(call.argument(argument));
            if (elements != null) {
                return elements;
            }
        } catch (Numbers.LengthMismatch mismatch) {
            throw call.wrong(argument, "the inner lists have different lengths: " + mismatch.first() + " and " + mismatch.second());
        }
        throw call.wrong(argument, "`" + call.argument(argument).text() + "` is no column, list or vector of quantities");
    }

    /** What is computed from the rows of one group. */
    interface OfRows {
        Value of(int[] rows);
    }

    /** One result of all rows, or with {@code per} a column that has each row's group's result. */
    static Value overGroups(ValueCall call, int size, OfRows result) {
        Value per = call.labels().get(PER);
        if (per == null) {
            return result.of(Groups.all(size));
        }
        Groups groups = groups(call, per, size);
        List<Value> results = new ArrayList<>(groups.count());
        for (int[] rows : groups.rows()) {
            results.add(result.of(rows));
        }
        return Columns.select(Columns.of(results), groups.of());
    }

    static Groups groups(ValueCall call, Value per, int size) {
        List<Value> keys = Groups.columns(per);
        for (Value key : keys) {
            if (Columns.rows(key) != size) {
                throw call.wrong(-1, Columns.rows(key) < 0
                        ? "`per` takes a column, or a list of columns"
                        : "`per` has " + counted(Columns.rows(key)) + " where the first argument has " + size);
            }
        }
        return Groups.by(keys, size);
    }

    static String counted(int count) {
        return count + (count == 1 ? " element" : " elements");
    }

    private static Value traced(ValueCall call, Value list, @Nullable Fold fold) {
        List<Value> elements = list instanceof RecordValue vector
                ? List.copyOf(vector.members().values())
                : list instanceof ListValue items ? items.items() : List.of(list);
        Symbolic first = null;
        for (Value element : elements) {
            first = first == null && element instanceof Symbolic symbolic ? symbolic : first;
        }
        if (fold == null || first == null || call.labels().containsKey(PER)) {
            throw call.wrong(0, "inside a law, an objective or a condition only `sum`, `mean`, `min` and `max` of a list or a vector"
                    + " can be taken of what is not known yet");
        }
        List<Value> present = elements.stream().filter(element -> element != Missing.VALUE).toList();
        return new Symbolic(first.trace(), fold.node(first.trace(), present), first.unit());
    }

    private static int folded(Trace trace, Operator operator, List<Value> elements) {
        int result = trace.node(elements.getFirst());
        for (Value element : elements.subList(1, elements.size())) {
            result = trace.apply(operator, result, trace.node(element));
        }
        return result;
    }

    private static int foldedMean(Trace trace, List<Value> elements) {
        return trace.apply(Operator.DIVIDE, folded(trace, Operator.ADD, elements), trace.node(Numbers.of(elements.size())));
    }
}
