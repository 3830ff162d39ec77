package org.isoflop.interpreter.type;

import java.util.List;
import org.isoflop.interpreter.unit.Unit;

/**
 * What a law takes and gives: its arguments in their declared units, the result in its unit, and the names of all its
 * coefficients, those of the laws it calls included.
 */
public record LawSignature(String name, List<Argument> arguments, Unit result, List<Coefficient> coefficients) {
    public LawSignature {
        arguments = List.copyOf(arguments);
        coefficients = List.copyOf(coefficients);
    }

    /** How an argument is read. */
    public enum Kind {
        QUANTITY, TEXT, TRUTH
    }

    /** An argument; {@code parts} is empty unless it is a vector. */
    public record Argument(String name, Kind kind, Unit unit, List<String> parts) {
        public Argument {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A coefficient.
     *
     * @param over the text or vector argument it has a value for each of, empty for a single value
     * @param free whether its value is still open
     */
    public record Coefficient(String name, String over, boolean free) {
    }

    /** Whether the law itself gives a coefficient of this name its value; those of laws that it calls are free or theirs. */
    public boolean gives(String coefficient) {
        return coefficients.stream().anyMatch(each -> each.name.equals(coefficient) && !each.free);
    }

    public boolean isCalibrated() {
        for (Coefficient coefficient : coefficients) {
            if (coefficient.free) {
                return false;
            }
        }
        return true;
    }
}
