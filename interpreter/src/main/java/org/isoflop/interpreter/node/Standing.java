package org.isoflop.interpreter.node;

import java.util.Set;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** Says so where more is built on a law than its evidence bears. */
public final class Standing {
    /** Evidence that is good enough to decide by; what a study does not say of its own laws is left to it. */
    private static final Set<String> FIRM = Set.of("", "primary", "recomputed");

    private static final String BOUND = "bound";

    private Standing() {
    }

    /** A law that is called. */
    static void called(LawValue law, ExpressionNode node) {
        borrowed(law, node);
        if (word(law, "evidence").equals("recalled")) {
            node.warn(Diagnostic.of(Code.WEAK_SOURCE,
                    "`" + name(law) + "` was written down from memory, not read in its source" + source(law)));
        }
    }

    /** A law whose coefficients are found from rows. */
    public static void fitted(LawValue law, ExpressionNode node, String fit) {
        if (word(law, "evidence").equals(BOUND)) {
            node.warn(Diagnostic.of(Code.BOUND_AS_LAW, "`" + fit + "` fits `" + name(law) + "`, which is a bound" + source(law))
                    .fix("a bound says what cannot be exceeded; fit a law with a floor and an exponent of its own, and compare the two"));
        }
    }

    /** A law that an allocation decides by. */
    public static void decides(LawValue law, ExpressionNode node) {
        String evidence = word(law, "evidence");
        if (evidence.equals(BOUND)) {
            node.warn(Diagnostic.of(Code.BOUND_AS_LAW, "the allocation decides by `" + name(law) + "`, which is a bound" + source(law))
                    .fix("what is best by a bound need not be best: decide by a law that was fitted to runs"));
        } else if (!FIRM.contains(evidence)) {
            node.warn(Diagnostic.of(Code.WEAK_SOURCE, "the allocation decides by `" + name(law) + "`, whose evidence is `" + evidence + "`"
                    + source(law)));
        }
        borrowed(law, node);
        String newer = word(law, "superseded_by");
        if (!newer.isEmpty()) {
            node.warn(Diagnostic.of(Code.SUPERSEDED, "the allocation decides by `" + name(law) + "`, which `" + newer + "` supersedes"));
        }
    }

    /** A link from loss to score whose constants no runs of this study gave. */
    private static void borrowed(LawValue law, ExpressionNode node) {
        LawSignature signature = law.signature();
        if (!law.isFitted() && !signature.coefficients().isEmpty() && signature.arguments().size() == 1
                && signature.arguments().getFirst().unit().isOfLoss() && signature.result().dimension().isNone()) {
            node.warn(Diagnostic.of(Code.BORROWED_LINK,
                    "`" + name(law) + "` makes a score of a loss by constants that no runs of this study gave" + source(law))
                    .fix("fit it to models whose loss and score are known: `fit link = score ~ " + name(law) + "(loss) on runs`"));
        }
    }

    private static String name(LawValue law) {
        return law.signature().name();
    }

    private static String source(LawValue law) {
        String source = word(law, "source");
        return source.isEmpty() ? "" : ": " + source;
    }

    private static String word(LawValue law, String member) {
        @Nullable Value value = law.isFitted() ? null : law.member(member);
        return value instanceof Text text ? text.value() : "";
    }
}
