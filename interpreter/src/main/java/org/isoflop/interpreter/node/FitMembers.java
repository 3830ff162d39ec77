package org.isoflop.interpreter.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.LawValue.Lowered;
import org.isoflop.interpreter.value.LawValue.Setting;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.LocalMinimum;
import org.isoflop.stdlib.fit.Residual;
import org.isoflop.stdlib.resample.Draws;
import org.jspecify.annotations.Nullable;

/** Makes a fit's value of what the library found: the calibrated law, and everything that may be asked. */
final class FitMembers {
    private final FitNode node;
    private final LawValue law;
    private final Lowered lowered;
    private final TableValue table;
    private final FitNode.Rows rows;
    private final FitResult result;
    private final @Nullable Draws draws;
    private final LawSignature signature;
    private final FitOptionsNode.Chosen chosen;

    FitMembers(FitNode node, LawValue law, Lowered lowered, TableValue table, FitNode.Rows rows, FitResult result, @Nullable Draws draws,
            LawSignature signature, FitOptionsNode.Chosen chosen) {
        this.node = node;
        this.law = law;
        this.lowered = lowered;
        this.table = table;
        this.rows = rows;
        this.result = result;
        this.draws = draws;
        this.signature = signature;
        this.chosen = chosen;
    }

    FitValue value() {
        Map<String, Quantity> found = new LinkedHashMap<>();
        Map<String, Setting> settings = new LinkedHashMap<>(law.settings());
        for (int i = 0; i < result.coefficients().length; i++) {
            String name = result.problem().coefficients().get(i).name();
            double point = result.coefficients()[i];
            Numbers numbers = draws == null ? Numbers.of(point) : Numbers.uncertain(point, draws.values()[i]);
            found.put(name, new Quantity(Unit.NONE, numbers));
            settings.put(name, new Setting.Given(numbers));
        }
        LawValue fitted = law.fitted(signature, settings, FitNode.valid(signature, rows));
        Map<String, Value> members = new LinkedHashMap<>();
        Map<String, Value> coefficients = coefficients(fitted, found);
        members.put("coefficients", new RecordValue(coefficients, false));
        statistics(members);
        members.put("draws", drawTable(found));
        members.put("minima", minima());
        coefficients.forEach(members::putIfAbsent);
        return new FitValue(fitted, found, result, resampling(), members);
    }

    private FitValue.@Nullable Resampling resampling() {
        if (draws == null) {
            return null;
        }
        double level = Double.isNaN(chosen.level()) ? Run.of(node).level() : chosen.level();
        return new FitValue.Resampling(chosen.scheme(rows.used(), table, node).words(), draws.count(), draws.failures(), level);
    }

    /** How well the rows are predicted that were held out: their number, and root mean square and mean of their residuals. */
    private Value holdout() {
        Residual kind = result.problem().residual();
        double square = 0;
        double sum = 0;
        int count = rows.held().length;
        double[] inputs = new double[result.problem().prediction().inputCount()];
        System.arraycopy(result.coefficients(), 0, inputs, rows.columns().length, result.coefficients().length);
        for (int i = 0; i < count; i++) {
            for (int column = 0; column < rows.columns().length; column++) {
                inputs[column] = rows.heldColumns()[column][i];
            }
            double residual = kind.of(rows.heldTarget()[i], result.problem().prediction().value(inputs));
            square += residual * residual;
            sum += residual;
        }
        Unit unit = kind == Residual.PLAIN ? law.signature().result() : Unit.NONE;
        Map<String, Value> members = new LinkedHashMap<>();
        members.put("rows", Quantity.of(count));
        members.put("rmse", new Quantity(unit, Numbers.of(Math.sqrt(square / count) * unit.scale())));
        members.put("mean_residual", new Quantity(unit, Numbers.of(sum / count * unit.scale())));
        return new RecordValue(members, false);
    }

    /** All coefficients of the law: fitted, given and tied ones, those over texts or parts as vectors. */
    private Map<String, Value> coefficients(LawValue fitted, Map<String, Quantity> found) {
        Map<String, Value> all = new LinkedHashMap<>();
        Map<String, Map<String, Value>> vectors = new LinkedHashMap<>();
        @Nullable Numbers[] values = LawCalls.coefficients(fitted, lowered);
        for (int i = 0; i < values.length; i++) {
            String name = lowered.coefficients().get(i);
            Numbers numbers = values[i];
            Quantity own = found.get(name);
            Value value = own != null ? own : new Quantity(Unit.NONE, numbers == null ? Numbers.of(Double.NaN) : numbers);
            int bracket = name.indexOf('[');
            if (bracket < 0) {
                all.put(name, value);
            } else {
                vectors.computeIfAbsent(name.substring(0, bracket), base -> new LinkedHashMap<>())
                        .put(name.substring(bracket + 1, name.length() - 1), value);
            }
        }
        vectors.forEach((name, parts) -> all.put(name, new RecordValue(parts, true)));
        return all;
    }

    private void statistics(Map<String, Value> members) {
        members.put("objective", Quantity.of(result.objective()));
        members.put("rows", Quantity.of(result.problem().rows()));
        members.put("starts_tried", Quantity.of(result.startsTried()));
        members.put("starts_agreed", Quantity.of(result.startsAgreed()));
        members.put("r2", Quantity.of(result.statistics().r2()));
        members.put("rmse", Quantity.of(result.statistics().rmse()));
        members.put("mean_residual", Quantity.of(result.statistics().meanResidual()));
        members.put("aic", Quantity.of(result.statistics().aic()));
        members.put("aicc", Quantity.of(finite(result.statistics().aicc())));
        members.put("bic", Quantity.of(result.statistics().bic()));
        members.put("condition", Quantity.of(finite(result.condition())));
        members.put("converged", Truth.of(result.converged()));
        members.put("estimator", new Text(result.estimator()));
        members.put("residuals", residuals());
        members.put("holdout", holdout());
        List<Value> covariance = new ArrayList<>();
        for (double[] row : result.covariance()) {
            covariance.add(new Quantity(Unit.NONE, Numbers.column(row.clone())));
        }
        members.put("covariance", new ListValue(covariance));
    }

    private static double finite(double value) {
        return Double.isInfinite(value) ? Double.NaN : value;
    }

    /** One residual for each row of the table, missing where the row was not fitted. */
    private Value residuals() {
        double[] all = new double[table.rows()];
        java.util.Arrays.fill(all, Double.NaN);
        boolean plain = result.problem().residual() == Residual.PLAIN;
        Unit unit = plain ? law.signature().result() : Unit.NONE;
        for (int i = 0; i < rows.used().length; i++) {
            all[rows.used()[i]] = result.residuals()[i] * unit.scale();
        }
        return new Quantity(unit, Numbers.column(all));
    }

    private Value drawTable(Map<String, Quantity> found) {
        Map<String, Value> columns = new LinkedHashMap<>();
        int count = draws == null ? 0 : draws.count();
        found.forEach((name, quantity) -> columns.put(name,
                new Quantity(Unit.NONE, Numbers.column(quantity.numbers().draws(0)))));
        return new TableValue(columns, Map.of(), count, node.name() + ".draws", null);
    }

    private Value minima() {
        Map<String, List<Value>> cells = new LinkedHashMap<>();
        for (LocalMinimum minimum : result.minima()) {
            cells.computeIfAbsent("objective", name -> new ArrayList<>()).add(Quantity.of(minimum.objective()));
            cells.computeIfAbsent("starts", name -> new ArrayList<>()).add(Quantity.of(minimum.starts()));
            for (int i = 0; i < minimum.coefficients().length; i++) {
                cells.computeIfAbsent(result.problem().coefficients().get(i).name(), name -> new ArrayList<>())
                        .add(Quantity.of(minimum.coefficients()[i]));
            }
        }
        Map<String, Value> columns = new LinkedHashMap<>();
        cells.forEach((name, column) -> columns.put(name, Columns.of(column)));
        return new TableValue(columns, Map.of(), result.minima().size(), node.name() + ".minima", null);
    }
}
