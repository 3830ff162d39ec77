package org.isoflop.interpreter.table;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The columns wanted from a file, each once, in the order in which the table shall have them. */
public record Request(List<Column> columns) {
    public Request {
        columns = List.copyOf(columns);
        Set<String> names = new HashSet<>();
        for (Column column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("column asked for twice: " + column.name());
            }
        }
    }

    /** A wanted column by its header; {@code optional} if its cells may be empty. */
    public record Column(String name, Kind kind, boolean optional) {
    }

    /** What the cells of a column are to be read as. */
    public enum Kind {
        NUMBER, TEXT, TRUTH
    }
}
