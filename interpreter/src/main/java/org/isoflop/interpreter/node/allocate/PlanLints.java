package org.isoflop.interpreter.node.allocate;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.node.ExpressionNode;
import org.isoflop.interpreter.node.Extrapolation;
import org.isoflop.interpreter.node.LawCalls;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.LawValue.Lowered;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Trace;
import org.isoflop.stdlib.Locales;
import org.isoflop.stdlib.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/** What has to be said of an allocation because of the laws that it decides by, all of them together. */
final class PlanLints {
    /** Up to so many decades beyond the data a plan may lie without the fit having foretold anything. */
    private static final double FAR = 1;

    private final ExpressionNode node;
    private final boolean drifts;
    private @Nullable LawValue onData;

    /** @param drifts whether it is read how several variables move from one budget to the next */
    PlanLints(ExpressionNode node, boolean drifts) {
        this.node = node;
        this.drifts = drifts;
    }

    /** A law that the allocation decides by, wherever the solution lies. */
    void decides(AllocateNode.Traced traced, Trace.LawUse use) {
        LawValue law = use.law();
        String data = data(law);
        LawValue before = onData;
        if (before == null) {
            onData = data.isEmpty() ? null : law;
        } else if (!data.isEmpty() && !data.equals(data(before))) {
            node.warn(Diagnostic.of(Code.DIFFERENT_DATA, "the allocation decides by laws of different runs: `" + before.signature().name()
                    + "`, fitted on " + data(before) + ", and `" + law.signature().name() + "`, fitted on " + data)
                    .fix("constants go with their data, tokeniser and way of counting: take both from one study, or say why they fit together"));
        }
        if (drifts) {
            exponents(traced, use);
        }
    }

    private static String data(LawValue law) {
        return !law.isFitted() && law.member("fitted_on") instanceof Text text ? text.value() : "";
    }

    /**
     * A fit at the solution.
     *
     * @param arguments those of the law there, in its units
     */
    void reaches(LawValue law, Numbers[] arguments) {
        double decades = law.isFitted() && !law.isForetold() ? Extrapolation.decades(law, arguments) : 0;
        if (decades > FAR) {
            node.warn(Diagnostic
                    .of(Code.UNVALIDATED, String.format(Locales.NONE, "the plan lies %.1f decades beyond the rows of `%s`, a fit that was"
                            + " never asked for runs larger than its own", decades, law.signature().name()))
                    .fix("hold the largest runs out, as in `holdout: N > 1B params`, or ask `rollout(fit, by: C)` what fits to the smaller runs said of"
                            + " the larger ones"));
        }
    }

    /** Whether two arguments that are decided have exponents that are the same by construction. */
    private void exponents(AllocateNode.Traced traced, Trace.LawUse use) {
        LawValue law = use.law();
        Lowered lowered = law.body().lowered(LawCalls.levels(law));
        Kernel arguments = traced.trace().builder().build(use.arguments());
        @Nullable Numbers[] values = LawCalls.coefficients(law, lowered);
        String first = null;
        Set<Double> known = Set.of();
        int at = 0;
        for (LawSignature.Argument argument : law.signature().arguments()) {
            boolean decided = argument.parts().isEmpty() && argument.kind() == LawSignature.Kind.QUANTITY
                    && isDecided(arguments, at, traced.trace().inputs());
            Set<Double> own = decided ? exponents(lowered, values, at) : Set.of();
            if (first != null && !own.isEmpty() && own.equals(known)) {
                node.warn(Diagnostic.of(Code.TIED_EXPONENTS, "`" + law.signature().name() + "` has one exponent for `" + first + "` and `"
                        + argument.name() + "`, so that how they share a larger budget is decided before any run")
                        .fix("to see whether their ratio drifts, decide by a law with an exponent for each"));
                return;
            }
            if (first == null && !own.isEmpty()) {
                first = argument.name();
                known = own;
            }
            at += Math.max(1, argument.parts().size());
        }
    }

    private static boolean isDecided(Kernel arguments, int argument, int inputs) {
        for (int input = 0; input < inputs; input++) {
            if (arguments.depends(argument, input)) {
                return true;
            }
        }
        return false;
    }

    /** The exponents to which an argument is raised. */
    private static Set<Double> exponents(Lowered lowered, @Nullable Numbers[] values, int argument) {
        Set<Double> found = new TreeSet<>();
        for (int i = 0; i < values.length; i++) {
            Numbers value = values[i];
            if (value != null && lowered.kernel().raises(argument, lowered.arguments() + i, lowered.arguments())) {
                Arrays.stream(value.points()).forEach(found::add);
            }
        }
        return found;
    }
}
