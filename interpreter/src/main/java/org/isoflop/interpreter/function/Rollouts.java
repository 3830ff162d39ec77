package org.isoflop.interpreter.function;

import static org.isoflop.interpreter.function.Definition.head;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isoflop.interpreter.function.Function.ValueCall;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.compare.Split;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/** A fit made again on parts of its rows, each of which predicts others: forwards along a column, or without each of its values. */
final class Rollouts {
    /** Fits made at most; a column of more values is meant to be rounded. */
    private static final int MOST = 200;
    /** Descents of one fit, roughly, to foresee the work. */
    private static final double STARTS = 30;

    private Rollouts() {
    }

    static List<Function> all() {
        return List.of(
                new Definition(head("rollout(fit, by:columns)",
                        "Would the fit have foretold the next runs: at each value of a column the same fit to the rows up to it, and what it"
                                + " says of the rows of the next value.",
                        "rollout(curve, by: budget)"), call -> type(call, true), Rollouts::ahead),
                new Definition(head("leave_out(fit, by:columns)",
                        "The same fit without the rows of each value of a column in turn, and what it says of those.",
                        "leave_out(curve, by: budget)"), call -> type(call, false), Rollouts::without));
    }

    private static Type type(Checked call, boolean ahead) {
        Type by = call.label("by");
        Type cell = by instanceof Type.ListOf(Type element) ? element : Type.UNKNOWN;
        boolean ordered = cell instanceof Type.Quantity || cell.equals(Type.UNKNOWN);
        boolean suits = ordered || !ahead && (cell.equals(Type.TEXT) || cell.equals(Type.TRUTH));
        if (by != null && (!suits || !(by instanceof Type.ListOf) && !by.equals(Type.UNKNOWN))) {
            call.expects("by", ahead ? "a column of quantities, along which it goes" : "a column of the fit's table");
        }
        if (!(call.argument(0) instanceof Type.FitOf fit)) {
            return call.argument(0).equals(Type.UNKNOWN) ? Type.UNKNOWN : call.expects(0, "a fit");
        }
        Type plain = cell instanceof Type.Quantity(Unit unit, boolean zero) ? new Type.Quantity(unit) : cell;
        Type target = new Type.Quantity(fit.signature().result());
        Map<String, Type> columns = new LinkedHashMap<>();
        columns.put(ahead ? "cut" : "without", plain);
        if (ahead) {
            columns.put("next", plain);
        }
        columns.put("rows", Type.NUMBER);
        columns.put(ahead ? "ahead" : "left_out", Type.NUMBER);
        columns.put("observed", target);
        columns.put("predicted", target);
        columns.put("error", Type.NUMBER);
        columns.put("rmse", target);
        columns.put("coverage", Type.NUMBER);
        fitted(fit).forEach(columns::putIfAbsent);
        return new Type.TableOf(columns);
    }

    /** The coefficients that were fitted, by their types: those that its table of draws has. */
    private static Map<String, Type> fitted(Type.FitOf fit) {
        Map<String, Type> fitted = new LinkedHashMap<>();
        if (fit.members().get("draws") instanceof Type.TableOf draws) {
            fitted.putAll(draws.columns());
        } else {
            for (LawSignature.Coefficient coefficient : fit.signature().coefficients()) {
                fitted.put(coefficient.name(), coefficient.over().isEmpty() ? Type.NUMBER : new Type.OpenVector(Type.NUMBER));
            }
        }
        return fitted;
    }

    private static Value ahead(ValueCall call) {
        FitValue fit = (FitValue) call.argument(0);
        FitValue.Origin origin = Comparisons.origin(call, 0, fit);
        if (!(Columns.select(by(call, origin), origin.used()) instanceof Quantity by)) {
            throw call.wrong(-1, "`by` takes a column of quantities");
        }
        double[] values = by.numbers().points();
        List<Split> splits = Split.ahead(values, fit.result().coefficients().length + 1);
        if (splits.isEmpty()) {
            throw call.wrong(-1, "no value of `by` has more rows up to it than the fit has coefficients, and rows beyond it to predict");
        }
        Map<String, Value> columns = new LinkedHashMap<>();
        columns.put("cut", Columns.select(by, splits.stream().mapToInt(split -> highest(values, split.fitted())).toArray()));
        columns.put("next", Columns.select(by, splits.stream().mapToInt(split -> split.held()[0]).toArray()));
        return table(call, fit, origin, splits, columns, "ahead");
    }

    private static int highest(double[] values, int[] rows) {
        int highest = rows[0];
        for (int row : rows) {
            highest = values[row] > values[highest] ? row : highest;
        }
        return highest;
    }

    private static Value without(ValueCall call) {
        FitValue fit = (FitValue) call.argument(0);
        FitValue.Origin origin = Comparisons.origin(call, 0, fit);
        Value by = Columns.select(by(call, origin), origin.used());
        Groups groups = Groups.by(List.of(by), origin.used().length);
        int[] groupOf = groups.of().clone();
        int left = 0;
        int[] number = new int[groups.count()];
        for (int group = 0; group < number.length; group++) {
            number[group] = Groups.isIncomplete(List.of(by), groups.rows()[group][0]) ? -1 : left++;
        }
        for (int row = 0; row < groupOf.length; row++) {
            groupOf[row] = number[groupOf[row]];
        }
        List<Split> splits = new ArrayList<>(Split.without(groupOf));
        if (by instanceof Quantity quantity) {
            splits.sort(Comparator.comparingDouble(split -> quantity.numbers().point(split.held()[0])));
        }
        if (splits.size() < 2) {
            throw call.wrong(-1, "`by` has one value in all rows, so that nothing would be left to fit");
        }
        Map<String, Value> columns = new LinkedHashMap<>();
        columns.put("without", Columns.select(by, splits.stream().mapToInt(split -> split.held()[0]).toArray()));
        return table(call, fit, origin, splits, columns, "left_out");
    }

    /** The column that is asked for, one cell for each row of the fit's table. */
    private static Value by(ValueCall call, FitValue.Origin origin) {
        Value by = call.labels().get("by");
        if (by == null || Columns.rows(by) != origin.table().rows()) {
            throw call.wrong(-1, "`by` takes a column of the table of `" + origin.name() + "`");
        }
        return by;
    }

    private static Value table(ValueCall call, FitValue fit, FitValue.Origin origin, List<Split> splits, Map<String, Value> columns,
            String held) {
        if (splits.size() > MOST) {
            throw call.wrong(-1, "`by` has so many values that " + splits.size() + " fits would be made, and " + MOST
                    + " is the most: round it, as in `by: round(log10(C / (1 FLOP)))`");
        }
        FitProblem problem = fit.result().problem();
        FitValue.Resampling resampling = fit.resampling();
        call.surroundings().work(splits.size() * Fitter.work(problem.rows(), STARTS, resampling == null ? 0 : resampling.draws()));
        Unit unit = fit.law().signature().result();
        Map<String, List<Value>> cells = new LinkedHashMap<>();
        int done = 0;
        for (Split split : splits) {
            call.surroundings().cancellation().poll();
            call.surroundings().cancellation().progress().reached("fits to some of the rows", done++, splits.size());
            row(fit, origin.on(split.fitted(), split.held()), split, unit)
                    .forEach((name, cell) -> cells.computeIfAbsent(name, missing -> new ArrayList<>()).add(cell));
        }
        columns.put("rows", counts(splits.stream().mapToInt(split -> split.fitted().length).toArray()));
        columns.put(held, counts(splits.stream().mapToInt(split -> split.held().length).toArray()));
        cells.forEach((name, column) -> columns.putIfAbsent(name, Columns.of(column)));
        return new TableValue(columns, Map.of(), splits.size(), call.place(), null);
    }

    private static Value counts(int[] counts) {
        double[] numbers = new double[counts.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = counts[i];
        }
        return new Quantity(Unit.NONE, Numbers.column(numbers));
    }

    /** What one of the fits says; missing where its rows admit none. */
    private static Map<String, Value> row(FitValue whole, @Nullable FitValue part, Split split, Unit unit) {
        FitProblem problem = whole.result().problem();
        if (part == null) {
            Map<String, Value> cells = cells(split.outcome(problem, unknown(whole), null), unit, Quantity.of(Double.NaN));
            fitted(whole).forEach((name, value) -> cells.putIfAbsent(name,
                    Elementwise.mapped(value, cell -> Quantity.of(Double.NaN))));
            return cells;
        }
        double[][] draws = part.resampling() == null
                ? null
                : part.coefficients().values().stream().map(coefficient -> coefficient.numbers().draws(0)).toArray(double[][]::new);
        Value coverage = part.member("holdout") instanceof RecordValue held ? held.member("coverage") : null;
        Map<String, Value> cells = cells(split.outcome(problem, part.result().coefficients(), draws), unit,
                coverage == null ? Quantity.of(Double.NaN) : coverage);
        fitted(part).forEach(cells::putIfAbsent);
        return cells;
    }

    private static double[] unknown(FitValue fit) {
        double[] unknown = new double[fit.result().coefficients().length];
        Arrays.fill(unknown, Double.NaN);
        return unknown;
    }

    private static Map<String, Value> cells(Split.Outcome outcome, Unit unit, Value coverage) {
        double[] draws = outcome.draws();
        Numbers predicted = draws == null ? Numbers.of(outcome.predicted()) : Numbers.uncertain(outcome.predicted(), draws);
        Numbers ratio = predicted.scaled(1 / outcome.observed());
        Map<String, Value> cells = new LinkedHashMap<>();
        cells.put("observed", new Quantity(unit, Numbers.of(outcome.observed() * unit.scale())));
        cells.put("predicted", new Quantity(unit, predicted.scaled(unit.scale())));
        cells.put("error", new Quantity(Unit.NONE, Numbers.apply(Operator.SUBTRACT, ratio, Numbers.of(1))));
        cells.put("rmse", new Quantity(unit, Numbers.of(outcome.rmse() * unit.scale())));
        cells.put("coverage", Double.isNaN(outcome.predicted()) ? Quantity.of(Double.NaN) : coverage);
        return cells;
    }

    /** The coefficients that were fitted, those over texts or parts as vectors. */
    private static Map<String, Value> fitted(FitValue fit) {
        Set<String> names = new HashSet<>();
        fit.coefficients().keySet().forEach(name -> names.add(name.contains("[") ? name.substring(0, name.indexOf('[')) : name));
        Map<String, Value> fitted = new LinkedHashMap<>();
        if (fit.member("coefficients") instanceof RecordValue coefficients) {
            coefficients.members().forEach((name, value) -> {
                if (names.contains(name)) {
                    fitted.put(name, value);
                }
            });
        }
        return fitted;
    }
}
