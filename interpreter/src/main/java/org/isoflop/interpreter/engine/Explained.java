package org.isoflop.interpreter.engine;

import java.util.List;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * What an expression is, without its value.
 *
 * @param type in a few words: {@code nats/token}, {@code a table of N, D, loss}
 * @param dimension what a quantity, or an element of a list of them, measures; null for everything else
 * @param origins where the units come from that are in it
 * @param mistakes what is wrong with it; the rest says then what is known nevertheless
 */
public record Explained(String type, @Nullable String dimension, List<Origin> origins, List<Diagnostic> mistakes) {
    public Explained {
        origins = List.copyOf(origins);
        mistakes = List.copyOf(mistakes);
    }

    /**
     * A place that gives a unit.
     *
     * @param name what has the unit: {@code runs.N}, {@code train_flop}; empty for a number that is written out
     * @param unit in words
     * @param text how it is written there
     */
    public record Origin(String name, String unit, String text) {
    }
}
