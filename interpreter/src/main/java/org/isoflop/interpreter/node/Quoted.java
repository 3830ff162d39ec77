package org.isoflop.interpreter.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.LawValue.Lowered;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RangeValue;
import org.isoflop.interpreter.value.Text;
import org.jspecify.annotations.Nullable;

/** A law of single quantities with all its coefficients, as a function of plain numbers: to compare with others, and with other coefficients. */
final class Quoted {
    private static final double SAME = 1e-9;
    /** Where a law is asked whose arguments have no ranges: in their units. */
    private static final double[] ANYWHERE = {1, 37, 1000};

    private final LawValue law;
    private final Lowered lowered;
    private final double[] coefficients;

    private Quoted(LawValue law, Lowered lowered, double[] coefficients) {
        this.law = law;
        this.lowered = lowered;
        this.coefficients = coefficients;
    }

    /** Null for a law that takes texts or vectors, or whose coefficients are not all known. */
    static @Nullable Quoted of(LawValue law) {
        LawSignature signature = law.signature();
        boolean plain = signature.arguments().stream()
                .allMatch(argument -> argument.kind() == LawSignature.Kind.QUANTITY && argument.parts().isEmpty());
        if (!plain || signature.arguments().isEmpty() || signature.coefficients().stream().anyMatch(each -> !each.over().isEmpty())) {
            return null;
        }
        Lowered lowered = law.body().lowered(Map.of());
        @Nullable Numbers[] values = LawCalls.coefficients(law, lowered);
        double[] points = new double[values.length];
        for (int i = 0; i < points.length; i++) {
            Numbers value = values[i];
            if (value == null) {
                return null;
            }
            points[i] = value.point();
        }
        return new Quoted(law, lowered, points);
    }

    static boolean isSame(double one, double other) {
        return one == other || Math.abs(one - other) <= SAME * Math.max(Math.abs(one), Math.abs(other));
    }

    /** Where the law was published, as it says itself. */
    String source() {
        return law.member("source") instanceof Text text ? text.value() : law.signature().name();
    }

    /** The name of the coefficient at a place. */
    String name(int place) {
        return lowered.coefficients().get(place);
    }

    /** Whether coefficients have errors, of which this has the points alone. */
    boolean isUncertain() {
        return Arrays.stream(LawCalls.coefficients(law, lowered)).anyMatch(value -> value != null && value.isUncertain());
    }

    /** The law of the library that corrects it, empty where none does. */
    String supersededBy() {
        return law.member("superseded_by") instanceof Text text ? text.value() : "";
    }

    /** What it takes. */
    List<LawSignature.Argument> arguments() {
        return law.signature().arguments();
    }

    double[] coefficients() {
        return coefficients;
    }

    /** This law with some coefficients, by their places, replaced. */
    Quoted with(Map<Integer, Double> replaced) {
        double[] other = coefficients.clone();
        replaced.forEach((place, value) -> other[place] = value);
        return new Quoted(law, lowered, other);
    }

    /** Whether another law takes and gives quantities of the same dimensions. */
    boolean takesTheSame(Quoted other) {
        LawSignature one = law.signature();
        LawSignature two = other.law.signature();
        boolean same = one.arguments().size() == two.arguments().size() && one.result().sameDimension(two.result());
        for (int i = 0; same && i < one.arguments().size(); i++) {
            same = one.arguments().get(i).unit().sameDimension(two.arguments().get(i).unit());
        }
        return same;
    }

    /** Whether another law, which takes the same, gives the same, at places within the ranges of this one. */
    boolean gives(Quoted other) {
        int known = 0;
        for (double[] place : places()) {
            double here = at(place);
            double there = other.at(place);
            if (!isSame(here, there) && !(Double.isNaN(here) && Double.isNaN(there))) {
                return false;
            }
            known += Double.isFinite(here) && here != 0 ? 1 : 0;
        }
        return known >= ANYWHERE.length;
    }

    /** By which share another law, which takes the same, gives something else at most, within the ranges of this one. */
    double distance(Quoted other) {
        double most = 0;
        for (double[] place : places()) {
            double share = Math.abs(other.at(place) / at(place) - 1);
            most = Double.isFinite(share) ? Math.max(most, share) : most;
        }
        return most;
    }

    /** Three places along each argument, in base units: the ends and the middle of its range. */
    private List<double[]> places() {
        List<double[]> places = new ArrayList<>();
        places.add(new double[0]);
        for (LawSignature.Argument argument : law.signature().arguments()) {
            double[] along = along(argument);
            List<double[]> longer = new ArrayList<>();
            for (double[] place : places) {
                for (double value : along) {
                    double[] next = Arrays.copyOf(place, place.length + 1);
                    next[place.length] = value;
                    longer.add(next);
                }
            }
            places = longer;
        }
        return places;
    }

    private double[] along(LawSignature.Argument argument) {
        if (law.valid().get(argument.name()) instanceof RangeValue range && range.lower() instanceof Quantity low
                && range.upper() instanceof Quantity high && low.point() > 0) {
            return new double[] {low.point(), Math.sqrt(low.point() * high.point()), high.point()};
        }
        double[] along = ANYWHERE.clone();
        for (int i = 0; i < along.length; i++) {
            along[i] *= argument.unit().scale();
        }
        return along;
    }

    private double at(double[] place) {
        double[] inputs = new double[place.length + coefficients.length];
        for (int i = 0; i < place.length; i++) {
            inputs[i] = place[i] / law.signature().arguments().get(i).unit().scale();
        }
        System.arraycopy(coefficients, 0, inputs, place.length, coefficients.length);
        return lowered.kernel().value(inputs) * law.signature().result().scale();
    }
}
