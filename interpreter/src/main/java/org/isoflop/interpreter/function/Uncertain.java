package org.isoflop.interpreter.function;

import static org.isoflop.interpreter.function.Definition.head;
import static org.isoflop.interpreter.function.Definition.optional;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isoflop.interpreter.function.Function.Signature;
import org.isoflop.interpreter.function.Function.ValueCall;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RangeValue;
import org.isoflop.interpreter.value.Symbolic;
import org.isoflop.interpreter.value.SymbolicTruth;
import org.isoflop.interpreter.value.Trace;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.allocate.Statistic;
import org.jspecify.annotations.Nullable;

/** What may be asked of uncertain values, of each row where they are columns. Draws that are missing do not count. */
final class Uncertain {
    private static final String QUANTITIES = "a quantity, or a column, list or vector of quantities";

    private Uncertain() {
    }

    /** One number made of a row. */
    private interface OfRow {
        double of(Numbers numbers, int row);
    }

    static List<Function> all() {
        return List.of(
                new Definition(head("point(x)", "The point of an uncertain value, without its draws.", "point(2 ± 0.1)"),
                        call -> mapped(call, QUANTITIES, Uncertain::same), call -> apply(call, Uncertain::point)),
                bound(head("lower(x, level?)", "The lower end of the interval that covers the level, by default the study's.",
                        "lower(2 ± 0.1)"), -1),
                bound(head("upper(x, level?)", "The upper end of the interval that covers the level, by default the study's.",
                        "upper(2 ± 0.1)"), 1),
                new Definition(head("stderr(x)", "The standard deviation of the draws; 0 for what is certain.", "stderr(2 ± 0.1)"),
                        call -> mapped(call, QUANTITIES, Shapes::quantity),
                        call -> apply(call, quantity(Uncertain::deviation, Statistic.Kind.DEVIATION, 0))),
                new Definition(head("interval(x, level?)", "The range between the percentiles that leave out as much below as above.",
                        "interval(2 ± 0.1, 80%)"), Uncertain::typeOfInterval, Uncertain::interval),
                new Definition(head("draws(x)", "The draws as a list; of a certain value its point alone.", "mean(draws(2 ± 0.1))"),
                        call -> mapped(call, QUANTITIES, element -> {
                            Type draw = same(element);
                            return draw == null ? null : new Type.ListOf(draw);
                        }), call -> apply(call, Uncertain::draws)),
                new Definition(head("probability(condition)",
                        "The share of the draws for which a condition holds; 1 or 0 where it is certain.", "probability(2 ± 0.1 > 2)"),
                        call -> mapped(call, "a condition", element -> element.equals(Type.TRUTH) ? Type.NUMBER : null),
                        call -> apply(call, Uncertain::probability)),
                Wald.function());
    }

    private static Type mapped(Checked call, String expectation, Shapes.Leaf leaf) {
        Type result = Shapes.mapped(call.argument(0), leaf);
        return result == null ? call.expects(0, expectation) : result;
    }

    private static @Nullable Type same(Type element) {
        return element.equals(Type.TRUTH) ? element : Shapes.quantity(element);
    }

    /** What can be done with a quantity, a truth, or a column of them; null where it does not fit. */
    private interface Step {
        @Nullable
        Value of(Value value);
    }

    private static Value apply(ValueCall call, Step step) {
        return Elementwise.mapped(call.argument(0), value -> {
            Value result = step.of(value);
            if (result == null) {
                throw call.wrong(0, "`" + value.text() + "` has no draws to ask for"
                        + (Elements.isTraced(value) ? why(value) : ""));
            }
            return result;
        });
    }

    private static String why(Value value) {
        return value instanceof SymbolicTruth truth && truth.trace().isOfDraws()
                ? ": within an allocation it is made of comparisons by `<=` or `>=`, joined by `and`"
                : ": it is still being worked out";
    }

    /** A statistic of what is known; within an allocation what it will be of the draws there. */
    private static Step quantity(OfRow statistic, Statistic.Kind kind, double level) {
        return value -> switch (value) {
            case Quantity quantity -> new Quantity(quantity.unit(), each(quantity.numbers(), statistic));
            case Symbolic symbolic -> traced(symbolic, kind, level);
            default -> null;
        };
    }

    private static @Nullable Value traced(Symbolic symbolic, Statistic.Kind kind, double level) {
        Trace trace = symbolic.trace();
        return trace.isOfDraws() ? trace.statistic(kind, level, symbolic.unit(), symbolic.node()) : null;
    }

    private static Numbers each(Numbers numbers, OfRow statistic) {
        double[] results = new double[numbers.rows()];
        for (int row = 0; row < results.length; row++) {
            results[row] = statistic.of(numbers, row);
        }
        return Numbers.shaped(numbers.isColumn(), results, null, 0);
    }

    private static @Nullable Value point(Value value) {
        return switch (value) {
            case Quantity quantity -> new Quantity(quantity.unit(), quantity.numbers().certain());
            case Truth truth -> new Truth(truth.numbers().certain());
            case Symbolic symbolic -> traced(symbolic, Statistic.Kind.POINT, 0);
            default -> null;
        };
    }

    /** The standard deviation of the known draws of a row. */
    static double deviation(Numbers numbers, int row) {
        return numbers.isUncertain() ? Statistics.deviation(known(numbers, row)) : 0 * numbers.point(row);
    }

    private static double[] known(Numbers numbers, int row) {
        return Arrays.stream(numbers.draws(row)).filter(draw -> draw == draw).toArray();
    }

    private static Function bound(Signature head, int side) {
        return new Definition(head, call -> {
            Type result = mapped(call, QUANTITIES, Shapes::quantity);
            return isLevel(call) ? result : call.expects(1, "a single number such as 80%");
        }, call -> {
            double level = level(call, 1);
            double share = (1 + side * level) / 2;
            return apply(call, quantity((numbers, row) -> numbers.quantile(row, share), Statistic.Kind.QUANTILE, share));
        });
    }

    private static Type typeOfInterval(Checked call) {
        Type result = mapped(call, QUANTITIES,
                element -> element instanceof Type.Quantity(Unit unit, boolean zero) ? new Type.Range(unit) : null);
        return isLevel(call) ? result : call.expects(1, "a single number such as 80%");
    }

    private static Value interval(ValueCall call) {
        double level = level(call, 1);
        Step lower = quantity((numbers, row) -> numbers.quantile(row, (1 - level) / 2), Statistic.Kind.QUANTILE, (1 - level) / 2);
        Step upper = quantity((numbers, row) -> numbers.quantile(row, (1 + level) / 2), Statistic.Kind.QUANTILE, (1 + level) / 2);
        return apply(call, value -> {
            Value from = lower.of(value);
            Value to = upper.of(value);
            return value instanceof Quantity quantity && from != null && to != null ? new RangeValue(quantity.unit(), from, to) : null;
        });
    }

    static boolean isLevel(Checked call) {
        return call.arguments().size() < 2 || Shapes.isPlain(call.argument(1));
    }

    /** The level given as an argument, or else the study's. */
    static double level(ValueCall call, int argument) {
        Value given = optional(call, argument);
        if (given == null) {
            return call.surroundings().level();
        }
        double level = given instanceof Quantity quantity && !quantity.numbers().isColumn() ? quantity.point() : Double.NaN;
        if (!(level > 0 && level <= 1)) {
            throw call.wrong(argument, "a level lies above 0 and not above 100%");
        }
        return level;
    }

    private static @Nullable Value draws(Value value) {
        return switch (value) {
            case Quantity quantity -> drawn(quantity.numbers(), draws -> new Quantity(quantity.unit(), draws));
            case Truth truth -> drawn(truth.numbers(), Truth::new);
            default -> null;
        };
    }

    private static Value drawn(Numbers numbers, java.util.function.Function<Numbers, Value> meaning) {
        List<Value> rows = new ArrayList<>(numbers.rows());
        for (int row = 0; row < numbers.rows(); row++) {
            rows.add(meaning.apply(Numbers.column(numbers.isUncertain() ? numbers.draws(row) : new double[] {numbers.point(row)})));
        }
        return numbers.isColumn() ? new ListValue(rows) : rows.getFirst();
    }

    private static @Nullable Value probability(Value value) {
        return switch (value) {
            case Truth truth -> new Quantity(Unit.NONE, each(truth.numbers(),
                    (numbers, row) -> numbers.isUncertain() ? Statistics.mean(known(numbers, row)) : numbers.point(row)));
            case SymbolicTruth truth -> share(truth);
            default -> null;
        };
    }

    /** Of comparisons, joined by {@code and}, that have a more and a less. */
    private static @Nullable Value share(SymbolicTruth truth) {
        List<SymbolicTruth.Condition> conditions = truth.conditions();
        boolean ordered = conditions.stream().noneMatch(condition -> condition.relation() == SymbolicTruth.Relation.EQUAL);
        if (!truth.trace().isOfDraws() || conditions.isEmpty() || !ordered) {
            return null;
        }
        int[] sides = new int[2 * conditions.size()];
        for (int i = 0; i < conditions.size(); i++) {
            boolean atMost = conditions.get(i).relation() == SymbolicTruth.Relation.AT_MOST;
            sides[2 * i] = atMost ? conditions.get(i).left() : conditions.get(i).right();
            sides[2 * i + 1] = atMost ? conditions.get(i).right() : conditions.get(i).left();
        }
        return truth.trace().statistic(Statistic.Kind.SHARE, 0, Unit.NONE, sides);
    }
}
