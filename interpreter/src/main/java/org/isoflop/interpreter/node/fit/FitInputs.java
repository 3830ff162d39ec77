package org.isoflop.interpreter.node.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.node.LawCalls;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.LawValue.Lowered;
import org.isoflop.interpreter.value.LawValue.Setting;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.StudyException;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.RowDraws;
import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.jspecify.annotations.Nullable;

/** What a fit's law becomes for the library: columns of plain numbers, and a kernel over them and the free coefficients. */
final class FitInputs {
    private FitInputs() {
    }

    /** The texts that each text argument takes in the table, in order of appearance, after those the law knows. */
    static Map<String, List<String>> levels(LawValue law, Value[] given) {
        Map<String, List<String>> levels = LawCalls.levels(law);
        for (int i = 0; i < given.length; i++) {
            LawSignature.Argument argument = law.signature().arguments().get(i);
            List<String> known = levels.get(argument.name());
            if (known != null && given[i] instanceof Texts texts) {
                for (String text : texts.values()) {
                    if (text != null && !known.contains(text)) {
                        known.add(text);
                    }
                }
            }
        }
        return levels;
    }

    /** One column for each argument of the law, or for each of its parts. */
    static double[][] columns(FitNode node, LawValue law, Value[] given, int rows, Map<String, List<String>> levels) {
        List<double[]> inputs = new ArrayList<>();
        for (int i = 0; i < given.length; i++) {
            LawSignature.Argument argument = law.signature().arguments().get(i);
            if (argument.parts().isEmpty()) {
                inputs.add(argument.kind() == LawSignature.Kind.TEXT
                        ? positions(given[i], levels.getOrDefault(argument.name(), List.of()), rows)
                        : column(given[i], argument.unit(), rows));
                continue;
            }
            for (String part : argument.parts()) {
                Value column = given[i] instanceof RecordValue record ? record.member(part) : null;
                if (column == null) {
                    throw node.wrong(Code.BAD_VALUE, "the vector `" + argument.name() + "` has no part `" + part + "`");
                }
                inputs.add(column(column, argument.unit(), rows));
            }
        }
        return inputs.toArray(new double[0][]);
    }

    private static double[] positions(Value value, List<String> levels, int rows) {
        double[] positions = new double[rows];
        for (int i = 0; i < rows; i++) {
            String text = Columns.cell(value, i) instanceof Text found ? found.value() : null;
            positions[i] = text == null ? Double.NaN : levels.indexOf(text);
        }
        return positions;
    }

    /** The points of a column in a unit, not to be changed: those of the table where it measures in that unit already. */
    static double[] column(Value value, Unit unit, int rows) {
        Numbers numbers = switch (value) {
            case Quantity quantity -> quantity.numbers();
            case Truth truth -> truth.numbers();
            default -> Numbers.of(Double.NaN);
        };
        if (unit.scale() == 1 && numbers.isColumn() && numbers.rows() == rows) {
            return numbers.points();
        }
        double[] points = new double[rows];
        for (int i = 0; i < rows; i++) {
            points[i] = numbers.point(i) / unit.scale();
        }
        return points;
    }

    /** The draws of a column in a unit, row by row and not to be changed; null if it is certain. */
    static double @Nullable [] draws(Value value, Unit unit, int rows) {
        Numbers numbers = value instanceof Quantity quantity ? quantity.numbers() : Numbers.of(Double.NaN);
        return numbers.isUncertain() ? numbers.repeated(rows).scaled(1 / unit.scale()).allDraws() : null;
    }

    /** The draws of the columns that {@link #columns} gives and of the target; null if all are certain. */
    @SuppressWarnings("NullAway") // of a record's constructor in another module it does not see which parameters may be null
    static @Nullable RowDraws draws(LawValue law, Value[] given, Value observed, int rows) {
        List<double @Nullable []> inputs = new ArrayList<>();
        for (int i = 0; i < given.length; i++) {
            LawSignature.Argument argument = law.signature().arguments().get(i);
            if (argument.parts().isEmpty()) {
                inputs.add(draws(given[i], argument.unit(), rows));
            }
            for (String part : argument.parts()) {
                Value column = given[i] instanceof RecordValue record ? record.member(part) : null;
                inputs.add(column == null ? null : draws(column, argument.unit(), rows));
            }
        }
        double[] target = draws(observed, law.signature().result(), rows);
        boolean certain = target == null && inputs.stream().allMatch(Objects::isNull);
        return certain ? null : new RowDraws(inputs.toArray(new double[0][]), target, rows);
    }

    /** The law with its free coefficients as inputs behind the columns, given ones as constants, tied ones computed. */
    static Kernel prediction(FitNode node, LawValue law, Lowered lowered, List<Coefficient> coefficients) {
        KernelBuilder builder = new KernelBuilder();
        int[] nodes = new int[lowered.arguments() + lowered.coefficients().size()];
        for (int i = 0; i < lowered.arguments(); i++) {
            nodes[i] = builder.input("column " + i);
        }
        Map<String, Integer> known = new LinkedHashMap<>();
        for (String name : lowered.coefficients()) {
            if (LawCalls.setting(law, name) instanceof Setting.Free(double lower, double upper)) {
                if (!(lower < upper)) {
                    throw node.wrong(Code.BAD_VALUE, "the range of `" + name + "` holds nothing but " + Display.exact(lower)
                            + "; write `with { " + name + ": " + Display.exact(lower) + " }` to fix it");
                }
                coefficients.add(new Coefficient(name, lower, upper));
                known.put(name, builder.input(name));
            }
        }
        if (coefficients.isEmpty()) {
            throw new StudyException(
                    Diagnostic.of(Code.BAD_VALUE, "the law `" + law.signature().name() + "` has no free coefficient to fit")
                            .at(node.site().source(), node.site().span())
                            .fix(law.settings().isEmpty()
                                    ? "say behind its formula what is to be found: `where A > 0, alpha in 0..2`"
                                    : "all its coefficients have values: fit the law that `with` gave them to"),
                    node);
        }
        for (int i = 0; i < lowered.coefficients().size(); i++) {
            nodes[lowered.arguments() + i] = coefficient(node, law, lowered.coefficients().get(i), known, builder, 0);
        }
        return builder.build(builder.inline(lowered.kernel(), nodes));
    }

    private static int coefficient(FitNode node, LawValue law, String name, Map<String, Integer> known, KernelBuilder builder, int depth) {
        Integer free = known.get(name);
        if (free != null) {
            return free;
        }
        return switch (LawCalls.setting(law, name)) {
            case Setting.Given(Numbers value) -> {
                if (value.isUncertain()) {
                    throw node.wrong(Code.BAD_VALUE, "`" + name + "` is given as an uncertain number: give its point, or a prior");
                }
                yield builder.constant(value.point());
            }
            case Setting.Tied(Kernel formula, List<String> inputs) -> {
                if (depth > law.settings().size()) {
                    throw node.wrong(Code.BAD_VALUE, "the coefficients `" + name + "` and `" + inputs.getFirst()
                            + "` are tied to each other");
                }
                int[] arguments = new int[inputs.size()];
                for (int i = 0; i < arguments.length; i++) {
                    arguments[i] = formula.depends(0, i)
                            ? coefficient(node, law, inputs.get(i), known, builder, depth + 1)
                            : builder.constant(0);
                }
                yield builder.inline(formula, arguments)[0];
            }
            case Setting.Free other -> throw new IllegalStateException(name);
        };
    }
}
