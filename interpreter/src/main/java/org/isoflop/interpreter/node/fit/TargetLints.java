package org.isoflop.interpreter.node.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.judge.Span;
import org.jspecify.annotations.Nullable;

/** What speaks against fitting this target by this law: a score straight on scale or at chance, a learning rate along one axis. */
final class TargetLints {
    private static final Set<String> SCALES = Set.of("parameters", "tokens", "work");
    /** What the peak learning rate of a run is called in tables. */
    private static final Set<String> RATES = Set.of("lr", "learning_rate", "peak_lr", "peak_learning_rate", "max_lr", "max_learning_rate");
    /** What tells whether learning rates were meant to change with width (Yang et al. 2022, arXiv 2203.03466). */
    private static final Set<String> PARAMETRISATIONS = Set.of("parametrisation", "parametrization", "parameterisation", "parameterization",
            "mup");
    /** Standard errors of a score of so many items that it may lie above chance without being above it. */
    private static final double SURELY_ABOVE = 2;
    /** What varies by less than this factor is no axis. */
    private static final double VARIES = 2;
    /** Axes whose logarithms go together so closely are one. */
    private static final double TOGETHER = 0.99;
    /** Rows beyond which a table of hyperparameters is none. */
    private static final int MOST = 100_000;

    private final FitNode node;
    private final LawSignature signature;
    private final FitResult result;
    private final TableValue table;
    private final FitRows rows;

    TargetLints(FitNode node, LawSignature signature, FitResult result, TableValue table, FitRows rows) {
        this.node = node;
        this.signature = signature;
        this.result = result;
        this.table = table;
        this.rows = rows;
    }

    /** Raises the warnings. */
    void warn() {
        if (!signature.result().factors().isEmpty()) {
            return;
        }
        if (rows.count() <= MOST && isRate()) {
            axes();
            parametrisations();
        } else if (Arrays.stream(result.problem().target()).allMatch(value -> value >= 0 && value <= 1)) {
            score();
            chance();
        }
    }

    /** A share between nothing and all, such as an accuracy, that is fitted straight on scale. */
    private void score() {
        if (signature.arguments().stream().anyMatch(each -> isQuantity(each) && SCALES.contains(DataLints.counted(each.unit())))) {
            node.warn(Diagnostic.of(Code.SCORE_AS_LOSS, "`" + node.name() + "` fits what lies between 0 and 1 straight on scale")
                    .fix("if it is the score of a task, fit the loss on scale and the score on the loss: near chance and near its best a score does"
                            + " not follow a power law"));
        }
    }

    private static boolean isQuantity(LawSignature.Argument argument) {
        return argument.parts().isEmpty() && argument.kind() == LawSignature.Kind.QUANTITY;
    }

    /** Scores that cannot be told from chance, by the columns {@code chance} and, if there is one, {@code items} of the table. */
    private void chance() {
        double[] chance = plain("chance");
        boolean knows = signature.arguments().stream().anyMatch(each -> each.name().equals("chance"))
                || signature.coefficients().stream().anyMatch(each -> each.name().equals("chance"));
        if (chance == null || knows) {
            return;
        }
        double[] items = plain("items");
        double[] observed = result.problem().target();
        int[] near = IntStream.range(0, observed.length).filter(row -> {
            double one = chance[rows.place(row)];
            double error = items == null ? 0 : Math.sqrt(one * (1 - one) / items[rows.place(row)]);
            return observed[row] <= one + SURELY_ABOVE * error;
        }).toArray();
        if (near.length > 0) {
            node.warn(Diagnostic.of(Code.NEAR_CHANCE, near.length + " of " + rows.count() + " rows of `" + node.name()
                    + "` cannot be told from chance: row " + (rows.place(near[0]) + 1) + " has " + Quantity.of(observed[near[0]]).text()
                    + " where chance gives " + Quantity.of(chance[rows.place(near[0])]).text())
                    .fix("leave them out with `keep`, or fit a law that has a coefficient `chance`, such as `downstream.sigmoid_link`"));
        }
    }

    private double @Nullable [] plain(String column) {
        return table.columns().get(column) instanceof Quantity quantity && quantity.numbers().isColumn()
                && quantity.unit().factors().isEmpty() ? quantity.numbers().points() : null;
    }

    /** Whether what is fitted is a column of learning rates. */
    private boolean isRate() {
        double[] target = result.problem().target();
        for (String name : RATES) {
            double[] column = plain(name);
            if (column != null && IntStream.range(0, target.length).allMatch(row -> target[row] == column[rows.place(row)])) {
                return true;
            }
        }
        return false;
    }

    /** Says so if all that varies from row to row goes along with one thing. */
    private void axes() {
        Map<String, double[]> varying = varying();
        List<double[]> columns = new ArrayList<>(varying.values());
        for (int i = 1; i < columns.size(); i++) {
            if (Math.abs(new PearsonsCorrelation().correlation(columns.getFirst(), columns.get(i))) < TOGETHER) {
                return;
            }
        }
        if (!columns.isEmpty()) {
            List<String> names = varying.keySet().stream().map(name -> "`" + name + "`").toList();
            node.warn(Diagnostic
                    .of(Code.ONE_AXIS, "the learning rates of `" + node.name() + "` were found along one axis: " + names.getFirst()
                            + (names.size() == 1
                                    ? " alone varies"
                                    : " varies, and " + String.join(", ", names.subList(1, names.size())) + " with it"))
                    .fix("the best rate moves with size, tokens and batch: tune at sizes and at tokens per parameter that differ, or use it only"
                            + " where the others go along as they do here"));
        }
    }

    /**
     * Runs of several parametrisations under one law of learning rates. Their means may agree, so that residuals do not tell: with the width the
     * best rate falls in the one and stays in the other.
     */
    private void parametrisations() {
        if (signature.arguments().stream().allMatch(each -> each.kind() == LawSignature.Kind.QUANTITY)) {
            FitGroups.of(table, rows).stream().filter(grouping -> PARAMETRISATIONS.contains(grouping.name())).findFirst()
                    .ifPresent(grouping -> node.warn(Diagnostic
                            .of(Code.POOLED_ARMS, "`" + node.name() + "` takes learning rates of rows of "
                                    + grouping.count() + " values of `" + grouping.name()
                                    + "` as of one kind, though they change with width in other ways")
                            .fix("fit one of them with `keep`, or give the law an argument `" + grouping.name()
                                    + ": text` and coefficients over it")));
        }
    }

    /** The logarithms, by fitted row, of arguments and of columns of the table that count what grows with scale, as far as they vary. */
    private Map<String, double[]> varying() {
        Map<String, double[]> found = new LinkedHashMap<>();
        int at = 0;
        for (LawSignature.Argument argument : signature.arguments()) {
            if (isQuantity(argument)) {
                add(argument.name(), result.problem().columns()[at], found);
            }
            at += Math.max(1, argument.parts().size());
        }
        for (Map.Entry<String, Value> column : table.columns().entrySet()) {
            if (column.getValue() instanceof Quantity quantity && quantity.numbers().isColumn()
                    && SCALES.contains(DataLints.counted(quantity.unit()))) {
                double[] points = quantity.numbers().points();
                add(column.getKey(), IntStream.range(0, rows.count()).mapToDouble(row -> points[rows.place(row)]).toArray(), found);
            }
        }
        return found;
    }

    private static void add(String name, double[] column, Map<String, double[]> found) {
        Span span = Span.of(column);
        if (span.lower() > 0 && span.upper() >= VARIES * span.lower()) {
            found.putIfAbsent(name, Arrays.stream(column).map(Math::log).toArray());
        }
    }
}
