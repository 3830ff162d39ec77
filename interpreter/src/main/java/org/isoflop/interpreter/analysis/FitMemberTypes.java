package org.isoflop.interpreter.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.type.Type.ListOf;
import org.isoflop.interpreter.type.Type.Quantity;
import org.isoflop.interpreter.type.Type.RecordOf;
import org.isoflop.interpreter.unit.Unit;

/** What a fit may be asked for, and of which type it is; the members win over coefficients of their names. */
final class FitMemberTypes {
    private final Map<String, Type> coefficients = new LinkedHashMap<>();
    /** Those that were fitted, which tables of fits have a column for. */
    private final Map<String, Type> fitted = new LinkedHashMap<>();
    /** The type of residuals. */
    private final Type residual;

    /**
     * @param target the unit of what is fitted
     * @param bare whether residuals have no unit
     */
    FitMemberTypes(LawSignature signature, Unit target, boolean bare) {
        for (LawSignature.Coefficient coefficient : signature.coefficients()) {
            Type type = coefficient.over().isEmpty() ? Type.NUMBER : new Type.OpenVector(Type.NUMBER);
            coefficients.put(coefficient.name(), type);
            if (coefficient.free()) {
                fitted.put(coefficient.name(), type);
            }
        }
        residual = bare ? Type.NUMBER : new Quantity(target);
    }

    Map<String, Type> all() {
        Map<String, Type> members = new LinkedHashMap<>();
        members.put("coefficients", new RecordOf(coefficients));
        search(members);
        uncertainty(members);
        quality(members);
        coefficients.forEach(members::putIfAbsent);
        return members;
    }

    private void search(Map<String, Type> members) {
        numbers(members, "objective", "starts_tried", "starts_agreed");
        members.put("estimator", Type.TEXT);
        members.put("converged", Type.TRUTH);
        Map<String, Type> minimum = new LinkedHashMap<>();
        numbers(minimum, "objective", "starts");
        fitted.forEach(minimum::putIfAbsent);
        members.put("minima", new Type.TableOf(minimum));
    }

    private void uncertainty(Map<String, Type> members) {
        members.put("covariance", new ListOf(new ListOf(Type.NUMBER)));
        members.put("draws", new Type.TableOf(fitted));
    }

    private void quality(Map<String, Type> members) {
        numbers(members, "rows", "r2", "rmse", "mean_residual", "aic", "aicc", "bic", "condition");
        members.put("residuals", new ListOf(residual));
        Map<String, Type> holdout = new LinkedHashMap<>();
        holdout.put("rows", Type.NUMBER);
        holdout.put("rmse", residual);
        holdout.put("mean_residual", residual);
        members.put("holdout", new RecordOf(holdout));
    }

    private static void numbers(Map<String, Type> members, String... names) {
        for (String name : List.of(names)) {
            members.put(name, Type.NUMBER);
        }
    }
}
