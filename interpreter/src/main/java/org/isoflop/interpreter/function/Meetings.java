package org.isoflop.interpreter.function;

import static org.isoflop.interpreter.function.Definition.head;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.function.Function.ValueCall;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RangeValue;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Trace;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.compare.Meeting;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/** Two laws of one resource set against each other: what one needs to do what the other does, and where their ranks flip. */
final class Meetings {
    /** A multiplier that holds is the same at so many times as much. */
    private static final double FURTHER = 10;
    /** A change of less than this part is none to speak of. */
    private static final double NOTICEABLE = 0.1;

    private Meetings() {
    }

    static List<Function> all() {
        return List.of(
                new Definition(head("compute_multiplier(a, b, at:)",
                        "How many times as much compute, or whatever else both laws take, `b` needs to reach what `a` reaches at some of it:"
                                + " above 1 where `a` is the better one.",
                        "compute_multiplier(dense, sparse, at: 1e21 FLOP)"), call -> type(call, "at"), Meetings::multiplier),
                new Definition(head("crossing(a, b, over:)",
                        "The lowest place within a range at which the one of two laws that was below comes to lie above the other; missing"
                                + " where they keep their order.",
                        "crossing(dense, sparse, over: 1e18..1e26 FLOP)"), call -> type(call, "over"), Meetings::crossing));
    }

    private static Type type(Checked call, String label) {
        LawSignature a = law(call, 0);
        LawSignature b = law(call, 1);
        if (a == null || b == null) {
            return Type.UNKNOWN;
        }
        Unit unit = a.arguments().getFirst().unit();
        if (!unit.sameDimension(b.arguments().getFirst().unit())) {
            return call.refuse(1, "both are laws of one thing: the first is of " + unit + ", this of " + b.arguments().getFirst().unit());
        }
        if (!a.result().sameDimension(b.result())) {
            return call.refuse(1, "both give one thing: the first gives " + words(a.result()) + ", this " + words(b.result()));
        }
        Type given = call.label(label);
        boolean at = label.equals("at");
        Unit its = given == null ? null : given instanceof Type.Range(Unit range) && !at ? range : at ? Type.unitOf(given) : null;
        if (given != null && !given.equals(Type.UNKNOWN) && (its == null || !its.sameDimension(unit))) {
            return call.expects(label, at ? "what the laws take, in " + unit : "a range of what the laws take, in " + unit);
        }
        Type single = at ? Type.NUMBER : new Type.Quantity(unit);
        return at && given instanceof Type.ListOf ? new Type.ListOf(single) : single;
    }

    private static String words(Unit unit) {
        return unit.factors().isEmpty() ? "plain numbers" : unit.toString();
    }

    /** The head of a law, fit or function of one quantity; null after a complaint. */
    private static @Nullable LawSignature law(Checked call, int argument) {
        if (call.argument(argument).equals(Type.UNKNOWN)) {
            return null;
        }
        LawSignature law = call.law(argument);
        if (law == null) {
            if (!(call.argument(argument) instanceof Type.Uncalled)) {
                call.expects(argument, "a law, fit or function of one quantity");
            }
            return null;
        }
        boolean single = law.arguments().size() == 1 && law.arguments().getFirst().kind() == LawSignature.Kind.QUANTITY
                && law.arguments().getFirst().parts().isEmpty();
        if (!single || !law.isCalibrated()) {
            call.refuse(argument, single
                    ? "`" + law.name() + "` has free coefficients: give it those of a fit"
                    : "`" + law.name() + "` takes more than one quantity: a function of the one that varies says what the others are, as in"
                            + " `let arm(C: FLOP) = …`");
            return null;
        }
        return law;
    }

    private static LawValue law(Value value) {
        return value instanceof FitValue fit ? fit.law() : (LawValue) value;
    }

    /** A law at one place for its point and one for each of its draws, all in base units. */
    private static double[] at(ValueCall call, LawValue law, Unit unit, double[] places, boolean certain) {
        double[] draws = Arrays.copyOfRange(places, 1, places.length);
        Numbers numbers = certain ? Numbers.of(places[0]) : Numbers.uncertain(places[0], draws);
        Numbers result = numbers(call.apply(law, new Quantity(unit, numbers)));
        double[] values = new double[places.length];
        values[0] = result.point();
        for (int k = 1; k < values.length; k++) {
            values[k] = result.draw(0, k - 1);
        }
        return values;
    }

    private static Numbers numbers(Value value) {
        return value instanceof Quantity quantity ? quantity.numbers() : Numbers.of(Double.NaN);
    }

    /** Losses on different texts, or counted in different tokens, are not to be compared. */
    private static void sameData(ValueCall call) {
        String first = data(call.argument(0));
        String second = data(call.argument(1));
        if (!first.isEmpty() && !second.isEmpty() && !first.equals(second)) {
            call.warn(Code.DIFFERENT_DATA, "laws of different runs are compared: `" + law(call.argument(0)).signature().name()
                    + "`, fitted on " + first + ", and `" + law(call.argument(1)).signature().name() + "`, fitted on " + second);
        }
    }

    private static String data(Value value) {
        return value instanceof LawValue law && !law.isFitted() && law.member("fitted_on") instanceof Text text ? text.value() : "";
    }

    /** How many draws two laws at some place have in common. */
    private static int draws(ValueCall call, LawValue a, LawValue b, Quantity place) {
        return Numbers.commonDraws(numbers(call.apply(a, place)), numbers(call.apply(b, place)), place.numbers());
    }

    private static Quantity result(Unit unit, double[] values) {
        double[] draws = Arrays.copyOfRange(values, 1, values.length);
        return new Quantity(unit, draws.length == 0 ? Numbers.of(values[0]) : Numbers.uncertain(values[0], draws));
    }

    // compute_multiplier

    private static Value multiplier(ValueCall call) {
        sameData(call);
        Value at = call.labels().get("at");
        return Elementwise.apply(new Elementwise.Calculation() {
            @Override
            public Value of(Unit unit, Numbers[] places) {
                Numbers[] cells = new Numbers[places[0].rows()];
                for (int row = 0; row < cells.length; row++) {
                    cells[row] = multiplier(call, new Quantity(unit, places[0].row(row))).numbers();
                }
                if (!places[0].isColumn()) {
                    further(call, new Quantity(unit, places[0]), cells[0]);
                }
                return new Quantity(Unit.NONE, places[0].isColumn() ? Numbers.stack(cells) : cells[0]);
            }

            @Override
            public Value traced(Unit unit, Trace trace, int[] arguments) {
                throw call.wrong(-1, "a multiplier is found at known places: this one is still being worked out");
            }
        }, List.of(at == null ? Missing.VALUE : at));
    }

    private static Quantity multiplier(ValueCall call, Quantity place) {
        LawValue a = law(call.argument(0));
        LawValue b = law(call.argument(1));
        if (!(place.point() > 0)) {
            throw call.wrong(-1, "a multiplier is found at more than nothing");
        }
        double[] found = needed(call, a, b, place);
        Numbers reached = numbers(call.apply(a, place));
        if (Double.isNaN(found[0])) {
            throw call.wrong(1, unreached(call, b, place, reached.point()));
        }
        Quantity needed = result(place.unit(), found);
        call.apply(b, needed);
        return new Quantity(Unit.NONE, Numbers.apply(Operator.DIVIDE, needed.numbers(), place.numbers()));
    }

    /** How much `b` needs to reach what `a` reaches at some place, for the point and each draw; NaN where it never does. */
    private static double[] needed(ValueCall call, LawValue a, LawValue b, Quantity place) {
        return call.quietly(() -> {
            int draws = draws(call, a, b, place);
            double[] places = places(place.numbers(), draws);
            double[] targets = at(call, a, place.unit(), places, draws == 0);
            return Meeting.reach(resources -> at(call, b, place.unit(), resources, draws == 0), targets, place.point(),
                    call.surroundings().cancellation());
        });
    }

    /** Whether the multiplier is another at ten times as much, so that it is none. */
    private static void further(ValueCall call, Quantity place, Numbers here) {
        Quantity there = new Quantity(place.unit(), Numbers.apply(Operator.MULTIPLY, place.numbers(), Numbers.of(FURTHER)));
        double[] found = needed(call, law(call.argument(0)), law(call.argument(1)), there);
        Numbers beyond = Numbers.apply(Operator.DIVIDE, result(place.unit(), found).numbers(), there.numbers());
        Numbers ratio = Numbers.apply(Operator.DIVIDE, beyond, here);
        double low = ratio.isUncertain() ? ratio.quantile(0, (1 - call.surroundings().level()) / 2) : ratio.point();
        double high = ratio.isUncertain() ? ratio.quantile(0, (1 + call.surroundings().level()) / 2) : ratio.point();
        boolean never = Double.isNaN(ratio.point());
        if (never || Math.abs(Math.log(ratio.point())) > Math.log1p(NOTICEABLE) && (low > 1 || high < 1)) {
            Display display = Display.DEFAULT;
            call.warn(Code.DIFFERENT_SLOPES, "the multiplier is " + display.quantity(Unit.NONE, here, 0) + " at "
                    + display.quantity(place.unit(), place.point()) + ", and at " + display.quantity(place.unit(), there.point()) + " "
                    + (never
                            ? "there is none, as the one never reaches what the other does"
                            : "it is " + display.quantity(Unit.NONE, beyond, 0)));
        }
    }

    private static double[] places(Numbers numbers, int draws) {
        double[] places = new double[1 + draws];
        places[0] = numbers.point();
        for (int k = 0; k < draws; k++) {
            places[1 + k] = numbers.draw(0, k);
        }
        return places;
    }

    private static String unreached(ValueCall call, LawValue b, Quantity place, double target) {
        Unit unit = b.signature().result();
        Quantity most = new Quantity(place.unit(), Numbers.of(Meeting.furthest(place.point())));
        double level = call.quietly(() -> numbers(call.apply(b, most)).point());
        Display display = Display.DEFAULT;
        return "`" + b.signature().name() + "` never reaches the " + display.quantity(unit, target) + " that the other law gives at "
                + display.quantity(place.unit(), place.point()) + ": however much it is given, it comes no nearer than "
                + display.quantity(unit, level);
    }

    // crossing

    private static Value crossing(ValueCall call) {
        sameData(call);
        LawValue a = law(call.argument(0));
        LawValue b = law(call.argument(1));
        boolean ends = call.labels().get("over") instanceof RangeValue range && range.lower() instanceof Quantity
                && range.upper() instanceof Quantity;
        if (!ends) {
            throw call.wrong(-1, "`over` takes one range");
        }
        RangeValue range = (RangeValue) Objects.requireNonNull(call.labels().get("over"));
        Quantity lower = (Quantity) range.lower();
        double upper = ((Quantity) range.upper()).point();
        if (!(lower.point() > 0 && upper > lower.point() && upper <= Double.MAX_VALUE)) {
            throw call.wrong(-1, "`over` takes a range above zero, from low to high");
        }
        double[] found = call.quietly(() -> {
            int draws = draws(call, a, b, lower);
            Meeting.Curves differences = resources -> {
                double[] difference = at(call, a, lower.unit(), resources, draws == 0);
                double[] other = at(call, b, lower.unit(), resources, draws == 0);
                for (int i = 0; i < difference.length; i++) {
                    difference[i] -= other[i];
                }
                return difference;
            };
            return Meeting.crossings(differences, 1 + draws, lower.point(), upper, call.surroundings().cancellation());
        });
        Quantity place = result(lower.unit(), found);
        if (!Double.isNaN(found[0])) {
            call.apply(a, place);
            call.apply(b, place);
        }
        return place;
    }
}
