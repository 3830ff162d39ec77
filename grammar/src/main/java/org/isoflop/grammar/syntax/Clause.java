package org.isoflop.grammar.syntax;

import java.util.List;

/** A clause of a law's {@code where}. */
public sealed interface Clause extends Syntax {
    /** A definition: {@code R = D / U - 1}. */
    record Definition(Span span, Local local) implements Clause {
    }

    /** Coefficients that share a bound: {@code E, A > 0}. */
    record Coefficients(Span span, List<Coefficient> names, Bound bound) implements Clause {
        public Coefficients {
            names = List.copyOf(names);
        }
    }

    /** A coefficient; {@code parts} names the text argument ({@code A[arch]}) or vector argument it runs over. */
    record Coefficient(Name name, List<Name> parts) {
        public Coefficient {
            parts = List.copyOf(parts);
        }
    }
}
