package org.isoflop.interpreter.analysis;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.Argument;
import org.isoflop.grammar.syntax.Expression.Binary;
import org.isoflop.grammar.syntax.Expression.Call;
import org.isoflop.grammar.syntax.Expression.Comparison;
import org.isoflop.grammar.syntax.Expression.ListLiteral;
import org.isoflop.grammar.syntax.Expression.Parenthesised;
import org.isoflop.grammar.syntax.Expression.Reference;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.grammar.syntax.Within;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic on ends of intervals: what two values are at their lower ends is not what their sum is at its own, and ends of different levels
 * say nothing of each other. Told by how it is written: {@code lower(a) + lower(b)}, {@code mean(upper(column))},
 * {@code upper(a, 80%) < lower(b, 95%)}.
 */
final class IntervalLints {
    private static final Set<String> ENDS = Set.of("lower", "upper");
    private static final Set<String> MEANS = Set.of("mean", "sum", "median");
    private static final double USUAL = 0.95;

    private final Module module;
    private final Problems problems;
    private final double level;

    IntervalLints(Module module, Problems problems) {
        this.module = module;
        this.problems = problems;
        this.level = module.syntax().items().stream().map(IntervalLints::level).filter(Objects::nonNull).findFirst().orElse(USUAL);
    }

    private static @Nullable Double level(Item item) {
        Expression level = item instanceof Item.Header header && header.options() != null ? header.options().value("level") : null;
        return level == null ? null : Constants.number(level);
    }

    /** An end of an interval: of what, in the words of the study, and at which level, null where that is worked out. */
    private record End(String of, @Nullable Double level) {
    }

    /** Judges all expressions of the study. */
    void judge() {
        if (module.declarations().keySet().stream().anyMatch(name -> ENDS.contains(name) || MEANS.contains(name))) {
            return;
        }
        for (Item item : module.syntax().items()) {
            Declaration owner = item instanceof Item.Declaration declaration ? module.declarations().get(declaration.name().text()) : null;
            Within.of(item).forEach(expression -> judge(expression, owner));
        }
    }

    private void judge(Expression expression, @Nullable Declaration owner) {
        switch (expression) {
            case Binary binary when isArithmetic(binary) -> {
                if (combines(List.of(binary.left(), binary.right()))) {
                    combined(binary.span(), owner);
                }
            }
            case Call call when call.callee() instanceof Reference mean && MEANS.contains(mean.name().text())
                    && !call.arguments().isEmpty() -> {
                Expression of = bare(call.arguments().getFirst().value());
                if (of instanceof ListLiteral list ? combines(list.items()) : end(of) != null) {
                    combined(call.span(), owner);
                }
            }
            case Comparison comparison -> {
                if (levels(comparison.operands()) > 1) {
                    unequal(comparison.span(), owner);
                }
            }
            default -> {
                // Nothing is done with ends here.
            }
        }
        Within.of(expression).forEach(inner -> judge(inner, owner));
    }

    private static boolean isArithmetic(Binary binary) {
        return switch (binary.operator()) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE -> true;
            default -> false;
        };
    }

    /** Whether several of some expressions are ends, and not all of one and the same value, as in a width. */
    private boolean combines(List<Expression> expressions) {
        return expressions.stream().map(this::end).filter(Objects::nonNull).map(End::of).distinct().count() > 1;
    }

    /** How many levels the ends among some expressions have. */
    private long levels(List<Expression> expressions) {
        return expressions.stream().map(this::end).filter(Objects::nonNull).map(End::level).filter(Objects::nonNull).distinct().count();
    }

    private @Nullable End end(Expression expression) {
        if (!(bare(expression) instanceof Call call) || !(call.callee() instanceof Reference function)
                || !ENDS.contains(function.name().text()) || call.arguments().isEmpty()) {
            return null;
        }
        List<Argument> arguments = call.arguments();
        Double given = arguments.size() > 1 ? Constants.number(arguments.get(1).value()) : Double.valueOf(level);
        return new End(module.source().text(arguments.getFirst().span()), given);
    }

    private static Expression bare(Expression expression) {
        return expression instanceof Parenthesised inner ? bare(inner.inner()) : expression;
    }

    private void combined(Span span, @Nullable Declaration owner) {
        problems.report(Diagnostic.of(Code.COMBINED_ENDS, "ends of intervals are combined").at(module.source(), span)
                .fix("combine the values, whose draws go together, and ask for the end of what comes out, as in `lower(a + b)`"), owner);
    }

    private void unequal(Span span, @Nullable Declaration owner) {
        problems.report(Diagnostic.of(Code.COMBINED_ENDS, "ends of intervals of different levels are compared").at(module.source(), span)
                .fix("ask for both at one level, or for the `probability` of what is meant"), owner);
    }
}
