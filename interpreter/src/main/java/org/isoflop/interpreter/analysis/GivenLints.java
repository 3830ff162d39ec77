package org.isoflop.interpreter.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.Call;
import org.isoflop.grammar.syntax.Expression.Member;
import org.isoflop.grammar.syntax.Expression.Parenthesised;
import org.isoflop.grammar.syntax.Expression.RecordLiteral;
import org.isoflop.grammar.syntax.Expression.Reference;
import org.isoflop.grammar.syntax.Expression.Spread;
import org.isoflop.grammar.syntax.Expression.With;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.jspecify.annotations.Nullable;

/** What has to be said of the coefficients that {@code law with { … }} gives: constants of one fit belong together. */
final class GivenLints {
    private static final Set<String> DISTRIBUTIONS = Set.of("normal", "lognormal", "uniform");

    private final Body body;

    GivenLints(Body body) {
        this.body = body;
    }

    /** @param target what gets the coefficients */
    void judge(With with, LawSignature target, RecordLiteral record) {
        Map<String, String> lenders = new LinkedHashMap<>();
        List<String> uncertain = new ArrayList<>();
        for (Expression.Entry entry : record.entries()) {
            String lender = lender(entry.value());
            if (lender != null) {
                lenders.putIfAbsent(lender, entry.name().text());
            }
            if (isUncertain(entry.value())) {
                uncertain.add(entry.name().text());
            }
        }
        List<String> said = new ArrayList<>();
        lenders.forEach((lender, coefficient) -> said.add("`" + coefficient + "` is of `" + lender + "`"));
        if (target.isCalibrated() && !lenders.isEmpty() && record.entries().size() < target.coefficients().size()
                && !lenders.containsKey(text(with.target()))) {
            said.add("the others are of `" + target.name() + "`");
        }
        if (said.size() > 1) {
            body.report(body.at(Code.MIXED_CONSTANTS, record.span(), String.join(", ", said))
                    .fix("take all coefficients from one of them, or fit the ones that are missing with the others held"));
        }
        if (uncertain.size() > 1) {
            body.report(body.at(Code.SEPARATE_ERRORS, record.span(), "`" + String.join("`, `", uncertain) + "`")
                    .fix("fit the law to the runs and use the fit, whose coefficients err together; where only their errors were published, say so in"
                            + " an `accept`"));
        }
    }

    /** The law or fit whose coefficient stands there, null if it is something else. */
    private @Nullable String lender(Expression value) {
        if (value instanceof Parenthesised inner) {
            return lender(inner.inner());
        }
        if (!(value instanceof Member member)) {
            return null;
        }
        Type type = body.typing().type(member.target());
        return type instanceof Type.LawOf || type instanceof Type.FitOf ? text(member.target()) : null;
    }

    private static String text(Expression expression) {
        return switch (expression) {
            case Reference reference -> reference.name().text();
            case Member member -> text(member.target()) + "." + member.name().text();
            case Parenthesised inner -> text(inner.inner());
            default -> "";
        };
    }

    private static boolean isUncertain(Expression value) {
        return switch (value) {
            case Parenthesised inner -> isUncertain(inner.inner());
            case Spread spread -> true;
            case Call call -> call.callee() instanceof Reference function && DISTRIBUTIONS.contains(function.name().text());
            default -> false;
        };
    }
}
