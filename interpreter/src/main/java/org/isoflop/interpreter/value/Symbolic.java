package org.isoflop.interpreter.value;

import org.isoflop.interpreter.unit.Unit;

/** A quantity that is not computed but traced: a node of the kernel that an allocation, a law or a derivative builds. */
public final class Symbolic extends Value {
    private final Trace trace;
    private final int node;
    private final Unit unit;

    public Symbolic(Trace trace, int node, Unit unit) {
        this.trace = trace;
        this.node = node;
        this.unit = unit;
    }

    public Trace trace() {
        return trace;
    }

    public int node() {
        return node;
    }

    public Unit unit() {
        return unit;
    }

    @Override
    public String kind() {
        return "quantity";
    }

    @Override
    public String text() {
        return "a quantity in " + unit;
    }
}
