package org.isoflop.interpreter.type;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.isoflop.interpreter.unit.Unit;
import org.jspecify.annotations.Nullable;

/** What is known of a value before anything runs. */
public sealed interface Type {
    Type NUMBER = new Quantity(Unit.NONE);
    Type TEXT = Simple.TEXT;
    Type TRUTH = Simple.TRUTH;
    Type MISSING = Simple.MISSING;
    /** Of an expression with a mistake in it, and of what nothing is known about: it fits everywhere. */
    Type UNKNOWN = Simple.UNKNOWN;

    /** As it stands in messages: "a quantity in tokens". */
    String describe();

    /** Kinds of value without further parts. */
    enum Simple implements Type {
        TEXT("a text"), TRUTH("a truth"), MISSING("missing"), UNKNOWN("unknown");

        private final String description;

        Simple(String description) {
            this.description = description;
        }

        @Override
        public String describe() {
            return description;
        }
    }

    /** A number with a unit; {@code zero} marks a literal 0, which fits every unit. */
    record Quantity(Unit unit, boolean zero) implements Type {
        public Quantity(Unit unit) {
            this(unit, false);
        }

        @Override
        public String describe() {
            return unit.isNone() && unit.factors().isEmpty() ? "a plain number" : "a quantity in " + unit;
        }
    }

    record Range(Unit unit) implements Type {
        @Override
        public String describe() {
            return unit.factors().isEmpty() ? "a range of numbers" : "a range in " + unit;
        }
    }

    /** A list or a column. */
    record ListOf(Type element) implements Type {
        @Override
        public String describe() {
            return "a list";
        }
    }

    /** A record or a vector. */
    record RecordOf(Map<String, Type> members) implements Type {
        public RecordOf {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        @Override
        public String describe() {
            return "a record";
        }
    }

    /** A vector whose parts come from a list that is known only when the study runs. */
    record OpenVector(Type element) implements Type {
        @Override
        public String describe() {
            return "a vector";
        }
    }

    /** A table: its columns by their element types, and what else it may be asked for. */
    record TableOf(Map<String, Type> columns, Map<String, Type> members) implements Type {
        public TableOf {
            columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        public TableOf(Map<String, Type> columns) {
            this(columns, Map.of());
        }

        /** A table, or what may stand for one: a list of records, a record of columns; null for anything else. */
        public static @Nullable TableOf of(Type type) {
            return switch (type) {
                case TableOf table -> table;
                case ListOf(RecordOf row) -> new TableOf(row.members());
                case RecordOf(Map<String, Type> members) when !members.isEmpty()
                        && members.values().stream().allMatch(ListOf.class::isInstance) -> {
                    Map<String, Type> columns = new LinkedHashMap<>();
                    members.forEach((name, column) -> columns.put(name, ((ListOf) column).element()));
                    yield new TableOf(columns);
                }
                default -> null;
            };
        }

        @Override
        public String describe() {
            return "a table";
        }
    }

    record LawOf(LawSignature signature) implements Type {
        @Override
        public String describe() {
            return "the law `" + signature.name() + "`";
        }
    }

    /**
     * A fit: a law whose coefficients are known, with more members.
     *
     * @param columns those of the table that it was fitted on
     */
    record FitOf(LawSignature signature, Map<String, Type> members, Map<String, Type> columns) implements Type {
        public FitOf {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
            columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        }

        @Override
        public String describe() {
            return "a fit";
        }
    }

    record AllocationOf(Map<String, Type> variables, Map<String, Type> members) implements Type {
        public AllocationOf {
            variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        @Override
        public String describe() {
            return "an allocation";
        }
    }

    /** An item with parameters, named without being called. */
    record Uncalled(Object declaration, String name) implements Type {
        @Override
        public String describe() {
            return "`" + name + "` without its arguments";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Uncalled(Object its, String itsName) && its == declaration && itsName.equals(name);
        }

        @Override
        public int hashCode() {
            return Objects.hash(System.identityHashCode(declaration), name);
        }
    }

    /** The unit of a quantity or of a list of them, null for everything else. */
    static @Nullable Unit unitOf(Type type) {
        return switch (type) {
            case Quantity(Unit unit, boolean zero) -> unit;
            case ListOf(Type element) -> unitOf(element);
            default -> null;
        };
    }
}
