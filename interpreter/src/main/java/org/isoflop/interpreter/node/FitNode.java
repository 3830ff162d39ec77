package org.isoflop.interpreter.node;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.analysis.Typing;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.LawValue.Lowered;
import org.isoflop.interpreter.value.LawValue.Setting;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Pending;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RangeValue;
import org.isoflop.interpreter.value.StudyException;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.FitException;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.fit.Residual;
import org.isoflop.stdlib.fit.Starts;
import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.random.RandomStream;
import org.isoflop.stdlib.resample.Bootstrap;
import org.isoflop.stdlib.resample.Draws;
import org.isoflop.stdlib.resample.Scheme;
import org.jspecify.annotations.Nullable;

/** {@code fit name = target ~ law(arguments) on table { options }}. */
final class FitNode extends ExpressionNode {
    @Child private ExpressionNode table;
    @Child private ExpressionNode law;
    @Child private ExpressionNode target;
    @Children private final ExpressionNode[] arguments;
    @Child private FitOptionsNode options;
    private final Typing.TableScope columns;
    private final LawSignature signature;

    FitNode(Place place, ExpressionNode table, ExpressionNode law, ExpressionNode target, ExpressionNode[] arguments,
            FitOptionsNode options,
            Typing.TableScope columns, LawSignature signature) {
        super(place);
        this.table = table;
        this.law = law;
        this.target = target;
        this.arguments = arguments;
        this.options = options;
        this.columns = columns;
        this.signature = signature;
    }

    /** Evaluations of all rows that a descent takes, and descents from designed starts: both roughly, to foresee the work. */
    private static final double EVALUATIONS = 12;
    private static final double STARTS = 30;

    /** What is fitted: the rows that are used, in the law's units, and those held out. */
    record Rows(double[][] columns, double[] target, double @Nullable [] weights, int[] used, int[] held, double[][] heldColumns,
            double[] heldTarget) {
    }

    @Override
    public Value execute(VirtualFrame frame) {
        TableValue rows = (TableValue) table.execute(frame);
        for (int i = 0; i < columns.slots().length; i++) {
            frame.setObject(columns.slots()[i], rows.columns().get(columns.names().get(i)));
        }
        LawValue fitted = LawCalls.law(law.execute(frame), this);
        Value observed = target.execute(frame);
        Value[] given = new Value[arguments.length];
        for (int i = 0; i < given.length; i++) {
            given[i] = arguments[i].execute(frame);
        }
        FitOptionsNode.Chosen chosen = options.choose(frame, rows, fitted);
        return Run.of(this).settle(frame, fit(rows, fitted, observed, given, chosen));
    }

    /** What the numeric work comes to. */
    private record Fitted(FitResult result, @Nullable Draws draws) {
    }

    @TruffleBoundary
    private Pending fit(TableValue table, LawValue law, Value observed, Value[] given, FitOptionsNode.Chosen chosen) {
        Map<String, List<String>> levels = levels(law, given);
        Lowered lowered = law.body().lowered(levels);
        double[][] inputs = inputs(law, given, table.rows(), levels);
        double[] target = column(observed, law.signature().result(), table.rows());
        Rows rows = rows(inputs, target, chosen, table.rows());
        List<Coefficient> coefficients = new ArrayList<>();
        Kernel prediction = prediction(law, lowered, coefficients);
        FitProblem problem = problem(prediction, rows, coefficients, chosen);
        FitOptions effort = fitting();
        RandomStream stream = RandomStream.of(Run.of(this).seed(), "resample " + table.stream() + " " + chosen.selection());
        Scheme scheme = chosen.scheme(rows.used(), table, this);
        return new Pending(() -> {
            FitResult result = Fitter.fit(problem, effort);
            return new Fitted(result, chosen.bootstrap() == 0 ? null : Bootstrap.run(result, scheme, chosen.bootstrap(), stream, effort));
        }, computed -> {
            if (!(computed instanceof Fitted(FitResult result, Draws draws))) {
                throw unfitted((RuntimeException) computed);
            }
            warn(result);
            return new FitMembers(this, law, lowered, table, rows, result, draws, signature, chosen).value();
        });
    }

    private RuntimeException unfitted(RuntimeException failure) {
        if (!(failure instanceof FitException) && !(failure instanceof IllegalArgumentException)) {
            return failure;
        }
        return new StudyException(Diagnostic.of(Code.BAD_VALUE, "`" + name() + "` cannot be fitted: " + failure.getMessage())
                .at(site().source(), site().span())
                .fix("give bounds or `starts` at which the law has values in every row"), this);
    }

    /** The texts that each text argument takes in the table, in order of appearance, after those the law knows. */
    private static Map<String, List<String>> levels(LawValue law, Value[] given) {
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

    private double[][] inputs(LawValue law, Value[] given, int rows, Map<String, List<String>> levels) {
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
                Value column = given[i] instanceof org.isoflop.interpreter.value.RecordValue record ? record.member(part) : null;
                if (column == null) {
                    throw wrong(Code.BAD_VALUE, "the vector `" + argument.name() + "` has no part `" + part + "`");
                }
                inputs.add(column(column, argument.unit(), rows));
            }
        }
        return inputs.toArray(new double[0][]);
    }

    private static double[] positions(Value value, List<String> levels, int rows) {
        double[] positions = new double[rows];
        for (int i = 0; i < rows; i++) {
            String text = Columns.cell(value, i) instanceof org.isoflop.interpreter.value.Text found ? found.value() : null;
            positions[i] = text == null ? Double.NaN : levels.indexOf(text);
        }
        return positions;
    }

    /** The points of a column in a unit. */
    private double[] column(Value value, Unit unit, int rows) {
        Numbers numbers = switch (value) {
            case Quantity quantity -> quantity.numbers();
            case Truth truth -> truth.numbers();
            default -> Numbers.of(Double.NaN);
        };
        if (numbers.isUncertain()) {
            throw wrong(Code.BAD_VALUE, "a fit reads certain columns: take `point(…)` of an uncertain one");
        }
        double[] points = new double[rows];
        for (int i = 0; i < rows; i++) {
            points[i] = numbers.point(i) / unit.scale();
        }
        return points;
    }

    private Rows rows(double[][] inputs, double[] target, FitOptionsNode.Chosen chosen, int count) {
        List<Integer> used = new ArrayList<>();
        List<Integer> held = new ArrayList<>();
        int missing = 0;
        for (int row = 0; row < count; row++) {
            if (chosen.keep() != null && chosen.keep().point(row) != 1) {
                continue;
            }
            boolean known = !Double.isNaN(target[row]) && (chosen.weights() == null || !Double.isNaN(chosen.weights().point(row)));
            for (double[] input : inputs) {
                known &= !Double.isNaN(input[row]);
            }
            if (!known) {
                missing++;
            } else if (chosen.holdout() != null && chosen.holdout().point(row) == 1) {
                held.add(row);
            } else {
                used.add(row);
            }
        }
        if (missing > 0) {
            warn(Diagnostic.of(Code.MISSING_ROWS, missing + (missing == 1 ? " row of " : " rows of ") + count
                    + " with something missing " + (missing == 1 ? "is" : "are") + " left out of `" + name() + "`"));
        }
        if (used.isEmpty()) {
            throw new StudyException(Diagnostic.of(Code.BAD_VALUE, "no rows are left to fit `" + name() + "`")
                    .at(site().source(), site().span()).note(leftOver(count, missing, held.size())), this);
        }
        int[] chosenRows = used.stream().mapToInt(Integer::intValue).toArray();
        double[][] columns = new double[inputs.length][];
        for (int i = 0; i < inputs.length; i++) {
            columns[i] = select(inputs[i], chosenRows);
        }
        double[] weights = chosen.weights() == null ? null : new double[chosenRows.length];
        for (int i = 0; weights != null && chosen.weights() != null && i < weights.length; i++) {
            weights[i] = chosen.weights().point(chosenRows[i]);
        }
        int[] heldRows = held.stream().mapToInt(Integer::intValue).toArray();
        double[][] heldColumns = new double[inputs.length][];
        for (int i = 0; i < inputs.length; i++) {
            heldColumns[i] = select(inputs[i], heldRows);
        }
        return new Rows(columns, select(target, chosenRows), weights, chosenRows, heldRows, heldColumns, select(target, heldRows));
    }

    /** Where the rows of a fit went that has none. */
    private String leftOver(int count, int missing, int held) {
        List<String> parts = new ArrayList<>();
        if (missing > 0) {
            parts.add(missing + " with something missing");
        }
        if (held > 0) {
            parts.add(held + " held out");
        }
        if (count > missing + held) {
            parts.add(count - missing - held + " not kept");
        }
        return "the table has " + count + (count == 1 ? " row: " : " rows: ") + String.join(", ", parts);
    }

    /** What residuals and weights cannot be made of, said with the row of the table. */
    private void check(Rows rows, FitOptionsNode.Chosen chosen) {
        int bad = 0;
        int first = -1;
        for (int i = 0; i < rows.target().length; i++) {
            double observed = rows.target()[i];
            boolean suits = chosen.residual() == Residual.LOG ? observed > 0 : chosen.residual() == Residual.PLAIN || observed != 0;
            first = suits || first >= 0 ? first : i;
            bad += suits ? 0 : 1;
            double weight = rows.weights() == null ? 1 : rows.weights()[i];
            if (!(weight >= 0)) {
                throw wrong(Code.BAD_VALUE, "a weight is not negative: row " + (rows.used()[i] + 1) + " has "
                        + org.isoflop.interpreter.value.Display.exact(weight));
            }
        }
        if (first >= 0) {
            boolean log = chosen.residual() == Residual.LOG;
            String what = "row " + (rows.used()[first] + 1) + " has " + org.isoflop.interpreter.value.Display.exact(rows.target()[first])
                    + (bad == 1 ? "" : ", and " + (bad - 1) + " more like it");
            throw new StudyException(Diagnostic.of(Code.BAD_VALUE, (log
                    ? "log residuals need a target above zero: "
                    : "relative residuals need a target that is not zero: ") + what).at(target.site().source(), target.site().span())
                    .fix("leave such rows out with `keep`, or write `residuals: plain`"), this);
        }
    }

    private static double[] select(double[] from, int[] rows) {
        double[] chosen = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = from[rows[i]];
        }
        return chosen;
    }

    /** The law with its free coefficients as inputs behind the columns, given ones as constants, tied ones computed. */
    private Kernel prediction(LawValue law, Lowered lowered, List<Coefficient> coefficients) {
        KernelBuilder builder = new KernelBuilder();
        int[] nodes = new int[lowered.arguments() + lowered.coefficients().size()];
        for (int i = 0; i < lowered.arguments(); i++) {
            nodes[i] = builder.input("column " + i);
        }
        Map<String, Integer> known = new LinkedHashMap<>();
        for (String name : lowered.coefficients()) {
            if (LawCalls.setting(law, name) instanceof Setting.Free(double lower, double upper)) {
                coefficients.add(new Coefficient(name, lower, upper));
                known.put(name, builder.input(name));
            }
        }
        if (coefficients.isEmpty()) {
            throw wrong(Code.BAD_VALUE, "the law `" + law.signature().name() + "` has no free coefficient to fit");
        }
        for (int i = 0; i < lowered.coefficients().size(); i++) {
            nodes[lowered.arguments() + i] = coefficient(law, lowered.coefficients().get(i), known, builder, 0);
        }
        return builder.build(builder.inline(lowered.kernel(), nodes));
    }

    private int coefficient(LawValue law, String name, Map<String, Integer> known, KernelBuilder builder, int depth) {
        Integer free = known.get(name);
        if (free != null) {
            return free;
        }
        return switch (LawCalls.setting(law, name)) {
            case Setting.Given(Numbers value) -> {
                if (value.isUncertain()) {
                    throw wrong(Code.BAD_VALUE, "`" + name + "` is given as an uncertain number: give its point, or a prior");
                }
                yield builder.constant(value.point());
            }
            case Setting.Tied(Kernel formula, List<String> inputs) -> {
                if (depth > law.settings().size()) {
                    throw wrong(Code.BAD_VALUE, "the coefficients `" + name + "` and `" + inputs.getFirst() + "` are tied to each other");
                }
                int[] arguments = new int[inputs.size()];
                for (int i = 0; i < arguments.length; i++) {
                    arguments[i] = formula.depends(0, i) ? coefficient(law, inputs.get(i), known, builder, depth + 1) : builder.constant(0);
                }
                yield builder.inline(formula, arguments)[0];
            }
            case Setting.Free other -> throw new IllegalStateException(name);
        };
    }

    @SuppressWarnings("NullAway") // of a record's constructor in another module it does not see which parameters may be null
    private FitProblem problem(Kernel prediction, Rows rows, List<Coefficient> coefficients, FitOptionsNode.Chosen chosen) {
        if (rows.target().length < coefficients.size()) {
            throw wrong(Code.BAD_VALUE, rows.target().length + (rows.target().length == 1 ? " row does" : " rows do")
                    + " not determine " + coefficients.size() + " coefficients");
        }
        check(rows, chosen);
        try {
            FitProblem problem = new FitProblem(prediction, rows.columns(), rows.target(), rows.weights(), coefficients, chosen.residual(),
                    chosen.loss(), chosen.priors(coefficients), chosen.starts(coefficients, this));
            Run.of(this).work(problem.rows() * EVALUATIONS * (starts(problem.starts()) + chosen.bootstrap()));
            return problem;
        } catch (IllegalArgumentException exception) {
            throw unfitted(exception);
        }
    }

    private static double starts(Starts starts) {
        if (!(starts instanceof Starts.Grid(double[][] values))) {
            return STARTS;
        }
        double count = 1;
        for (double[] each : values) {
            count *= Math.max(1, each.length);
        }
        return count;
    }

    private FitOptions fitting() {
        Run run = Run.of(this);
        return new FitOptions(run.settings().threads(), run.cancellation());
    }

    String name() {
        return Run.of(this).current().name();
    }

    private void warn(FitResult result) {
        for (int i = 0; i < result.coefficients().length; i++) {
            if (result.atBound()[i]) {
                Coefficient coefficient = result.problem().coefficients().get(i);
                double value = result.coefficients()[i];
                boolean lower = Math.abs(value - coefficient.lower()) < Math.abs(value - coefficient.upper());
                warn(Diagnostic.of(Code.AT_BOUND,
                        "`" + coefficient.name() + "` of `" + name() + "` ended at the " + (lower ? "lower" : "upper")
                                + " end of its range, "
                                + org.isoflop.interpreter.value.Display.exact(lower ? coefficient.lower() : coefficient.upper())));
            }
        }
        if (!result.converged()) {
            warn(Diagnostic.of(Code.NOT_CONVERGED, "the fit `" + name() + "` did not converge: the slope that is left could still gain "
                    + org.isoflop.interpreter.value.Display.DEFAULT.quantity(Unit.NONE, result.gradientNorm())));
        }
        int rows = result.problem().rows();
        int free = result.coefficients().length;
        if (rows < 2 * free + 1) {
            warn(Diagnostic.of(Code.FEW_ROWS, "`" + name() + "` has " + rows + " rows for " + free
                    + (free == 1 ? " coefficient" : " coefficients")));
        }
    }

    /** The range of each argument over the rows that were fitted: where the fit holds. */
    static Map<String, RangeValue> valid(LawSignature signature, Rows rows) {
        Map<String, RangeValue> valid = new LinkedHashMap<>();
        int at = 0;
        for (LawSignature.Argument argument : signature.arguments()) {
            if (argument.kind() == LawSignature.Kind.QUANTITY && argument.parts().isEmpty()) {
                double low = Double.POSITIVE_INFINITY;
                double high = Double.NEGATIVE_INFINITY;
                for (double value : rows.columns()[at]) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
                valid.put(argument.name(), RangeValue.of(argument.unit(), low * argument.unit().scale(), high * argument.unit().scale()));
            }
            at += Math.max(1, argument.parts().size());
        }
        return valid;
    }
}
