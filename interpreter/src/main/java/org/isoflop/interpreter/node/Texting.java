package org.isoflop.interpreter.node;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.SymbolicText;
import org.isoflop.interpreter.value.SymbolicTruth;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/** Texts: compared for equality, chosen, looked up. */
public final class Texting {
    private Texting() {
    }

    static boolean isText(Value value) {
        return value instanceof Text || value instanceof Texts || value instanceof SymbolicText;
    }

    private static @Nullable String at(Value value, int row) {
        return switch (value) {
            case Text text -> text.value();
            case Texts texts -> texts.row(row);
            default -> null;
        };
    }

    static Value equal(Value left, Value right) {
        if (left instanceof SymbolicText symbolic) {
            return traced(symbolic, right);
        }
        if (right instanceof SymbolicText symbolic) {
            return traced(symbolic, left);
        }
        int rows = Math.max(Columns.rows(left), Columns.rows(right));
        if (rows < 0) {
            return left == Missing.VALUE || right == Missing.VALUE
                    ? Missing.VALUE
                    : Truth.of(String.valueOf(at(left, 0)).equals(at(right, 0)));
        }
        if (Columns.rows(left) >= 0 && Columns.rows(right) >= 0 && Columns.rows(left) != Columns.rows(right)) {
            throw new Numbers.LengthMismatch(Columns.rows(left), Columns.rows(right));
        }
        double[] truths = new double[rows];
        for (int i = 0; i < rows; i++) {
            String one = at(left, i);
            String other = at(right, i);
            truths[i] = one == null || other == null ? Double.NaN : one.equals(other) ? 1 : 0;
        }
        return new Truth(Numbers.column(truths));
    }

    private static Value traced(SymbolicText symbolic, Value other) {
        int position = other instanceof SymbolicText text
                ? text.node()
                : symbolic.trace().builder().constant(other instanceof Text text ? symbolic.levels().indexOf(text.value()) : Double.NaN);
        return new SymbolicTruth(symbolic.trace(), symbolic.trace().apply(Operator.EQUAL, symbolic.node(), position), java.util.List.of());
    }

    static Value choose(Numbers condition, Value yes, Value no) {
        int rows = condition.isColumn() ? condition.rows() : Math.max(Columns.rows(yes), Columns.rows(no));
        if (rows < 0) {
            return condition.point() != 0 ? yes : no;
        }
        @Nullable String[] chosen = new String[rows];
        for (int i = 0; i < rows; i++) {
            double test = condition.point(i);
            chosen[i] = Double.isNaN(test) ? null : at(test != 0 ? yes : no, i);
        }
        return new Texts(chosen);
    }

    /** {@code ==} and {@code !=} on texts. */
    public static final class Equal extends ExpressionNode {
        @Child private ExpressionNode left;
        @Child private ExpressionNode right;
        private final boolean negated;

        public Equal(Place place, ExpressionNode left, ExpressionNode right, boolean negated) {
            super(place);
            this.left = left;
            this.right = right;
            this.negated = negated;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            return compare(left.execute(frame), right.execute(frame));
        }

        @TruffleBoundary
        private Value compare(Value one, Value other) {
            Value equal;
            try {
                equal = equal(one, other);
            } catch (Numbers.LengthMismatch mismatch) {
                throw wrong(Code.LENGTHS_DIFFER, mismatch.first() + " elements meet " + mismatch.second());
            }
            return negated ? Logic.not(equal) : equal;
        }
    }
}
