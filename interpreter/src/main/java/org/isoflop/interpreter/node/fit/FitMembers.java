package org.isoflop.interpreter.node.fit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.isoflop.interpreter.node.LawCalls;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.LawValue.Lowered;
import org.isoflop.interpreter.value.LawValue.Setting;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.StudyException;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.compare.Contender;
import org.isoflop.stdlib.fit.FitException;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.interval.Interval;
import org.isoflop.stdlib.judge.Identification;
import org.isoflop.stdlib.random.RandomStream;
import org.isoflop.stdlib.resample.Draws;
import org.isoflop.stdlib.resample.Scheme;
import org.jspecify.annotations.Nullable;

/**
 * Makes a fit's value of what the library found: the calibrated law, and everything that may be asked. The members stand
 * by what they tell of: {@link FitSearch} of how the coefficients were found, {@link FitUncertainty} of how sure they are,
 * {@link FitQuality} of how well the law describes the rows, {@link FitJudgement} of how far that may be trusted.
 */
final class FitMembers {
    /**
     * What the members are made of.
     *
     * @param name the fit's; like all that is here, known without the run, since members may be asked for after it
     * @param node where the fit was written
     * @param law the law that was fitted, its free coefficients free
     * @param effort with what members are worked out that need further fits
     * @param draws what the resamples gave, null without any
     */
    record Source(String name, FitNode node, LawValue law, Lowered lowered, LawSignature signature, TableValue table, FitRows rows,
            FitOptionsNode.Chosen chosen, FitOptions effort, FitResult result, @Nullable Draws draws) implements FitValue.Origin {
        @Override
        public int[] used() {
            return rows.used();
        }

        /** What the resamples of these rows are drawn by: fits on the same rows of one table share them. */
        static String stream(TableValue table, FitRows rows) {
            return "resample " + table.stream() + " " + rows.choice(table.rows());
        }

        private Interval.@Nullable Plan plan(FitRows of) {
            return FitResampling.plan(chosen, of, table, node, Run.of(node).draws());
        }

        private RandomStream drawn(FitRows of) {
            return RandomStream.of(Run.of(node).seed(), stream(table, of));
        }

        @Override
        @SuppressWarnings("NullAway") // of a record's constructor in another module it does not see which parameters may be null
        public Contender contender() {
            Interval.Plan plan = plan(rows);
            Contender.Resamples resamples = null;
            // Other intervals move the draws, so that they are no longer those of a resample.
            if (draws != null && plan != null && plan.interval() == Interval.PERCENTILE && !(plan.scheme() instanceof Scheme.Leave)
                    && !(plan.scheme() instanceof Scheme.Unchanged)
                    && plan.scheme() instanceof Scheme.Counted scheme) {
                resamples = new Contender.Resamples(stream(table, rows), scheme, drawn(rows), draws.values());
            }
            return new Contender(name, result, rows.heldColumns(), rows.heldTarget(), rows.clusters(chosen, table), resamples);
        }

        @Override
        public @Nullable FitValue on(int[] fitted, int[] held) {
            if (fitted.length < result.coefficients().length) {
                return null;
            }
            FitRows part = rows.part(fitted, held);
            FitResult again = again(result.problem().select(fitted));
            if (again == null || Identification.of(again).isSingular()) {
                return null;
            }
            Draws itsDraws = null;
            try {
                Interval.Plan plan = draws == null ? null : plan(part);
                itsDraws = plan == null ? null : Interval.draws(again, plan, drawn(part), effort);
            } catch (StudyException tooFew) {
                // So few rows or groups that they cannot be resampled as asked: the fit stands without draws.
            }
            for (int j = 0; j < result.coefficients().length; j++) {
                if (!again.problem().depends(j, result.coefficients())) {
                    // Of nothing that is left, as the offset of an arm without its rows.
                    again.coefficients()[j] = Double.NaN;
                    Arrays.fill(itsDraws == null ? new double[0] : itsDraws.values()[j], Double.NaN);
                }
            }
            return new FitMembers(new Source(name, node, law, lowered, signature, table, part, chosen, effort, again, itsDraws)).value();
        }

        /** From the beginning; where that cannot be, as without all rows of a coefficient, from where the whole fit ended. */
        private @Nullable FitResult again(FitProblem part) {
            try {
                return Fitter.fit(part, effort);
            } catch (FitException unstarted) {
                try {
                    return Fitter.fit(part.from(result.coefficients()), effort);
                } catch (FitException impossible) {
                    return null;
                }
            }
        }
    }

    private final Source source;

    FitMembers(Source source) {
        this.source = source;
    }

    FitValue value() {
        FitResult result = source.result();
        Draws draws = source.draws();
        Map<String, Quantity> found = new LinkedHashMap<>();
        Map<String, Setting> settings = new LinkedHashMap<>(source.law().settings());
        for (int i = 0; i < result.coefficients().length; i++) {
            String name = result.problem().coefficients().get(i).name();
            double point = result.coefficients()[i];
            Numbers numbers = draws == null ? Numbers.of(point) : Numbers.uncertain(point, draws.values()[i]);
            found.put(name, new Quantity(Unit.NONE, numbers));
            settings.put(name, new Setting.Given(numbers));
        }
        LawValue fitted = source.law().fitted(source.signature(), settings, source.rows().valid(source.signature()),
                source.node().isRolledOut() || source.rows().holdsOutLarger());
        Map<String, Value> coefficients = coefficients(fitted, found);
        Map<String, Value> members = new LinkedHashMap<>();
        members.put("coefficients", new RecordValue(coefficients, false));
        coefficients.forEach(members::putIfAbsent);
        FitUncertainty uncertainty = new FitUncertainty(source, fitted, found);
        Map<String, Supplier<? extends Value>> later = new LinkedHashMap<>();
        later.putAll(new FitSearch(source).members());
        later.putAll(uncertainty.members());
        later.putAll(new FitQuality(source).members());
        later.putAll(new FitJudgement(source).members());
        return new FitValue(fitted, found, result, uncertainty.resampling(), members, later, source);
    }

    /** All coefficients of the law: fitted, given and tied ones, those over texts or parts as vectors. */
    private Map<String, Value> coefficients(LawValue fitted, Map<String, Quantity> found) {
        Map<String, Value> all = new LinkedHashMap<>();
        @Nullable Numbers[] values = LawCalls.coefficients(fitted, source.lowered());
        for (int i = 0; i < values.length; i++) {
            String name = source.lowered().coefficients().get(i);
            Numbers numbers = values[i];
            Quantity own = found.get(name);
            all.put(name, own != null ? own : new Quantity(Unit.NONE, numbers == null ? Numbers.of(Double.NaN) : numbers));
        }
        return gathered(all);
    }

    /** What is there for coefficients, with those over texts or parts, as {@code k[moe]}, gathered into vectors. */
    static Map<String, Value> gathered(Map<String, Value> byCoefficient) {
        Map<String, Value> all = new LinkedHashMap<>();
        Map<String, Map<String, Value>> vectors = new LinkedHashMap<>();
        byCoefficient.forEach((name, value) -> {
            int bracket = name.indexOf('[');
            if (bracket < 0) {
                all.put(name, value);
            } else {
                vectors.computeIfAbsent(name.substring(0, bracket), base -> new LinkedHashMap<>())
                        .put(name.substring(bracket + 1, name.length() - 1), value);
            }
        });
        vectors.forEach((name, parts) -> all.put(name, new RecordValue(parts, true)));
        return all;
    }
}
