package org.isoflop.interpreter.engine;

import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;

/** Types in a few words. */
final class TypeText {
    private TypeText() {
    }

    /** {@code nats/token}, {@code a list of tokens}, {@code a table of N, D, loss}. */
    static String of(Type type) {
        return switch (type) {
            case Type.Quantity(Unit unit, boolean zero) -> unit.factors().isEmpty() ? "a plain number" : unit.toString();
            case Type.ListOf(Type element) -> "a list of " + plural(element);
            case Type.TableOf table -> "a table of " + String.join(", ", table.columns().keySet());
            case Type.Simple simple when simple == Type.UNKNOWN -> "";
            default -> type.describe();
        };
    }

    private static String plural(Type element) {
        return element instanceof Type.Quantity(Unit unit, boolean zero) && unit.factors().isEmpty() ? "numbers" : switch (element) {
            case Type.Simple simple when simple == Type.TEXT -> "texts";
            case Type.Simple simple when simple == Type.TRUTH -> "truths";
            default -> of(element);
        };
    }
}
