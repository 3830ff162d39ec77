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
    private final LawSignature signature;
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
        this.signature = signature;
        residual = bare ? Type.NUMBER : new Quantity(target);
    }

    Map<String, Type> all() {
        Map<String, Type> members = new LinkedHashMap<>();
        members.put("coefficients", new RecordOf(coefficients));
        search(members);
        uncertainty(members);
        quality(members);
        judgement(members);
        coefficients.forEach(members::putIfAbsent);
        return members;
    }

    private void search(Map<String, Type> members) {
        numbers(members, "objective", "starts_tried", "starts_agreed", "starts_unfinished");
        members.put("estimator", Type.TEXT);
        members.put("converged", Type.TRUTH);
        Map<String, Type> minimum = new LinkedHashMap<>();
        numbers(minimum, "objective", "starts");
        fitted.forEach(minimum::putIfAbsent);
        members.put("minima", new Type.TableOf(minimum));
    }

    private void uncertainty(Map<String, Type> members) {
        members.put("covariance", new ListOf(new ListOf(Type.NUMBER)));
        members.put("standard_errors", new RecordOf(fitted));
        members.put("sandwich", new ListOf(new ListOf(Type.NUMBER)));
        members.put("draws", new Type.TableOf(fitted));
        Map<String, Type> profiles = new LinkedHashMap<>();
        profiles.put("coefficient", Type.TEXT);
        numbers(profiles, "value", "objective", "root");
        members.put("profiles", new Type.TableOf(profiles));
        members.put("prediction", new Type.LawOf(calibrated()));
    }

    /** The law once it is fitted. */
    private LawSignature calibrated() {
        List<LawSignature.Coefficient> known = signature.coefficients().stream()
                .map(coefficient -> new LawSignature.Coefficient(coefficient.name(), coefficient.over(), false)).toList();
        return new LawSignature(signature.name(), signature.arguments(), signature.result(), known);
    }

    private void quality(Map<String, Type> members) {
        numbers(members, "rows", "r2", "rmse", "mean_residual", "aic", "aicc", "bic", "condition");
        members.put("residuals", new ListOf(residual));
    }

    private void judgement(Map<String, Type> members) {
        Map<String, Type> tests = new LinkedHashMap<>();
        tests.put("what", Type.TEXT);
        numbers(tests, "statistic", "p_value", "single_p_value", "share");
        members.put("tests", new Type.TableOf(tests));
        members.put("span", span());
        members.put("inflation", new RecordOf(fitted));
        Map<String, Type> flat = new LinkedHashMap<>();
        flat.put("coefficient", Type.TEXT);
        numbers(flat, "weight", "change");
        members.put("flat", new Type.TableOf(flat));
        Map<String, Type> influence = new LinkedHashMap<>();
        numbers(influence, "row", "rows", "distance", "leverage");
        fitted.forEach(influence::putIfAbsent);
        members.put("influence", new Type.TableOf(influence));
        Map<String, Type> leftOut = new LinkedHashMap<>();
        numbers(leftOut, "row", "rows");
        fitted.forEach(leftOut::putIfAbsent);
        members.put("left_out", new Type.TableOf(leftOut));
        Map<String, Type> validation = new LinkedHashMap<>();
        numbers(validation, "groups", "failures");
        validation.put("exact", Type.TRUTH);
        errors(validation);
        members.put("cross_validation", new RecordOf(validation));
        Map<String, Type> holdout = new LinkedHashMap<>();
        numbers(holdout, "rows");
        errors(holdout);
        numbers(holdout, "coverage");
        members.put("holdout", new RecordOf(holdout));
    }

    private void errors(Map<String, Type> members) {
        members.put("rmse", residual);
        members.put("mean_residual", residual);
        members.put("worst_row", Type.NUMBER);
        members.put("worst_residual", residual);
    }

    private Type span() {
        Map<String, Type> arguments = new LinkedHashMap<>();
        for (LawSignature.Argument argument : signature.arguments()) {
            Map<String, Type> members = new LinkedHashMap<>();
            members.put("lower", new Quantity(argument.unit()));
            members.put("upper", new Quantity(argument.unit()));
            numbers(members, "decades", "distinct");
            Type one = new RecordOf(members);
            Map<String, Type> parts = new LinkedHashMap<>();
            argument.parts().forEach(part -> parts.put(part, one));
            if (argument.kind() == LawSignature.Kind.QUANTITY) {
                arguments.put(argument.name(), parts.isEmpty() ? one : new RecordOf(parts));
            }
        }
        return new RecordOf(arguments);
    }

    private static void numbers(Map<String, Type> members, String... names) {
        for (String name : List.of(names)) {
            members.put(name, Type.NUMBER);
        }
    }
}
