package org.isoflop.interpreter.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.diagnostic.NearestName;
import org.isoflop.grammar.diagnostic.Phrases;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.Call;
import org.isoflop.grammar.syntax.Expression.RecordLiteral;
import org.isoflop.grammar.syntax.Expression.Reference;
import org.isoflop.grammar.syntax.Expression.TextLiteral;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Name;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.type.Type.ListOf;
import org.isoflop.interpreter.type.Type.Quantity;
import org.isoflop.interpreter.unit.Unit;
import org.jspecify.annotations.Nullable;

/** Checks the options in braces: which there are, and what each may be. */
final class Options {
    static final List<String> HEADER = List.of("author", "seed", "level", "draws", "date", "version");
    static final List<String> FIT = List.of("keep", "holdout", "residuals", "robust", "weights", "priors", "starts", "bootstrap",
            "resample",
            "interval", "level");
    static final List<String> ALLOCATE = List.of("tolerance");
    static final List<String> RESIDUALS = List.of("log", "plain", "relative", "transform");
    static final List<String> ROBUST = List.of("none", "huber", "cauchy", "l1", "asymmetric");
    static final List<String> EXPORTS = List.of("csv", "tsv", "json", "yaml");
    /** How the libraries that people come from call what a fit is told, and how it is told here. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("loss", "`robust: huber(1e-3)` and `residuals: log` say what is minimised"),
            Map.entry("estimator", "`robust: huber(1e-3)` and `residuals: log` say what is minimised"),
            Map.entry("huber", "it is written `robust: huber(1e-3)`"), Map.entry("delta", "it is written `robust: huber(1e-3)`"),
            Map.entry("log", "it is written `residuals: log`, which is what a fit does unless told otherwise"),
            Map.entry("p0", "where the search begins is told by `starts`"), Map.entry("x0", "where the search begins is told by `starts`"),
            Map.entry("init", "where the search begins is told by `starts`"),
            Map.entry("grid", "where the search begins is told by `starts`"),
            Map.entry("bounds", "ranges of coefficients stand in the law: `where alpha in 0..2`"),
            Map.entry("sigma", "errors of rows are told by `weights`, one over their squares"),
            Map.entry("where", "rows are chosen by `keep`"), Map.entry("filter", "rows are chosen by `keep`"),
            Map.entry("resamples", "it is written `bootstrap: 1000`"), Map.entry("draws", "it is written `bootstrap: 1000`"),
            Map.entry("cluster", "`key run` in the data block names what is resampled whole"),
            Map.entry("groups", "`key run` in the data block names what is resampled whole"),
            Map.entry("seed", "the seed stands at the top, in `study \"…\" { seed: 1 }`"));

    private final Body body;

    Options(Body body) {
        this.body = body;
    }

    static void unknown(Name name, List<String> known, String of, Body body) {
        String nearest = NearestName.nearest(name.text(), known);
        String elsewhere = known == FIT ? ELSEWHERE.get(name.text()) : null;
        Diagnostic diagnostic = body.at(Code.UNKNOWN_OPTION, name.span(), name.text(), of);
        if (nearest == null || elsewhere != null) {
            diagnostic = diagnostic.note("there are " + String.join(", ", known));
        }
        body.report(diagnostic.fix(elsewhere != null ? elsewhere : nearest != null ? "did you mean `" + nearest + "`?" : null));
    }

    /** An option that is one of some words; the word, or null after a report. */
    static @Nullable String word(Expression.Entry entry, List<String> words, Body body) {
        String word = entry.value() instanceof Reference reference
                ? reference.name().text()
                : entry.value() instanceof Call call && call.callee() instanceof Reference reference ? reference.name().text() : null;
        if (word != null && words.contains(word)) {
            return word;
        }
        String nearest = word == null ? null : NearestName.nearest(word, words);
        Diagnostic diagnostic = body.at(Code.BAD_OPTION, entry.value().span(),
                "`" + entry.name() + "` is " + (words.size() == 1 ? "" : "one of ") + String.join(", ", words));
        body.report(diagnostic.fix(nearest == null ? null : "did you mean `" + nearest + "`?"));
        return null;
    }

    private void number(Expression.Entry entry, Scope scope) {
        Type type = body.check(entry.value(), scope);
        if (type != Type.UNKNOWN && !(type instanceof Quantity(Unit unit, boolean zero) && unit.isNone())) {
            body.report(body.at(Code.BAD_OPTION, entry.value().span(),
                    "`" + entry.name() + "` is a plain number, and this is " + type.describe()));
        }
    }

    void share(Expression.Entry entry, Scope scope) {
        number(entry, scope);
        if (Constants.number(entry.value()) instanceof Double value && !(value > 0 && value < 1)) {
            body.report(body.at(Code.BAD_OPTION, entry.value().span(), "`" + entry.name() + "` is a share between 0 and 1, as in `95%`"));
        }
    }

    private void condition(Expression.Entry entry, Scope scope) {
        body.dimensions().logic(List.of(entry.value()), List.of(body.check(entry.value(), scope)), entry.name().text());
    }

    void header(RecordLiteral options, Scope scope) {
        for (Expression.Entry entry : options.entries()) {
            switch (entry.name().text()) {
                case "seed", "level", "draws" -> {
                    Double value = Constants.number(entry.value());
                    String wrong = value == null ? "a number written out" : wrongSetting(entry.name().text(), value);
                    if (wrong != null) {
                        body.report(body.at(Code.BAD_OPTION, entry.value().span(), "`" + entry.name() + "` is " + wrong));
                    }
                }
                case "author", "date", "version" -> body.check(entry.value(), scope);
                default -> unknown(entry.name(), HEADER, "a study", body);
            }
        }
    }

    /** What a number of the header should be where it is not, else null. */
    private static @Nullable String wrongSetting(String name, double value) {
        return switch (name) {
            case "seed" -> value != Math.rint(value) || Math.abs(value) > 0x1p53 ? "a whole number" : null;
            case "level" -> !(value > 0 && value < 1) ? "a share between 0 and 1, as in `95%`" : null;
            default -> value != Math.rint(value) || value < 1 || value > 1e6 ? "a whole number from 1 to 1,000,000" : null;
        };
    }

    /** Checks the options of a fit; whether its residuals are plain numbers. */
    boolean fit(Item.Fit fit, RecordLiteral options, Scope columns, Scope scope, @Nullable LawSignature signature, @Nullable Unit target) {
        boolean logarithmic = true;
        UncertaintyOptions uncertainty = new UncertaintyOptions(body);
        for (Expression.Entry entry : options.entries()) {
            switch (entry.name().text()) {
                case "keep", "holdout" -> condition(entry, columns);
                case "residuals" -> logarithmic = residuals(entry, scope);
                case "robust" -> robust(entry, scope, target);
                case "weights" -> {
                    Type type = body.check(entry.value(), columns);
                    body.dimensions().lift(type, each -> each instanceof Quantity ? each : body.dimensions().noNumber(entry.value(), each));
                }
                case "priors", "starts" -> coefficients(entry, signature, scope);
                case "bootstrap" -> {
                    if (!(entry.value() instanceof Reference reference && reference.name().text().equals("none"))) {
                        number(entry, scope);
                    }
                }
                case "resample" -> uncertainty.resample(entry, columns);
                case "interval" -> uncertainty.interval(entry);
                case "level" -> share(entry, scope);
                default -> unknown(entry.name(), FIT, "a fit", body);
            }
        }
        uncertainty.together(options);
        return logarithmic;
    }

    /** Whether residuals are plain numbers. */
    private boolean residuals(Expression.Entry entry, Scope scope) {
        String word = word(entry, RESIDUALS, body);
        List<Expression.Argument> given = entry.value() instanceof Call call ? call.arguments() : List.of();
        boolean transform = "transform".equals(word);
        if (transform && (given.size() != 1 || !(given.getFirst().value() instanceof Reference))) {
            body.report(body.at(Code.BAD_OPTION, entry.value().span(),
                    "`transform` takes a function of one number, as in `transform(sqrt)`"));
        } else if (transform && given.getFirst().value() instanceof Reference function) {
            transform(entry, function, scope);
        } else if (word != null && !given.isEmpty()) {
            body.report(body.at(Code.BAD_OPTION, entry.value().span(), "`" + word + "` takes nothing in parentheses"));
        }
        return !"plain".equals(word);
    }

    /** The function is called with a number that no column can have the name of. */
    private void transform(Expression.Entry entry, Reference function, Scope scope) {
        Scope inner = scope.inner();
        Name name = new Name(function.span(), "what was observed", true);
        Scope.Local observed = inner.declare(name.text(), Type.NUMBER);
        Call call = new Call(function.span(), function,
                List.of(new Expression.Argument(function.span(), null, new Reference(function.span(), name))));
        Type type = body.check(call, inner);
        if (type != Type.UNKNOWN && !(type instanceof Quantity(Unit unit, boolean zero) && unit.isNone())) {
            body.report(body.at(Code.BAD_OPTION, function.span(), "`transform` takes a function that gives a plain number, and this gives "
                    + type.describe()));
        }
        body.typing().application(entry.value(), call);
        body.typing().slot(entry.value(), observed.slot());
    }

    private void robust(Expression.Entry entry, Scope scope, @Nullable Unit target) {
        String word = word(entry, ROBUST, body);
        if (word == null) {
            return;
        }
        int wanted = switch (word) {
            case "huber", "cauchy" -> 1;
            case "asymmetric" -> 2;
            default -> 0;
        };
        List<Expression.Argument> given = entry.value() instanceof Call call ? call.arguments() : List.of();
        if (given.size() != wanted) {
            body.report(body.at(Code.BAD_OPTION, entry.value().span(), "`" + word + "` takes " + Phrases.count(wanted, "number")));
        }
        for (Expression.Argument argument : given) {
            Type type = body.check(argument.value(), scope);
            boolean fits = type instanceof Quantity(Unit unit, boolean zero)
                    && (unit.isNone() || target != null && unit.sameDimension(target));
            if (!fits && type != Type.UNKNOWN) {
                body.report(body.at(Code.BAD_OPTION, argument.span(), "`" + word + "` takes numbers"));
            }
        }
    }

    /** {@code priors} and {@code starts}: by coefficient, in plain numbers. */
    private void coefficients(Expression.Entry entry, @Nullable LawSignature signature, Scope scope) {
        if (entry.name().text().equals("starts") && entry.value() instanceof Reference reference
                && reference.name().text().equals("auto")) {
            return;
        }
        if (entry.name().text().equals("starts") && entry.value() instanceof Expression.ListLiteral list && !list.items().isEmpty()) {
            for (Expression item : list.items()) {
                point(entry, item, signature, scope);
            }
            return;
        }
        if (!(entry.value() instanceof RecordLiteral record)) {
            body.report(body.at(Code.BAD_OPTION, entry.value().span(), "`" + entry.name() + "` is a record of coefficients"
                    + (entry.name().text().equals("starts") ? ", or a list of such records" : "")));
            return;
        }
        coefficients(entry, record, signature, scope);
    }

    /** One point of a list of starts. */
    private void point(Expression.Entry entry, Expression item, @Nullable LawSignature signature, Scope scope) {
        if (!(item instanceof RecordLiteral record)) {
            body.report(body.at(Code.BAD_OPTION, item.span(), "each start is a record of coefficients"));
            return;
        }
        coefficients(entry, record, signature, scope);
        for (Expression.Entry each : record.entries()) {
            if (body.typing().type(each.value()) instanceof ListOf) {
                body.report(body.at(Code.BAD_OPTION, each.value().span(), "one point has one number for each coefficient")
                        .fix("write `starts` as one record of lists: it is a grid"));
            }
        }
    }

    private void coefficients(Expression.Entry entry, RecordLiteral record, @Nullable LawSignature signature, Scope scope) {
        List<String> names = new ArrayList<>();
        if (signature != null) {
            signature.coefficients().forEach(coefficient -> names.add(coefficient.name()));
        }
        for (Expression.Entry each : record.entries()) {
            if (signature != null && !names.contains(each.name().text())) {
                String nearest = NearestName.nearest(each.name().text(), names);
                body.report(body.at(Code.UNKNOWN_COEFFICIENT, each.name().span(), signature.name(), each.name().text())
                        .fix(nearest == null ? null : "did you mean `" + nearest + "`?"));
            }
            Type type = body.check(each.value(), scope);
            Type single = type instanceof ListOf(Type element) ? element : type;
            if (entry.name().text().equals("priors") && !(each.value() instanceof Expression.Spread)) {
                body.report(body.at(Code.BAD_OPTION, each.value().span(), "a prior is a value with its standard deviation")
                        .fix("write both, as in `0.35 ± 0.02`"));
            } else if (single instanceof Type.Range && entry.name().text().equals("starts")) {
                body.report(body.at(Code.BAD_OPTION, each.value().span(), "starts are numbers, and this is a range")
                        .fix("write a step: `" + body.module().source().text(each.value().span()) + " by 0.5`"));
            } else if (single != Type.UNKNOWN && !(single instanceof Quantity(Unit unit, boolean zero) && unit.isNone())) {
                body.report(
                        body.at(Code.BAD_OPTION, each.value().span(), "a coefficient is a plain number, and this is " + type.describe()));
            }
        }
    }

    /** Checks the options of an allocation; whether it asks for the span of its variables. */
    boolean allocate(RecordLiteral options, Scope scope) {
        boolean span = false;
        for (Expression.Entry entry : options.entries()) {
            if (entry.name().text().equals("tolerance")) {
                number(entry, scope);
                if (Constants.number(entry.value()) instanceof Double value && !(value > 0)) {
                    body.report(body.at(Code.BAD_OPTION, entry.value().span(), "`tolerance` is above zero, as in `0.1%`"));
                }
                span = true;
            } else {
                unknown(entry.name(), ALLOCATE, "an allocation", body);
            }
        }
        return span;
    }

    /** The file of an export: one of the formats that can be written, below the output folder. */
    static void exportName(TextLiteral file, Body body) {
        String name = file.value();
        String ending = name.substring(name.lastIndexOf('.') + 1);
        if (!EXPORTS.contains(ending)) {
            String nearest = NearestName.nearest(ending, EXPORTS);
            body.report(body.at(Code.BAD_OPTION, file.span(), "a table is exported to a file that ends in ." + String.join(", .", EXPORTS))
                    .fix(nearest == null ? null : "did you mean `." + nearest + "`?"));
        } else {
            inside(file, body);
        }
    }

    static void inside(TextLiteral file, Body body) {
        String name = file.value();
        if (name.isEmpty() || name.startsWith("/") || name.contains("\\") || name.indexOf('\0') >= 0 || name.matches("[A-Za-z]:.*")
                || List.of(name.split("/", -1)).contains("..")) {
            body.report(body.at(Code.OUTSIDE, file.span(), name));
        }
    }
}
