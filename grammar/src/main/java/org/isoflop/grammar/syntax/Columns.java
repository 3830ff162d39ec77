package org.isoflop.grammar.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The block of a {@code data} or {@code sweep}, top to bottom. */
public record Columns(Span span, List<Entry> entries) implements Syntax {
    public Columns {
        entries = List.copyOf(entries);
    }

    /** An entry of the block. */
    public sealed interface Entry extends Syntax {
    }

    /** {@code N: params?}, {@code D: tokens = expr}, {@code v[a, b]: unit}. */
    public record Column(Span span, @Nullable String documentation, Name name, List<Name> parts, @Nullable UnitExpression unit,
            boolean optional, @Nullable Expression value) implements Entry {
        public Column {
            parts = List.copyOf(parts);
        }
    }

    /** {@code let x = expr}: a name for the entries below, not a column. */
    public record Let(Span span, Name name, Expression value) implements Entry {
    }

    /** {@code keep condition}. */
    public record Keep(Span span, Expression condition) implements Entry {
    }

    /** {@code key column}: rows with the same value are one run. */
    public record Key(Span span, Name column) implements Entry {
    }

    /** {@code per a, b}: one row for each group. */
    public record Per(Span span, List<Name> names) implements Entry {
        public Per {
            names = List.copyOf(names);
        }
    }
}
