package org.isoflop.interpreter.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.Call;
import org.isoflop.grammar.syntax.Expression.RecordLiteral;
import org.isoflop.grammar.syntax.Expression.Reference;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.type.Type.ListOf;
import org.isoflop.interpreter.type.Type.Quantity;
import org.jspecify.annotations.Nullable;

/** Checks the options of a fit that say how sure it is: what each may be, and that together they make sense. */
final class UncertaintyOptions {
    static final List<String> RESAMPLE = List.of("rows", "key", "strata", "residuals", "wild", "leave", "none");
    static final List<String> INTERVAL = List.of("percentile", "bca", "profile", "hessian", "sandwich");

    private final Body body;

    UncertaintyOptions(Body body) {
        this.body = body;
    }

    void resample(Expression.Entry entry, Scope columns) {
        String word = Options.word(entry, RESAMPLE, body);
        List<Expression.Argument> given = entry.value() instanceof Call call ? call.arguments() : List.of();
        given.forEach(argument -> body.check(argument.value(), columns));
        if (word == null) {
            return;
        }
        boolean takes = word.equals("strata") || word.equals("leave");
        if (given.size() != (takes ? 1 : 0)) {
            wrong(entry, switch (word) {
                case "strata" -> "`strata` takes a column, as in `strata(C)`";
                case "leave" -> "`leave` takes how many rows are left out of each resample, as in `leave(1)`";
                default -> "`" + word + "` stands by itself";
            });
        } else if (word.equals("leave")) {
            leave(entry, body.typing().type(given.getFirst().value()));
        } else if (word.equals("strata")) {
            strata(entry, body.typing().type(given.getFirst().value()));
        }
    }

    private void strata(Expression.Entry entry, @Nullable Type type) {
        if (type != null && type != Type.UNKNOWN && !(type instanceof ListOf)) {
            wrong(entry, "`strata` takes a column, as in `strata(C)`, and this is " + type.describe());
        }
    }

    private void leave(Expression.Entry entry, @Nullable Type type) {
        if (type != null && type != Type.UNKNOWN && !(type instanceof Quantity quantity && quantity.unit().isNone())) {
            wrong(entry, "`leave` takes a whole number, as in `leave(1)`, and this is " + type.describe());
        }
    }

    void interval(Expression.Entry entry) {
        Options.word(entry, INTERVAL, body);
        if (entry.value() instanceof Call call) {
            wrong(entry, "`" + body.module().source().text(call.callee().span()) + "` stands by itself");
        }
    }

    /** What makes no sense together. */
    void together(RecordLiteral options) {
        Map<String, Expression.Entry> entries = new LinkedHashMap<>();
        options.entries().forEach(entry -> entries.put(entry.name().text(), entry));
        String interval = word(entries.get("interval"));
        String resample = word(entries.get("resample"));
        Expression.Entry asked = entries.get("interval");
        Expression.Entry drawn = entries.get("resample");
        boolean none = resample.equals("none") || word(entries.get("bootstrap")).equals("none");
        if (asked != null && none && (interval.equals("percentile") || interval.equals("bca"))) {
            wrong(asked, "`" + interval + "` is taken from resamples, and there are none: write `interval: profile`, or leave out `"
                    + (resample.equals("none") ? "resample" : "bootstrap") + ": none`");
        } else if (drawn != null && !resample.equals("none") && (interval.equals("hessian") || interval.equals("sandwich"))) {
            wrong(drawn, "`interval: " + interval + "` is computed without resamples: leave out `resample`");
        } else if (asked != null && resample.equals("leave") && !interval.equals("percentile")) {
            wrong(asked, "what is left after leaving rows out tells the spread, not the shape that `" + interval
                    + "` is taken from: write `resample: rows`, or leave out `interval`");
        }
        if (drawn != null && resample.equals("wild") && word(entries.get("robust")).equals("asymmetric")) {
            wrong(drawn, "`wild` changes the signs of residuals, and to an asymmetric loss both sides are not alike: write"
                    + " `resample: rows`");
        }
    }

    private static String word(Expression.@Nullable Entry entry) {
        Expression value = entry == null ? null : entry.value() instanceof Call call ? call.callee() : entry.value();
        return value instanceof Reference reference ? reference.name().text() : "";
    }

    private void wrong(Expression.Entry entry, String why) {
        body.report(body.at(Code.BAD_OPTION, entry.value().span(), why));
    }
}
