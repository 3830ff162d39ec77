package org.isoflop.interpreter.function;

import static org.isoflop.interpreter.function.Definition.head;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Erf;
import org.isoflop.interpreter.function.Function.Signature;
import org.isoflop.interpreter.function.Function.Surroundings;
import org.isoflop.interpreter.function.Function.ValueCall;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RangeValue;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.kernel.Functions;
import org.isoflop.stdlib.operator.Elementary;
import org.isoflop.stdlib.random.RandomStream;

/**
 * Makers of uncertain values. Draw {@code k} depends on the seed, the place of the call and {@code k} alone; every row of a
 * column has draws of its own.
 */
public final class Makers {
    private Makers() {
    }

    private enum Distribution {
        NORMAL, LOGNORMAL, UNIFORM;

        /** The width of the range in units of the standard deviation, or of the width of all values. */
        double width(double level) {
            return this == UNIFORM ? level : 2 * Math.sqrt(2) * Erf.erfInv(level);
        }

        /** The share of the way from the range's lower to its upper end at which a draw lies. */
        double share(RandomStream stream, int k, double width) {
            return 0.5 + (this == UNIFORM ? stream.uniform(k) - 0.5 : stream.normal(k)) / width;
        }
    }

    static List<Function> all() {
        return List.of(
                distribution(head("normal(range, level?)",
                        "A normal distribution whose central share `level`, by default the study's, lies in the range.",
                        "normal(10..20 tokens/param, 90%)"), Distribution.NORMAL),
                distribution(head("lognormal(range, level?)",
                        "A distribution with a normal logarithm; its central share `level` lies in the range, its median at the"
                                + " range's geometric middle.",
                        "lognormal(100T..1000T tokens, 90%)"), Distribution.LOGNORMAL),
                distribution(head("uniform(range, level?)",
                        "Equally likely values whose central share `level`, by default the study's, lies in the range; with 100% none"
                                + " lies outside.",
                        "uniform(0..1, 100%)"), Distribution.UNIFORM),
                new Definition(head("sample(x)", "One draw of an uncertain value, a fresh one in every row.", "sample(2 ± 0.1)"), call -> {
                    Type result = Shapes.mapped(call.argument(0), leaf -> leaf.equals(Type.TRUTH) ? leaf : Shapes.quantity(leaf));
                    return result == null ? call.expects(0, "a quantity, or a column, list or vector of quantities") : result;
                }, call -> sample(call, call.argument(0), 0)));
    }

    /** The stream of a row; one value draws what the first row of a column draws. */
    private static RandomStream stream(String place, Surroundings surroundings, int row) {
        RandomStream stream = RandomStream.of(surroundings.seed(), place);
        return row == 0 ? stream : stream.part(row);
    }

    /** The point, normally distributed with a standard deviation; both may be columns and uncertain. */
    public static Numbers spread(Numbers point, Numbers deviation, String place, Surroundings surroundings) {
        return drawn(new Numbers[] {point, deviation}, point, surroundings, place,
                (stream, row, k) -> point.draw(row, k) + deviation.draw(row, k) * stream.normal(k));
    }

    /** A draw of one row. */
    private interface Draw {
        double of(RandomStream stream, int row, int k);
    }

    private static Numbers drawn(Numbers[] from, Numbers points, Surroundings surroundings, String place, Draw draw) {
        int rows = Numbers.commonRows(from);
        int common = Numbers.commonDraws(from);
        Numbers centre = rows < 0 ? points : points.repeated(rows);
        int drawCount = Math.min(Numbers.room(centre.rows()), common == 0 ? surroundings.draws() : Math.min(common, surroundings.draws()));
        double[] draws = new double[centre.rows() * drawCount];
        for (int row = 0; row < centre.rows(); row++) {
            RandomStream stream = stream(place, surroundings, row);
            for (int k = 0; k < drawCount; k++) {
                draws[row * drawCount + k] = draw.of(stream, row, k);
            }
        }
        return Numbers.shaped(rows >= 0, centre.points(), draws, drawCount);
    }

    /** Whether a point or a draw is infinite. */
    public static boolean overflows(Numbers numbers) {
        double[] draws = numbers.allDraws();
        return Arrays.stream(numbers.points()).anyMatch(Double::isInfinite)
                || draws != null && Arrays.stream(draws).anyMatch(Double::isInfinite);
    }

    private static Function distribution(Signature head, Distribution distribution) {
        boolean logarithmic = distribution == Distribution.LOGNORMAL;
        return new Definition(head, Makers::typeOfDistribution, call -> {
            RangeValue range = range(call, logarithmic);
            double level = Uncertain.level(call, 1);
            if (level == 1 && distribution != Distribution.UNIFORM) {
                throw call.wrong(1, "no range holds all of a " + head.name() + " distribution: the level lies below 100%");
            }
            double width = distribution.width(level);
            Numbers[] ends = {end(call, range.lower()), end(call, range.upper())};
            double[] medians = new double[Math.max(ends[0].rows(), ends[1].rows())];
            for (int row = 0; row < medians.length; row++) {
                medians[row] = between(ends[0].point(row), ends[1].point(row), 0.5, logarithmic);
            }
            Numbers points = Numbers.shaped(Numbers.commonRows(ends) >= 0, medians, null, 0);
            Numbers drawn = drawn(ends, points, call.surroundings(), call.place(), (stream, row, k) -> between(
                    ends[0].draw(row, k), ends[1].draw(row, k), distribution.share(stream, k, width), logarithmic));
            if (overflows(drawn)) {
                throw call.wrong(0, "draws from so wide a range are larger than any number that can be held");
            }
            return new Quantity(range.unit(), drawn);
        });
    }

    private static Type typeOfDistribution(Checked call) {
        if (!Uncertain.isLevel(call)) {
            return call.expects(1, "a single number such as 90%");
        }
        return typeInRange(call);
    }

    /** The type of a value within the range that is the first argument. */
    static Type typeInRange(Checked call) {
        Type result = Shapes.mapped(call.argument(0), leaf -> leaf instanceof Type.Range(Unit unit) ? new Type.Quantity(unit) : null);
        return result == null ? call.expects(0, "a range such as `1..10`") : result;
    }

    static double between(double lower, double upper, double share, boolean logarithmic) {
        return Way.of(lower, upper, logarithmic).at(share);
    }

    /** The way from one number to another, or between their logarithms, of which shares are gone. */
    record Way(double lower, double upper, boolean logarithmic, double from, double width) {
        /** Steps at a time: in the cache, and long enough for array loops. */
        private static final int BLOCK = 1024;

        static Way of(double lower, double upper, boolean logarithmic) {
            double from = logarithmic ? Elementary.log(lower) : lower;
            return new Way(lower, upper, logarithmic, from, (logarithmic ? Elementary.log(upper) : upper) - from);
        }

        double at(double share) {
            if (logarithmic) {
                return Elementary.exp(from + share * width);
            }
            return Double.isInfinite(width) ? (1 - share) * lower + share * upper : from + share * width;
        }

        /** Goes it in equal steps, of which every so many-th number is one; its ends are given exactly. */
        void steps(double[] into, int first, int stride) {
            int count = into.length / stride;
            double[][] block = new double[4][Math.min(count, BLOCK)];
            for (int begin = 0; begin < count; begin += BLOCK) {
                int n = Math.min(count - begin, BLOCK);
                for (int i = 0; i < n; i++) {
                    double share = (begin + i) / (count - 1.0);
                    block[0][i] = logarithmic ? from + share * width : at(share);
                }
                if (logarithmic) {
                    Functions.exp(block[1], block[0], block[2], block[3], n);
                }
                for (int i = 0; i < n; i++) {
                    into[first + (begin + i) * stride] = block[logarithmic ? 1 : 0][i];
                }
            }
            into[first] = lower;
            into[first + (count - 1) * stride] = upper;
        }
    }

    /** The range that is the first argument, its ends in order and, where logarithms are taken, above zero. */
    static RangeValue range(ValueCall call, boolean logarithmic) {
        if (!(call.argument(0) instanceof RangeValue range)) {
            throw call.wrong(0, "`" + call.argument(0).text() + "` is no range");
        }
        Numbers lower = end(call, range.lower());
        Numbers upper = end(call, range.upper());
        for (int row = 0; row < Math.max(lower.rows(), upper.rows()); row++) {
            if (logarithmic && lower.point(row) <= 0) {
                throw call.wrong(0, "the range must lie above zero, where there are logarithms; it begins at " + range.lower().text());
            }
            if (lower.point(row) > upper.point(row)) {
                throw call.wrong(0, "the range `" + range.text() + "` ends before it begins");
            }
        }
        return range;
    }

    static Numbers end(ValueCall call, Value end) {
        if (end instanceof Quantity quantity) {
            return quantity.numbers();
        }
        throw call.wrong(0, "the ends of the range must be known quantities");
    }

    /** Parts of one vector are drawn together, items of a list each on their own. */
    private static Value sample(ValueCall call, Value x, int row) {
        return switch (x) {
            case Quantity quantity -> new Quantity(quantity.unit(), sample(call, quantity.numbers(), row));
            case Truth truth -> new Truth(sample(call, truth.numbers(), row));
            case ListValue list -> new ListValue(IntStream.range(0, list.items().size())
                    .mapToObj(item -> sample(call, list.items().get(item), item)).toList());
            case RecordValue vector -> {
                Map<String, Value> parts = new LinkedHashMap<>();
                vector.members().forEach((name, part) -> parts.put(name, sample(call, part, row)));
                yield new RecordValue(parts, vector.isVector());
            }
            default -> {
                if (Elements.isTraced(x)) {
                    throw call.wrong(0, "this has no draws to choose from: it is still being worked out");
                }
                yield x;
            }
        };
    }

    private static Numbers sample(ValueCall call, Numbers numbers, int row) {
        if (!numbers.isUncertain()) {
            return numbers;
        }
        RandomStream stream = stream(call.place(), call.surroundings(), 0);
        int tableRows = call.surroundings().rows();
        boolean inEveryRow = numbers.isColumn() || tableRows >= 0;
        double[] chosen = new double[numbers.isColumn() ? numbers.rows() : Math.max(1, tableRows)];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = numbers.draw(numbers.isColumn() ? i : 0, stream.choice(inEveryRow ? i : row, numbers.drawCount()));
        }
        return Numbers.shaped(inEveryRow, chosen, null, 0);
    }
}
