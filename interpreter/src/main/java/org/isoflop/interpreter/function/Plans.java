package org.isoflop.interpreter.function;

import static org.isoflop.interpreter.function.Definition.head;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.function.Function.ValueCall;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** Which runs to train next, and what is near them. */
final class Plans {
    private Plans() {
    }

    static List<Function> all() {
        return List.of(
                new Definition(head(
                        "design(candidates, fit, for:, cost:columns, within?:, runs?:, per?:columns, each?:columns, repeats?:, noise?:)",
                        "The candidates whose results are expected to narrow the interval of a target most within a total cost, a number of"
                                + " runs, or both.",
                        "design(grid, curve, for: best.N, cost: train_flop(N, D), within: 1e21 FLOP)"), Plans::typeOfDesign,
                        call -> new Designs(call).value()),
                new Definition(head("nearest(table, by:columns, to:)",
                        "The row whose column is nearest to a quantity, by ratio where both are positive; of a column of quantities, each.",
                        "nearest([{ N: 1, layers: 8 }, { N: 3, layers: 12 }], by: N, to: 2.5)"), Plans::typeOfNearest, Plans::nearest));
    }

    // design

    private static Type typeOfDesign(Checked call) {
        Type.@Nullable TableOf candidates = Tables.table(call, 0);
        if (!(call.argument(1) instanceof Type.FitOf) && !call.argument(1).equals(Type.UNKNOWN)) {
            return call.expects(1, "a fit");
        }
        if (!call.has("within") && !call.has("runs")) {
            return call.refuse(0, "`design` needs `within:`, what the runs may cost together, or `runs:`, how many there may be");
        }
        if (call.has("each") && !call.has("per")) {
            return call.refuse("each", "`each:` limits what the runs of one group may cost, and `per:` names the column of groups");
        }
        Unit target = unit(call, "for", "one uncertain quantity");
        Unit cost = costs(call);
        Labels.numbers(call, "runs", "noise");
        Type repeats = call.label("repeats");
        if (repeats != null && !repeats.equals(Type.TRUTH) && !repeats.equals(Type.UNKNOWN)) {
            call.expects("repeats", "`true` or `false`");
        }
        if (candidates == null || target == null || cost == null || !(call.argument(1) instanceof Type.FitOf fit)
                || !suit(call, candidates, fit.signature())) {
            return Type.UNKNOWN;
        }
        Map<String, Type> columns = new LinkedHashMap<>(candidates.columns());
        columns.put("cost", new Type.Quantity(cost));
        columns.put("spent", new Type.Quantity(cost));
        columns.put("expected", new Type.Quantity(target));
        Map<String, Type> members = new LinkedHashMap<>();
        members.put("before", new Type.Quantity(target));
        members.put("after", new Type.Quantity(target));
        members.put("shrinkage", Type.NUMBER);
        return new Type.TableOf(columns, members);
    }

    /** The unit of a single quantity, null where it is unknown or something else, which is reported. */
    private static @Nullable Unit unit(Checked call, String label, String expectation) {
        Type given = call.label(label);
        if (given == null || given.equals(Type.UNKNOWN)) {
            return null;
        }
        if (given instanceof Type.Quantity(Unit unit, boolean zero)) {
            return unit;
        }
        call.expects(label, expectation);
        return null;
    }

    /** The unit of costs, and of what limits them; null where it is unknown or something else, which is reported. */
    private static @Nullable Unit costs(Checked call) {
        Type costs = call.label("cost");
        Unit cost = costs == null ? null : Type.unitOf(costs);
        if (cost == null && costs != null && !Shapes.isUnknown(costs)) {
            call.expects("cost", "a column of quantities");
        }
        for (String label : List.of("within", "each")) {
            Type given = call.label(label);
            Unit unit = given == null ? null : Type.unitOf(given);
            boolean column = given instanceof Type.ListOf;
            if (given != null && !given.equals(Type.UNKNOWN) && (unit == null || column && label.equals("within"))) {
                call.expects(label, "a single quantity");
            } else if (unit != null && cost != null && !unit.sameDimension(cost)) {
                call.refuse(label, "`" + label + ":` is in " + named(unit) + " and `cost:` in " + named(cost));
            }
        }
        return cost;
    }

    private static String named(Unit unit) {
        return unit.factors().isEmpty() ? "plain numbers" : unit.toString();
    }

    /** Whether the candidates have a column for each argument of the law, reported if not. */
    private static boolean suit(Checked call, Type.TableOf candidates, LawSignature law) {
        for (LawSignature.Argument argument : law.arguments()) {
            Type column = candidates.columns().get(argument.name());
            if (column == null) {
                call.refuse(0, "`" + law.name() + "` takes `" + argument.name() + "`, and the candidates have no such column; they have `"
                        + String.join("`, `", candidates.columns().keySet()) + "`");
                return false;
            }
            Unit unit = Type.unitOf(column);
            if (argument.kind() == LawSignature.Kind.QUANTITY && argument.parts().isEmpty() && unit != null
                    && !unit.sameDimension(argument.unit())) {
                call.refuse(0, "`" + law.name() + "` takes `" + argument.name() + "` in " + named(argument.unit())
                        + ", and the column of the candidates is in " + named(unit));
                return false;
            }
        }
        return true;
    }

    // nearest

    private static Type typeOfNearest(Checked call) {
        Type.@Nullable TableOf table = Tables.table(call, 0);
        Unit by = Labels.unit(call, "by");
        Type to = call.label("to");
        Unit unit = to == null ? null : Type.unitOf(to);
        if (to != null && unit == null && !Shapes.isUnknown(to)) {
            return call.expects("to", "a quantity or a column of quantities");
        }
        if (by != null && unit != null && !by.sameDimension(unit)) {
            return call.refuse("to", "`to:` is in " + named(unit) + " and `by:` in " + named(by));
        }
        if (table == null || to == null) {
            return Type.UNKNOWN;
        }
        Map<String, Type> cells = new LinkedHashMap<>();
        table.columns().forEach((name, type) -> cells.put(name, to instanceof Type.ListOf ? new Type.ListOf(type) : type));
        return new Type.RecordOf(cells);
    }

    private static Value nearest(ValueCall call) {
        TableValue table = Tables.table(call, 0);
        double[] by = Labels.column(call, table, "by");
        if (by == null || !(call.labels().get("to") instanceof Quantity to)) {
            throw call.wrong(-1, "`nearest` looks for the row in which a column is nearest to a known quantity");
        }
        Numbers wanted = to.numbers();
        Map<String, Value> cells = new LinkedHashMap<>();
        for (Map.Entry<String, Value> column : table.columns().entrySet()) {
            List<Value> found = new ArrayList<>();
            for (int i = 0; i < wanted.rows(); i++) {
                int row = nearest(by, wanted.point(i));
                found.add(row < 0 ? Missing.VALUE : Columns.cell(column.getValue(), row));
            }
            cells.put(column.getKey(), wanted.isColumn() ? Columns.of(found) : found.getFirst());
        }
        return new RecordValue(cells, false);
    }

    /** The nearest of some numbers, -1 if none is known; of two that are equally near the first. */
    private static int nearest(double[] numbers, double wanted) {
        int nearest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < numbers.length; i++) {
            boolean positive = numbers[i] > 0 && wanted > 0;
            double distance = positive ? Math.abs(Math.log(numbers[i] / wanted)) : Math.abs(numbers[i] - wanted);
            if (distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest;
    }
}
