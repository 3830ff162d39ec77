package org.isoflop.interpreter.node.fit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Residual;
import org.isoflop.stdlib.judge.CrossValidation;
import org.isoflop.stdlib.judge.HeldOut;
import org.isoflop.stdlib.judge.Identification;
import org.isoflop.stdlib.judge.Influence;
import org.isoflop.stdlib.judge.LeaveOneOut;
import org.isoflop.stdlib.judge.ResidualTest;
import org.isoflop.stdlib.judge.ResidualTests;
import org.isoflop.stdlib.judge.Span;
import org.jspecify.annotations.Nullable;

/** Members of a fit that tell how far it may be trusted: its residuals, what its rows determine, and what each row does. */
final class FitJudgement {
    private final FitMembers.Source source;
    private final FitResult result;
    private final FitRows rows;
    private final int @Nullable [] clusterOf;
    private final double level;
    private @Nullable LeaveOneOut without;
    private @Nullable Influence influence;

    FitJudgement(FitMembers.Source source) {
        this.source = source;
        result = source.result();
        rows = source.rows();
        double own = source.chosen().level();
        level = Double.isNaN(own) ? Run.of(source.node()).level() : own;
        clusterOf = rows.clusters(source.chosen(), source.table());
    }

    Map<String, Supplier<? extends Value>> members() {
        Map<String, Supplier<? extends Value>> members = new LinkedHashMap<>();
        members.put("tests", this::tests);
        members.put("span", this::span);
        members.put("inflation", this::inflation);
        members.put("flat", this::flat);
        members.put("influence", this::influence);
        members.put("left_out", this::leftOut);
        members.put("cross_validation", this::crossValidation);
        members.put("holdout", this::holdout);
        return members;
    }

    private Value tests() {
        List<ResidualTest> tests = ResidualTests.of(result, FitRows.quantities(source.signature()), clusterOf);
        Map<String, Value> columns = new LinkedHashMap<>();
        columns.put("what", new Texts(tests.stream().map(ResidualTest::what).toArray(String[]::new)));
        columns.put("statistic", column(tests.stream().mapToDouble(ResidualTest::statistic).toArray()));
        columns.put("p_value", column(tests.stream().mapToDouble(ResidualTest::pValue).toArray()));
        columns.put("single_p_value", column(tests.stream().mapToDouble(ResidualTest::single).toArray()));
        columns.put("share", column(tests.stream().mapToDouble(ResidualTest::share).toArray()));
        return table("tests", columns, tests.size());
    }

    /** What each argument covers in the fitted rows; of a vector, each part. */
    private Value span() {
        Map<String, Value> members = new LinkedHashMap<>();
        int at = 0;
        for (LawSignature.Argument argument : source.signature().arguments()) {
            if (argument.kind() == LawSignature.Kind.QUANTITY && argument.parts().isEmpty()) {
                members.put(argument.name(), span(argument.unit(), at));
            } else if (argument.kind() == LawSignature.Kind.QUANTITY) {
                Map<String, Value> parts = new LinkedHashMap<>();
                for (int i = 0; i < argument.parts().size(); i++) {
                    parts.put(argument.parts().get(i), span(argument.unit(), at + i));
                }
                members.put(argument.name(), new RecordValue(parts, false));
            }
            at += Math.max(1, argument.parts().size());
        }
        return new RecordValue(members, false);
    }

    private Value span(Unit unit, int column) {
        Span span = Span.of(rows.columns()[column]);
        Map<String, Value> members = new LinkedHashMap<>();
        members.put("lower", new Quantity(unit, Numbers.of(span.lower() * unit.scale())));
        members.put("upper", new Quantity(unit, Numbers.of(span.upper() * unit.scale())));
        members.put("decades", Quantity.of(span.decades()));
        members.put("distinct", Quantity.of(span.distinct()));
        return new RecordValue(members, false);
    }

    private Value inflation() {
        double[] inflation = Identification.of(result).inflation();
        Map<String, Value> members = new LinkedHashMap<>();
        for (int j = 0; j < inflation.length; j++) {
            members.put(coefficient(j), Quantity.of(Double.isInfinite(inflation[j]) ? Double.NaN : inflation[j]));
        }
        return new RecordValue(FitMembers.gathered(members), false);
    }

    private Value flat() {
        Identification identification = Identification.of(result);
        int size = result.coefficients().length;
        String[] names = new String[size];
        Arrays.setAll(names, this::coefficient);
        Map<String, Value> columns = new LinkedHashMap<>();
        columns.put("coefficient", new Texts(names));
        columns.put("weight", column(identification.flatWeights()));
        columns.put("change", column(identification.flatChanges()));
        return table("flat", columns, size);
    }

    private LeaveOneOut without() {
        LeaveOneOut known = without;
        if (known == null) {
            known = LeaveOneOut.of(result, clusterOf, source.effort());
            without = known;
        }
        return known;
    }

    private Influence measured() {
        Influence known = influence;
        if (known == null) {
            known = Influence.of(without(), clusterOf);
            influence = known;
        }
        return known;
    }

    private Value influence() {
        Influence measured = measured();
        int[] order = measured.byDistance();
        Map<String, Value> columns = new LinkedHashMap<>(groups(order));
        columns.put("distance", column(pick(measured.distances(), order)));
        columns.put("leverage", column(pick(measured.leverages(), order)));
        Map<String, Value> changes = new LinkedHashMap<>();
        for (int j = 0; j < result.coefficients().length; j++) {
            double[] moved = new double[order.length];
            for (int i = 0; i < order.length; i++) {
                moved[i] = measured.inErrors(order[i], j);
            }
            changes.put(coefficient(j), column(moved));
        }
        FitMembers.gathered(changes).forEach(columns::putIfAbsent);
        return table("influence", columns, order.length);
    }

    private Value leftOut() {
        int[] order = new int[without().groups()];
        Arrays.setAll(order, i -> i);
        Map<String, Value> columns = new LinkedHashMap<>(groups(order));
        Map<String, Value> values = new LinkedHashMap<>();
        for (int j = 0; j < result.coefficients().length; j++) {
            double[] found = new double[order.length];
            for (int i = 0; i < order.length; i++) {
                found[i] = without().coefficients()[i][j];
            }
            values.put(coefficient(j), column(found));
        }
        FitMembers.gathered(values).forEach(columns::putIfAbsent);
        return table("left_out", columns, order.length);
    }

    /** Which row each line is of, or which is the first of a cluster's, and how many there are. */
    private Map<String, Value> groups(int[] order) {
        double[] first = new double[order.length];
        double[] count = new double[order.length];
        for (int row = 0; row < rows.count(); row++) {
            int group = without().groupOf()[row];
            first[group] = count[group] == 0 ? rows.place(row) + 1 : first[group];
            count[group]++;
        }
        Map<String, Value> columns = new LinkedHashMap<>();
        columns.put("row", column(pick(first, order)));
        columns.put("rows", column(pick(count, order)));
        return columns;
    }

    private Value crossValidation() {
        CrossValidation validation = CrossValidation.of(without());
        Map<String, Value> members = new LinkedHashMap<>();
        members.put("groups", Quantity.of(validation.groups()));
        members.put("failures", Quantity.of(validation.failures()));
        members.put("exact", Truth.of(validation.isExact()));
        members.put("rmse", residual(validation.rmse()));
        members.put("mean_residual", residual(validation.meanResidual()));
        members.put("worst_row", Quantity.of(validation.worst() < 0 ? Double.NaN : rows.place(validation.worst()) + 1));
        members.put("worst_residual", residual(validation.worstResidual()));
        return new RecordValue(members, false);
    }

    private Value holdout() {
        double[][] draws = source.draws() == null ? null : source.draws().values();
        HeldOut held = HeldOut.of(result, rows.heldColumns(), rows.heldTarget(), draws, level);
        Map<String, Value> members = new LinkedHashMap<>();
        members.put("rows", Quantity.of(held.rows()));
        members.put("rmse", residual(held.rmse()));
        members.put("mean_residual", residual(held.meanResidual()));
        members.put("worst_row", Quantity.of(held.worst() < 0 ? Double.NaN : rows.held()[held.worst()] + 1));
        members.put("worst_residual", residual(held.worstResidual()));
        members.put("coverage", Quantity.of(held.coverage()));
        return new RecordValue(members, false);
    }

    private String coefficient(int j) {
        return result.problem().coefficients().get(j).name();
    }

    private Value residual(double value) {
        Unit unit = result.problem().residual() == Residual.PLAIN ? source.law().signature().result() : Unit.NONE;
        return new Quantity(unit, Numbers.of(value * unit.scale()));
    }

    private Value table(String name, Map<String, Value> columns, int count) {
        return new TableValue(columns, Map.of(), count, source.name() + "." + name, null);
    }

    private static Value column(double[] numbers) {
        return new Quantity(Unit.NONE, Numbers.column(numbers.clone()));
    }

    private static double[] pick(double[] from, int[] order) {
        double[] result = new double[order.length];
        for (int i = 0; i < order.length; i++) {
            result[i] = from[order[i]];
        }
        return result;
    }
}
