package org.isoflop.interpreter.function;

import static org.isoflop.interpreter.function.Definition.head;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.function.Function.Surroundings;
import org.isoflop.interpreter.function.Function.ValueCall;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.compare.Comparison;
import org.isoflop.stdlib.compare.Comparison.Score;
import org.isoflop.stdlib.compare.Contender;
import org.isoflop.stdlib.compare.Criterion;
import org.isoflop.stdlib.compare.LikelihoodRatio;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.keep.Kept;
import org.jspecify.annotations.Nullable;

/** Fits set against each other: several laws on the same rows. */
final class Comparisons {
    private static final List<String> CRITERIA = Arrays.stream(Criterion.values()).map(each -> each.name().toLowerCase(Locale.ROOT))
            .toList();

    private Comparisons() {
    }

    static List<Function> all() {
        return List.of(
                new Definition(head("compare(fit…, criterion?:" + String.join("|", CRITERIA) + ")",
                        "Fits of several laws to the same rows, side by side: information criteria, errors in rows that were not fitted, and"
                                + " how often each is the best by a criterion among resamples.",
                        "compare(additive, multiplicative, criterion: \"bic\")"), Comparisons::typeOfComparison, Comparisons::compare),
                new Definition(head("likelihood_ratio(full, nested)",
                        "Whether the coefficients that one fit has more than another are needed: the p-value of the F test for squares, of"
                                + " the likelihood-ratio test for other losses.",
                        "likelihood_ratio(free_slopes, one_slope)"), Comparisons::typeOfRatio, Comparisons::ratio));
    }

    /** Complains of the arguments that are no fits; whether there were none. */
    private static boolean areFits(Checked call) {
        boolean all = true;
        for (int i = 0; i < call.arguments().size(); i++) {
            Type type = call.argument(i) instanceof Type.ListOf(Type element) ? element : call.argument(i);
            if (!(type instanceof Type.FitOf) && !type.equals(Type.UNKNOWN)) {
                call.expects(i, "a fit");
                all = false;
            }
        }
        return all;
    }

    private static @Nullable Unit target(Type type) {
        Type single = type instanceof Type.ListOf(Type element) ? element : type;
        return single instanceof Type.FitOf fit ? fit.signature().result() : null;
    }

    // compare

    private static Type typeOfComparison(Checked call) {
        Unit first = target(call.argument(0));
        if (!areFits(call) || first == null) {
            return Type.UNKNOWN;
        }
        for (int i = 1; i < call.arguments().size(); i++) {
            Unit other = target(call.argument(i));
            if (other != null && !other.sameDimension(first)) {
                return call.refuse(i,
                        "fits of one target are compared: the first is of a target in " + first + ", this of one in " + other);
            }
        }
        Map<String, Type> columns = new LinkedHashMap<>();
        columns.put("name", Type.TEXT);
        for (String name : List.of("coefficients", "rows", "objective", "aicc", "bic", "weight")) {
            columns.put(name, Type.NUMBER);
        }
        for (String name : List.of("rmse", "held_out", "cross_validated")) {
            columns.put(name, new Type.Quantity(first));
        }
        columns.put("best", Type.NUMBER);
        Map<String, Type> members = new LinkedHashMap<>();
        members.put("winner", Type.TEXT);
        members.put("criterion", Type.TEXT);
        members.put("draws", Type.NUMBER);
        return new Type.TableOf(columns, members);
    }

    private static Value compare(ValueCall call) {
        List<Contender> contenders = new ArrayList<>();
        for (int i = 0; i < call.arguments().size(); i++) {
            for (Value each : call.argument(i) instanceof ListValue list ? list.items() : List.of(call.argument(i))) {
                contenders.add(origin(call, i, each).contender());
            }
        }
        if (contenders.isEmpty()) {
            throw call.wrong(0, "there is nothing to compare");
        }
        List<Contender> named = numbered(contenders);
        double work = Comparison.work(named);
        FitOptions effort = effort(call, work);
        Kept<Comparison> kept = Comparison.kept(named, criterion(call), effort, work);
        if (!kept.isKnown()) {
            call.surroundings().work(work);
        }
        Comparison comparison;
        try {
            comparison = Comparison.of(named, criterion(call), effort, kept);
        } catch (IllegalArgumentException different) {
            throw call.wrong(-1, different.getMessage() + ": criteria and errors compare fits of the same rows and target");
        }
        List<Contender> holding = contenders.stream().filter(each -> each.heldTarget().length > 0).toList();
        if (!holding.isEmpty() && comparison.scores().stream().allMatch(score -> Double.isNaN(score.heldOut()))) {
            Contender one = holding.getFirst();
            Contender other = contenders.stream().filter(each -> !Arrays.equals(each.heldTarget(), one.heldTarget())).findFirst()
                    .orElse(one);
            call.warn(Code.DIFFERENT_ROWS,
                    "`" + one.name() + "` and `" + other.name() + "` do not hold out the same rows: `held_out` is missing");
        }
        return table(call, comparison, (FitValue) first(call.argument(0)));
    }

    private static Value first(Value argument) {
        return argument instanceof ListValue list ? list.items().getFirst() : argument;
    }

    /** What a fit was made of. */
    static FitValue.Origin origin(ValueCall call, int argument, Value value) {
        FitValue.Origin origin = value instanceof FitValue fit ? fit.origin() : null;
        if (origin == null) {
            throw call.wrong(argument, value instanceof FitValue
                    ? "the coefficients of this fit were changed by `with`, so that it is no fit of its rows"
                    : "`" + value.text() + "` is no fit");
        }
        return origin;
    }

    static FitOptions effort(ValueCall call, double work) {
        Surroundings surroundings = call.surroundings();
        return new FitOptions(surroundings.threads(), surroundings.cancellation(), surroundings.keeper(work));
    }

    /** Fits of one name, as those of an item with parameters, get numbers. */
    private static List<Contender> numbered(List<Contender> contenders) {
        Map<String, Integer> seen = new LinkedHashMap<>();
        List<Contender> result = new ArrayList<>();
        for (Contender each : contenders) {
            int count = seen.merge(each.name(), 1, Integer::sum);
            boolean alone = contenders.stream().filter(other -> other.name().equals(each.name())).count() == 1;
            result.add(new Contender(alone ? each.name() : each.name() + " " + count, each.fit(), each.heldColumns(), each.heldTarget(),
                    each.clusterOf(), each.resamples()));
        }
        return result;
    }

    private static @Nullable Criterion criterion(ValueCall call) {
        return call.labels().containsKey("criterion") ? Criterion.values()[Labels.word(call, "criterion", CRITERIA)] : null;
    }

    private static Value table(ValueCall call, Comparison comparison, FitValue first) {
        Unit unit = first.law().signature().result();
        List<Score> scores = comparison.scores();
        Map<String, Value> columns = new LinkedHashMap<>();
        columns.put("name", new Texts(scores.stream().map(Score::name).toArray(String[]::new)));
        columns.put("coefficients", column(scores, Unit.NONE, Score::coefficients));
        columns.put("rows", column(scores, Unit.NONE, Score::rows));
        columns.put("objective", column(scores, Unit.NONE, Score::objective));
        columns.put("aicc", column(scores, Unit.NONE, Score::aicc));
        columns.put("bic", column(scores, Unit.NONE, Score::bic));
        columns.put("weight", column(scores, Unit.NONE, Score::weight));
        columns.put("rmse", column(scores, unit, Score::rmse));
        columns.put("held_out", column(scores, unit, Score::heldOut));
        columns.put("cross_validated", column(scores, unit, Score::crossValidated));
        columns.put("best", column(scores, Unit.NONE, Score::best));
        Map<String, Value> members = new LinkedHashMap<>();
        int best = comparison.best();
        members.put("winner", best < 0 ? Missing.VALUE : new Text(scores.get(best).name()));
        members.put("criterion", new Text(comparison.criterion().name().toLowerCase(Locale.ROOT)));
        members.put("draws", Quantity.of(comparison.draws()));
        return new TableValue(columns, members, scores.size(), call.place(), null);
    }

    private static Value column(List<Score> scores, Unit unit, ToDoubleFunction<Score> number) {
        return new Quantity(unit, Numbers.column(scores.stream().mapToDouble(number).map(value -> finite(value) * unit.scale()).toArray()));
    }

    static double finite(double value) {
        return Double.isInfinite(value) ? Double.NaN : value;
    }

    // likelihood_ratio

    private static Type typeOfRatio(Checked call) {
        return areFits(call) ? Type.NUMBER : Type.UNKNOWN;
    }

    private static Value ratio(ValueCall call) {
        Contender full = origin(call, 0, call.argument(0)).contender();
        Contender nested = origin(call, 1, call.argument(1)).contender();
        try {
            return Quantity.of(LikelihoodRatio.of(full.fit(), nested.fit()).pValue());
        } catch (IllegalArgumentException incomparable) {
            throw call.wrong(-1, String.valueOf(incomparable.getMessage()));
        }
    }
}
