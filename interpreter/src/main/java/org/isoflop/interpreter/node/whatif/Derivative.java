package org.isoflop.interpreter.node.whatif;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.node.ExpressionNode;
import org.isoflop.interpreter.node.LawCalls;
import org.isoflop.interpreter.node.Place;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.Symbolic;
import org.isoflop.interpreter.value.Trace;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.operator.Operator;

/**
 * {@code derivative(expr, x)} and {@code elasticity(expr, x)}: exact, by tracing the expression, where only the expression
 * itself mentions x; through other items by differences.
 */
public final class Derivative extends ExpressionNode {
    @Child private ExpressionNode expression;
    @Child private Varied by;
    private final boolean traced;
    private final boolean elasticity;
    private final Unit unit;

    /** @param traced whether x is met only as the local that stands for it within the expression */
    public Derivative(Place place, ExpressionNode expression, Varied by, boolean traced, boolean elasticity, Unit unit) {
        super(place);
        this.expression = expression;
        this.by = by;
        this.traced = traced;
        this.elasticity = elasticity;
        this.unit = unit;
    }

    @Override
    public Value execute(VirtualFrame frame) {
        Value present = by.present(frame);
        Trace around = present instanceof Symbolic symbolic ? symbolic.trace() : Run.of(this).evaluator().trace();
        if (traced && around != null && (present instanceof Symbolic || present instanceof Quantity)) {
            return within(frame, around, present);
        }
        if (!(present instanceof Quantity at)) {
            throw wrong(Code.BAD_VALUE, "a derivative is taken at known numbers");
        }
        if (traced) {
            Trace trace = new Trace();
            Symbolic x = trace.input("x", at.unit());
            frame.setObject(by.slot(), x);
            return differentiate(trace, x, at, expression.execute(frame));
        }
        if (at.numbers().point(0) == 0) {
            throw wrong(Code.BAD_VALUE, "where `" + by.text() + "` is 0 there is no step to take: other items lead to it, so that its"
                    + " derivative is a difference");
        }
        return elasticity
                ? new Quantity(Unit.NONE, Slopes.elasticity(frame, by, expression, at))
                : new Quantity(unit, Slopes.derivative(frame, by, expression, at));
    }

    /** Within an allocation or a law, which is being traced itself: the slope becomes part of its kernel. */
    private Value within(VirtualFrame frame, Trace trace, Value present) {
        int uses = trace.uses().size();
        Symbolic x = trace.standIn(present instanceof Symbolic symbolic ? symbolic.unit() : ((Quantity) present).unit());
        frame.setObject(by.slot(), x);
        Value answer = expression.execute(frame);
        trace.forgetUses(uses);
        return answer instanceof Symbolic result
                ? new Symbolic(trace, trace.replaced(slope(trace, x, result), x, trace.node(present)), elasticity ? Unit.NONE : unit)
                : new Quantity(elasticity ? Unit.NONE : unit, Numbers.of(0));
    }

    @TruffleBoundary
    private int slope(Trace trace, Symbolic x, Symbolic result) {
        int slope = trace.builder().derivatives(result.node(), x.node())[0];
        return elasticity
                ? trace.apply(Operator.DIVIDE, trace.apply(Operator.MULTIPLY, slope, x.node()), result.node())
                : slope;
    }

    @TruffleBoundary
    private Value differentiate(Trace trace, Symbolic x, Quantity at, Value answer) {
        if (!(answer instanceof Symbolic result)) {
            return new Quantity(elasticity ? Unit.NONE : unit, Numbers.of(0));
        }
        int slope = slope(trace, x, result);
        Kernel kernel = trace.builder().build(slope);
        List<Numbers> inputs = new ArrayList<>();
        inputs.add(at.numbers());
        inputs.addAll(trace.parameters());
        Numbers numbers = LawCalls.evaluate(kernel, inputs.toArray(new Numbers[0]));
        return new Quantity(elasticity ? Unit.NONE : unit, numbers);
    }
}
