package org.isoflop.interpreter.value;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The best allocation found, or one for each row where it was asked for with columns. */
public final class AllocationValue extends Structured {
    private final Map<String, Value> variables;
    private final List<String> conditions;
    private final boolean maximize;

    /**
     * @param variables the variables with their optimal values
     * @param conditions the names of all conditions, in order
     * @param members {@code value feasible span variables}
     * @param report {@code binding slack price use certificate}, worked out when first asked for
     */
    public AllocationValue(Map<String, Value> variables, List<String> conditions, boolean maximize, Map<String, Value> members,
            Map<String, Supplier<? extends Value>> report) {
        super(joined(variables, members), report);
        this.variables = new LinkedHashMap<>(variables);
        this.conditions = List.copyOf(conditions);
        this.maximize = maximize;
    }

    /** One whose members are all there. */
    public AllocationValue(Map<String, Value> variables, List<String> conditions, boolean maximize, Map<String, Value> members) {
        this(variables, conditions, maximize, members, Map.of());
    }

    /** How many there are, one for each row that was asked for, or -1 if it is a single one. */
    int rows() {
        int rows = -1;
        for (Value variable : variables.values()) {
            rows = Math.max(rows, Columns.rows(variable));
        }
        return rows;
    }

    /** The allocation of one row. */
    AllocationValue row(int row) {
        Map<String, Value> own = new LinkedHashMap<>();
        variables.forEach((name, value) -> own.put(name, Columns.cell(value, row)));
        Map<String, Value> cells = new LinkedHashMap<>();
        known().forEach((name, value) -> cells.put(name, Columns.cell(value, row)));
        Map<String, Supplier<? extends Value>> report = new LinkedHashMap<>();
        later().forEach((name, whole) -> report.put(name, () -> Columns.cell(whole.get(), row)));
        return new AllocationValue(own, conditions, maximize, cells, report);
    }

    private static Map<String, Value> joined(Map<String, Value> variables, Map<String, Value> members) {
        Map<String, Value> all = new LinkedHashMap<>(members);
        variables.forEach(all::putIfAbsent);
        return all;
    }

    public Map<String, Value> variables() {
        return variables;
    }

    public List<String> conditions() {
        return conditions;
    }

    public boolean isMaximum() {
        return maximize;
    }

    @Override
    public String kind() {
        return "allocation";
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder();
        variables.forEach((name, value) -> text.append(text.isEmpty() ? "" : ", ").append(name).append(" = ").append(value.text()));
        return text.append(maximize ? ", maximum " : ", minimum ").append(member("value")).toString();
    }
}
