package org.isoflop.interpreter.value;

import java.util.List;
import org.isoflop.interpreter.unit.Unit;

/**
 * A truth that is traced. A conjunction of comparisons keeps both sides of each, so that it can serve as the conditions of
 * an allocation; anything else has only its node.
 */
public final class SymbolicTruth extends Value {
    private final Trace trace;
    private final int node;
    private final List<Condition> conditions;

    /** {@code left relation right}, with the unit of both sides. */
    public record Condition(Relation relation, int left, int right, Unit unit) {
    }

    public enum Relation {
        AT_MOST, AT_LEAST, EQUAL
    }

    /** @param conditions empty where the truth is no conjunction of comparisons */
    public SymbolicTruth(Trace trace, int node, List<Condition> conditions) {
        this.trace = trace;
        this.node = node;
        this.conditions = List.copyOf(conditions);
    }

    public Trace trace() {
        return trace;
    }

    public int node() {
        return node;
    }

    public List<Condition> conditions() {
        return conditions;
    }

    @Override
    public String kind() {
        return "truth";
    }

    @Override
    public String text() {
        return "a condition";
    }
}
