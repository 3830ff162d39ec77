package org.isoflop.interpreter.node.whatif;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.analysis.Typing;
import org.isoflop.interpreter.function.Groups;
import org.isoflop.interpreter.node.ExpressionNode;
import org.isoflop.interpreter.node.Place;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.judge.LeaveOneOut;
import org.isoflop.stdlib.keep.Kept;
import org.jspecify.annotations.Nullable;

/** {@code influence(expr, fit)}: the answer without each row of a fit, each run where its table has a key, or each group. */
public final class InfluenceNode extends ExpressionNode {
    @Child private ExpressionNode answer;
    @Child private Varied fit;
    @Child private @Nullable ExpressionNode by;
    private final Typing.TableScope columns;
    private final Unit unit;
    private final String stream;

    /**
     * @param by what rows are left out by, a column of the fit's table; null for one by one or as the table's key says
     * @param columns where it sees the columns of that table
     */
    public InfluenceNode(Place place, ExpressionNode answer, Varied fit, @Nullable ExpressionNode by, Typing.TableScope columns, Unit unit,
            String stream) {
        super(place);
        this.answer = answer;
        this.fit = fit;
        this.by = by;
        this.columns = columns;
        this.unit = unit;
        this.stream = stream;
    }

    /**
     * What is left out, one after the other.
     *
     * @param heads the columns that say what it is
     * @param coefficients by name those of the fit to the other rows
     */
    private record LeftOut(Map<String, Value> heads, Map<String, double[]> coefficients, int count) {
    }

    @Override
    public Value execute(VirtualFrame frame) {
        if (!(fit.present(frame) instanceof FitValue whole)) {
            throw fit.written().wrong(Code.WRONG_TYPE, "the rows of a fit are left out");
        }
        double present = answer.execute(frame) instanceof Quantity quantity ? quantity.point() : Double.NaN;
        LeftOut leftOut = by == null ? rows(whole) : groups(whole, column(frame, whole, by));
        double[] answers = new double[leftOut.count];
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

    private Value column(VirtualFrame frame, FitValue whole, ExpressionNode written) {
        Map<String, Value> known = origin(whole).table().columns();
        for (int i = 0; i < columns.slots().length; i++) {
            frame.setObject(columns.slots()[i], known.get(columns.names().get(i)));
        }
        return written.execute(frame);
    }

    private FitValue.Origin origin(FitValue whole) {
        FitValue.Origin origin = whole.origin();
        if (origin == null) {
            throw fit.written().wrong(Code.BAD_VALUE, "this fit has other coefficients than were found, so that no rows made it");
        }
        return origin;
    }

    /** Each row by itself, or as the key of the table says. */
    @TruffleBoundary
    private LeftOut rows(FitValue whole) {
        origin(whole);
        if (!(whole.member("left_out") instanceof TableValue table)) {
            throw new IllegalStateException("left_out");
        }
        Map<String, Value> heads = new LinkedHashMap<>();
        for (String name : List.of("row", "rows")) {
            heads.put(name, Objects.requireNonNull(table.columns().get(name)));
        }
        Map<String, double[]> coefficients = new LinkedHashMap<>();
        for (String name : whole.coefficients().keySet()) {
            int bracket = name.indexOf('[');
            Value column = table.columns().get(bracket < 0 ? name : name.substring(0, bracket));
            if (bracket >= 0 && column instanceof RecordValue parts) {
                column = parts.member(name.substring(bracket + 1, name.length() - 1));
            }
            if (column instanceof Quantity numbers) {
                coefficients.put(name, numbers.numbers().points());
            }
        }
        return new LeftOut(heads, coefficients, table.rows());
    }

    /** All rows that have one value. */
    @TruffleBoundary
    private LeftOut groups(FitValue whole, Value by) {
        FitValue.Origin origin = origin(whole);
        if (Columns.rows(by) != origin.table().rows()) {
            throw wrong(Code.BAD_VALUE, "`by:` takes a column of the table of `" + origin.name() + "`");
        }
        Value used = Columns.select(by, origin.used());
        Groups groups = Groups.by(List.of(used), origin.used().length);
        if (groups.count() < 2) {
            throw wrong(Code.BAD_VALUE, "`by:` has one value in all rows, so that nothing would be left to fit");
        }
        Run run = Run.of(this);
        double work = 2.0 * groups.count() * origin.used().length * 100;
        FitOptions effort = new FitOptions(run.threads(), run.cancellation(), run.keeper(work));
        Kept<LeaveOneOut> kept = LeaveOneOut.kept(whole.result(), groups.of(), effort);
        if (!kept.isKnown()) {
            run.work(work);
        }
        double[][] found = LeaveOneOut.of(whole.result(), groups.of(), effort, kept).coefficients();
        Map<String, Value> heads = new LinkedHashMap<>();
        heads.put("without", Columns.select(used, Arrays.stream(groups.rows()).mapToInt(rows -> rows[0]).toArray()));
        heads.put("rows", new Quantity(Unit.NONE, Numbers.column(Arrays.stream(groups.rows()).mapToDouble(rows -> rows.length).toArray())));
        Map<String, double[]> coefficients = new LinkedHashMap<>();
        for (int j = 0; j < whole.result().coefficients().length; j++) {
            int coefficient = j;
            coefficients.put(whole.result().problem().coefficients().get(j).name(),
                    Arrays.stream(found).mapToDouble(each -> each[coefficient]).toArray());
        }
        return new LeftOut(heads, coefficients, groups.count());
    }

    /** The fit to the other rows, as a certain one. */
    @TruffleBoundary
    private static FitValue without(FitValue whole, LeftOut leftOut, int place) {
        Map<String, Numbers> coefficients = new LinkedHashMap<>();
        leftOut.coefficients.forEach((name, found) -> coefficients.put(name, Numbers.of(found[place])));
        return Varied.with(whole, coefficients);
    }

    @TruffleBoundary
    private void warn(int failed, int count, Varied.Answer unanswered) {
        String why = unanswered.failure() == null ? "it is missing" : unanswered.failure().diagnostic().message();
        warn(Diagnostic.of(Code.NO_ANSWER, "without " + failed + " of " + count + " rows, runs or groups of `" + fit.text() + "` `"
                + answer.site().text() + "` has no value: " + why));
    }

    @TruffleBoundary
    private Value table(double present, double[] answers, LeftOut leftOut) {
        double[] shifts = new double[answers.length];
        double[] relative = new double[answers.length];
        for (int i = 0; i < answers.length; i++) {
            shifts[i] = answers[i] - present;
            relative[i] = shifts[i] / Math.abs(present);
        }
        int[] order = IntStream.range(0, answers.length).boxed()
                .sorted(Comparator.comparingDouble(i -> Double.isNaN(shifts[i]) ? Double.POSITIVE_INFINITY : -Math.abs(shifts[i])))
                .mapToInt(Integer::intValue).toArray();
        Map<String, Value> made = new LinkedHashMap<>(leftOut.heads);
        made.put("answer", new Quantity(unit, Numbers.column(answers)));
        made.put("shift", new Quantity(unit, Numbers.column(shifts)));
        made.put("relative", new Quantity(Unit.NONE, Numbers.column(relative)));
        return new TableValue(made, Map.of(), answers.length, stream, null).select(order);
    }
}
