package org.isoflop.interpreter.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.function.Function.Surroundings;
import org.isoflop.interpreter.function.Function.TypedCall;
import org.isoflop.interpreter.function.Function.ValueCall;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.NamedUnit;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.unit.UnitTable;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** Calls functions by name, with values or with types, and makes arguments for them. */
final class Calling {
    static final Unit TOKENS = unit("token");
    static final Unit PARAMS = unit("param");
    static final double MISSING = Double.NaN;

    private Calling() {
    }

    /** What a call was refused with. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    private record Run(List<Value> arguments, Map<String, Value> labels, String place, long seed) implements ValueCall, Surroundings {
        @Override
        public Type type() {
            return Type.UNKNOWN;
        }

        /** As a run does it that may use a million cells. */
        @Override
        public void makes(String what, double values, int bytesEach) {
            if (values > 1e6) {
                throw new Refused(what + ": " + values + " of " + bytesEach + " bytes");
            }
        }

        @Override
        public Surroundings surroundings() {
            return this;
        }

        @Override
        public RuntimeException wrong(int argument, String message) {
            return new Refused(argument + ": " + message);
        }

        @Override
        public void warn(Code code, String message) {
            throw new Refused(code + ": " + message);
        }

        @Override
        public int draws() {
            return 1000;
        }

        @Override
        public double level() {
            return 0.95;
        }
    }

    private record Check(List<Type> arguments, Map<String, Type> labels, List<String> complaints) implements TypedCall {
        @Override
        public Type wrong(int argument, String message) {
            complaints.add(message);
            return Type.UNKNOWN;
        }

        @Override
        public Type wrong(String label, String message) {
            complaints.add(message);
            return Type.UNKNOWN;
        }

        @Override
        public boolean sameDimension(int first, int second) {
            Unit one = Type.unitOf(arguments.get(first));
            Unit other = Type.unitOf(arguments.get(second));
            boolean same = one == null || other == null || one.sameDimension(other);
            if (!same) {
                complaints.add(one + " against " + other);
            }
            return same;
        }

        @Override
        public @Nullable String literal(int argument) {
            return null;
        }
    }

    private static Function function(String name) {
        return assertNotNull(Functions.find(name), name);
    }

    private static <T> T assertNotNull(@Nullable T value, String name) {
        org.junit.jupiter.api.Assertions.assertNotNull(value, name);
        return value;
    }

    static Value call(String name, Value... arguments) {
        return at("study.item", name, Map.of(), arguments);
    }

    static Value per(String name, Value per, Value... arguments) {
        return at("study.item", name, Map.of("per", per), arguments);
    }

    static Value at(String place, String name, Map<String, Value> labels, Value... arguments) {
        return seeded(7, place, name, labels, arguments);
    }

    static Value seeded(long seed, String place, String name, Map<String, Value> labels, Value... arguments) {
        return function(name).apply(new Run(List.of(arguments), labels, place, seed));
    }

    static Type type(String name, Type... arguments) {
        return type(name, Map.of(), arguments);
    }

    /** The type of a call that nothing is wrong with. */
    static Type type(String name, Map<String, Type> labels, Type... arguments) {
        List<String> complaints = new ArrayList<>();
        Type type = function(name).type(new Check(List.of(arguments), labels, complaints));
        assertEquals(List.of(), complaints, name);
        return type;
    }

    /** What the checker has to say of a call. */
    static String complaint(String name, Map<String, Type> labels, Type... arguments) {
        List<String> complaints = new ArrayList<>();
        Type type = function(name).type(new Check(List.of(arguments), labels, complaints));
        assertNotNull(type, name);
        return String.join("; ", complaints);
    }

    private static Unit unit(String name) {
        NamedUnit unit = assertNotNull(new UnitTable().find(name), name);
        return Unit.of(unit);
    }

    static Quantity number(double value) {
        return Quantity.of(value);
    }

    static Quantity column(double... values) {
        return column(Unit.NONE, values);
    }

    static Quantity column(Unit unit, double... values) {
        return new Quantity(unit, Numbers.column(values));
    }

    static Quantity uncertain(double point, double... draws) {
        return new Quantity(Unit.NONE, Numbers.uncertain(point, draws));
    }

    static Texts texts(@Nullable String... values) {
        return new Texts(values);
    }

    static Truth truths(double... values) {
        return new Truth(Numbers.column(values));
    }

    static ListValue list(Value... items) {
        return new ListValue(List.of(items));
    }

    /** A vector from names and parts in turn. */
    static RecordValue vector(Object... namesAndParts) {
        Map<String, Value> parts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndParts.length; i += 2) {
            parts.put((String) namesAndParts[i], (Value) namesAndParts[i + 1]);
        }
        return new RecordValue(parts, true);
    }

    static Type listOf(Unit unit) {
        return new Type.ListOf(new Type.Quantity(unit));
    }

    static Numbers numbers(Value value) {
        return value instanceof Truth truth ? truth.numbers() : assertInstanceOf(Quantity.class, value).numbers();
    }

    static double point(Value value) {
        assertEquals(-1, Columns.rows(value), "a single number");
        return numbers(value).point();
    }

    static double[] points(Value value) {
        assertEquals(numbers(value).rows(), Columns.rows(value), "a column");
        return numbers(value).points();
    }
}
