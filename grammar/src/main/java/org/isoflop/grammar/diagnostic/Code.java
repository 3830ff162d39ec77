package org.isoflop.grammar.diagnostic;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of everything that can be said: a stable word, how severe it is, the message (a format with its
 * arguments) and an explanation for the reference. A message is one sentence in plain words with code in backquotes;
 * it does not repeat the source line, which is shown with it.
 */
public enum Code {
    // Text to syntax.
    SYNTAX(Severity.ERROR, "%s", "The text does not follow the grammar at this place. The message names what may stand there."),
    UNREADABLE_TEXT(Severity.ERROR, "%s",
            "A study is UTF-8 text. The place is that of the first byte or character that cannot belong to one."),
    STRAY_CHARACTER(Severity.ERROR, "%s", "A character that has no meaning outside texts, comments and names in backquotes."),
    UNCLOSED(Severity.ERROR, "%s",
            "A bracket, text or name in backquotes was opened and not closed. Texts and names end on their line; a bracket is"
                    + " given up where an item begins at the left margin."),
    BAD_ESCAPE(Severity.ERROR, "`%s` means nothing in a text", "In a text a backslash stands before `\\`, `\"`, `n` or `t`."),
    GROWN_NUMBER(Severity.ERROR, "%s",
            "Between a number and its unit stands a blank: `80 GB`. Letters may touch a number only as one of the suffixes K, M, B, T."),
    NUMBER_TOO_LARGE(Severity.ERROR, "`%s` is larger than any number that can be held",
            "Numbers are IEEE 754 doubles and end at about 1.8e308."),
    NUMBER_TOO_SMALL(Severity.ERROR, "`%s` is nearer to 0 than any number that can be held",
            "Numbers are IEEE 754 doubles, which begin beside 0 at about 4.9e-324. What is smaller would be read as 0 and lose what is worked"
                    + " out of it; write `0` if that is meant."),
    RESERVED_WORD(Severity.ERROR, "`%s` is a reserved word and cannot be a name",
            "Reserved are let in and or not if then else as by with true false missing. In backquotes they are names."),
    UNKNOWN_ITEM(Severity.ERROR, "%s", "Every item begins on a line of its own with one of the item words."),

    // Names and types.
    UNKNOWN_NAME(Severity.ERROR, "`%s` is not known here",
            "Names are those of the study's items, of what it imports, of the prelude and of local parameters, columns and coefficients."),
    AMBIGUOUS_NAME(Severity.ERROR, "`%s` is %s",
            "Within a sweep over a table its columns go by their names, unless two tables have one of that name or the study has an item of it. `axis.column` is always the column, and so is the name in backquotes."),
    UNKNOWN_MEMBER(Severity.ERROR, "%s has no `%s`", "What stands after a point is a member of the value before it."),
    UNKNOWN_UNIT(Severity.ERROR, "`%s` is not a unit", "Units are the standard ones and those that the study declares with `unit`."),
    AMBIGUOUS_UNIT(Severity.ERROR, "`%s` may mean operations or operations per second",
            "`FLOP` is a number of operations, `FLOP/sec` a rate. FLOPs and FLOPS are read both ways and are refused."),
    DIMENSION_MISMATCH(Severity.ERROR, "%s",
            "Only values of one dimension can be added, compared or put in place of each other. Only 0 fits every unit."),
    WRONG_TYPE(Severity.ERROR, "%s", "Another kind of value is needed at this place."),
    WRONG_ARGUMENTS(Severity.ERROR, "%s", "A call gives every parameter once, by its place or by its name."),
    DUPLICATE_NAME(Severity.ERROR, "`%s` is declared twice", "A name stands for one thing within its scope."),
    CYCLE(Severity.ERROR, "these need each other: %s", "Declarations form a graph without cycles, so that every study ends."),
    UNKNOWN_OPTION(Severity.ERROR, "`%s` is no option of %s", "The options in braces are listed in the reference of each item."),
    BAD_OPTION(Severity.ERROR, "%s", "The value of an option is not one that it may have."),
    UNKNOWN_MODULE(Severity.ERROR, "there is no module `%s`",
            "Modules of the standard library are used by name, files by their path in quotes."),
    IMPORT_FAILED(Severity.ERROR, "`%s` cannot be used: %s", "The file of a `use` is read relative to the file that names it."),
    BUNDLE(Severity.ERROR, "`%s` is refused: %s",
            "A bundle comes from elsewhere, so that nothing of it is used before all of it was looked at: an archive that two programs might read differently, that names files outside of itself, or that holds anything else than its lock says, is refused. `isoflop bundle` writes what is not."),
    UNKNOWN_INPUT(Severity.ERROR, "there is no input `%s`", "`--set` and `use … with` replace the defaults of inputs, nothing else."),
    UNCALIBRATED_LAW(Severity.ERROR, "the law `%s` has free coefficients: %s",
            "A law gives numbers once all its coefficients have values."),
    UNIT_IN_LAW(Severity.ERROR, "there are no units within a law",
            "A law computes on plain numbers, so that published constants are used as printed; its arguments are measured in their declared units."),
    UNKNOWN_COEFFICIENT(Severity.ERROR, "the law `%s` has no coefficient `%s`",
            "`with`, `priors` and `starts` name coefficients of the law."),
    UNKNOWN_WARNING(Severity.ERROR, "there is no warning `%s`", "`accept` names warnings by their words."),
    OUTSIDE(Severity.ERROR, "`%s` lies outside the output folder", "Files are written below the output folder, never outside it."),
    MIXED_KINDS(Severity.WARNING, "%s meet %s",
            "Two kinds of one thing, such as active and total parameters, are combined. The calculation goes through; whether it is meant only the author knows. Counted with or without embeddings, with all experts or with those in use, sizes differ by factors: convert one of them, or relabel it with `as` if it is meant."),

    MIXED_CONSTANTS(Severity.WARNING, "constants of several fits in one law: %s",
            "Coefficients of one law are taken from several laws or fits. A fit determines its coefficients together: an exponent of one beside the factor of another describes the runs of neither. Kaplan et al. 2020, for one, has other constants for its joint law than for those of one cause."),
    SEPARATE_ERRORS(Severity.WARNING, "%s are given errors as if each had been measured by itself",
            "Several coefficients of one law are given as uncertain values of their own. In a fit they err together, as a factor and its exponent make up for each other: drawn apart, they make predictions far less certain than the fit was, and optima wrong in other ways. The fit itself has draws of all of them together."),
    SPARSE_PEAK(Severity.WARNING, "%s",
            "A rate that stands in the study is one that vendors print for their processors, and no peak of dense matrices in 16 bits: with 2:4 sparsity, which nobody trains with, or in 8 bits, which takes training made for it. Plans by it promise half the time and half the cost. Take the peak in bf16 from `hardware`; where training is in 8 bits, `fp8` in a name or comment of the item says so."),
    MISQUOTED(Severity.WARNING, "%s",
            "A law whose constants stand in the study is a published one but for a number, has all of its constants and gives something else or names another paper, names a paper of the library and has a constant that is nowhere in it, or is typed though the study uses the module that has it, with its source, its ranges and what came after it. A digit that was exchanged on the way, or rounded off an exponent, moves an optimum by more than its interval, and a logarithm to another base or compute in another unit makes another law of the same constants: by the rounded constants of Hoffmann et al. 2022 a billion parameters ask for 44 billion tokens, by all of their digits for 29. `use` the law of the library, which has them as published; if another number is meant, accept the warning and say why."),

    // Running.
    DATA(Severity.ERROR, "%s", "A file of data cannot be read as the study declares it."),
    UNDEFINED(Severity.ERROR, "%s", "The result is no number: a logarithm of something negative, a division by zero, an overflow."),
    LENGTHS_DIFFER(Severity.ERROR, "%s", "Lists and columns are combined element by element and have one length."),
    BAD_VALUE(Severity.ERROR, "%s", "A value that is allowed by its type makes no sense at this place."),
    NO_ALLOCATION(Severity.ERROR, "nothing satisfies all conditions of `%s`",
            "The conditions contradict each other; the note names a smallest set that does."),
    UNBOUNDED(Severity.ERROR, "`%s` has no optimum: `%s` runs away", "Nothing keeps this variable from growing or shrinking for ever."),
    WRITE_FAILED(Severity.ERROR, "`%s` cannot be written: %s", "An output is written whole or not at all."),
    LIMIT(Severity.ERROR, "%s",
            "What a study may use is limited, so that one from elsewhere can be run without care: the time of a run and its memory, the rows and cells of a table or list, the draws of a value or resamples of a fit, how deep brackets and items lead into each other, the bytes of a file that is read or written. What reaches a limit stops there, whatever else was finished stays, and the exit code is 4. `--limit` followed by a name and a value allows more, or less."),
    INTERRUPTED(Severity.ERROR, "the run was interrupted%s",
            "Somebody ended the run before it was through. What was finished by then is there; the exit code is 4."),
    UNPINNED(Severity.WARNING, "`%s` is pinned, and `%s`, which it names, is not",
            "A pin holds for the bytes of one file. What that file names without a pin may change, and with it what is taken from the file, though the pin still fits. Pin the names in it too and then the file itself again, which `isoflop fmt --pin` does for all files that it is given."),
    OTHER_VERSION(Severity.WARNING, "`%s` was made by Isoflop %s, and this is %s",
            "A bundle is run by another version of the program than the one that made it. Fits and optima agree to the precision that they are certified to, but not to the last digit, defaults may have changed, and so may constants of the library. Its `results.json` holds what it came to when it was made."),
    UNEXPECTED(Severity.ERROR, "`%s` does not hold: it is %s",
            "An expectation states what a study stands for; where it fails, the run fails."),
    EXTRAPOLATION(Severity.WARNING, "%s",
            "A law or fit is used beyond the data or the range that it was established on. The message says by how many decades. Laws tend to hold somewhat further, and nobody knows how far: intervals do not contain that doubt. Test the fit on larger runs (`holdout`, `rollout`), train runs nearer to the place, or accept the warning and say why."),
    WEAK_SOURCE(Severity.WARNING, "%s",
            "A law whose constants were not read in their source is used: those from memory anywhere, those of a secondary source or an inference where an allocation decides by them. Look the constants up where they were published and write `evidence: primary`, or decide by a law whose source was read."),
    BORROWED_LINK(Severity.WARNING, "%s",
            "A law that makes a score of a loss is used with constants that were given to it, not found from scores of models of this study. Links differ between tasks, prompts, texts and families of models, and a gain in loss need not carry over. Measure what some models score whose losses are known and fit the link (`fit link = score ~ law(loss) on runs`), or accept the warning and say how it is known to hold here."),
    SUPERSEDED(Severity.WARNING, "%s",
            "An allocation decides by a law that a later one corrects; both stay in the library, so that old plans can be retraced. Decide by the later one, unless an old plan is what is to be repeated."),
    STALE(Severity.WARNING, "%s",
            "A study is dated more than a year after what it uses was last checked, by the `date` in the headers of both. Devices, prices, models and rules of last year are not those of this one, and laws get corrected. Look up what the study takes from there, or use a newer version of the program or file; that time has passed since both were written is not warned of, as a study says the same whenever it is run."),
    UNVALIDATED(Severity.WARNING, "%s",
            "An allocation lies more than a factor of ten beyond the runs that its fit was made of, and the fit was never tested on larger runs. How well a law goes through its own rows says little of that. Fit the smaller runs and see what is said of the larger ones: `holdout` in the fit, of rows beyond those that are fitted, or `rollout`, which does it at every step."),
    DIFFERENT_DATA(Severity.WARNING, "%s",
            "Published laws with different words under `fitted_on` meet in one decision, comparison or difference. A loss depends on its text and tokeniser, a constant on how parameters, tokens and compute were counted: constants of two studies do not go together, and losses on two texts cannot be compared."),
    UNSERVED(Severity.WARNING, "`%s` decides on a size to which `%s`, what is going to be served, does not matter",
            "The study says how many tokens are going to be served, by a quantity in `inference_tokens`, and an allocation chooses a number of parameters without it. What is best to train is larger and read less than what is best to train and to use: a forward pass for every token served costs a third of a training step (Sardana and Frankle 2024, arXiv 2401.00448). Add what serving takes to the objective, or limit it in a condition."),
    UNLIMITED_TEXT(Severity.WARNING, "`%s` decides on tokens to which `%s`, the text that there is, does not matter",
            "The study says how much different text there is, by a quantity in `unique_tokens`, and an allocation chooses a number of tokens without it. A law that was fitted to single epochs counts every token as fresh: its plan may read the same text many times over and lose nothing by it on paper, where from about four epochs on repeating tells ever less (Muennighoff et al. 2023, arXiv 2305.16264). Limit the tokens in a condition, or decide by a law that takes `unique_tokens`."),
    POOLED_TEXT(Severity.WARNING, "%s",
            "Amounts of text with names of their own are added up as the tokens of a law that is told of nothing else by which it could know one from the other. It takes all tokens alike, as those of the text of its runs: fifty billion tokens that were picked with care may do more for a model than a hundred billion of any kind, and code does not stand in for prose. Weigh each by what it is worth beside the others, as found on small runs, or ask a law of mixtures, such as those of Ye et al. 2024 (arXiv 2403.16952) or Shukor et al. 2025 (arXiv 2507.09404); where all are of one kind and quality, accept the warning and say so."),
    COMBINED_ENDS(Severity.WARNING, "%s",
            "Ends of intervals are added, divided or averaged, or ends of different levels compared. Two values are rarely at their lower ends together, so that the sum of lower ends lies below the lower end of the sum, and a mean of ends is an end of nothing; of two levels the wider interval always seems the less sure. Values carry their draws: combine them first and ask for `lower`, `upper` or `probability` of what comes out."),
    TIED_EXPONENTS(Severity.WARNING, "%s",
            "An allocation for many budgets decides between two resources by a law with one exponent for both, tied or equal by construction, as in Gadre et al. 2024 and Muennighoff et al. 2023. Both then grow with the same power of the budget, whatever the runs would have said: the law tells what a ratio costs, not where the best ratio goes."),
    AT_BOUND(Severity.WARNING, "%s",
            "A coefficient ended at the edge of its range, so the data want it beyond, or do not determine it. Standard errors and intervals of such a coefficient mean little. Widen the range if nothing forbids it; if the coefficient wants to be 0, leave its part of the law out."),
    NOT_CONVERGED(Severity.WARNING, "%s",
            "An optimiser stopped before its result could be certified. What it gives may still be near the best place, but nothing vouches for it. Give more or better `starts`, ranges to the coefficients or variables, or a smoother objective."),
    FEW_ROWS(Severity.WARNING, "%s",
            "A fit has hardly more rows than coefficients. It then follows the noise of its rows, and its intervals are too narrow, since there is little to estimate errors from. Add runs, or give coefficients values from elsewhere."),
    UNIDENTIFIED(Severity.WARNING, "%s",
            "The rows determine what some coefficients come to together, as their product, and not each: other values fit exactly as well. Give one of them a value with `with`, or a prior, or write the law with the one number that is determined."),
    DEGENERATE(Severity.WARNING, "%s",
            "A fit ended where a part of its law is gone, or all of it: no prediction depends on a coefficient, or all predictions are the same. The law is too rich for these rows, or the descent went astray: leave the part out, give a narrower range, or other `starts`."),
    ILL_CONDITIONED(Severity.WARNING, "%s",
            "Coefficients trade off against each other so far that the rows hardly determine one of them: the standard error of a positive coefficient is all of it, or that of a bounded one a quarter of its range, and the condition is above 30. Predictions within the data may be good all the same; single coefficients, and what lies far outside, are not. Runs in other places, chosen by `design`, tell the coefficients apart."),
    NARROW_SPAN(Severity.WARNING, "%s",
            "An exponent is fitted to values of its argument that span less than a factor of ten, or a frontier to budgets that span less than a hundred, over which most laws look alike. Small errors in the rows then tilt the curve far: add runs that are much smaller or larger, or give the exponent a value or a prior."),
    FEW_VALUES(Severity.WARNING, "%s",
            "An exponent is fitted to one or two values of its argument. Through two places any curve passes, so that nothing tells this exponent from another with another offset. Three values at least are needed, better five; or give the exponent a value that was found elsewhere."),
    NO_NOISE(Severity.WARNING, "%s",
            "A law passes through every row but for rounding. Measured losses differ from seed to seed by a part in a thousand or so; rows without any error were computed from a formula, as those of a worked example are. The fit then tells nothing of how well the law describes models, and its intervals are meaningless."),
    NO_TREND(Severity.WARNING, "%s",
            "By Akaike's corrected criterion a constant, fitted in the same way, describes the rows as well as the law does. Not everything follows a power law, and over a short range, or where noise is larger than the gain, a law cannot be seen even if there is one. Do not extrapolate such a fit."),
    UNKEYED_RUNS(Severity.WARNING, "%s",
            "Rows that have a text in common, while tokens, steps or compute go on from row to row, err together: a quarter or more of how the residuals vary lies between them, with less than one chance in a thousand that this is noise. So they are checkpoints of one run, or runs with something in common, and not independent; resampled one by one they make intervals too narrow, often several times. Name the column as the `key` of the table."),
    POOLED_ARMS(Severity.WARNING, "%s",
            "Rows that differ in a text column - architecture, data set, tokeniser, optimiser, parametrisation - are fitted by a law that does not know of it, and their residuals differ by it: a quarter or more of how they vary lies between the groups, with less than one chance in a thousand that this is noise. Constants of one kind do not hold for another. Fit one of them, or give the law coefficients over the column; `likelihood_ratio` then tells whether they share a slope."),
    BIASED_RESIDUALS(Severity.WARNING, "%s",
            "The residuals of a fit follow an argument, the prediction or the order of rows: a quarter or more of how they vary is systematic, with less than one chance in a thousand that this is noise. The law has another shape than the data, so that it errs the more the further it is extrapolated, and its intervals do not show it. Look at `tests`, try another law and `compare` them, or leave out rows of another kind with `keep`."),
    UNCONFIRMED_MINIMUM(Severity.WARNING, "%s",
            "Several starts were tried and the best minimum was found from one of them alone. There may be a better one that none has found. Of fits in a sweep each is descended into from where those of the row before and of the row behind ended, too, and what gets lower so is told, but not taken: a row's answer does not depend on its neighbours. Give more `starts`, or ranges to the coefficients."),
    LOCAL_MINIMA(Severity.WARNING, "%s",
            "A fit has another minimum whose objective is within 1 % of the best, with coefficients that differ by more than a standard error. The data cannot say which is right, though they may plan differently: look at `minima`, and see what both say of the answer that matters; a prior or more runs decide."),
    FAILED_RESAMPLES(Severity.WARNING, "%s",
            "On more than 1 % of the resamples the fit did not converge, or a budget has no minimum; without them intervals may be too narrow. The fit stands on few rows or too many coefficients: add runs, hold a coefficient, or take `interval: profile`."),
    INFLUENTIAL_ROWS(Severity.WARNING, "%s",
            "An exponent of a fit would be another by more than its standard error without a single row, or a single run where the table has a key. Look at the run: if something went wrong with it, leave it out with `keep` and say why; if not, the answer hangs on it, and a robust loss or more runs beside it are needed. `influence` lists what each does."),
    OUTLIER(Severity.WARNING, "%s",
            "A row lies more than eight robust standard deviations from a fit by least squares, or from the parabola of the other runs of its budget as only one table in a hundred has it by chance, and pulls it towards itself. Find out what happened in that run; leave it out with `keep` and a reason, or fit with `robust: huber(…)`, to which it counts for less."),
    CUT_SCHEDULE(Severity.WARNING, "%s",
            "Rows of a fit have fewer tokens than their `scheduled_tokens`: the learning rate had not come down when their loss was measured. A checkpoint within a schedule is worse than a run of that length would be, which made the first laws favour models that are too large. Fit finished runs, or runs with a schedule of their own length."),
    MANY_EPOCHS(Severity.WARNING, "%s",
            "Rows of a fit have more than four times their `unique_tokens`, or a law is asked for more than four times the text that the study says there is, by inputs or values in `unique_tokens`, and the law counts repeated tokens as fresh ones. Beyond four epochs repeating tells ever less. Use a law that takes `unique_tokens`, such as that of Muennighoff et al. 2023, or leave such rows out."),
    SCORE_AS_LOSS(Severity.WARNING, "%s",
            "A number between 0 and 1, such as an accuracy, is fitted straight on parameters, tokens or compute. Scores stay at chance, rise and level off, which no power law does, and jumps that look like new abilities may be the metric's. Fit the loss on scale and the score on the loss."),
    NEAR_CHANCE(Severity.WARNING, "%s",
            "Scores are fitted that guessing would give as well: rows whose target is not above their column `chance`, or less than two standard errors of their number of `items` above it. There a score says nothing of the model, and what it will do when it leaves chance cannot be foreseen from it. Leave such rows out, or fit a law that has a coefficient `chance`."),
    ONE_AXIS(Severity.WARNING, "%s",
            "Learning rates are fitted to runs in which all that varies goes along with one thing, such as tokens in proportion to parameters. The best learning rate moves with width, tokens and batch, each in its own way; from one axis they cannot be told apart, so that the law fails where the others do not go along. Tune at several sizes and, at each, for several amounts of tokens."),
    SYNTHETIC_SHARE(Severity.WARNING, "%s",
            "Rows of a fit have more `synthetic_tokens` than others, and its law does not know of them. Text that models wrote stretches data only so far, and where it replaced other text instead of being added, models collapsed (Gerstgrasser et al. 2024, arXiv 2404.01413). Leave such rows out, or let the law tell the two kinds of text apart."),
    BOUND_AS_LAW(Severity.WARNING, "%s",
            "A law with `evidence: bound`, as learning theory gives it, is fitted or decided by. A bound says what cannot be exceeded, in the worst case; what models do is better, falls by another power, and need not be best where the bound is."),
    NOT_MONOTONE(Severity.WARNING, "%s",
            "A fitted law falls and rises again along tokens or compute, within the rows that were fitted. More data or compute should not make a model worse: the law is too flexible for the rows, or rows of several kinds are mixed. Bound its coefficients, or accept the warning if the law is meant to turn."),
    UNCERTAIN_PREDICTOR(Severity.WARNING, "%s",
            "What a law predicts from is uncertain from row to row by a noticeable part of how the rows differ in it. Errors of a predictor do not average out as those of the target do: they flatten the curve, so that an exponent comes out too small (errors in variables, regression dilution), in the fit by about the part that is named and in its draws, which add the error once more, by twice that. More rows do not help; a wider range of the predictor does, or a better measurement."),
    MISSING_ROWS(Severity.WARNING, "%s",
            "Rows in which a column of the fit is missing are left out. Where what is missing has to do with the result, as of runs that diverged, the rest gives too good a picture. See why the cells are empty."),
    REFUSED_BUDGET(Severity.WARNING, "%s",
            "The losses of a budget have no lowest place among its sizes: too few sizes, a curve that does not open upwards, or one that is lowest at an end. No power law goes through it until what is named there was trained."),
    ONE_SIDED(Severity.WARNING, "%s",
            "The sizes of a budget reach at least four times as far, in the logarithm, to one side of the lowest place as to the other. Where the valley is then hangs on one or two runs: a resample without them has no minimum, and the curve, which no loss follows exactly, is drawn to the long side; `surface:` shows by how much. Train sizes on the short side."),
    EXPONENT_SUM(Severity.WARNING, "%s",
            "Where compute is proportional to parameters times tokens, the exponents of the two over compute add up to 1. Here 1 lies outside the interval of their sum, so that compute, parameters and tokens of the table do not go together, or the minima do not. Check how compute was counted, give `tokens:` or `flop_per:` if it is not 6 FLOP for each parameter and token, and look at budgets whose minimum is uncertain."),
    SPIKES(Severity.WARNING, "%s",
            "Checkpoints of training curves lie more than eight robust standard deviations above their neighbours, and smoothing spreads them. `spikes: \"drop\"` leaves them out."),
    FEW_DRAWS(Severity.WARNING, "%s",
            "A column keeps at most 33,554,432 draws in all, and ten of each row. Where it is so long that not every row can have all of its draws, each has the first of them, and the percentiles are rough. `draws` in the header of the study, or `bootstrap` of a fit, say how many there are at most."),
    UNDEFINED_DRAWS(Severity.WARNING, "%s",
            "Some draws of an uncertain value lie where a calculation has no finite value: the logarithm of a draw below zero, a power so large that it overflows. Draws that are no number are left out, so that intervals, standard errors and probabilities tell of the others alone; infinite ones leave an interval open. An error bar that reaches where the quantity cannot be is usually too symmetric: `lognormal` suits what lies above zero."),
    UNDERFLOW(Severity.WARNING, "%s",
            "A product or a quotient of numbers that are not zero is nearer to zero than any number that can be held, and goes on as zero: what is divided by it is infinite, and its logarithm is none. Calculate with logarithms, or in a unit in which the numbers are nearer to one."),
    INFEASIBLE(Severity.WARNING, "%s", "Some rows of a sweep, or some draws, admit no allocation; their results are missing."),
    FREE_VARIABLE(Severity.WARNING, "%s",
            "The objective of an allocation does not depend on this variable, and no condition that binds decides it, so that any value which fulfils the conditions is as good as the one that is reported. Conditions among variables that all mean nothing to the objective decide as many of them as there are conditions: a mixture that no law speaks of is free, though its shares sum to one. Leave the variable out, let something depend on it, or ask for the band of all good values with `tolerance`. So it is where several variables matter only by what they come to together, as pools of text that are added up, or devices and days whose product alone is paid for: the optimum tells their sum or product, and how they share it is an accident. Of choices from a list or table several may give the same objective, and a formula may have several lowest places of one height; which of them is taken is then an accident."),
    NO_ANSWER(Severity.WARNING, "%s",
            "An answer that is worked out again under another value of an input, or without a row of a fit, has none there; the cell is missing."),
    WITHOUT_EFFECT(Severity.WARNING, "`%s` does not depend on `%s`",
            "Neither the answer nor anything that leads to it mentions the input whose effect is asked for, so that the effect is exactly 0. Another one may have been meant."),
    DIFFERENT_SLOPES(Severity.WARNING, "%s",
            "How many times as much one of two laws needs depends on where it is asked: at ten times as much it is another number, by more than a tenth and than its interval. The laws then differ in their exponents or floors, not by a factor, and one multiplier is wrong everywhere else. Ask at several places, and where the two cross."),
    DIFFERENT_ROWS(Severity.WARNING, "%s",
            "Fits that are compared do not all hold out the same rows, so that their errors in them say nothing of each other and are left out. Write the same `holdout` in each."),
    UNUSED_ACCEPT(Severity.WARNING, "`accept` of %s accepts nothing",
            "The warning that it names was not raised: it was mended, or is raised by another item than those after `in`. Delete the line, so that it does not hide a warning to come.");

    private final Severity severity;
    private final String template;
    private final String explanation;

    Code(Severity severity, String template, String explanation) {
        this.severity = severity;
        this.template = template;
        this.explanation = explanation;
    }

    /** The code of a word, or null. */
    public static @Nullable Code named(String word) {
        for (Code code : values()) {
            if (code.word().equals(word)) {
                return code;
            }
        }
        return null;
    }

    /** The stable word: {@code at_bound}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Severity severity() {
        return severity;
    }

    public String explanation() {
        return explanation;
    }

    public String message(Object... arguments) {
        return String.format(Locale.ROOT, template, arguments);
    }
}
