package org.isoflop.interpreter.function;

import static org.isoflop.interpreter.function.Definition.head;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.special.Gamma;
import org.isoflop.interpreter.function.Function.ValueCall;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Symbolic;
import org.isoflop.interpreter.value.Trace;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.operator.Operator;

/**
 * Wald's test of whether two uncertain values, or the coefficients that two fits have in common, agree. The covariance is
 * that of the draws' differences, so that values with shared draws are compared as pairs.
 *
 * <p>Source: Wald (1943), "Tests of statistical hypotheses concerning several parameters when the number of observations is
 * large", Transactions of the American Mathematical Society 54.
 */
final class Wald {
    /** Eigenvalues of a correlation matrix below it are directions in which nothing varies. */
    private static final double NEGLIGIBLE = 1e-10;

    private Wald() {
    }

    static Function function() {
        return new Definition(head("wald(a, b?)",
                "How probable so large a difference is if two uncertain values, all coefficients that two fits have in common, or all"
                        + " parts of one vector or list are the same: the p-value of Wald's test.",
                "wald(2 ± 0.1, 2.3 ± 0.1)"), Wald::type, Wald::apply);
    }

    private static Type type(Checked call) {
        if (call.arguments().size() == 1) {
            Type element = Shapes.elementOf(call.argument(0));
            boolean quantities = element != null && (Shapes.isUnknown(element) || Shapes.quantity(element) != null);
            return quantities ? Type.NUMBER : call.expects(0, "a vector or list of uncertain quantities, or two values to compare");
        }
        boolean fits = call.argument(0) instanceof Type.FitOf;
        if (fits || call.argument(1) instanceof Type.FitOf) {
            int other = fits ? 1 : 0;
            boolean both = call.argument(other) instanceof Type.FitOf || call.argument(other).equals(Type.UNKNOWN);
            return both ? Type.NUMBER : call.expects(other, "a fit, as the other argument is one");
        }
        for (int i = 0; i < 2; i++) {
            if (Shapes.mapped(call.argument(i), Shapes::quantity) == null) {
                return call.expects(i, "an uncertain quantity or a fit");
            }
        }
        return call.sameDimension(2)
                ? Shapes.mappedOrUnknown(Shapes.arrangement(call.arguments()), leaf -> Type.NUMBER)
                : Type.UNKNOWN;
    }

    private static Value apply(ValueCall call) {
        if (call.arguments().size() == 1) {
            return Quantity.of(ofParts(call, parts(call.argument(0))));
        }
        if (call.argument(0) instanceof FitValue first && call.argument(1) instanceof FitValue second) {
            return Quantity.of(ofFits(call, first, second));
        }
        return Elementwise.apply(new Elementwise.Calculation() {
            @Override
            public Value of(Unit unit, Numbers[] arguments) {
                return new Quantity(Unit.NONE, ofValues(call, Numbers.apply(Operator.SUBTRACT, arguments)));
            }

            @Override
            public Value traced(Unit unit, Trace trace, int[] arguments) {
                int unknown = call.argument(0) instanceof Symbolic ? 0 : 1;
                throw call.wrong(unknown, "this has no draws to compare: it is still being worked out");
            }
        }, call.arguments());
    }

    private static Numbers ofValues(ValueCall call, Numbers difference) {
        if (!difference.isUncertain()) {
            throw call.wrong(-1, "neither value is uncertain, so there is nothing to test; a fit has draws with `bootstrap`");
        }
        double[] probabilities = new double[difference.rows()];
        for (int row = 0; row < probabilities.length; row++) {
            double deviation = Uncertain.deviation(difference, row);
            double distance = Math.abs(difference.point(row));
            probabilities[row] = deviation == 0 && distance == 0 ? 1 : Erf.erfc(distance / deviation / Math.sqrt(2));
        }
        return Numbers.shaped(difference.isColumn(), probabilities, null, 0);
    }

    /** The parts of a vector, or the elements of a list. */
    private static List<Numbers> parts(Value value) {
        List<Numbers> parts = new ArrayList<>();
        switch (value) {
            case RecordValue vector -> vector.members().values().forEach(part -> parts.addAll(parts(part)));
            case ListValue list -> list.items().forEach(item -> parts.addAll(parts(item)));
            case Quantity quantity -> {
                for (int row = 0; row < quantity.numbers().rows(); row++) {
                    parts.add(quantity.numbers().row(row));
                }
            }
            default -> {
            }
        }
        return parts;
    }

    /** Whether all are one: the differences of each from the first are all zero. */
    private static double ofParts(ValueCall call, List<Numbers> parts) {
        if (parts.size() < 2) {
            throw call.wrong(0, "there are not two values to compare");
        }
        List<Numbers> differences = new ArrayList<>();
        for (Numbers part : parts.subList(1, parts.size())) {
            differences.add(Numbers.apply(Operator.SUBTRACT, part, parts.getFirst()));
        }
        return ofDifferences(call, differences, "values");
    }

    private static double ofFits(ValueCall call, FitValue first, FitValue second) {
        List<Numbers> differences = new ArrayList<>();
        first.coefficients().forEach((name, one) -> {
            Quantity other = second.coefficients().get(name);
            if (other != null) {
                differences.add(Numbers.apply(Operator.SUBTRACT, one.numbers(), other.numbers()));
            }
        });
        if (differences.isEmpty()) {
            throw call.wrong(1, "the two fits have no coefficient in common");
        }
        return ofDifferences(call, differences, "coefficients");
    }

    private static double ofDifferences(ValueCall call, List<Numbers> differences, String what) {
        double[][] draws = complete(differences);
        if (draws[0].length <= differences.size()) {
            throw call.wrong(-1, "to compare " + differences.size() + " " + what + " there must be more than " + differences.size()
                    + " draws that they have in common; `bootstrap` makes them");
        }
        return chiSquare(differences.stream().mapToDouble(Numbers::point).toArray(), draws);
    }

    /** The draws for which every difference is known. */
    private static double[][] complete(List<Numbers> differences) {
        int count = Numbers.commonDraws(differences.toArray(new Numbers[0]));
        double[][] draws = new double[differences.size()][count];
        int kept = 0;
        for (int k = 0; k < count; k++) {
            boolean complete = true;
            for (int i = 0; i < draws.length; i++) {
                draws[i][kept] = differences.get(i).draw(0, k);
                complete &= draws[i][kept] == draws[i][kept];
            }
            kept += complete ? 1 : 0;
        }
        for (int i = 0; i < draws.length; i++) {
            draws[i] = Arrays.copyOf(draws[i], kept);
        }
        return draws;
    }

    /**
     * The chance that chi-square exceeds d' S^-1 d, with S the covariance of the draws and as many degrees of freedom as
     * there are directions in which they vary. Coefficients are brought to one scale first: they differ by many powers of ten.
     */
    private static double chiSquare(double[] distances, double[][] draws) {
        int size = distances.length;
        double[] scaled = new double[size];
        double[][] correlations = new double[size][size];
        for (int i = 0; i < size; i++) {
            double deviation = Statistics.deviation(draws[i]);
            scaled[i] = deviation == 0 ? 0 : distances[i] / deviation;
            for (int j = 0; j <= i; j++) {
                double correlation = i == j ? 1 : Statistics.correlation(draws[i], draws[j]);
                correlations[i][j] = correlation == correlation && deviation > 0 ? correlation : 0;
                correlations[j][i] = correlations[i][j];
            }
        }
        EigenDecomposition axes = new EigenDecomposition(new Array2DRowRealMatrix(correlations, false));
        double sum = 0;
        int freedom = 0;
        for (int i = 0; i < size; i++) {
            double variance = axes.getRealEigenvalue(i);
            if (variance > NEGLIGIBLE * size) {
                double along = axes.getEigenvector(i).dotProduct(new ArrayRealVector(scaled, false));
                sum += along * along / variance;
                freedom++;
            }
        }
        return freedom == 0 ? Double.NaN : Gamma.regularizedGammaQ(freedom / 2.0, sum / 2);
    }
}
