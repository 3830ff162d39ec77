package org.isoflop.interpreter.node.lowering;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.Call;
import org.isoflop.grammar.syntax.Expression.With;
import org.isoflop.interpreter.analysis.Typing;
import org.isoflop.interpreter.node.Arithmetic;
import org.isoflop.interpreter.node.Atoms;
import org.isoflop.interpreter.node.Calls;
import org.isoflop.interpreter.node.ExpressionNode;
import org.isoflop.interpreter.node.LawCallNode;
import org.isoflop.interpreter.node.WithNode;
import org.isoflop.interpreter.node.whatif.Derivative;
import org.isoflop.interpreter.node.whatif.InfluenceNode;
import org.isoflop.interpreter.node.whatif.Suppositions;
import org.isoflop.interpreter.node.whatif.TornadoNode;
import org.isoflop.interpreter.node.whatif.Varied;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.stdlib.operator.Operator;

/** Makes nodes from calls, by what the checker found that they stand for. */
final class CallLowering {
    private final Lowering lowering;

    CallLowering(Lowering lowering) {
        this.lowering = lowering;
    }

    ExpressionNode call(Call call) {
        return switch (lowering.typing().binding(call)) {
            case Typing.Binding.Elementwise(Operator operator) -> new Arithmetic.Apply(lowering.place(call), operator, lowering.unit(call),
                    lowering.arguments(call, identity(call)));
            case Typing.Binding.Library library -> library(call, library);
            case Typing.Binding.Item item -> item(call, item);
            case Typing.Binding.Law(LawSignature signature, int[] order, boolean plain) ->
                    new LawCallNode(lowering.place(call), lowering.lower(call.callee()),
                            lowering.arguments(call, order), plain);
            case Typing.Binding.Derivative(Typing.Varied varied, boolean elasticity) -> new Derivative(lowering.place(call),
                    lowering.lower(argument(call, 0)), varied(varied, argument(call, 1)),
                    Suppositions.isTraceable(argument(call, 0), varied, lowering.typing()),
                    elasticity, lowering.unit(call));
            case Typing.Binding.Tornado(List<Typing.Varied> inputs) -> tornado(call, inputs);
            case Typing.Binding.Influence(Typing.Varied fit) -> new InfluenceNode(lowering.place(call), lowering.lower(argument(call, 0)),
                    varied(fit, argument(call, 1)), call.arguments().size() > 2 ? lowering.lower(argument(call, 2)) : null,
                    lowering.typing().table(call),
                    lowering.unit(argument(call, 0)), lowering.nextLiteral());
            case Typing.Binding.Reader reader -> throw new IllegalStateException("a file is read by its data item");
            case null, default -> new Atoms.Impossible(lowering.place(call), "this value cannot be called");
        };
    }

    private static Expression argument(Call call, int index) {
        return call.arguments().get(index).value();
    }

    private Varied varied(Typing.Varied varied, Expression written) {
        return new Varied(varied, lowering.lower(written));
    }

    private ExpressionNode tornado(Call call, List<Typing.Varied> inputs) {
        Expression answer = argument(call, 0);
        List<Varied> varied = new ArrayList<>();
        ExpressionNode change = null;
        for (int i = 1; i < call.arguments().size(); i++) {
            if (call.arguments().get(i).label() != null) {
                change = lowering.lower(argument(call, i));
            } else {
                varied.add(varied(inputs.get(varied.size()), argument(call, i)));
            }
        }
        boolean[] mentioned = new boolean[inputs.size()];
        for (int i = 0; i < mentioned.length; i++) {
            mentioned[i] = Suppositions.mentions(answer, inputs.get(i), lowering.typing());
        }
        return new TornadoNode(lowering.place(call), lowering.lower(answer), varied.toArray(new Varied[0]), mentioned, change,
                lowering.unit(answer), lowering.nextLiteral());
    }

    private static int[] identity(Call call) {
        int[] order = new int[call.arguments().size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        return order;
    }

    private ExpressionNode library(Call call, Typing.Binding.Library library) {
        List<ExpressionNode> positional = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        List<ExpressionNode> labelled = new ArrayList<>();
        for (Expression.Argument argument : call.arguments()) {
            ExpressionNode node = lowering.lower(argument.value());
            if (argument.label() == null) {
                positional.add(node);
            } else {
                labels.add(argument.label().text());
                labelled.add(node);
            }
        }
        return new Calls.OfLibrary(lowering.place(call), library.function(), positional.toArray(new ExpressionNode[0]),
                labels.toArray(new String[0]),
                labelled.toArray(new ExpressionNode[0]), library.columns(), lowering.typing().type(call), lowering.nextLiteral());
    }

    private ExpressionNode item(Call call, Typing.Binding.Item item) {
        Unit[] units = new Unit[item.order().length];
        for (int i = 0; i < units.length; i++) {
            units[i] = lowering.unit(item.instance().arguments().get(i));
        }
        Unit plainResult = item.plain() ? lowering.unit(item.instance().type()) : null;
        return new Calls.OfItem(lowering.place(call), item.instance(), lowering.arguments(call, item.order()), units, plainResult);
    }

    ExpressionNode with(With with) {
        if (!(lowering.typing().binding(with) instanceof Typing.Binding.Change change)) {
            return new Atoms.Impossible(lowering.place(with),
                    "`with` gives values to the coefficients of a law or fit, and this is neither");
        }
        Type type = lowering.typing().type(with);
        LawSignature signature = type instanceof Type.LawOf(LawSignature its) ? its : ((Type.FitOf) type).signature();
        String[] coefficients = new String[signature.coefficients().size()];
        for (int i = 0; i < coefficients.length; i++) {
            coefficients[i] = signature.coefficients().get(i).name();
        }
        return new WithNode(lowering.place(with), lowering.lower(with.target()), lowering.lower(with.changes()), change.coefficientSlots(),
                coefficients);
    }
}
