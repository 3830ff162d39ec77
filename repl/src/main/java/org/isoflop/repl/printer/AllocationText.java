package org.isoflop.repl.printer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.value.AllocationValue;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.repl.printer.TextTable.Column;
import org.isoflop.stdlib.Locales;

/** An allocation for people: the best value, the variables, and what each condition allowed, took and would be worth. */
final class AllocationText {
    private final Wording wording;
    private final int most;

    AllocationText(Wording wording, int most) {
        this.wording = wording;
        this.most = most;
    }

    Layout layout(AllocationValue allocation) {
        Value value = member(allocation, "value");
        int rows = Columns.rows(value);
        if (rows >= 0) {
            return many(allocation, rows);
        }
        Value feasible = member(allocation, "feasible");
        if (feasible instanceof Truth truth && Double.isNaN(truth.numbers().point())) {
            return new Layout.Builder("missing: a number that it needs is missing").build();
        }
        if (value == Missing.VALUE || feasible instanceof Truth truth && !truth.holds()) {
            return new Layout.Builder("infeasible: its conditions cannot hold together").build();
        }
        return new Layout.Builder((allocation.isMaximum() ? "maximum " : "minimum ") + wording.of(value))
                .grid(variables(allocation), "").grid(conditions(allocation), "").lines(certificate(allocation)).build();
    }

    /** A line that says how the optimum is known to be one. */
    private static List<String> certificate(AllocationValue allocation) {
        if (!(allocation.member("certificate") instanceof RecordValue certificate)
                || !(certificate.member("method") instanceof Text method)
                || !(certificate.member("kkt") instanceof Quantity kkt)
                || !(certificate.member("agreed") instanceof Quantity agreed)) {
            return List.of();
        }
        String agree = method.value().startsWith("best of") ? ", of which " + (int) agreed.point() + " agree" : "";
        String decide = "";
        if (certificate.member("deciding") instanceof Quantity deciding && deciding.point() > 0) {
            decide = ", " + (int) deciding.point() + (deciding.point() == 1 ? " draw decides" : " draws decide");
        }
        return List
                .of("optimum: " + method.value() + agree + decide + ", KKT residual " + String.format(Locales.NONE, "%.0e", kkt.point()));
    }

    private static Value member(AllocationValue allocation, String name) {
        Value member = allocation.member(name);
        return member == null ? Missing.VALUE : member;
    }

    private Layout many(AllocationValue allocation, int rows) {
        String head = (allocation.isMaximum() ? "maximum" : "minimum") + " of each of " + rows + " rows";
        Map<String, Value> columns = new LinkedHashMap<>(allocation.variables());
        columns.put("value", member(allocation, "value"));
        columns.put("feasible", member(allocation, "feasible"));
        TableText table = new TableText(wording, most);
        return new Layout.Builder(head).grid(table.of(columns, Math.min(rows, most)), table.more(rows)).build();
    }

    private TextTable variables(AllocationValue allocation) {
        Column names = new Column("variable", "", false);
        Column values = new Column("value", "", false);
        Map<String, Value> spans = allocation.member("span") instanceof RecordValue span ? span.members() : Map.of();
        Column ranges = new Column("within tolerance", "", false);
        allocation.variables().forEach((name, value) -> variable(name, value, spans.get(name), names, values, ranges));
        TextTable laid = new TextTable();
        laid.add(names);
        laid.add(values);
        if (!spans.isEmpty()) {
            laid.add(ranges);
        }
        return laid;
    }

    private void variable(String name, Value value, @org.jspecify.annotations.Nullable Value span, Column names, Column values,
            Column ranges) {
        if (value instanceof RecordValue vector && vector.isVector()) {
            Map<String, Value> spans = span instanceof RecordValue parts ? parts.members() : Map.of();
            vector.members().forEach((part, cell) -> variable(name + "." + part, cell, spans.get(part), names, values, ranges));
            return;
        }
        names.cells().add(name);
        values.cells().add(wording.of(value));
        ranges.cells().add(span == null ? "" : wording.of(span));
    }

    private TextTable conditions(AllocationValue allocation) {
        TextTable laid = new TextTable();
        if (!(allocation.member("use") instanceof RecordValue uses) || uses.members().isEmpty()) {
            return laid;
        }
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("condition", new Column("condition", "", false));
        columns.put("spent", new Column("spent", "", true));
        columns.put("limit", new Column("limit", "", true));
        columns.put("price", new Column("price of 1 %", "", true));
        columns.put("next_percent", new Column("next 1 %", "", true));
        Column marks = new Column("", "", false);
        uses.members().forEach((name, use) -> {
            columns.forEach((part, column) -> column.cells().add(part.equals("condition") ? name : part(use, part)));
            marks.cells().add(binds(allocation, name) ? "binding" : "");
        });
        columns.values().forEach(laid::add);
        laid.add(marks);
        return laid;
    }

    private String part(Value use, String part) {
        Value value = use instanceof RecordValue parts ? parts.member(part) : null;
        if (value == null || value == Missing.VALUE || value instanceof Quantity quantity && Double.isNaN(quantity.point())) {
            return "";
        }
        return wording.of(value);
    }

    private static boolean binds(AllocationValue allocation, String condition) {
        if (allocation.member("binding") instanceof Texts binding) {
            for (String name : binding.values()) {
                if (condition.equals(name)) {
                    return true;
                }
            }
        }
        return false;
    }
}
