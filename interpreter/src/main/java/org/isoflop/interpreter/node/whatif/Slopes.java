package org.isoflop.interpreter.node.whatif;

import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.Arrays;
import org.isoflop.interpreter.node.ExpressionNode;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.StudyException;
import org.isoflop.stdlib.operator.Operator;

/**
 * Derivatives of answers that are reached through other items, by central differences of fourth order, point by point and
 * draw by draw.
 */
final class Slopes {
    /** Relative steps: an answer is good to about 1e-9, and the fifth derivative of a power is not large. */
    private static final double STEP = 3e-3;
    private static final double NOISE = 1e-9;
    private static final double[] STEPS = {1, -1, 2, -2};

    private Slopes() {
    }

    /**
     * The derivative by something that is not zero.
     *
     * @throws StudyException if there is no answer close by
     */
    static Numbers derivative(VirtualFrame frame, Varied varied, ExpressionNode expression, Quantity at) {
        Numbers[] answers = new Numbers[STEPS.length];
        for (int i = 0; i < answers.length; i++) {
            Quantity moved = new Quantity(at.unit(), at.numbers().scaled(1 + STEPS[i] * STEP));
            answers[i] = varied.answer(frame, expression, moved).known().numbers();
        }
        Numbers rise = difference(answers);
        return Numbers.apply(Operator.DIVIDE, rise, at.numbers().scaled(STEP));
    }

    /** d ln answer / d ln x: steps are ratios, so that of a power law it is exact; missing where there is no answer. */
    static Numbers elasticity(VirtualFrame frame, Varied varied, ExpressionNode expression, Quantity at) {
        Numbers[] answers = new Numbers[STEPS.length];
        for (int i = 0; i < answers.length; i++) {
            Quantity moved = new Quantity(at.unit(), at.numbers().scaled(Math.exp(STEPS[i] * STEP)));
            answers[i] = varied.answer(frame, expression, moved).numbers();
        }
        // The logarithm of a ratio is missing where the sign changes, and with it the elasticity.
        Numbers near = Numbers.apply(Operator.LOG, Numbers.apply(Operator.DIVIDE, answers[0], answers[1]));
        Numbers far = Numbers.apply(Operator.LOG, Numbers.apply(Operator.DIVIDE, answers[2], answers[3]));
        return settled(weighted(near, far).scaled(1 / STEP));
    }

    /** What is within the noise of the answers is zero. */
    private static Numbers settled(Numbers slopes) {
        double[] draws = slopes.allDraws();
        return Numbers.shaped(slopes.isColumn(), settled(slopes.points()), draws == null ? null : settled(draws), slopes.drawCount());
    }

    private static double[] settled(double[] slopes) {
        return Arrays.stream(slopes).map(slope -> Math.abs(slope) < NOISE ? 0 : slope).toArray();
    }

    private static Numbers difference(Numbers[] answers) {
        return weighted(Numbers.apply(Operator.SUBTRACT, answers[0], answers[1]),
                Numbers.apply(Operator.SUBTRACT, answers[2], answers[3]));
    }

    /** (8 near - far) / 12: what is left of both grows with the fifth power of the step. */
    private static Numbers weighted(Numbers near, Numbers far) {
        return Numbers.apply(Operator.SUBTRACT, near.scaled(8), far).scaled(1.0 / 12);
    }
}
