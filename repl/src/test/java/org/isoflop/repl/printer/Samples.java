package org.isoflop.repl.printer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.unit.UnitTable;
import org.isoflop.interpreter.value.AllocationValue;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.fit.Certificate;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.FitStatistics;
import org.isoflop.stdlib.fit.Loss;
import org.isoflop.stdlib.fit.Residual;
import org.isoflop.stdlib.kernel.KernelBuilder;

/** Values made by hand. */
final class Samples {
    private Samples() {
    }

    static Unit unit(String name) {
        return Unit.of(Objects.requireNonNull(new UnitTable().find(name)));
    }

    static Quantity quantity(double value, String unit) {
        Unit in = unit(unit);
        return new Quantity(in, Numbers.of(value * in.scale()));
    }

    /** A number with 101 draws spread evenly over a range. */
    static Numbers uncertain(double point, double lower, double upper) {
        double[] draws = new double[101];
        for (int k = 0; k < draws.length; k++) {
            draws[k] = lower + (upper - lower) * k / 100;
        }
        return Numbers.uncertain(point, draws);
    }

    static Map<String, Value> map(Object... entries) {
        Map<String, Value> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], (Value) entries[i + 1]);
        }
        return map;
    }

    static TableValue table(int rows) {
        double[] compute = new double[rows];
        double[] parameters = new double[rows];
        double[] draws = new double[rows * 3];
        String[] names = new String[rows];
        for (int i = 0; i < rows; i++) {
            compute[i] = Double.parseDouble("1e" + (18 + i));
            parameters[i] = i == 1 ? Double.NaN : 44e6 * Math.pow(10, i % 6);
            for (int k = 0; k < 3; k++) {
                draws[3 * i + k] = parameters[i] * (0.9 + 0.1 * k);
            }
            names[i] = i % 2 == 0 ? "run " + i : null;
        }
        return new TableValue(map("C", new Quantity(unit("FLOP"), Numbers.column(compute)), "N",
                new Quantity(unit("param"), Numbers.uncertainColumn(parameters, draws, 3)), "name", new Texts(names), "w",
                new RecordValue(map("web", new Quantity(Unit.NONE, Numbers.column(new double[rows])), "code",
                        new Quantity(Unit.NONE, Numbers.column(new double[rows]))), true)),
                Map.of(), rows, "sample", null);
    }

    static LawValue law(Map<String, LawValue.Setting> settings) {
        LawSignature signature = new LawSignature("power", List.of(new LawSignature.Argument("N", LawSignature.Kind.QUANTITY, unit("param"),
                List.of())), unit("nat").over(unit("token")), List.of(new LawSignature.Coefficient("A", "", true)));
        return new LawValue(signature, levels -> {
            throw new UnsupportedOperationException();
        }, settings, Map.of(), map("source", new Text("A paper (2022)")));
    }

    static FitValue fit() {
        KernelBuilder builder = new KernelBuilder();
        int n = builder.input("N");
        builder.input("A");
        builder.input("alpha");
        FitProblem problem = FitProblem.of(builder.build(n), new double[][] {{1, 2, 3}}, new double[] {1, 2, 3},
                List.of(Coefficient.positive("A"), new Coefficient("alpha", 0, 2)), Residual.LOG, new Loss.Huber(1e-3));
        double[] found = {406.4, 2};
        double[] residuals = {0.01, -0.02, 0.01};
        FitResult result = new FitResult(problem, found, 1.018274e-3,
                new Certificate(Certificate.Ending.STATIONARY, 0, 0, true, 4, 0), 320, 78, 0, List.of(),
                new boolean[] {false, true}, new double[2][2], 100, residuals, 0,
                FitStatistics.of(problem, found, residuals, 1));
        Map<String, Quantity> coefficients = new LinkedHashMap<>();
        coefficients.put("A", new Quantity(Unit.NONE, uncertain(406.4, 300, 500)));
        coefficients.put("alpha", new Quantity(Unit.NONE, Numbers.of(2)));
        Map<String, Value> members = new LinkedHashMap<>();
        members.put("coefficients", new RecordValue(new LinkedHashMap<>(coefficients), false));
        members.put("standard_errors", new RecordValue(map("A", Quantity.of(40), "alpha", Quantity.of(Double.NaN)), false));
        return new FitValue(law(Map.of()), coefficients, result, null, members, Map.of(), null);
    }

    static AllocationValue allocation() {
        Value use = new RecordValue(
                map("spent", quantity(5.76e23, "FLOP"), "limit", quantity(5.76e23, "FLOP"), "price", Quantity.of(0.0012), "next_percent",
                        quantity(9.3e22, "FLOP")),
                false);
        Value idle = new RecordValue(map("spent", quantity(1.4e12, "token"), "limit", quantity(15e12, "token"), "price", Quantity.of(0),
                "next_percent", quantity(Double.NaN, "token")), false);
        Value certificate = new RecordValue(
                map("method", new Text("best of 40 starts"), "kkt", Quantity.of(3e-12), "starts", Quantity.of(40), "agreed",
                        Quantity.of(31)),
                false);
        return new AllocationValue(map("N", quantity(70.3e9, "param"), "D", quantity(1.42e12, "token")), List.of("cluster.compute",
                "cluster.data"), false,
                map("value", Quantity.of(1.94), "feasible", Truth.of(true), "binding",
                        new Texts(new String[] {"cluster.compute"}), "use",
                        new RecordValue(map("cluster.compute", use, "cluster.data", idle), false), "certificate", certificate));
    }
}
