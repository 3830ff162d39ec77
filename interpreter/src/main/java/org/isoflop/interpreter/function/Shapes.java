package org.isoflop.interpreter.function;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.jspecify.annotations.Nullable;

/** Questions about types that several functions ask. */
final class Shapes {
    private Shapes() {
    }

    /** A rule for single values, null where it does not fit. */
    interface Leaf {
        @Nullable
        Type of(Type element);
    }

    /** The type of what a column, list or vector holds, null for anything else. A column of vectors holds its parts. */
    static @Nullable Type elementOf(Type type) {
        return switch (type) {
            case Type.ListOf(Type.RecordOf vector) -> {
                Type part = elementOf(vector);
                yield part == null ? null : new Type.ListOf(part);
            }
            case Type.ListOf(Type.OpenVector(Type part)) -> new Type.ListOf(part);
            case Type.ListOf(Type element) -> element;
            case Type.OpenVector(Type element) -> element;
            case Type.RecordOf(Map<String, Type> members) -> common(members.values());
            case Type.Simple simple when simple == Type.Simple.UNKNOWN -> Type.UNKNOWN;
            default -> null;
        };
    }

    /** The type that all parts of a vector share; its unit is that of the first part. */
    private static @Nullable Type common(Iterable<Type> parts) {
        Type first = null;
        for (Type part : parts) {
            if (part.equals(Type.UNKNOWN)) {
                return Type.UNKNOWN;
            }
            if (first != null && !alike(first, part)) {
                return null;
            }
            first = first == null ? part : first;
        }
        return first;
    }

    private static boolean alike(Type first, Type second) {
        Unit one = Type.unitOf(first);
        Unit other = Type.unitOf(second);
        return one != null && other != null ? one.sameDimension(other) : first.getClass() == second.getClass();
    }

    /** The type with its quantities and truths exchanged for something else, whatever they are arranged in; null if it holds others. */
    static @Nullable Type mapped(Type type, Leaf leaf) {
        return switch (type) {
            case Type.ListOf(Type element) -> {
                Type inner = mapped(element, leaf);
                yield inner == null ? null : new Type.ListOf(inner);
            }
            case Type.OpenVector(Type element) -> {
                Type inner = mapped(element, leaf);
                yield inner == null ? null : new Type.OpenVector(inner);
            }
            case Type.RecordOf(Map<String, Type> members) -> {
                Map<String, Type> inner = new LinkedHashMap<>();
                for (Map.Entry<String, Type> member : members.entrySet()) {
                    Type part = mapped(member.getValue(), leaf);
                    if (part == null) {
                        yield null;
                    }
                    inner.put(member.getKey(), part);
                }
                yield new Type.RecordOf(inner);
            }
            case Type.Simple simple when simple == Type.Simple.UNKNOWN -> Type.UNKNOWN;
            case Type.Simple simple when simple == Type.Simple.MISSING -> Type.MISSING;
            default -> leaf.of(type);
        };
    }

    /** As {@link #mapped}, with the unknown type where the type holds others. */
    static Type mappedOrUnknown(Type type, Leaf leaf) {
        Type mapped = mapped(type, leaf);
        return mapped == null ? Type.UNKNOWN : mapped;
    }

    /** Quantities without the mark of a literal zero, nothing else. */
    static @Nullable Type quantity(Type type) {
        return type instanceof Type.Quantity(Unit unit, boolean zero) ? new Type.Quantity(unit) : null;
    }

    static boolean isUnknown(Type type) {
        return type.equals(Type.UNKNOWN) || type instanceof Type.ListOf(Type element) && isUnknown(element);
    }

    /** Whether an argument may be a single plain number. */
    static boolean isPlain(Type type) {
        return type.equals(Type.UNKNOWN) || type.equals(Type.MISSING)
                || type instanceof Type.Quantity(Unit unit, boolean zero) && unit.isNone();
    }

    /** The arrangement that element by element work on several arguments gives: that of the first that is no single value. */
    static Type arrangement(List<Type> arguments) {
        for (Type argument : arguments) {
            if (argument.equals(Type.UNKNOWN) || !(argument instanceof Type.Quantity || argument instanceof Type.Simple)) {
                return argument;
            }
        }
        return arguments.getFirst();
    }

    /** The unit that quantities of one dimension are shown in together: the first that is no literal zero's; null if unknown. */
    static @Nullable Unit sharedUnit(List<Type> arguments) {
        Unit shared = null;
        for (Type argument : arguments) {
            Unit unit = innerUnit(argument);
            if (unit != null && (shared == null || shared.factors().isEmpty())) {
                shared = unit;
            }
        }
        return shared;
    }

    /** The unit of the quantities within a type, however they are arranged. */
    static @Nullable Unit innerUnit(Type type) {
        Type inner = type;
        while (!(inner instanceof Type.Quantity)) {
            Type element = elementOf(inner);
            if (element == null || element.equals(inner)) {
                return null;
            }
            inner = element;
        }
        return Type.unitOf(inner);
    }
}
