package org.isoflop.interpreter.node;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RangeValue;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.operator.Operator;

/** {@code value in range}, {@code value in list}. */
public final class Membership extends ExpressionNode {
    @Child private ExpressionNode value;
    @Child private ExpressionNode domain;
    private final Operation above;
    private final Operation below;
    private final Operation same;

    public Membership(Place place, ExpressionNode value, ExpressionNode domain) {
        super(place);
        this.value = value;
        this.domain = domain;
        this.above = new Operation(Operator.GREATER_EQUAL, Unit.NONE, this);
        this.below = new Operation(Operator.LESS_EQUAL, Unit.NONE, this);
        this.same = new Operation(Operator.EQUAL, Unit.NONE, this);
    }

    @Override
    public Value execute(VirtualFrame frame) {
        return test(value.execute(frame), domain.execute(frame));
    }

    @TruffleBoundary
    private Value test(Value tested, Value within) {
        if (within instanceof RangeValue range) {
            return Logic.and(above.apply(tested, range.lower()), below.apply(tested, range.upper()));
        }
        int rows = Columns.rows(within);
        if (rows < 0) {
            throw wrong(Code.BAD_VALUE, "a range or a list stands right of `in`");
        }
        Value result = Truth.of(false);
        for (int i = 0; i < rows; i++) {
            Value element = Columns.cell(within, i);
            result = Logic.or(result, Texting.isText(element) ? Texting.equal(tested, element) : equal(tested, element));
        }
        return result;
    }

    private Value equal(Value tested, Value element) {
        if (element instanceof RangeValue range) {
            return test(tested, range);
        }
        return element instanceof Quantity || element instanceof Truth ? same.apply(tested, element) : Truth.of(tested == element);
    }
}
