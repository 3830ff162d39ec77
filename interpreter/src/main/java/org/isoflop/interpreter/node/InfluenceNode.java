package org.isoflop.interpreter.node;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** {@code influence(expr, fit)}: the answer without each row of a fit, or each run where its table has a key. */
final class InfluenceNode extends ExpressionNode {
    @Child private ExpressionNode answer;
    @Child private Varied fit;
    private final Unit unit;
    private final String stream;

    InfluenceNode(Place place, ExpressionNode answer, Varied fit, Unit unit, String stream) {
        super(place);
        this.answer = answer;
        this.fit = fit;
        this.unit = unit;
        this.stream = stream;
    }

    @Override
    public Value execute(VirtualFrame frame) {
        if (!(fit.present(frame) instanceof FitValue whole)) {
            throw fit.written().wrong(Code.WRONG_TYPE, "the rows of a fit are left out");
        }
        double present = answer.execute(frame) instanceof Quantity quantity ? quantity.point() : Double.NaN;
        TableValue leftOut = leftOut(whole);
        double[] answers = new double[leftOut.rows()];
        int failed = 0;
        Varied.@Nullable Answer unanswered = null;
        for (int i = 0; i < answers.length; i++) {
            Run.of(this).cancellation().poll();
            Varied.Answer one = fit.answer(frame, answer, without(whole, leftOut, i));
            answers[i] = one.numbers().point();
            if (Double.isNaN(answers[i])) {
                failed++;
                unanswered = one;
            }
        }
        if (unanswered != null) {
            warn(failed, answers.length, unanswered);
        }
        return table(present, answers, leftOut);
    }

    @TruffleBoundary
    private static TableValue leftOut(FitValue whole) {
        if (whole.member("left_out") instanceof TableValue table) {
            return table;
        }
        throw new IllegalStateException("left_out");
    }

    /** The fit to the other rows, as a certain one. */
    @TruffleBoundary
    private static FitValue without(FitValue whole, TableValue leftOut, int row) {
        Map<String, Numbers> coefficients = new LinkedHashMap<>();
        for (String name : whole.coefficients().keySet()) {
            int bracket = name.indexOf('[');
            Value column = leftOut.columns().get(bracket < 0 ? name : name.substring(0, bracket));
            if (bracket >= 0 && column instanceof RecordValue parts) {
                column = parts.member(name.substring(bracket + 1, name.length() - 1));
            }
            if (column instanceof Quantity numbers) {
                coefficients.put(name, Numbers.of(numbers.numbers().point(row)));
            }
        }
        return Varied.with(whole, coefficients);
    }

    @TruffleBoundary
    private void warn(int failed, int count, Varied.Answer unanswered) {
        String why = unanswered.failure() == null ? "it is missing" : unanswered.failure().diagnostic().message();
        warn(Diagnostic.of(Code.NO_ANSWER, "without " + failed + " of " + count + " rows or runs of `" + fit.text() + "` `"
                + answer.site().text() + "` has no value: " + why));
    }

    @TruffleBoundary
    private Value table(double present, double[] answers, TableValue leftOut) {
        double[] shifts = new double[answers.length];
        double[] relative = new double[answers.length];
        for (int i = 0; i < answers.length; i++) {
            shifts[i] = answers[i] - present;
            relative[i] = shifts[i] / Math.abs(present);
        }
        int[] order = IntStream.range(0, answers.length).boxed()
                .sorted(java.util.Comparator.comparingDouble(i -> Double.isNaN(shifts[i]) ? Double.POSITIVE_INFINITY : -Math.abs(shifts[i])))
                .mapToInt(Integer::intValue).toArray();
        Map<String, Value> columns = new LinkedHashMap<>();
        for (String name : new String[] {"row", "rows"}) {
            columns.put(name, java.util.Objects.requireNonNull(leftOut.columns().get(name)));
        }
        columns.put("without", new Quantity(unit, Numbers.column(answers)));
        columns.put("shift", new Quantity(unit, Numbers.column(shifts)));
        columns.put("relative", new Quantity(Unit.NONE, Numbers.column(relative)));
        return new TableValue(columns, Map.of(), answers.length, stream, null).select(order);
    }
}
