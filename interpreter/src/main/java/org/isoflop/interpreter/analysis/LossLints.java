package org.isoflop.interpreter.analysis;

import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.Binary;
import org.isoflop.grammar.syntax.Expression.Call;
import org.isoflop.grammar.syntax.Expression.Comparison;
import org.isoflop.grammar.syntax.Expression.Parenthesised;
import org.isoflop.grammar.syntax.Expression.Reference;
import org.isoflop.grammar.syntax.Expression.TextLiteral;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.grammar.syntax.Within;
import org.isoflop.interpreter.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * Losses of published laws that were fitted on different data, compared with each other or taken from one another: text and tokeniser
 * decide how low a loss can be, so that the lower one need not be of the better model. Told by how it is written, through names that stand
 * for the loss of a law.
 */
final class LossLints {
    /** Through how many names a loss is followed. */
    private static final int NAMES = 8;

    private final Checker checker;
    private final Module module;
    private final Problems problems;

    LossLints(Checker checker, Module module, Problems problems) {
        this.checker = checker;
        this.module = module;
        this.problems = problems;
    }

    /** A law of losses and what it was fitted on. */
    private record Fitted(Declaration law, String data) {
        /** Whether both are of one paper, whose authors know what goes together, or this one corrects the other. */
        boolean goesWith(Fitted other) {
            Expression older = option((Item.Law) law.item(), "supersedes");
            return law.module() == other.law.module() && !law.module().isStudy()
                    || older != null && law.module().declaration(older) == other.law;
        }
    }

    /** Judges all expressions of the study. */
    void judge() {
        for (Item item : module.syntax().items()) {
            Declaration owner = item instanceof Item.Declaration declaration ? module.declarations().get(declaration.name().text()) : null;
            Within.of(item).forEach(expression -> judge(expression, owner));
        }
    }

    private void judge(Expression expression, @Nullable Declaration owner) {
        switch (expression) {
            case Comparison comparison -> {
                for (int i = 1; i < comparison.operands().size(); i++) {
                    judge(comparison.operands().get(i - 1), comparison.operands().get(i), comparison.span(), owner);
                }
            }
            case Binary binary when binary.operator() == Expression.Operator.SUBTRACT ->
                    judge(binary.left(), binary.right(), binary.span(), owner);
            default -> {
                // Nothing is compared here.
            }
        }
        Within.of(expression).forEach(inner -> judge(inner, owner));
    }

    private void judge(Expression left, Expression right, Span span, @Nullable Declaration owner) {
        Fitted one = law(left, NAMES);
        Fitted other = one == null ? null : law(right, NAMES);
        if (one != null && other != null && !one.data.equals(other.data) && !one.goesWith(other) && !other.goesWith(one)) {
            problems.report(Diagnostic.of(Code.DIFFERENT_DATA, "losses of different runs are compared: that of `" + one.law.name()
                    + "`, fitted on " + one.data + ", and that of `" + other.law.name() + "`, fitted on " + other.data)
                    .at(module.source(), span).fix("compare what both laws advise, or both with losses measured on one text"), owner);
        }
    }

    /** The law whose loss an expression is, null where it is none, or one that does not say what it was fitted on. */
    private @Nullable Fitted law(Expression expression, int names) {
        return switch (expression) {
            case Parenthesised inner -> law(inner.inner(), names);
            case Call call -> fitted(module.declaration(call.callee()));
            case Reference reference when names > 0 && module.declaration(reference) instanceof Declaration named
                    && named.module() == module
                    && named.item() instanceof Item.Let let && let.parameters() == null -> law(let.body(), names - 1);
            default -> null;
        };
    }

    private @Nullable Fitted fitted(@Nullable Declaration declaration) {
        return declaration != null && declaration.item() instanceof Item.Law law
                && option(law, "fitted_on") instanceof TextLiteral data && isOfLoss(declaration)
                        ? new Fitted(declaration, data.value())
                        : null;
    }

    private static @Nullable Expression option(Item.Law law, String name) {
        return law.meta() == null ? null : law.meta().value(name);
    }

    private boolean isOfLoss(Declaration declaration) {
        Instance instance = checker.generalInstance(declaration);
        return instance != null && instance.type() instanceof Type.LawOf law && law.signature().result().isOfLoss();
    }
}
