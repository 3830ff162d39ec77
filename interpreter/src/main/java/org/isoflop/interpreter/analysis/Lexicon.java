package org.isoflop.interpreter.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the words of items mean, for {@code isoflop doc} and completion: items, their clauses and options, and what an option may be. The
 * reference explains more of each; {@link Vocabulary} says which words there are.
 */
public final class Lexicon {
    private static final Map<String, String> MEANINGS = meanings("""
            study: The header: a title, and in braces what holds for the whole study.
            study.author: Who wrote it, a text.
            study.date: When, a text.
            study.version: Which edition it is, a text.
            study.seed: The whole number from which all draws are made; 0 unless it is given.
            study.level: The share that intervals cover; 95% unless it is given.
            study.draws: How many draws an uncertain value that is written out has; 1000 unless it is given.
            use: Makes what a module of the library, or another file, declares available.
            use.with: Replaces inputs of the file that is used.
            use.as: Another name for what is used.
            unit: Declares a unit: a new base, a multiple (`= 2048 tokens`) or a kind (`: token`).
            input: A value that `--set name=value` or `use … with` may replace.
            let: A named value or function.
            let.where: Names parts of the expression before.
            data: A table with named columns that have units: from a file, from another table, or written out.
            data.keep: Drops the rows in which the condition does not hold.
            data.key: The column that says which rows belong together, as those of one run do; resampling then draws whole groups.
            data.per: One row for each combination of these columns; every column below is an aggregate.
            data.let: A name for the lines below, not a column.
            law: A formula as the literature prints it, on plain numbers in declared units.
            law.where: Lists coefficients with their bounds or values, and definitions.
            law.free: A coefficient without bounds.
            law.source: Where the law was published, a text.
            law.evidence: How its constants are known; what is weaker than `recomputed` warns `weak_source` where a plan decides by it.
            law.evidence.primary: Read where they were published.
            law.evidence.recomputed: Found again from published runs.
            law.evidence.secondary: Read in another text than the one that published them.
            law.evidence.derived: Worked out from what was published.
            law.evidence.recalled: Written down from memory.
            law.evidence.ad_hoc: Made up for the purpose.
            law.evidence.bound: What cannot be exceeded, as learning theory gives it; no prediction.
            law.valid: The ranges of arguments that it was established on; beyond them `extrapolation` is warned of.
            law.fitted_on: The runs that it was fitted on, a text.
            law.assumes: What has to hold for it, a list of texts.
            law.supersedes: The law that this one corrects.
            law.superseded_by: The law that corrects this one, a text.
            fit: Finds the coefficients of a law from the rows of a table.
            fit.on: Before the table whose rows are fitted.
            fit.keep: A condition: the rows that are used.
            fit.holdout: A condition: rows that are not fitted but foretold, and compared.
            fit.residuals: In which scale observed and predicted are compared.
            fit.residuals.log: ln observed - ln predicted; the default.
            fit.residuals.plain: Observed - predicted.
            fit.residuals.relative: (observed - predicted) / observed.
            fit.residuals.transform: `transform(f)`: f(observed) - f(predicted), f a function of one plain number.
            fit.robust: What is summed of the residuals; `huber(1e-3)` unless it is given.
            fit.robust.none: Half of their squares: least squares.
            fit.robust.huber: `huber(d)`: half of their squares up to d, in proportion beyond.
            fit.robust.cauchy: `cauchy(s)`: s^2/2 * ln(1 + r^2/s^2), which hardly grows for outliers.
            fit.robust.l1: Their absolute values.
            fit.robust.asymmetric: `asymmetric(d, w)`: Huber's, times w where the prediction exceeds what was observed.
            fit.weights: A factor for each row, not normalised.
            fit.priors: Values of coefficients with standard deviations, `{ alpha: 0.35 ± 0.02 }`, that count beside the rows.
            fit.starts: Where descents begin: `auto`, lists of values that make a grid, or points.
            fit.bootstrap: How many resamples are fitted again, from which the intervals come; 1000 unless it is given.
            fit.bootstrap.none: No resamples, and no intervals from them.
            fit.resample: What a resample is drawn from; whole groups of the `key` where the table has one, else rows.
            fit.resample.rows: Rows, with replacement.
            fit.resample.key: Groups of rows that the table's `key` says belong together, with replacement.
            fit.resample.strata: `strata(column)`: rows within each value of the column, with replacement.
            fit.resample.residuals: The predictions with residuals in any order.
            fit.resample.wild: Each row's own residual with a random sign.
            fit.resample.leave: `leave(n)`: all but n rows, or groups of the key, at random.
            fit.resample.none: Nothing: what is uncertain comes from the columns alone.
            fit.interval: How intervals of the coefficients are taken; `percentile` unless it is given.
            fit.interval.percentile: Percentiles of the resamples.
            fit.interval.bca: Percentiles, corrected for bias and acceleration.
            fit.interval.profile: The values for which the objective, least over the other coefficients, is low enough.
            fit.interval.hessian: Draws by the inverse Hessian, without refits.
            fit.interval.sandwich: Draws by the sandwich covariance, for rows that err differently.
            fit.level: The share that its intervals cover; the study's unless it is given.
            constraint: A condition with a name, under which it is reported.
            budget: Limits, reported line by line: spent, limit, and what a higher limit would bring.
            allocate: Finds the best values of variables under conditions.
            allocate.over: Before the variables: `N: params`, `x in 0..1`, `n in [8, 16]`, `w[web, code] in 0..1`.
            allocate.within: Before budgets that have to be kept.
            allocate.subject to: Before conditions that have to hold.
            allocate.tolerance: A share: `span` then tells how far each variable may go while the objective stays that close to its best.
            sweep: A table with a row for each combination of its axes.
            sweep.over: Before the axes: `C in geomspace(1e18..1e24 FLOP, 7)`.
            sweep.keep: Drops the rows in which the condition does not hold.
            sweep.key: The column that says which rows belong together.
            sweep.per: One row for each combination of these columns; every column below is an aggregate.
            sweep.let: A name for the lines below, not a column.
            show: Prints values.
            plot: Draws columns of tables against each other, or what fits say.
            plot.to: Before the file that is written.
            plot.x: What runs along the drawing, an expression over the columns.
            plot.y: What stands upwards, an expression over the columns or a list of them.
            plot.z: What the colour stands for.
            plot.log: Which axes are logarithmic.
            plot.log.x: The one along the drawing.
            plot.log.y: The one that stands upwards.
            plot.log.xy: Both.
            plot.log.none: None.
            plot.band: The share that the bands of uncertain values cover; `none` for no bands.
            plot.group: A column: a series for each of its values.
            plot.title: What stands above the drawing, a text.
            plot.kind: How tables are drawn, or a list of it for each table.
            plot.kind.line: As lines.
            plot.kind.points: As points.
            plot.kind.bars: As bars, over texts.
            plot.kind.heatmap: Colours over a grid of `x` and `y`.
            plot.kind.contour: Lines of equal `z` over a grid.
            plot.kind.residuals: Of a fit, its residuals.
            export: Writes a table to a file, as csv, tsv, json or yaml.
            export.to: Before the file that is written.
            expect: A condition that the study stands for; where it fails, the run fails.
            expect.because: Before the reason, a text.
            accept: Lists warnings with a reason instead of raising them.
            accept.in: Before the items in which they are accepted; everywhere without it.
            accept.because: Before the reason, a text.
            """);

    private Lexicon() {
    }

    private static Map<String, String> meanings(String lines) {
        Map<String, String> meanings = new LinkedHashMap<>();
        lines.lines().forEach(line -> {
            int end = line.indexOf(": ");
            meanings.put(line.substring(0, end), line.substring(end + 2));
        });
        return meanings;
    }

    /** All words with what they mean: an item, {@code item.option}, or {@code item.option.value}. */
    public static Map<String, String> all() {
        return MEANINGS;
    }

    /** What a word means at each of its places, by the place: {@code keep} of {@code data} and of {@code fit}. */
    public static Map<String, String> of(String word) {
        Map<String, String> found = new LinkedHashMap<>();
        MEANINGS.forEach((path, meaning) -> {
            String last = path.substring(path.lastIndexOf('.') + 1);
            if (last.equals(word) || last.startsWith(word + " ")) {
                found.put(path, meaning);
            }
        });
        return found;
    }

    /** The words directly below a path, in the order of the reference. */
    public static List<String> below(String path) {
        List<String> words = new ArrayList<>();
        for (String each : MEANINGS.keySet()) {
            if (each.startsWith(path + ".") && each.indexOf('.', path.length() + 1) < 0) {
                words.add(each.substring(path.length() + 1));
            }
        }
        return words;
    }
}
