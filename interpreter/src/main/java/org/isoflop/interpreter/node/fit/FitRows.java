package org.isoflop.interpreter.node.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.table.RawColumn;
import org.isoflop.interpreter.table.Rows;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RangeValue;
import org.isoflop.interpreter.value.StudyException;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.fit.Residual;
import org.isoflop.stdlib.fit.RowDraws;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a fit, in the law's units: those that are fitted, and those held out.
 *
 * @param columns {@code columns[input][row]} of the fitted rows
 * @param chosen the fitted rows' places in the table; null where they are all of its rows, which may be many
 * @param held the held out rows' places in the table
 * @param draws what the fitted rows are not sure of, null if they are of everything
 */
record FitRows(double[][] columns, double[] target, double @Nullable [] weights, int @Nullable [] chosen, int[] held,
        double[][] heldColumns, double[] heldTarget, @Nullable RowDraws draws) {
    /** What can be squared and summed. */
    static final double LARGEST = 1e150;
    static final double SMALLEST = 1e-150;
    /** Losses are multiplied by weights, and summed. */
    private static final double HEAVIEST = 1e100;

    /** Chooses the rows that are kept and known. */
    static FitRows select(FitNode node, double[][] inputs, double[] target, @Nullable RowDraws draws, FitOptionsNode.Chosen chosen,
            int count) {
        int[] used = null;
        int[] held = new int[chosen.holdout() == null ? 0 : count];
        boolean whole = areWhole(inputs, target, chosen);
        int usedCount = whole ? count : 0;
        int heldCount = 0;
        int missing = 0;
        for (int row = 0; row < count && !whole; row++) {
            boolean kept = chosen.keep() == null || chosen.keep().point(row) == 1;
            boolean known = kept && isKnown(inputs, target, chosen, row);
            boolean out = known && chosen.holdout() != null && chosen.holdout().point(row) == 1;
            if (known && !out) {
                if (used != null) {
                    used[usedCount] = row;
                }
                usedCount++;
                continue;
            }
            used = used == null ? upTo(row, count) : used;
            missing += kept && !known ? 1 : 0;
            if (out) {
                held[heldCount++] = row;
            }
        }
        if (missing > 0) {
            node.warn(Diagnostic.of(Code.MISSING_ROWS, missing + (missing == 1 ? " row of " : " rows of ") + count
                    + " with something missing " + (missing == 1 ? "is" : "are") + " left out of `" + node.name() + "`"));
        }
        if (usedCount == 0) {
            throw new StudyException(Diagnostic.of(Code.BAD_VALUE, "no rows are left to fit `" + node.name() + "`")
                    .at(node.site().source(), node.site().span()).note(leftOver(count, missing, heldCount)), node);
        }
        int[] chosenRows = used == null ? null : Arrays.copyOf(used, usedCount);
        double[][] columns = new double[inputs.length][];
        for (int i = 0; i < inputs.length; i++) {
            columns[i] = pick(inputs[i], chosenRows);
        }
        double[] weights = chosen.weights() == null ? null : new double[usedCount];
        for (int i = 0; weights != null && chosen.weights() != null && i < weights.length; i++) {
            weights[i] = chosen.weights().point(chosenRows == null ? i : chosenRows[i]);
        }
        int[] heldRows = Arrays.copyOf(held, heldCount);
        double[][] heldColumns = new double[inputs.length][];
        for (int i = 0; i < inputs.length; i++) {
            heldColumns[i] = pick(inputs[i], heldRows);
        }
        RowDraws fitted = draws == null || chosenRows == null ? draws : draws.select(chosenRows);
        return new FitRows(columns, pick(target, chosenRows), weights, chosenRows, heldRows, heldColumns, pick(target, heldRows), fitted);
    }

    /** Whether plainly all rows are used: column by column that takes a sixth of asking row by row. */
    private static boolean areWhole(double[][] inputs, double[] target, FitOptionsNode.Chosen chosen) {
        boolean whole = chosen.keep() == null && chosen.holdout() == null && chosen.weights() == null && isWhole(target);
        for (int i = 0; i < inputs.length && whole; i++) {
            whole = isWhole(inputs[i]);
        }
        return whole;
    }

    private static boolean isWhole(double[] column) {
        for (double value : column) {
            if (Double.isNaN(value)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isKnown(double[][] inputs, double[] target, FitOptionsNode.Chosen chosen, int row) {
        boolean known = !Double.isNaN(target[row]) && (chosen.weights() == null || !Double.isNaN(chosen.weights().point(row)));
        for (double[] input : inputs) {
            known &= !Double.isNaN(input[row]);
        }
        return known;
    }

    /** The places of all rows before one, and room for those behind it. */
    private static int[] upTo(int row, int count) {
        int[] places = new int[count];
        for (int i = 0; i < row; i++) {
            places[i] = i;
        }
        return places;
    }

    /** How many rows are fitted. */
    int count() {
        return target.length;
    }

    /** The place in the table of a row that is fitted. */
    int place(int row) {
        return chosen == null ? row : chosen[row];
    }

    /** The places in the table of the rows that are fitted, written out. */
    int[] used() {
        return chosen == null ? upTo(count(), count()) : chosen;
    }

    /** Some of the rows that are fitted here to be fitted, others of them to be held out; by their number among them. */
    FitRows part(int[] fitted, int[] out) {
        double[][] some = new double[columns.length][];
        double[][] others = new double[columns.length][];
        for (int i = 0; i < columns.length; i++) {
            some[i] = pick(columns[i], fitted);
            others[i] = pick(columns[i], out);
        }
        double[] own = weights == null ? null : pick(weights, fitted);
        RowDraws drawn = draws == null ? null : draws.select(fitted);
        return new FitRows(some, pick(target, fitted), own, places(fitted), places(out), others, pick(target, out), drawn);
    }

    private int[] places(int[] numbers) {
        int[] places = new int[numbers.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = place(numbers[i]);
        }
        return places;
    }

    /** Where the rows of a fit went that has none. */
    private static String leftOver(int count, int missing, int held) {
        List<String> parts = new ArrayList<>();
        if (missing > 0) {
            parts.add(missing + " with something missing");
        }
        if (held > 0) {
            parts.add(held + " held out");
        }
        if (count > missing + held) {
            parts.add(count - missing - held + " not kept");
        }
        return "the table has " + count + (count == 1 ? " row: " : " rows: ") + String.join(", ", parts);
    }

    /** Names the fitted rows among all of the table: fits on the same rows share their resamples, others must not. */
    String choice(int all) {
        return count() == all ? "" : Integer.toHexString(Arrays.hashCode(used()));
    }

    /** What residuals and weights cannot be made of, said with the row of the table. */
    void check(FitNode node, Residual residual) {
        if (residual == Residual.PLAIN) {
            checkSquares(node);
        }
        if (weights != null) {
            checkWeights(node, weights);
        }
        int bad = 0;
        int first = -1;
        for (int i = 0; i < target.length; i++) {
            double observed = target[i];
            boolean suits = residual.suits(observed);
            first = suits || first >= 0 ? first : i;
            bad += suits ? 0 : 1;
        }
        if (first >= 0) {
            String what = "row " + (place(first) + 1) + " has " + Display.exact(target[first])
                    + (bad == 1 ? "" : ", and " + (bad - 1) + " more like it");
            throw new StudyException(Diagnostic.of(Code.BAD_VALUE, need(residual) + what)
                    .at(node.targetSite().source(), node.targetSite().span())
                    .fix("leave such rows out with `keep`, or write `residuals: plain`"), node);
        }
    }

    private void checkWeights(FitNode node, double[] weights) {
        int heaviest = 0;
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0)) {
                throw node.wrong(Code.BAD_VALUE, "a weight is not negative: row " + (place(i) + 1) + " has " + Display.exact(weights[i]));
            }
            heaviest = weights[i] > weights[heaviest] ? i : heaviest;
        }
        double most = weights.length == 0 ? 1 : weights[heaviest];
        if (most == 0) {
            throw node.wrong(Code.BAD_VALUE, "the weights of all rows are 0, so that none says anything");
        }
        if (most > HEAVIEST || most < 1 / HEAVIEST) {
            throw new StudyException(Diagnostic
                    .of(Code.BAD_VALUE, "losses with weights so " + (most > 1 ? "large overflow" : "small vanish")
                            + ": the largest, in row " + (place(heaviest) + 1) + ", is " + Display.exact(most))
                    .at(node.site().source(), node.site().span())
                    .fix("divide the weights by the largest: the coefficients follow from how they compare"), node);
        }
    }

    /** Whether squares of the target can be held. */
    private void checkSquares(FitNode node) {
        int largest = 0;
        for (int i = 1; i < target.length; i++) {
            largest = Math.abs(target[i]) > Math.abs(target[largest]) ? i : largest;
        }
        double size = Math.abs(target[largest]);
        if (size > LARGEST || size > 0 && size < SMALLEST) {
            throw node.wrong(Code.BAD_VALUE, "the squares of plain residuals of so " + (size > 1 ? "large" : "small") + " a target "
                    + (size > 1 ? "overflow" : "vanish") + ": row " + (place(largest) + 1) + " has " + Display.exact(target[largest]));
        }
    }

    private static String need(Residual residual) {
        return residual == Residual.LOG
                ? "log residuals need a target above zero: "
                : residual == Residual.RELATIVE
                        ? "relative residuals need a target that is not zero: "
                        : residual.words() + " need a target at which that has a value and a slope: ";
    }

    /** Some rows of a column, in order; of all rows the column itself. */
    private static double[] pick(double[] from, int @Nullable [] rows) {
        if (rows == null || rows.length == from.length) {
            return from;
        }
        double[] chosen = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = from[rows[i]];
        }
        return chosen;
    }

    /** Which fitted rows belong together, by the table's key unless rows are resampled one by one; null if each stands by itself. */
    int @Nullable [] clusters(FitOptionsNode.Chosen chosen, TableValue table) {
        String key = table.key();
        boolean single = chosen.resample().equals("rows") || chosen.resample().equals("strata");
        Value column = key == null || single ? null : table.columns().get(key);
        return column == null ? null : groups(column);
    }

    /** For each of the rows that are fitted which of a column's values it has, by number. */
    int[] groups(Value column) {
        RawColumn raw = switch (chosen == null && Columns.rows(column) == count() ? column : Columns.select(column, used())) {
            case Texts texts -> new RawColumn.Texts(texts.values());
            case Truth truths -> new RawColumn.Numbers(truths.numbers().points());
            case Quantity quantities -> new RawColumn.Numbers(quantities.numbers().points());
            default -> throw new IllegalStateException("a column of nothing that can be told apart");
        };
        return Rows.groups(List.of(raw)).groupOf();
    }

    /** A name for each column, that of its argument or of the part of a vector; null for what is no quantity. */
    static List<@Nullable String> quantities(LawSignature signature) {
        List<@Nullable String> names = new ArrayList<>();
        for (LawSignature.Argument argument : signature.arguments()) {
            if (argument.parts().isEmpty()) {
                names.add(argument.kind() == LawSignature.Kind.QUANTITY ? argument.name() : null);
            }
            for (String part : argument.parts()) {
                names.add(argument.name() + "." + part);
            }
        }
        return names;
    }

    /** Whether rows are held out that lie beyond the fitted ones along some argument. */
    boolean holdsOutLarger() {
        for (int i = 0; i < columns.length && held.length > 0; i++) {
            if (Arrays.stream(heldColumns[i]).max().orElse(0) > Arrays.stream(columns[i]).max().orElse(0)) {
                return true;
            }
        }
        return false;
    }

    /** The range of each argument over the rows that were fitted: where the fit holds. */
    Map<String, RangeValue> valid(LawSignature signature) {
        Map<String, RangeValue> valid = new LinkedHashMap<>();
        int at = 0;
        for (LawSignature.Argument argument : signature.arguments()) {
            if (argument.kind() == LawSignature.Kind.QUANTITY && argument.parts().isEmpty()) {
                Extent extent = Extent.of(columns[at]);
                double scale = argument.unit().scale();
                valid.put(argument.name(), RangeValue.of(argument.unit(), extent.low() * scale, extent.high() * scale));
            }
            at += Math.max(1, argument.parts().size());
        }
        return valid;
    }
}
