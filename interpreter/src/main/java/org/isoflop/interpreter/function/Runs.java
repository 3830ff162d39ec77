package org.isoflop.interpreter.function;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.function.Function.ValueCall;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.curves.TrainingCurves;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table as training curves: run after run, each in the order of what was spent. A table that stands in this order
 * is not copied.
 *
 * @param names what each run is called
 */
record Runs(TrainingCurves curves, Value names) {
    /** @param sizes the column of sizes */
    static Runs of(ValueCall call, TableValue table, @Nullable Value sizes) {
        Value by = call.labels().getOrDefault("by", table.key() == null ? null : table.columns().get(table.key()));
        if (by == null) {
            throw call.wrong(0, "the table does not say which rows are one run: give it a `key`, or `envelope` a column as `by:`");
        }
        if (!(by instanceof Quantity || by instanceof Texts) || Columns.rows(by) != table.rows()) {
            throw call.wrong(-1, "`by` takes a column of the table");
        }
        double[] spent = positive(call, table, "x");
        double[] losses = positive(call, table, "y");
        double[] tokens = call.labels().containsKey(Tokens.COLUMN) ? positive(call, table, Tokens.COLUMN) : null;
        if (!(sizes instanceof Quantity size) || !size.numbers().isColumn()) {
            throw call.wrong(-1, "`size` takes a column of quantities of the table");
        }
        double[] sizeOf = size.numbers().points();
        int[] order = order(call, by, spent, losses, tokens, sizeOf);
        double[] x = pick(spent, order);
        int[] first = new int[16];
        int runs = 0;
        for (int i = 0; i < order.length; i++) {
            if (i == 0 || !same(by, order[i], order[i - 1])) {
                first = runs + 1 >= first.length ? Arrays.copyOf(first, 2 * first.length) : first;
                first[runs++] = i;
            }
        }
        first = Arrays.copyOf(first, runs + 1);
        first[runs] = order.length;
        int[] heads = new int[runs];
        for (int run = 0; run < runs; run++) {
            heads[run] = order[first[run]];
            for (int i = first[run]; i < first[run + 1]; i++) {
                if (sizeOf[order[i]] != sizeOf[heads[run]]) {
                    throw call.wrong(-1, "a run has one size, and that of row " + (heads[run] + 1) + " has another in row " + (order[i] + 1));
                }
            }
        }
        TrainingCurves curves = new TrainingCurves(x, pick(losses, order), tokens == null ? null : pick(tokens, order), first, pick(sizeOf, heads));
        return new Runs(curves, Columns.select(by, heads));
    }

    private static double[] positive(ValueCall call, TableValue table, String label) {
        double[] column = Labels.column(call, table, label);
        if (column == null) {
            throw call.wrong(-1, "`" + label + "` takes a column of quantities of the table");
        }
        for (int row = 0; row < column.length; row++) {
            // Nothing had been spent or seen before the first step; its row says nothing.
            if (column[row] < 0 || column[row] == 0 && label.equals("y")) {
                throw call.wrong(-1, "`" + label + "` is above zero, and row " + (row + 1) + " has "
                        + Quantity.of(column[row]).text());
            }
        }
        return column;
    }

    private static boolean same(Value by, int row, int other) {
        return switch (by) {
            case Quantity quantity -> quantity.numbers().point(row) == quantity.numbers().point(other);
            case Texts texts -> java.util.Objects.equals(texts.row(row), texts.row(other));
            default -> false;
        };
    }

    /** The rows in which everything is known, run after run in the order of first appearance, each in rising order. */
    private static int[] order(ValueCall call, Value by, double[] spent, double[] losses, double @Nullable [] tokens, double[] sizes) {
        int rows = spent.length;
        int[] order = new int[rows];
        int known = 0;
        boolean rising = true;
        Map<Object, Integer> seen = new HashMap<>();
        int[] runOf = new int[rows];
        for (int row = 0; row < rows; row++) {
            if (Double.isNaN(spent[row] + losses[row] + sizes[row] + (tokens == null ? 0 : tokens[row]))) {
                continue;
            }
            int before = known == 0 ? -1 : order[known - 1];
            boolean within = before >= 0 && same(by, row, before);
            int run = within ? runOf[before] : seen.computeIfAbsent(Groups.key(List.of(by), row), key -> seen.size());
            rising &= within ? spent[row] >= spent[before] : run == seen.size() - 1 && (before < 0 || runOf[before] != run);
            runOf[row] = run;
            order[known++] = row;
        }
        if (known < rows) {
            call.warn(Code.MISSING_ROWS, rows - known + " of " + rows + " rows with something missing are left out");
        }
        if (known == 0) {
            throw call.wrong(0, "no row of the table has all that `envelope` needs");
        }
        int[] found = known == rows ? order : Arrays.copyOf(order, known);
        if (rising) {
            return found;
        }
        Integer[] sorted = Arrays.stream(found).boxed().toArray(Integer[]::new);
        Arrays.sort(sorted, (a, b) -> runOf[a] != runOf[b] ? Integer.compare(runOf[a], runOf[b]) : Double.compare(spent[a], spent[b]));
        return Arrays.stream(sorted).mapToInt(row -> row).toArray();
    }

    /** Some of a column; all of it, in order, is the column itself. */
    private static double[] pick(double[] from, int[] rows) {
        boolean whole = rows.length == from.length;
        for (int i = 0; whole && i < rows.length; i++) {
            whole = rows[i] == i;
        }
        if (whole) {
            return from;
        }
        double[] picked = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            picked[i] = from[rows[i]];
        }
        return picked;
    }
}
