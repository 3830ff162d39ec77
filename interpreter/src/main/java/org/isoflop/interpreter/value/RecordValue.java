package org.isoflop.interpreter.value;

import java.util.Collection;
import java.util.Map;

/** A record or a vector: named parts in order. */
public final class RecordValue extends Structured {
    private final boolean vector;
    private final long cells;

    public RecordValue(Map<String, Value> members, boolean vector) {
        super(members);
        this.vector = vector;
        this.cells = ListValue.cells(members.values());
    }

    @Override
    public long cells() {
        return cells;
    }

    /** Names as an array for polyglot hosts. */
    public static Object names(Collection<String> names) {
        return new Members(names);
    }

    public boolean isVector() {
        return vector;
    }

    @Override
    public String kind() {
        return vector ? "vector" : "record";
    }

    @Override
    public String text() {
        return text(members());
    }
}
