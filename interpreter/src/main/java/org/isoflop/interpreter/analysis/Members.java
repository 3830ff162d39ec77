package org.isoflop.interpreter.analysis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.type.Type.ListOf;
import org.isoflop.interpreter.type.Type.Quantity;
import org.isoflop.interpreter.type.Type.RecordOf;
import org.isoflop.interpreter.unit.Unit;

/** The members that values of each type have. */
public final class Members {
    private Members() {
    }

    /** The members of a type and their types, in order. */
    public static Map<String, Type> of(Type type) {
        return switch (type) {
            case RecordOf(Map<String, Type> members) -> members;
            case Type.TableOf table -> {
                Map<String, Type> members = new LinkedHashMap<>();
                table.columns().forEach((name, column) -> members.put(name, column(column)));
                table.members().forEach(members::putIfAbsent);
                yield members;
            }
            case Type.FitOf fit -> fit.members();
            case Type.AllocationOf allocation -> {
                Map<String, Type> members = new LinkedHashMap<>(allocation.members());
                allocation.variables().forEach(members::putIfAbsent);
                yield members;
            }
            case Type.LawOf(LawSignature signature) -> law(signature);
            case Type.Range(Unit unit) -> ends(unit);
            default -> Map.of();
        };
    }

    /** A vector's columns are asked for part by part; every other column is a list. */
    static Type column(Type cell) {
        if (!(cell instanceof RecordOf(Map<String, Type> parts))) {
            return new ListOf(cell);
        }
        Map<String, Type> columns = new LinkedHashMap<>();
        parts.forEach((name, part) -> columns.put(name, new ListOf(part)));
        return new RecordOf(columns);
    }

    private static Map<String, Type> ends(Unit unit) {
        Map<String, Type> ends = new LinkedHashMap<>();
        ends.put("lower", new Quantity(unit));
        ends.put("upper", new Quantity(unit));
        return ends;
    }

    private static Map<String, Type> law(LawSignature signature) {
        Map<String, Type> members = new LinkedHashMap<>();
        for (LawSignature.Coefficient coefficient : signature.coefficients()) {
            if (!coefficient.free()) {
                members.put(coefficient.name(), coefficient.over().isEmpty() ? Type.NUMBER : new Type.OpenVector(Type.NUMBER));
            }
        }
        members.put("source", Type.TEXT);
        members.put("evidence", Type.TEXT);
        members.put("fitted_on", Type.TEXT);
        members.put("superseded_by", Type.TEXT);
        Map<String, Type> ranges = new LinkedHashMap<>();
        for (LawSignature.Argument argument : signature.arguments()) {
            if (argument.kind() == LawSignature.Kind.QUANTITY && argument.parts().isEmpty()) {
                ranges.put(argument.name(), new Type.Range(argument.unit()));
            }
        }
        members.put("valid", new RecordOf(ranges));
        return members;
    }

    /** A range of what is a number, part by part of a vector; of anything else a list. */
    private static Type span(Type variable, boolean vector) {
        if (vector && variable instanceof RecordOf(Map<String, Type> parts)) {
            Map<String, Type> ranges = new LinkedHashMap<>();
            parts.forEach((name, part) -> ranges.put(name, span(part, false)));
            return new RecordOf(ranges);
        }
        return variable instanceof Quantity(Unit unit, boolean zero) ? new Type.Range(unit) : new ListOf(variable);
    }

    /** What an allocation may be asked for, besides its variables; {@code vectors} are those of them that have parts. */
    static Map<String, Type> allocation(Map<String, Type> variables, Type objective, Map<String, Unit> conditions, Set<String> vectors,
            boolean span) {
        Map<String, Type> slack = new LinkedHashMap<>();
        Map<String, Type> price = new LinkedHashMap<>();
        Map<String, Type> use = new LinkedHashMap<>();
        conditions.forEach((name, unit) -> {
            slack.put(name, new Quantity(unit));
            price.put(name, objective);
            Map<String, Type> line = new LinkedHashMap<>();
            line.put("spent", new Quantity(unit));
            line.put("limit", new Quantity(unit));
            line.put("price", objective);
            line.put("next_percent", new Quantity(unit));
            use.put(name, new RecordOf(line));
        });
        Map<String, Type> members = new LinkedHashMap<>();
        members.put("variables", new RecordOf(variables));
        members.put("value", objective);
        members.put("feasible", Type.TRUTH);
        members.put("binding", new ListOf(Type.TEXT));
        members.put("slack", new RecordOf(slack));
        members.put("price", new RecordOf(price));
        members.put("use", new RecordOf(use));
        Map<String, Type> certificate = new LinkedHashMap<>();
        certificate.put("method", Type.TEXT);
        certificate.put("kkt", Type.NUMBER);
        certificate.put("starts", Type.NUMBER);
        certificate.put("agreed", Type.NUMBER);
        certificate.put("deciding", Type.NUMBER);
        members.put("certificate", new RecordOf(certificate));
        if (span) {
            Map<String, Type> ranges = new LinkedHashMap<>();
            variables.forEach((name, type) -> ranges.put(name, span(type, vectors.contains(name))));
            members.put("span", new RecordOf(ranges));
        }
        return members;
    }
}
