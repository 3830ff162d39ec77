package org.isoflop.interpreter.node;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.NodeUtil;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.Value;

/** {@code law(N, D)}: a law or fit applied to numbers, columns, or what is traced. */
public final class LawCallNode extends ExpressionNode {
    @Child private ExpressionNode callee;
    @Children private final ExpressionNode[] arguments;
    private final boolean plain;

    /**
     * @param arguments in the order of the law's arguments
     * @param plain whether it stands within a law, where arguments and result are numbers in the law's units
     */
    public LawCallNode(Place place, ExpressionNode callee, ExpressionNode[] arguments, boolean plain) {
        super(place);
        this.callee = callee;
        this.arguments = arguments;
        this.plain = plain;
    }

    @Override
    public Value execute(VirtualFrame frame) {
        Value law = callee.execute(frame);
        Value[] values = new Value[arguments.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments[i].execute(frame);
        }
        return apply(law, values);
    }

    /** The laws by name from which the callee is made. */
    @TruffleBoundary
    List<LawValue> lenders() {
        List<LawValue> laws = new ArrayList<>();
        for (Atoms.Global global : NodeUtil.findAllNodeInstances(callee, Atoms.Global.class)) {
            if (global.value() instanceof LawValue law) {
                laws.add(law);
            }
        }
        return laws;
    }

    @TruffleBoundary
    private Value apply(Value law, Value[] values) {
        return new LawApplication(this, plain).apply(law, values);
    }
}
