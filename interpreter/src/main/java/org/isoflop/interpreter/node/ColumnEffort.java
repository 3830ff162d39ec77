package org.isoflop.interpreter.node;

import com.oracle.truffle.api.nodes.Node;
import java.util.HashMap;
import java.util.Map;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.LawValue.Setting;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * About how much it is to work out the columns of a table, told from how they are written before any of it is done: each calculation
 * counts once for a row and, where something uncertain goes into it, once for a draw. It is on the short side: what a function does within
 * is not counted, nor are fits and allocations, which are announced by themselves.
 */
public final class ColumnEffort {
    /** What an operator takes at least, beside an evaluation of a law with its derivatives and all that is around it; and a law alone. */
    private static final double OPERATOR = 0.05;
    private static final double LAW = 0.25;

    private final Evaluator evaluator;
    private final int rows;
    private final Map<Integer, Shape> locals = new HashMap<>();
    private double evaluations;

    /** What an expression gives: whether a value for each row, and how many draws of each. */
    private record Shape(boolean byRows, int draws) {
        static final Shape SINGLE = new Shape(false, 0);

        Shape with(Shape other) {
            return new Shape(byRows || other.byRows, Math.max(draws, other.draws));
        }
    }

    public ColumnEffort(Evaluator evaluator, int rows) {
        this.evaluator = evaluator;
        this.rows = rows;
    }

    /** Notes what lies in a slot of the frame before the first column. */
    public void holds(int slot, Value value) {
        locals.put(slot, new Shape(true, draws(value)));
    }

    /** Adds an entry, whose value will lie in a slot; -1 for none. */
    public void add(int slot, ExpressionNode entry) {
        Shape shape = shape(entry);
        if (slot >= 0) {
            locals.put(slot, shape);
        }
    }

    /** What was added, in evaluations of a row. */
    public double evaluations() {
        return evaluations;
    }

    private Shape shape(Node node) {
        Shape shape = switch (node) {
            case Atoms.Local local -> locals.getOrDefault(local.slot(), Shape.SINGLE);
            case Atoms.FileColumn column -> new Shape(true, 0);
            case Atoms.Global global -> new Shape(false, draws(evaluator.known(global.instance())));
            default -> Shape.SINGLE;
        };
        boolean calculates = false;
        for (Node operand : node.getChildren()) {
            shape = shape.with(shape(operand));
            calculates = true;
        }
        if (calculates && shape.byRows) {
            double each = 1 + Math.min(shape.draws, Numbers.room(rows));
            evaluations += rows * each * (node instanceof LawCallNode ? LAW : OPERATOR);
        }
        // What a function of the library makes of draws may be certain.
        return node instanceof Calls.OfLibrary ? new Shape(shape.byRows, 0) : shape;
    }

    private static int draws(@Nullable Value value) {
        return switch (value) {
            case Quantity quantity -> quantity.numbers().drawCount();
            case FitValue fit -> draws(fit.law());
            case LawValue law -> {
                int most = 0;
                for (Setting setting : law.settings().values()) {
                    most = setting instanceof Setting.Given(Numbers given) ? Math.max(most, given.drawCount()) : most;
                }
                yield most;
            }
            case null, default -> 0;
        };
    }
}
