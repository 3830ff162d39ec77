package org.isoflop.interpreter.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.Value;

/** A function that serves as a law: it can be applied, and has neither coefficients nor a formula. */
public final class FunctionAsLaw extends ExpressionNode {
    private final Instance instance;
    private final LawSignature signature;

    public FunctionAsLaw(Place place, Instance instance, LawSignature signature) {
        super(place);
        this.instance = instance;
        this.signature = signature;
    }

    @Override
    public Value execute(VirtualFrame frame) {
        return new LawValue(signature, new Body(), Map.of(), Map.of(), Map.of());
    }

    /** The function itself. */
    final class Body implements LawValue.Body {
        @Override
        public LawValue.Lowered lowered(Map<String, List<String>> levels) {
            throw wrong(Code.WRONG_TYPE, "a law is needed here, and `" + signature.name() + "` is a function");
        }

        @Override
        public Value apply(LawValue law, Value[] arguments) {
            return Run.of(FunctionAsLaw.this).evaluator().call(instance, (Object[]) arguments);
        }
    }
}
