package org.isoflop.interpreter.node.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.diagnostic.Phrases;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.Locales;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.RowDraws;
import org.isoflop.stdlib.judge.Finding;
import org.isoflop.stdlib.judge.GroupTest;
import org.isoflop.stdlib.judge.ResidualTest;
import org.jspecify.annotations.Nullable;

/** What a reader of a fit should know before he believes it. */
final class FitLints {
    /** The part by which an exponent may shrink before it is said. */
    private static final double NOTICEABLE = 0.02;

    private final FitNode node;
    private final LawSignature signature;
    private final FitResult result;
    private final TableValue table;
    private final FitRows rows;
    private final int @Nullable [] clusterOf;
    private final List<@Nullable String> arguments;
    /** Of each code the first diagnostic, the messages of others as its notes: at one place a code is said once. */
    private final Map<Code, Diagnostic> said = new LinkedHashMap<>();

    /**
     * @param clusterOf which of the fitted rows belong together, null if none do
     * @param arguments a name for each column of the fit's problem
     */
    FitLints(FitNode node, LawSignature signature, FitResult result, TableValue table, FitRows rows, int @Nullable [] clusterOf,
            List<@Nullable String> arguments) {
        this.node = node;
        this.signature = signature;
        this.result = result;
        this.table = table;
        this.rows = rows;
        this.clusterOf = clusterOf;
        this.arguments = arguments;
    }

    /** Raises the warnings. */
    void warn(List<Finding> findings) {
        for (int i = 0; i < result.coefficients().length; i++) {
            if (result.atBound()[i]) {
                atBound(i);
            }
        }
        if (!result.converged()) {
            say(Diagnostic.of(Code.NOT_CONVERGED, "the fit `" + node.name() + "` did not converge: the slope that is left could "
                    + "still gain " + number(result.gradientNorm())));
        }
        int count = result.problem().rows();
        int free = result.coefficients().length;
        if (count < 2 * free + 1) {
            say(Diagnostic.of(Code.FEW_ROWS, "`" + node.name() + "` has " + count + " rows for " + free
                    + (free == 1 ? " coefficient" : " coefficients")));
        }
        for (Finding finding : findings) {
            say(diagnostic(finding));
        }
        if (rows.draws() != null) {
            uncertain(rows.draws());
        }
        said.values().forEach(node::warn);
    }

    private void say(Diagnostic diagnostic) {
        said.merge(diagnostic.code(), diagnostic, (first, next) -> first.note(next.message()));
    }

    /** Errors of single rows in what is predicted from make it count for less than it does. */
    private void uncertain(RowDraws draws) {
        for (int column = 0; column < arguments.size(); column++) {
            double part = arguments.get(column) == null ? 0 : draws.attenuation(column, rows.columns()[column]);
            if (part > NOTICEABLE) {
                say(Diagnostic.of(Code.UNCERTAIN_PREDICTOR, "rows of `" + node.name() + "` err in `" + arguments.get(column) + "` by "
                        + percent(Math.sqrt(part)) + " of how they differ in it: its exponent comes out about " + percent(part)
                        + " too small")
                        .fix("errors that all rows have in common do no harm: where they are, write one factor for the whole column"));
            }
        }
    }

    private void atBound(int i) {
        Coefficient coefficient = result.problem().coefficients().get(i);
        double value = result.coefficients()[i];
        boolean lower = Math.abs(value - coefficient.lower()) < Math.abs(value - coefficient.upper());
        say(Diagnostic.of(Code.AT_BOUND,
                "`" + coefficient.name() + "` of `" + node.name() + "` ended at the " + (lower ? "lower" : "upper")
                        + " end of its range, "
                        + Display.exact(lower ? coefficient.lower() : coefficient.upper())));
    }

    private Diagnostic diagnostic(Finding finding) {
        String fit = "`" + node.name() + "`";
        return switch (finding) {
            case Finding.Unidentified(List<String> tangled) -> Diagnostic.of(Code.UNIDENTIFIED,
                    "the rows do not determine " + Phrases.names(tangled) + " of " + fit + ", only what they come to together")
                    .fix("give one of them a value, as in `(law with { " + tangled.getFirst() + ": 1 })`, or a prior");
            case Finding.Degenerate(List<String> gone) -> Diagnostic.of(Code.DEGENERATE,
                    Phrases.names(gone) + " of " + fit + (gone.size() == 1 ? " has" : " have") + " no effect where the fit ended")
                    .note("the part of the law that " + (gone.size() == 1 ? "it belongs" : "they belong") + " to is gone");
            case Finding.Constant(double prediction) -> Diagnostic.of(Code.DEGENERATE,
                    fit + " predicts " + number(prediction) + " for every row, though the rows differ");
            case Finding.IllConditioned(String name, double value, double error, List<String> against) -> Diagnostic.of(
                    Code.ILL_CONDITIONED, "the rows hardly determine `" + name + "` of " + fit + ": " + number(value)
                            + " with a standard error of " + number(error))
                    .note(Phrases.names(against) + (against.size() == 1 ? " makes" : " make") + " up for it; `" + node.name()
                            + ".flat` says how");
            case Finding.NarrowSpan(int column, String exponent, double decades) -> Diagnostic.of(Code.NARROW_SPAN,
                    "`" + exponent + "` of " + fit + " rests on " + Display.exact(Math.round(decades * 100) / 100.0)
                            + " decades of `" + arguments.get(column) + "`");
            case Finding.FewValues(int column, String exponent, int distinct) -> Diagnostic.of(Code.FEW_VALUES,
                    "`" + exponent + "` of " + fit + " rests on " + (distinct == 1 ? "one value" : distinct + " values") + " of `"
                            + arguments.get(column) + "`")
                    .fix("three values at least tell a power from another curve: add runs, or give `" + exponent + "` a value or a prior");
            case Finding.Exact(int count) -> Diagnostic.of(Code.NO_NOISE, fit + " passes through all " + count + " rows exactly")
                    .fix("what is measured errs: if these rows were computed from a law, accept the warning with the reason");
            case Finding.NoTrend(double gain) -> Diagnostic
                    .of(Code.NO_TREND, fit + " tells the rows no better than one number would: its AICc is "
                            + number(gain) + " higher than that of a constant")
                    .fix("these rows do not show the law: widen their range, repeat runs to see the noise, or look at another measure");
            case Finding.Grouped(GroupTest test) -> grouped(test, fit);
            case Finding.Biased(ResidualTest test) -> Diagnostic.of(Code.BIASED_RESIDUALS,
                    "the residuals of " + fit + " are not noise: " + said(test) + " of what they vary")
                    .fix("`" + node.name() + ".tests` has all that was asked; another law, or other rows, may fit");
            case Finding.Unconfirmed(int tried) -> Diagnostic.of(Code.UNCONFIRMED_MINIMUM,
                    "the best minimum of " + fit + " was found from one start of " + tried)
                    .fix("give more `starts`, or ranges to the coefficients");
            case Finding.OtherMinimum(double excess, List<String> names, double[] values, double[] best) -> Diagnostic.of(
                    Code.LOCAL_MINIMA, "another minimum of " + fit + " is " + (excess < 1e-6 ? "as good" : percent(excess) + " worse")
                            + ": " + elsewhere(names, values, best));
            case Finding.FailedResamples(int failures, int resamples) -> Diagnostic.of(Code.FAILED_RESAMPLES,
                    failures + " of " + resamples + " resamples of " + fit + " did not converge and count for nothing");
            case Finding.Influential(int group, String name, double errors, int others) -> Diagnostic.of(Code.INFLUENTIAL_ROWS,
                    "without " + group(group) + " `" + name + "` of " + fit + " would be " + number(Math.abs(errors)) + " standard errors "
                            + (errors > 0 ? "higher" : "lower") + others(others, " does as much", " do as much"))
                    .fix("`" + node.name() + ".influence` says what each row does");
            case Finding.Outlier(int row, double sizes, int others) -> Diagnostic.of(Code.OUTLIER,
                    row(row) + " lies " + number(sizes) + " standard deviations from " + fit + others(others, " as far", " as far"))
                    .fix("squares make it count for much: write `robust: huber(…)`, or leave it out with `keep`");
        };
    }

    private Diagnostic grouped(GroupTest test, String fit) {
        String column = test.grouping().name();
        String share = percent(test.share()) + " of what residuals vary lies between them";
        return FitGroups.areRuns(test.grouping(), signature, rows)
                ? Diagnostic.of(Code.UNKEYED_RUNS, "rows of " + fit + " that have one `" + column + "` err together: " + share)
                        .fix("say `key " + column + "` in the block of the table, so that runs are resampled whole")
                : Diagnostic.of(Code.POOLED_ARMS, fit + " takes rows of " + test.grouping().count() + " values of `" + column
                        + "` as of one kind: " + share)
                        .fix("fit one of them with `keep`, or give the law an argument `" + column
                                + ": text` and coefficients over it, as `E[" + column + "]`");
    }

    private static String said(ResidualTest test) {
        String what = switch (test.kind()) {
            case MEAN -> "their mean";
            case TREND, BOW, ORDER, SPREAD -> "a " + test.what();
        };
        return what + " makes up " + percent(test.share());
    }

    private static String others(int others, String one, String several) {
        return others == 0 ? "" : "; " + others + (others == 1 ? " other" + one : " others" + several);
    }

    private static String elsewhere(List<String> names, double[] values, double[] best) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < Math.min(3, values.length); i++) {
            parts.add("`" + names.get(i) + "` " + number(values[i]) + " in place of " + number(best[i]));
        }
        return String.join(", ", parts);
    }

    private String group(int group) {
        int[] clusters = clusterOf;
        String key = table.key();
        Value column = key == null ? null : table.columns().get(key);
        if (clusters == null || column == null) {
            return row(group);
        }
        int first = 0;
        while (clusters[first] != group) {
            first++;
        }
        Value cell = Columns.cell(column, rows.place(first));
        return cell instanceof Text text ? "\"" + text.value() + "\"" : "`" + key + "` " + cell.text();
    }

    private String row(int row) {
        return "row " + (rows.place(row) + 1);
    }

    private static String percent(double share) {
        return Display.DEFAULT.quantity(Unit.NONE, Double.parseDouble(String.format(Locales.NONE, "%.2g", share * 100))) + " %";
    }

    private static String number(double value) {
        return Display.DEFAULT.quantity(Unit.NONE, value);
    }
}
