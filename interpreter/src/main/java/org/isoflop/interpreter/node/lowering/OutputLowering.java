package org.isoflop.interpreter.node.lowering;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.analysis.PlotOptions;
import org.isoflop.interpreter.analysis.Statement;
import org.isoflop.interpreter.analysis.Typing;
import org.isoflop.interpreter.node.Arithmetic;
import org.isoflop.interpreter.node.ExpressionNode;
import org.isoflop.interpreter.node.Place;
import org.isoflop.interpreter.node.output.OutputNodes;
import org.isoflop.interpreter.node.output.PlotNode;
import org.isoflop.interpreter.unit.Unit;
import org.jspecify.annotations.Nullable;

/** Makes the nodes of outputs. */
final class OutputLowering {
    private final Lowering lowering;

    OutputLowering(Lowering lowering) {
        this.lowering = lowering;
    }

    ExpressionNode lower(Statement statement) {
        Place place = lowering.place(statement.item());
        return switch (statement.item()) {
            case Item.Show show -> new OutputNodes.Show(place, texts(show.expressions()), lowering.lower(show.expressions()));
            case Item.Expect expect -> expect(place, expect);
            case Item.Export export -> new OutputNodes.Export(place, lowering.lower(export.table()), export.file().value());
            case Item.Plot plot -> plot(place, plot);
            default -> throw new IllegalStateException("no output");
        };
    }

    private String[] texts(List<Expression> expressions) {
        String[] texts = new String[expressions.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = lowering.place(expressions.get(i)).text();
        }
        return texts;
    }

    private ExpressionNode expect(Place place, Item.Expect expect) {
        ExpressionNode condition = lowering.lower(expect.condition());
        Expression told = told(expect.condition());
        return new OutputNodes.Expect(place, lowering.place(expect.condition()).text(), condition,
                told == null ? null : inUnit(told, expect.condition()),
                expect.reason() == null ? null : expect.reason().value());
    }

    /** What is told stands in the unit of the number that it is compared with, so that the two can be. */
    private ExpressionNode inUnit(Expression told, Expression condition) {
        ExpressionNode node = lowering.lower(told);
        Unit unit = Unit.NONE;
        if (condition instanceof Expression.Comparison comparison) {
            for (Expression operand : comparison.operands()) {
                unit = isWrittenOut(operand) ? lowering.unit(operand) : unit;
            }
        } else if (condition instanceof Expression.In in) {
            unit = lowering.unit(in.domain());
        }
        Unit own = lowering.unit(told);
        boolean same = unit.factors().isEmpty() || !unit.sameDimension(own) || unit.scale() == own.scale();
        return same ? node : new Arithmetic.InUnit(lowering.place(told), node, unit, 1);
    }

    /** What a reader wants to know of a condition that failed: the side that is no number written out. */
    private static @Nullable Expression told(Expression condition) {
        return switch (condition) {
            case Expression.Comparison comparison -> {
                for (Expression operand : comparison.operands()) {
                    if (!isWrittenOut(operand)) {
                        yield operand;
                    }
                }
                yield comparison.operands().getFirst();
            }
            case Expression.In in -> in.value();
            case Expression.Parenthesised parenthesised -> told(parenthesised.inner());
            case Expression.Call call when !call.arguments().isEmpty() && call.callee() instanceof Expression.Reference reference
                    && reference.name().text().equals("near") -> call.arguments().getFirst().value();
            default -> null;
        };
    }

    private static boolean isWrittenOut(Expression expression) {
        return expression instanceof Expression.NumberLiteral || expression instanceof Expression.TextLiteral
                || expression instanceof Expression.Unary unary && isWrittenOut(unary.operand());
    }

    private ExpressionNode plot(Place place, Item.Plot plot) {
        PlotNode.Parts parts = new PlotNode.Parts();
        parts.item = plot.expressions().getFirst() instanceof Expression.Reference reference ? reference.name().text() : "plot";
        parts.file = plot.file() == null ? null : plot.file().value();
        parts.scope = lowering.typing().table(plot);
        parts.measured = measured(plot.expressions());
        if (plot.options() != null) {
            plot.options().entries().forEach(entry -> option(entry, parts));
        }
        return new PlotNode(place, lowering.lower(plot.expressions()), texts(plot.expressions()), parts);
    }

    /** Which tables were measured: named, and read from a file or written out. */
    private boolean[] measured(List<Expression> tables) {
        boolean[] measured = new boolean[tables.size()];
        for (int i = 0; i < measured.length; i++) {
            measured[i] = lowering.typing().binding(tables.get(i)) instanceof Typing.Binding.Global(Instance instance)
                    && instance.declaration().item() instanceof Item.Data;
        }
        return measured;
    }

    private void option(Expression.Entry entry, PlotNode.Parts parts) {
        switch (entry.name().text()) {
            case "x" -> {
                parts.x = lowering.lower(entry.value());
                parts.xLabel = lowering.place(entry.value()).text();
            }
            case "y" -> {
                List<Expression> values = PlotOptions.each(entry.value());
                parts.y = lowering.lower(new ArrayList<>(values));
                parts.yLabels = texts(values);
            }
            case "z" -> {
                parts.z = lowering.lower(entry.value());
                parts.zLabel = lowering.place(entry.value()).text();
                parts.zColumns = PlotOptions.columns(entry.value(), parts.scope.names());
            }
            case "group" -> {
                parts.group = lowering.lower(entry.value());
                parts.groupColumns = PlotOptions.columns(entry.value(), parts.scope.names());
            }
            case "log" -> parts.log = ((Expression.Reference) entry.value()).name().text();
            case "band" -> {
                parts.banded = !PlotOptions.isNone(entry.value());
                parts.band = parts.banded ? lowering.lower(entry.value()) : null;
            }
            case "title" -> parts.title = lowering.lower(entry.value());
            case "kind" -> parts.kinds = PlotOptions.each(entry.value()).stream()
                    .map(word -> ((Expression.Reference) word).name().text()).toList();
            default -> throw new IllegalStateException("unchecked option " + entry.name());
        }
    }
}
