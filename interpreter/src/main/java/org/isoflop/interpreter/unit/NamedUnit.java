package org.isoflop.interpreter.unit;

import org.jspecify.annotations.Nullable;

/**
 * A unit with a name of its own.
 *
 * @param name the singular as users write it
 * @param dimension what it measures
 * @param scale its size in base units
 * @param kind the label that values in this unit carry ({@code active_param}), null for a plain unit
 * @param style how numbers stand before it
 * @param documentation one line for the reference
 */
public record NamedUnit(String name, Dimension dimension, double scale, @Nullable String kind, Style style, String documentation) {

    /** How a number is written before a unit. */
    public enum Style {
        /** Counts with suffixes and a plural: {@code 70.3B params}. */
        COUNT,
        /** Measures with a plural and without suffixes: {@code 30 days}. */
        MEASURE,
        /** Large powers of ten: {@code 5.76e23 FLOP}. */
        POWER,
        /** Symbols with suffixes and without a plural: {@code 100K GPU}. */
        SYMBOL,
        /** {@code $2.5M}. */
        MONEY
    }

    boolean hasPlural() {
        return style == Style.COUNT || style == Style.MEASURE;
    }

    /** The plural as English forms it: {@code tokens}, {@code patches}, {@code queries}. */
    String plural() {
        if (name.matches(".*([sxz]|ch|sh)")) {
            return name + "es";
        }
        return name.matches(".*[^aeiou]y") ? name.substring(0, name.length() - 1) + "ies" : name + "s";
    }
}
