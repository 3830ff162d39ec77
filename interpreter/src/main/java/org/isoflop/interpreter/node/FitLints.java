package org.isoflop.interpreter.node;

import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Display;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.FitResult;

/** What a reader of a fit should know before he believes it. */
final class FitLints {
    private final FitNode node;
    private final FitResult result;

    FitLints(FitNode node, FitResult result) {
        this.node = node;
        this.result = result;
    }

    /** Raises the warnings. */
    void warn() {
        for (int i = 0; i < result.coefficients().length; i++) {
            if (result.atBound()[i]) {
                Coefficient coefficient = result.problem().coefficients().get(i);
                double value = result.coefficients()[i];
                boolean lower = Math.abs(value - coefficient.lower()) < Math.abs(value - coefficient.upper());
                node.warn(Diagnostic.of(Code.AT_BOUND,
                        "`" + coefficient.name() + "` of `" + node.name() + "` ended at the " + (lower ? "lower" : "upper")
                                + " end of its range, "
                                + Display.exact(lower ? coefficient.lower() : coefficient.upper())));
            }
        }
        if (!result.converged()) {
            node.warn(Diagnostic.of(Code.NOT_CONVERGED, "the fit `" + node.name() + "` did not converge: the slope that is left could "
                    + "still gain "
                    + Display.DEFAULT.quantity(Unit.NONE, result.gradientNorm())));
        }
        int rows = result.problem().rows();
        int free = result.coefficients().length;
        if (rows < 2 * free + 1) {
            node.warn(Diagnostic.of(Code.FEW_ROWS, "`" + node.name() + "` has " + rows + " rows for " + free
                    + (free == 1 ? " coefficient" : " coefficients")));
        }
    }
}
