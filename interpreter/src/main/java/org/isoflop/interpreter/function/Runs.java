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
        boolean[] known = new boolean[spent.length];
        for (int row = 0; row < known.length; row++) {
            double all = spent[row] + losses[row] + sizeOf[row] + (tokens == null ? 0 : tokens[row]);
            known[row] = all == all;
        }
        int[] runOf = numbered(call, by, known);
        int[] order = order(runOf, spent);
        double[] x = pick(spent, order);
        int[] first = new int[16];
        int runs = 0;
        for (int i = 0; i < order.length; i++) {
            if (i == 0 || runOf[order[i]] != runOf[order[i - 1]]) {
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
                    throw call.wrong(-1,
                            "a run has one size, and that of row " + (heads[run] + 1) + " has another in row " + (order[i] + 1));
                }
            }
        }
        TrainingCurves curves = TrainingCurves.of(x, pick(losses, order), first, pick(sizeOf, heads));
        curves = tokens == null ? curves : curves.withTokens(pick(tokens, order));
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

    /** For each row whether its run is that of the row before. */
    private static boolean[] goesOn(Value by, int rows) {
        boolean[] same = new boolean[rows];
        if (by instanceof Quantity quantity) {
            double[] keys = quantity.numbers().points();
            for (int row = 1; row < rows; row++) {
                same[row] = keys[row] == keys[row - 1];
            }
        } else if (by instanceof Texts texts) {
            for (int row = 1; row < rows; row++) {
                same[row] = java.util.Objects.equals(texts.row(row), texts.row(row - 1));
            }
        }
        return same;
    }

    /** The run of each row by number, in the order of first appearance; -1 where something is not known. */
    private static int[] numbered(ValueCall call, Value by, boolean[] known) {
        boolean[] goesOn = goesOn(by, known.length);
        int[] runOf = new int[known.length];
        Map<Object, Integer> seen = new HashMap<>();
        int run = -1;
        int unknown = 0;
        for (int row = 0; row < runOf.length; row++) {
            run = goesOn[row] && run >= 0 ? run : seen.computeIfAbsent(Groups.key(List.of(by), row), key -> seen.size());
            runOf[row] = known[row] ? run : -1;
            unknown += known[row] ? 0 : 1;
        }
        if (unknown > 0) {
            call.warn(Code.MISSING_ROWS, unknown + " of " + runOf.length + " rows with something missing are left out");
        }
        if (unknown == runOf.length) {
            throw call.wrong(0, "no row of the table has all that `envelope` needs");
        }
        return runOf;
    }

    /** The rows of the runs, run after run, each in rising order of what was spent. */
    private static int[] order(int[] runOf, double[] spent) {
        int[] order = new int[runOf.length];
        int count = 0;
        boolean rising = true;
        for (int row = 0; row < order.length; row++) {
            if (runOf[row] >= 0) {
                int before = count == 0 ? row : order[count - 1];
                rising &= runOf[row] > runOf[before] || runOf[row] == runOf[before] && spent[row] >= spent[before];
                order[count++] = row;
            }
        }
        int[] found = count == order.length ? order : Arrays.copyOf(order, count);
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
