package org.isoflop.interpreter.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.isoflop.grammar.syntax.Columns;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Syntax;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.analysis.Module;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.Locales;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.FitStatistics;
import org.isoflop.stdlib.fit.Starts;

/**
 * What has to be said of a fit so that others can judge and repeat it: the checklist of Li, Kudugunta and Zettlemoyer, "(Mis)Fitting: A
 * survey of scaling laws" (2025, arXiv 2502.18969), answered from the study and its results. What the study leaves open is said too.
 */
public final class Checklist {
    private static final Pattern TRAINING = Pattern.compile("learning.?rate|\\blr\\b|batch|schedule|warm.?up|optimi[sz]er",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern WORK = Pattern.compile("FLOP|PFday|train_flop|forward_flop");

    private final Declaration declaration;
    private final Item.Fit item;
    private final FitValue fit;
    private final List<Declaration> tables = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();

    /**
     * One line of the checklist.
     *
     * @param topic what is asked for: {@code Bounds}
     * @param answer words
     * @param code pieces of the study that say it
     * @param answered whether the study says it at all
     */
    public record Entry(String topic, String answer, List<String> code, boolean answered) {
    }

    private Checklist(Declaration declaration, Item.Fit item, FitValue fit) {
        this.declaration = declaration;
        this.item = item;
        this.fit = fit;
        tables(item.table(), declaration.module());
    }

    static List<Entry> of(Declaration declaration, Item.Fit item, FitValue fit) {
        Checklist list = new Checklist(declaration, item, fit);
        list.form();
        list.variables();
        list.rows();
        list.work();
        list.training();
        list.objective();
        list.search();
        list.bounds();
        list.intervals();
        list.goodness();
        return list.entries;
    }

    private void say(String topic, String answer, List<String> code) {
        entries.add(new Entry(topic, answer, code, true));
    }

    private void form() {
        Set<Declaration> laws = new LinkedHashSet<>();
        laws(item.law(), declaration.module(), laws);
        List<String> code = new ArrayList<>();
        code.add(text(item.target(), declaration) + " ~ " + text(item.law(), declaration));
        laws.forEach(law -> code.add(law.source().text(law.item().span())));
        FitProblem problem = fit.result().problem();
        int count = problem.coefficients().size();
        say("Form", count + (count == 1 ? " coefficient" : " coefficients") + " fitted to " + problem.rows() + " rows", code);
    }

    /** The laws that an expression names, also by other names. */
    private static void laws(Expression expression, Module module, Set<Declaration> found) {
        switch (expression) {
            case Expression.Call(var span, Expression callee, var arguments) -> laws(callee, module, found);
            case Expression.With(var span, Expression target, Expression changes) -> laws(target, module, found);
            case Expression.Parenthesised(var span, Expression inner) -> laws(inner, module, found);
            default -> {
                Declaration named = module.declaration(expression);
                if (named != null) {
                    switch (named.item()) {
                        case Item.Law law -> {
                            found.add(named);
                            if (law.parameters() == null) {
                                laws(law.body(), named.module(), found);
                            }
                        }
                        case Item.Let let when let.parameters() == null -> laws(let.body(), named.module(), found);
                        case Item.Declaration other -> {
                            // Of a fit or a function as a law the expression says what there is to say.
                        }
                    }
                }
            }
        }
    }

    /** The tables that the rows come from, the fitted one first. */
    private void tables(Expression expression, Module module) {
        Declaration named = module.declaration(expression);
        if (named != null && !tables.contains(named)) {
            tables.add(named);
            switch (named.item()) {
                case Item.Data data -> tables(data.body(), named.module());
                case Item.Let let -> tables(let.body(), named.module());
                case Item.Declaration other -> {
                    // A sweep is made in the study itself.
                }
            }
        }
    }

    private void variables() {
        List<String> code = new ArrayList<>();
        LawSignature signature = fit.law().signature();
        for (LawSignature.Argument argument : signature.arguments()) {
            String unit = argument.unit().toString();
            Value range = fit.law().valid().get(argument.name());
            code.add(argument.name() + (unit.isEmpty() ? "" : ": " + unit) + (range == null ? "" : " in " + range.text()));
        }
        String result = signature.result().toString();
        say("Variables", "the observed " + (result.isEmpty() ? "number" : "quantity in " + result) + " on "
                + (code.size() == 1 ? "one argument" : code.size() + " arguments") + ", with the ranges that were fitted", code);
    }

    private void rows() {
        List<String> code = new ArrayList<>();
        for (Declaration table : tables) {
            if (table.item() instanceof Item.Data data) {
                code.add("data " + table.name() + " = " + text(data.body(), table));
                for (Columns.Entry entry : data.columns() == null ? List.<Columns.Entry>of() : data.columns().entries()) {
                    if (entry instanceof Columns.Keep || entry instanceof Columns.Key || entry instanceof Columns.Per) {
                        code.add(text(entry, table));
                    }
                }
            }
        }
        option("keep", code);
        option("holdout", code);
        FitValue.Origin origin = fit.origin();
        String of = origin == null ? "" : " of the " + origin.table().rows() + " of the table";
        double held = fit.member("holdout") instanceof RecordValue holdout && holdout.member("rows") instanceof Quantity rows
                ? rows.point()
                : 0;
        say("Selection of rows", fit.result().problem().rows() + " rows fitted" + of
                + (held > 0 ? ", " + (long) held + " held out" : ", none held out"), code);
    }

    private void work() {
        List<String> code = new ArrayList<>();
        for (Declaration table : tables) {
            for (Columns.Entry entry : columns(table)) {
                String text = text(entry, table);
                if (WORK.matcher(text).find()) {
                    code.add(text);
                }
            }
        }
        if (code.isEmpty()) {
            say("FLOP accounting", "nothing in this fit depends on how operations are counted", List.of());
        } else {
            say("FLOP accounting", "operations are counted as these columns say", code);
        }
    }

    private void training() {
        List<String> code = new ArrayList<>();
        for (Declaration table : tables) {
            for (Columns.Entry entry : columns(table)) {
                if (TRAINING.matcher(text(entry, table)).find()) {
                    code.add(text(entry, table));
                }
            }
            String documentation = table.item().documentation();
            if (documentation != null && TRAINING.matcher(documentation).find()) {
                entries.add(new Entry("Training of the runs", "told with the table `" + table.name() + "`", code, true));
                return;
            }
        }
        if (!code.isEmpty()) {
            say("Training of the runs", "the table holds", code);
            return;
        }
        entries.add(new Entry("Training of the runs", "the study does not say how learning rates, batch sizes and schedules were chosen"
                + (tables.isEmpty() ? "" : "; the doc comment of `" + tables.getLast().name() + "` is the place for it"), List.of(),
                false));
    }

    private static List<Columns.Entry> columns(Declaration table) {
        return switch (table.item()) {
            case Item.Data data when data.columns() != null -> data.columns().entries();
            case Item.Sweep sweep -> sweep.columns().entries();
            default -> List.of();
        };
    }

    private void objective() {
        List<String> code = new ArrayList<>();
        for (String name : List.of("residuals", "robust", "weights", "priors")) {
            option(name, code);
        }
        say("Objective", "least " + fit.result().estimator(), code);
    }

    private void search() {
        FitResult result = fit.result();
        List<String> code = new ArrayList<>();
        option("starts", code);
        String starts = result.startsTried() + (result.startsTried() == 1 ? " start" : " starts")
                + (result.problem().starts() instanceof Starts.Auto ? " from a designed set" : " as given");
        say("Optimiser and starts", "damped Gauss-Newton with exact derivatives from " + starts + ", of which " + result.startsAgreed()
                + (result.startsAgreed() == 1 ? " ends" : " end") + " at the best of " + result.minima().size()
                + (result.minima().size() == 1 ? " minimum" : " minima") + "; "
                + (result.converged() ? "converged: " : "") + result.certificate().words(), code);
    }

    private void bounds() {
        List<String> code = new ArrayList<>();
        List<String> touched = new ArrayList<>();
        List<Coefficient> coefficients = fit.result().problem().coefficients();
        for (int j = 0; j < coefficients.size(); j++) {
            Coefficient each = coefficients.get(j);
            code.add(each.name() + bound(each));
            if (fit.result().atBound()[j]) {
                touched.add(each.name());
            }
        }
        say("Bounds", touched.isEmpty() ? "no coefficient ended at one" : "at a bound: " + String.join(", ", touched), code);
    }

    private static String bound(Coefficient coefficient) {
        boolean below = !Double.isInfinite(coefficient.lower());
        boolean above = !Double.isInfinite(coefficient.upper());
        String lower = number(coefficient.lower());
        String upper = number(coefficient.upper());
        return below && above ? " in " + lower + ".." + upper : below ? " > " + lower : above ? " < " + upper : " free";
    }

    private void intervals() {
        List<String> code = new ArrayList<>();
        for (String name : List.of("bootstrap", "resample", "interval", "level")) {
            option(name, code);
        }
        FitValue.Resampling resampling = fit.resampling();
        if (resampling == null) {
            entries.add(new Entry("Intervals", "none were asked for", code, false));
        } else {
            say("Intervals", percent(resampling.level()) + " intervals " + resampling.words()
                    + (resampling.failures() == 0 ? "" : ", of which " + resampling.failures() + " did not converge"), code);
        }
    }

    private void goodness() {
        FitStatistics statistics = fit.result().statistics();
        String fitted = "on the fitted rows R² "
                + (Double.isNaN(statistics.r2()) ? "undefined" : number(statistics.r2())) + " and rmse " + number(statistics.rmse());
        boolean held = fit.member("holdout") instanceof RecordValue holdout && holdout.member("rows") instanceof Quantity rows
                && rows.point() > 0;
        List<String> code = new ArrayList<>();
        if (held && fit.member("holdout") instanceof RecordValue holdout) {
            holdout.members().forEach((name, value) -> code.add("holdout." + name + " = " + value.text()));
        }
        entries.add(new Entry("Goodness", fitted + (held ? "; on rows that were held out" : "; no rows were held out"), code, held));
    }

    private void option(String name, List<String> into) {
        for (Expression.Entry entry : item.options() == null ? List.<Expression.Entry>of() : item.options().entries()) {
            if (entry.name().text().equals(name)) {
                into.add(text(entry, declaration));
            }
        }
    }

    private static String text(Syntax syntax, Declaration declaration) {
        return declaration.source().text(syntax.span()).replaceAll("\\s+", " ").strip();
    }

    private static String number(double value) {
        return String.format(Locales.NONE, "%.4g", value).replaceFirst("(\\.\\d*?)0+$", "$1").replaceFirst("\\.$", "");
    }

    private static String percent(double share) {
        return number(100 * share) + " %";
    }
}
