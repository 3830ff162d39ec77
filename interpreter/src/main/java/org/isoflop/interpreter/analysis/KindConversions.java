package org.isoflop.interpreter.analysis;

import java.util.Map;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.unit.Unit.KindClash;

/** What of the library works out one kind of a thing from another, so that who mixes them is told how not to. */
final class KindConversions {
    private static final Map<KindClash, String> FUNCTIONS = Map.of(
            new KindClash("nonembedding_param", "total_param"), "`laws.pearce2024.total(N)`",
            new KindClash("total_param", "nonembedding_param"), "`laws.pearce2024.nonembedding(N)`",
            new KindClash("total_param", "active_param"), "`compute.mixture_params(shape).active`",
            new KindClash("active_param", "total_param"), "`compute.mixture_params(shape).total`",
            new KindClash("nonzero_param", "total_param"), "`laws.frantar2023.equivalent_params(N, S, …)`");

    private KindConversions() {
    }

    /** The diagnostic with how the first kind of the clash becomes the second one, if the library knows. */
    static Diagnostic noted(Diagnostic diagnostic, KindClash clash) {
        String function = FUNCTIONS.get(clash);
        return function == null ? diagnostic : diagnostic.note(function + " turns " + clash.first() + "s into " + clash.second() + "s");
    }
}
