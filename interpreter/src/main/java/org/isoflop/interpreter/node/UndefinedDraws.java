package org.isoflop.interpreter.node;

import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.stdlib.Locales;

/** Draws of a result that are no number or infinite although everything they were made of is finite: they are spoken of. */
final class UndefinedDraws {
    private UndefinedDraws() {
    }

    /** @param what has such draws, as a message names it */
    static void check(ExpressionNode node, String what, Numbers result, Numbers... made) {
        double[] draws = result.allDraws();
        if (draws == null || areFinite(draws)) {
            return;
        }
        int count = result.drawCount();
        long none = 0;
        long infinite = 0;
        for (int row = 0; row < result.rows(); row++) {
            for (int k = 0; k < count; k++) {
                double draw = draws[row * count + k];
                if (!Double.isFinite(draw) && areFinite(made, row, k)) {
                    none += Double.isNaN(draw) ? 1 : 0;
                    infinite += Double.isNaN(draw) ? 0 : 1;
                }
            }
        }
        say(node, what, "no number", none, draws.length, ", which are left out");
        say(node, what, "infinite", infinite, draws.length, "");
    }

    private static void say(ExpressionNode node, String what, String how, long some, int all, String then) {
        if (some > 0) {
            node.warn(Diagnostic.of(Code.UNDEFINED_DRAWS,
                    String.format(Locales.NONE, "%s is %s in %,d of %,d draws%s", what, how, some, all, then)));
        }
    }

    private static boolean areFinite(double[] draws) {
        for (double draw : draws) {
            if (!(Math.abs(draw) <= Double.MAX_VALUE)) {
                return false;
            }
        }
        return true;
    }

    private static boolean areFinite(Numbers[] made, int row, int k) {
        for (Numbers each : made) {
            if (!Double.isFinite(each.draw(row, k))) {
                return false;
            }
        }
        return true;
    }
}
