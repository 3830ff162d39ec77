package org.isoflop.interpreter.value;

import java.util.List;

/** A text argument of a law that is traced: the position of its text among the levels that are known. */
public final class SymbolicText extends Value {
    private final Trace trace;
    private final int node;
    private final List<String> levels;

    public SymbolicText(Trace trace, int node, List<String> levels) {
        this.trace = trace;
        this.node = node;
        this.levels = List.copyOf(levels);
    }

    public Trace trace() {
        return trace;
    }

    public int node() {
        return node;
    }

    public List<String> levels() {
        return levels;
    }

    @Override
    public String kind() {
        return "text";
    }

    @Override
    public String text() {
        return "one of " + String.join(", ", levels);
    }
}
