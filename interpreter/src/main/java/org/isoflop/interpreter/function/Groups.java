package org.isoflop.interpreter.function;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;

/**
 * Rows sorted into groups, in the order in which the groups first appear. Numbers are told apart by their points; what is
 * missing makes a group of its own.
 *
 * @param rows the rows of each group
 * @param of the group of each row
 */
public record Groups(int[][] rows, int[] of) {

    /** All rows in one group. */
    public static Groups whole(int count) {
        return new Groups(new int[][] {all(count)}, new int[count]);
    }

    /** So many rows; a loop, as a column may be long and streams are slow with the quick compiler. */
    static int[] all(int count) {
        int[] rows = new int[count];
        for (int row = 0; row < count; row++) {
            rows[row] = row;
        }
        return rows;
    }

    /** Groups of rows that are equal in every key; the keys are columns of so many rows. */
    public static Groups by(List<Value> keys, int count) {
        Map<Object, List<Integer>> members = new LinkedHashMap<>();
        for (int row = 0; row < count; row++) {
            members.computeIfAbsent(key(keys, row), missing -> new ArrayList<>()).add(row);
        }
        int[][] rows = new int[members.size()][];
        int[] of = new int[count];
        int group = 0;
        for (List<Integer> member : members.values()) {
            rows[group] = member.stream().mapToInt(Integer::intValue).toArray();
            for (int row : rows[group]) {
                of[row] = group;
            }
            group++;
        }
        return new Groups(rows, of);
    }

    public int count() {
        return rows.length;
    }

    /** What makes a row's cells equal to another's. */
    static Object key(List<Value> columns, int row) {
        if (columns.size() == 1) {
            return key(Columns.cell(columns.getFirst(), row));
        }
        List<Object> keys = new ArrayList<>(columns.size());
        for (Value column : columns) {
            keys.add(key(Columns.cell(column, row)));
        }
        return keys;
    }

    /** An object that is equal for equal cells. */
    static Object key(Value cell) {
        return switch (cell) {
            // Adding zero makes -0.0 and 0.0 one key.
            case Quantity quantity -> quantity.point() + 0.0;
            case Truth truth -> truth.numbers().point();
            case Text text -> text.value();
            case Missing missing -> Double.NaN;
            case RecordValue record -> {
                Map<String, Object> parts = new LinkedHashMap<>();
                record.members().forEach((name, part) -> parts.put(name, key(part)));
                yield parts;
            }
            default -> cell;
        };
    }

    /** Whether a row lacks one of its keys. */
    static boolean isIncomplete(List<Value> columns, int row) {
        return columns.stream().anyMatch(column -> key(Columns.cell(column, row)) instanceof Double point && point.isNaN());
    }

    /** The columns that an argument names: itself, or, of a list of columns, each. */
    static List<Value> columns(Value argument) {
        if (argument instanceof ListValue list && !list.items().isEmpty()
                && list.items().stream().allMatch(item -> Columns.rows(item) >= 0 || item instanceof ListValue)) {
            return list.items();
        }
        return List.of(argument);
    }

    /** Results of the groups, one a row, given to every row of its group. */
    Value spread(Value results) {
        return Columns.select(results, of);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Groups groups && Arrays.equals(of, groups.of);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(of);
    }

    @Override
    public String toString() {
        return Arrays.deepToString(rows);
    }
}
