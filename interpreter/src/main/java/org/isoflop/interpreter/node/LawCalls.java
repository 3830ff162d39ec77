package org.isoflop.interpreter.node;

import com.oracle.truffle.api.nodes.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.LawValue.Lowered;
import org.isoflop.interpreter.value.LawValue.Setting;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/** What applying and fitting a law have in common: its coefficients by name, and kernels evaluated on numbers of any shape. */
public final class LawCalls {
    /** So many evaluations at a time take some hundredths of a second. */
    private static final int TOGETHER = 1 << 18;

    private LawCalls() {
    }

    public static LawValue law(Value value, Node node) {
        return switch (value) {
            case LawValue law -> law;
            case FitValue fit -> fit.law();
            default -> throw ((ExpressionNode) node).wrong(Code.WRONG_TYPE, "a law or fit is needed here");
        };
    }

    /** The setting of a flattened coefficient: its own, or that of all levels. */
    public static Setting setting(LawValue law, String flat) {
        Setting own = law.setting(flat);
        int bracket = flat.indexOf('[');
        Setting all = own != null || bracket < 0 ? own : law.setting(flat.substring(0, bracket));
        return all != null ? all : new Setting.Free(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** The levels of a law's text arguments that its coefficients are given for: {@code A[GLU]}. */
    public static Map<String, List<String>> levels(LawValue law) {
        Map<String, List<String>> levels = new LinkedHashMap<>();
        for (LawSignature.Argument argument : law.signature().arguments()) {
            if (argument.kind() == LawSignature.Kind.TEXT) {
                levels.put(argument.name(), new ArrayList<>());
            }
        }
        for (LawSignature.Coefficient coefficient : law.signature().coefficients()) {
            List<String> known = levels.get(coefficient.over());
            if (known == null) {
                continue;
            }
            String prefix = coefficient.name() + "[";
            for (String name : law.settings().keySet()) {
                String level = name.startsWith(prefix) ? name.substring(prefix.length(), name.length() - 1) : null;
                if (level != null && !known.contains(level)) {
                    known.add(level);
                }
            }
        }
        return levels;
    }

    /** The values of all coefficients of a calibrated law, in the kernel's order; null for one that is free. */
    public static @Nullable Numbers[] coefficients(LawValue law, Lowered lowered) {
        @Nullable Numbers[] values = new Numbers[lowered.coefficients().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(law, lowered.coefficients().get(i), 0);
        }
        return values;
    }

    private static @Nullable Numbers value(LawValue law, String name, int depth) {
        return switch (setting(law, name)) {
            case Setting.Free free -> null;
            case Setting.Given(Numbers value) -> value;
            case Setting.Tied(Kernel formula, List<String> inputs) -> {
                if (depth > inputs.size() + law.settings().size()) {
                    yield null;
                }
                Numbers[] arguments = new Numbers[inputs.size()];
                for (int i = 0; i < arguments.length; i++) {
                    Numbers input = formula.depends(0, i) ? value(law, inputs.get(i), depth + 1) : null;
                    arguments[i] = input == null ? Numbers.of(Double.NaN) : input;
                }
                yield evaluate(formula, arguments);
            }
        };
    }

    /** What a calibrated law gives at the points of its quantities, in base units, its coefficients at their points. */
    static double point(LawValue law, double... arguments) {
        Lowered lowered = law.body().lowered(levels(law));
        @Nullable Numbers[] coefficients = coefficients(law, lowered);
        double[] inputs = new double[arguments.length + coefficients.length];
        for (int i = 0; i < arguments.length; i++) {
            inputs[i] = arguments[i] / law.signature().arguments().get(i).unit().scale();
        }
        for (int i = 0; i < coefficients.length; i++) {
            Numbers coefficient = coefficients[i];
            inputs[arguments.length + i] = coefficient == null ? Double.NaN : coefficient.point();
        }
        return lowered.kernel().value(inputs) * law.signature().result().scale();
    }

    /** A kernel with one output on numbers of any shape, draw by draw where one is uncertain. */
    public static Numbers evaluate(Kernel kernel, Numbers... inputs) {
        return evaluate(kernel, new Cancellation(), inputs);
    }

    /**
     * The same for so many that somebody may not want to wait for all.
     *
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    static Numbers evaluate(Kernel kernel, Cancellation token, Numbers... inputs) {
        int rows = Numbers.commonRows(inputs);
        int count = Numbers.commonDraws(inputs);
        int cells = rows < 0 ? 1 : rows;
        double[] points = new double[cells];
        if (rows < 0) {
            double[] values = new double[inputs.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = inputs[i].point();
            }
            points[0] = kernel.value(values);
        } else {
            evaluate(kernel, token, inputs, 0, points);
        }
        if (count == 0) {
            return Numbers.shaped(rows >= 0, points, null, 0);
        }
        double[] draws = new double[cells * count];
        evaluate(kernel, token, inputs, count, draws);
        return Numbers.shaped(rows >= 0, points, draws, count);
    }

    /** All rows, or with {@code count} above zero all draws of all rows; some at a time, whose inputs then need little memory. */
    private static void evaluate(Kernel kernel, Cancellation token, Numbers[] inputs, int count, double[] results) {
        int each = Math.max(1, count);
        int rows = results.length / each;
        int together = Math.max(1, TOGETHER / each);
        for (int first = 0; first < rows; first += together) {
            token.poll();
            int some = Math.min(together, rows - first);
            double[] part = some == rows ? results : new double[some * each];
            evaluate(kernel, inputs, first, some, count, part);
            if (part != results) {
                System.arraycopy(part, 0, results, first * each, part.length);
            }
        }
    }

    private static void evaluate(Kernel kernel, Numbers[] inputs, int first, int rows, int count, double[] results) {
        double[] @Nullable [] columns = new double[inputs.length][];
        double[] constants = new double[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            Numbers input = inputs[i];
            if (!input.isColumn() && (count == 0 || !input.isUncertain())) {
                constants[i] = input.point();
                continue;
            }
            double[] column = new double[results.length];
            for (int row = 0; row < rows; row++) {
                for (int k = 0; k < count; k++) {
                    column[row * count + k] = input.draw(first + row, k);
                }
                if (count == 0) {
                    column[row] = input.point(first + row);
                }
            }
            columns[i] = column;
        }
        kernel.bind(columns, results.length).evaluate(constants, new double[][] {results});
    }
}
