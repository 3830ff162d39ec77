package org.isoflop.interpreter.node;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.List;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.function.Elementwise;
import org.isoflop.interpreter.function.Makers;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RangeValue;
import org.isoflop.interpreter.value.Symbolic;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.operator.Operator;

/** Operators on numbers. */
public final class Arithmetic {
    private Arithmetic() {
    }

    /** Any operator of the table, element by element. */
    public static final class Apply extends ExpressionNode {
        @Children private final ExpressionNode[] arguments;
        private final Operation operation;

        /** @param unit the unit of the result; unused where that is a truth */
        public Apply(Place place, Operator operator, Unit unit, ExpressionNode... arguments) {
            super(place);
            this.arguments = arguments;
            this.operation = new Operation(operator, unit, this);
        }

        @Override
        public Value execute(VirtualFrame frame) {
            Value[] values = new Value[arguments.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments[i].execute(frame);
            }
            return apply(values);
        }

        @TruffleBoundary
        private Value apply(Value[] values) {
            return operation.apply(values);
        }
    }

    /** The value under another unit, or multiplied where a plain number takes one. */
    public static final class InUnit extends ExpressionNode {
        @Child private ExpressionNode operand;
        private final Unit unit;
        private final double factor;

        public InUnit(Place place, ExpressionNode operand, Unit unit, double factor) {
            super(place);
            this.operand = operand;
            this.unit = unit;
            this.factor = factor;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            return convert(operand.execute(frame));
        }

        @TruffleBoundary
        private Value convert(Value value) {
            return relabelled(value, unit, factor);
        }
    }

    /** A value, whatever it is arranged in, shown in another unit and multiplied. */
    static Value relabelled(Value value, Unit unit, double factor) {
        return Elementwise.mapped(value, leaf -> switch (leaf) {
            case Quantity quantity -> new Quantity(unit, quantity.numbers().scaled(factor));
            case Symbolic symbolic -> new Symbolic(symbolic.trace(), factor == 1
                    ? symbolic.node()
                    : symbolic.trace().apply(Operator.MULTIPLY, symbolic.node(), symbolic.trace().builder().constant(factor)), unit);
            case RangeValue range -> new RangeValue(unit, relabelled(range.lower(), unit, factor), relabelled(range.upper(), unit, factor));
            default -> leaf;
        });
    }

    /** {@code low..high}. */
    public static final class Range extends ExpressionNode {
        @Child private ExpressionNode low;
        @Child private ExpressionNode high;
        private final Unit unit;

        public Range(Place place, ExpressionNode low, ExpressionNode high, Unit unit) {
            super(place);
            this.low = low;
            this.high = high;
            this.unit = unit;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            return range(low.execute(frame), high.execute(frame));
        }

        @TruffleBoundary
        private Value range(Value lower, Value upper) {
            if (lower instanceof Quantity first && upper instanceof Quantity last && !first.numbers().isColumn()
                    && !last.numbers().isColumn() && first.point() > last.point()) {
                throw wrong(Code.BAD_VALUE, "the range ends before it begins: " + first.text() + " is above " + last.text());
            }
            return new RangeValue(unit, lower, upper);
        }
    }

    /** {@code low..high by step}: a list; both ends belong to it where the steps meet them. */
    public static final class Steps extends ExpressionNode {
        @Child private ExpressionNode low;
        @Child private ExpressionNode high;
        @Child private ExpressionNode step;
        private final Unit unit;

        public Steps(Place place, ExpressionNode low, ExpressionNode high, ExpressionNode step, Unit unit) {
            super(place);
            this.low = low;
            this.high = high;
            this.step = step;
            this.unit = unit;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            return list(number(low.execute(frame)), number(high.execute(frame)), number(step.execute(frame)));
        }

        private double number(Value value) {
            if (value instanceof Quantity quantity && !quantity.numbers().isColumn() && !Double.isNaN(quantity.point())) {
                return quantity.point();
            }
            throw wrong(Code.BAD_VALUE, "a list by steps needs three known numbers");
        }

        @TruffleBoundary
        private Value list(double first, double last, double by) {
            double count = Math.floor((last - first) / by * (1 + 1e-12) + 1e-9) + 1;
            if (!(by != 0) || !(count >= 1)) {
                throw wrong(Code.BAD_VALUE, "these steps do not lead from one end to the other");
            }
            Limits.holdCells(this, "this list", count, Double.BYTES);
            double[] steps = new double[(int) count];
            for (int i = 0; i < steps.length; i++) {
                steps[i] = first + i * by;
            }
            return new Quantity(unit, Numbers.column(steps));
        }
    }

    /** {@code point ± deviation}: normal, with draws of its own. */
    public static final class Spread extends ExpressionNode {
        @Child private ExpressionNode point;
        @Child private ExpressionNode deviation;
        private final Unit unit;
        private final String name;

        public Spread(Place place, ExpressionNode point, ExpressionNode deviation, Unit unit, String name) {
            super(place);
            this.point = point;
            this.deviation = deviation;
            this.unit = unit;
            this.name = name;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            return spread(point.execute(frame), deviation.execute(frame));
        }

        @TruffleBoundary
        private Value spread(Value center, Value width) {
            if (!(center instanceof Quantity first) || !(width instanceof Quantity second)) {
                throw wrong(Code.BAD_VALUE, "`±` stands between known numbers");
            }
            for (double each : second.numbers().points()) {
                if (each < 0) {
                    throw wrong(Code.BAD_VALUE, "a standard deviation is not negative");
                }
            }
            Numbers drawn = Makers.spread(first.numbers(), second.numbers(), name, Run.of(this));
            if (Makers.overflows(drawn)) {
                throw wrong(Code.UNDEFINED, "draws of this are larger than any number that can be held");
            }
            return new Quantity(unit, drawn);
        }
    }

    /** {@code if condition then a else b}; only the branch that is taken is evaluated, unless the condition is a column. */
    public static final class Conditional extends ExpressionNode {
        @Child private ExpressionNode condition;
        @Child private ExpressionNode then;
        @Child private ExpressionNode otherwise;
        private final Unit unit;

        public Conditional(Place place, ExpressionNode condition, ExpressionNode then, ExpressionNode otherwise, Unit unit) {
            super(place);
            this.condition = condition;
            this.then = then;
            this.otherwise = otherwise;
            this.unit = unit;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            Value test = condition.execute(frame);
            if (test instanceof org.isoflop.interpreter.value.Truth truth && !truth.numbers().isColumn()
                    && !truth.numbers().isUncertain()) {
                double point = truth.numbers().point();
                return Double.isNaN(point) ? Missing.VALUE : point != 0 ? then.execute(frame) : otherwise.execute(frame);
            }
            return test == Missing.VALUE ? test : choose(test, then.execute(frame), otherwise.execute(frame));
        }

        @TruffleBoundary
        private Value choose(Value test, Value yes, Value no) {
            if (Texting.isText(yes) || Texting.isText(no)) {
                return Texting.choose(Logic.numbers(test), yes, no);
            }
            if (isTruth(yes) || isTruth(no)) {
                return Logic.or(Logic.and(test, yes), Logic.and(Logic.not(test), no));
            }
            return selected(test, yes, no);
        }

        private static boolean isTruth(Value value) {
            return value instanceof org.isoflop.interpreter.value.Truth || value instanceof org.isoflop.interpreter.value.SymbolicTruth;
        }

        private Value selected(Value test, Value yes, Value no) {
            Operation select = new Operation(Operator.SELECT, unit, this);
            if (test instanceof org.isoflop.interpreter.value.SymbolicTruth symbolic) {
                return select.apply(new Symbolic(symbolic.trace(), symbolic.node(), Unit.NONE), yes, no);
            }
            return select.apply(test, yes, no);
        }
    }

    /** A fold over comparisons and truths: {@code a < b <= c}, {@code p and q}. */
    public static final class All extends ExpressionNode {
        @Children private final ExpressionNode[] parts;
        private final boolean any;

        public All(Place place, boolean any, List<ExpressionNode> parts) {
            super(place);
            this.any = any;
            this.parts = parts.toArray(new ExpressionNode[0]);
        }

        @Override
        public Value execute(VirtualFrame frame) {
            Value result = parts[0].execute(frame);
            for (int i = 1; i < parts.length; i++) {
                result = combine(result, parts[i].execute(frame));
            }
            return result;
        }

        @TruffleBoundary
        private Value combine(Value left, Value right) {
            try {
                return any ? Logic.or(left, right) : Logic.and(left, right);
            } catch (Numbers.LengthMismatch mismatch) {
                throw wrong(Code.LENGTHS_DIFFER, mismatch.first() + " elements meet " + mismatch.second());
            }
        }
    }

    public static final class Not extends ExpressionNode {
        @Child private ExpressionNode operand;

        public Not(Place place, ExpressionNode operand) {
            super(place);
            this.operand = operand;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            return not(operand.execute(frame));
        }

        @TruffleBoundary
        private static Value not(Value value) {
            return Logic.not(value);
        }
    }

}
