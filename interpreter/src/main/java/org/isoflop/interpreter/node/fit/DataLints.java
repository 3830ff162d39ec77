package org.isoflop.interpreter.node.fit;

import java.util.Arrays;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.node.Repetition;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitResult;
import org.jspecify.annotations.Nullable;

/** What the units of the data say against fitting them as they are. */
final class DataLints {
    /** Schedules that are longer than the run by less than this share ended with it. */
    private static final double SAME_LENGTH = 0.01;
    /** A law that turns by less than this share of its whole way is taken to be level there. */
    private static final double TURN = 0.05;
    private static final int PLACES = 61;
    /** Rows beyond which a choice stands for all. */
    private static final int MOST = 20_000;
    private static final String TOKENS = "tokens";
    private static final String WORK = "work";
    /** Beyond this share synthetic text is what a model learns from; where it replaced other text, models were seen to collapse. */
    private static final double SYNTHETIC = 0.5;

    private final FitNode node;
    private final LawSignature signature;
    private final FitResult result;
    private final TableValue table;
    private final FitRows rows;

    DataLints(FitNode node, LawSignature signature, FitResult result, TableValue table, FitRows rows) {
        this.node = node;
        this.signature = signature;
        this.result = result;
        this.table = table;
        this.rows = rows;
    }

    /** Raises the warnings. */
    void warn() {
        int at = 0;
        for (LawSignature.Argument argument : signature.arguments()) {
            if (argument.parts().isEmpty() && argument.kind() == LawSignature.Kind.QUANTITY) {
                String counted = counted(argument.unit());
                if (counted.equals(TOKENS)) {
                    schedule(argument, at);
                    epochs(argument, at);
                    synthetic(argument, at);
                }
                if (counted.equals(TOKENS) || counted.equals(WORK)) {
                    turns(argument, at);
                }
            }
            at += Math.max(1, argument.parts().size());
        }
    }

    /** What a quantity counts, as {@code tokens}; empty for quotients and plain numbers. */
    static String counted(Unit unit) {
        return unit.dimension().size() == 1 && unit.dimension().exponent(0) == 1 ? unit.dimension().base(0).name() : "";
    }

    /** Rows that were trained on less than their schedule was laid out for. */
    private void schedule(LawSignature.Argument argument, int at) {
        Column tokens = inBaseUnits(argument, at);
        Column scheduled = kind("scheduled_token");
        int[] cut = scheduled == null ? new int[0] : rows(row -> scheduled.at(row) > tokens.at(row) * (1 + SAME_LENGTH));
        if (cut.length > 0 && scheduled != null) {
            node.warn(Diagnostic
                    .of(Code.CUT_SCHEDULE, some(cut) + " of `" + node.name() + "` stopped before the end of their schedule: row "
                            + row(cut[0]) + " has " + shown(argument, tokens.at(cut[0])) + " of a schedule of "
                            + shown(argument, scheduled.at(cut[0])))
                    .fix("leave them out with `keep`: a checkpoint within a schedule is no run of that length"));
        }
    }

    /** Rows that saw the same text too often for a law that does not know of it. */
    private void epochs(LawSignature.Argument argument, int at) {
        Column tokens = inBaseUnits(argument, at);
        Column unique = takes("unique_token") ? null : kind("unique_token");
        int[] many = unique == null ? new int[0] : rows(row -> tokens.at(row) > Repetition.FREE_EPOCHS * unique.at(row));
        if (many.length > 0 && unique != null) {
            long spent = Arrays.stream(many).filter(row -> tokens.at(row) > Repetition.SPENT_EPOCHS * unique.at(row)).count();
            Diagnostic said = Diagnostic.of(Code.MANY_EPOCHS,
                    some(many) + " of `" + node.name() + "` saw their text more than four times: row "
                            + row(many[0]) + " has " + shown(argument, tokens.at(many[0])) + ", of which "
                            + shown(argument, unique.at(many[0]))
                            + " are different, and the law does not know of it");
            node.warn((spent == 0
                    ? said
                    : said.note(spent
                            + " of them saw it more than sixteen times, where an epoch is worth little more than a third of a fresh one"))
                    .fix("use a law of repeated data, such as `laws.muennighoff2023.data_constrained`, or leave them out with `keep`"));
        }
    }

    /** Rows of which most of the text was written by models. */
    private void synthetic(LawSignature.Argument argument, int at) {
        Column tokens = inBaseUnits(argument, at);
        Column written = takes("synthetic_token") ? null : kind("synthetic_token");
        int[] most = written == null ? new int[0] : rows(row -> written.at(row) > SYNTHETIC * tokens.at(row));
        if (most.length > 0 && written != null) {
            node.warn(Diagnostic.of(Code.SYNTHETIC_SHARE, some(most) + " of `" + node.name() + "` saw more synthetic than other text: row "
                    + row(most[0]) + " has " + shown(argument, tokens.at(most[0])) + ", of which " + shown(argument, written.at(most[0]))
                    + " are synthetic, and the law does not know of it")
                    .fix("leave them out with `keep`, or give the law an argument of `synthetic_tokens`"));
        }
    }

    private boolean takes(String kind) {
        return signature.arguments().stream().anyMatch(each -> isKind(each.unit(), kind));
    }

    /** The cells of a column by fitted row, not copied: the table may be long. */
    private interface Column {
        double at(int row);
    }

    private Column inBaseUnits(LawSignature.Argument argument, int at) {
        double[] column = result.problem().columns()[at];
        double scale = argument.unit().scale();
        return row -> column[row] * scale;
    }

    private static String shown(LawSignature.Argument argument, double value) {
        return Display.DEFAULT.quantity(argument.unit(), value);
    }

    /** The cells, in base units, of a column of a kind of token, by fitted row; null if the table has none. */
    private @Nullable Column kind(String kind) {
        for (Value column : table.columns().values()) {
            if (column instanceof Quantity quantity && quantity.numbers().isColumn() && isKind(quantity.unit(), kind)) {
                double[] points = quantity.numbers().points();
                return row -> points[rows.place(row)];
            }
        }
        return null;
    }

    private static boolean isKind(Unit unit, String kind) {
        return unit.factors().size() == 1 && unit.factors().getFirst().unit().name().equals(kind);
    }

    private interface Condition {
        boolean holds(int row);
    }

    private int[] rows(Condition condition) {
        return java.util.stream.IntStream.range(0, rows.count()).filter(condition::holds).toArray();
    }

    private String some(int[] of) {
        return of.length + " of " + rows.count() + " rows";
    }

    private int row(int fitted) {
        return rows.place(fitted) + 1;
    }

    /** Whether the law, as fitted, falls and rises again along the values of an argument that were fitted, others at their medians. */
    private void turns(LawSignature.Argument argument, int at) {
        FitProblem problem = result.problem();
        double[][] columns = problem.columns();
        double[] values = columns[at];
        Extent extent = Extent.of(values);
        double low = extent.low();
        double high = extent.high();
        if (!(low > 0) || !(high > low)) {
            return;
        }
        double[] inputs = new double[columns.length + result.coefficients().length];
        for (int i = 0; i < columns.length; i++) {
            inputs[i] = middle(columns[i]);
        }
        System.arraycopy(result.coefficients(), 0, inputs, columns.length, result.coefficients().length);
        double up = 0;
        double down = 0;
        inputs[at] = low;
        double before = problem.prediction().value(inputs);
        for (int i = 1; i < PLACES; i++) {
            inputs[at] = low * Math.pow(high / low, i / (PLACES - 1.0));
            double next = problem.prediction().value(inputs);
            up += Math.max(0, next - before);
            down += Math.max(0, before - next);
            before = next;
        }
        if (Math.min(up, down) > TURN * (up + down) && Math.min(up, down) > result.statistics().rmse()) {
            node.warn(Diagnostic.of(Code.NOT_MONOTONE, "`" + node.name() + "` falls and rises again along `" + argument.name()
                    + "`, from " + shown(argument, low * argument.unit().scale()) + " to "
                    + shown(argument, high * argument.unit().scale()))
                    .fix("more data or compute should not make a model worse: if this law is meant to turn, accept the warning with the reason"));
        }
    }

    /** The median, of a long column that of an even choice of its cells. */
    private static double middle(double[] column) {
        double[] sorted = new double[Math.min(column.length, MOST)];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = column[(int) ((i + 0.5) * column.length / sorted.length)];
        }
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
