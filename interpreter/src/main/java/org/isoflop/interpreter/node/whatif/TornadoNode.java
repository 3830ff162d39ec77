package org.isoflop.interpreter.node.whatif;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.node.Explained;
import org.isoflop.interpreter.node.ExpressionNode;
import org.isoflop.interpreter.node.Place;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.picture.Notes;
import org.isoflop.interpreter.plot.Layer;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.plot.Tint;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.StudyException;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** {@code tornado(expr, x, …)}: what becomes of an answer where one input after the other is moved, the largest swing first. */
public final class TornadoNode extends ExpressionNode {
    /** How far an input is moved that is certain. */
    private static final double CHANGE = 0.1;
    /** How wide a bar is drawn. */
    private static final double BAR = 0.6;
    /** By how much an answer that is worked out again may differ, as a share of it. */
    private static final double NOISE = 1e-11;

    @Child private ExpressionNode answer;
    @Children private final Varied[] inputs;
    private final boolean[] mentioned;
    @Child private @Nullable ExpressionNode change;
    private final Unit unit;
    private final String stream;

    /** @param mentioned of each input whether the answer names it, itself or through others */
    public TornadoNode(Place place, ExpressionNode answer, Varied[] inputs, boolean[] mentioned, @Nullable ExpressionNode change, Unit unit,
            String stream) {
        super(place);
        this.answer = answer;
        this.inputs = inputs;
        this.mentioned = mentioned;
        this.change = change;
        this.unit = unit;
        this.stream = stream;
    }

    /** One input moved to both sides, in base units. */
    private record Bar(String input, String value, @Nullable String low, @Nullable String high, double atLow, double atHigh,
            Numbers elasticity, double share) {
        double swing() {
            return Math.abs(atHigh - atLow);
        }
    }

    @Override
    public Value execute(VirtualFrame frame) {
        Numbers present = number(answer.execute(frame));
        double share = share(frame);
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            Run.of(this).cancellation().progress().reached("inputs moved", i, inputs.length);
            Value given = inputs[i].present(frame);
            if (given instanceof FitValue fit) {
                bars.add(whole(inputs[i], fit, mentioned[i], present));
                continue;
            }
            if (!(given instanceof Quantity at) || at.numbers().isColumn() || !Double.isFinite(at.point())) {
                throw inputs[i].written().wrong(Code.BAD_VALUE, "what is moved is one known number");
            }
            bars.add(mentioned[i] ? bar(frame, inputs[i], at, share, present) : unmoved(inputs[i], at, share, present));
        }
        return table(bars, present.point());
    }

    private Numbers number(Value value) {
        if (value instanceof Quantity quantity && !quantity.numbers().isColumn()) {
            return quantity.numbers();
        }
        throw answer.wrong(Code.BAD_VALUE, "an answer is one number, and this is " + value.kind());
    }

    private double share(VirtualFrame frame) {
        ExpressionNode written = change;
        if (written == null) {
            return CHANGE;
        }
        Value given = written.execute(frame);
        double share = given instanceof Quantity quantity ? quantity.point() : Double.NaN;
        if (!(share > 0 && share < 1)) {
            throw written.wrong(Code.BAD_VALUE, "`change:` lies between 0 and 100%");
        }
        return share;
    }

    private Bar bar(VirtualFrame frame, Varied input, Quantity at, double share, Numbers present) {
        double[] ends = ends(at.numbers(), share);
        double[] answers = new double[2];
        for (int side = 0; side < 2; side++) {
            Varied.Answer moved = input.answer(frame, answer, new Quantity(at.unit(), Numbers.of(ends[side])));
            double there = moved.numbers().point();
            answers[side] = Math.abs(there - present.point()) <= NOISE * Math.abs(present.point()) ? present.point() : there;
            if (Double.isNaN(answers[side])) {
                unanswered(input, new Quantity(at.unit(), Numbers.of(ends[side])), moved.failure());
            }
        }
        Numbers elasticity = Slopes.elasticity(frame, input, answer, at);
        return new Bar(input.text(), text(at), text(at, ends[0]), text(at, ends[1]), answers[0], answers[1], elasticity,
                explained(at.numbers(), present));
    }

    /**
     * A fit is not moved but varies as its draws do: the ends are those of what a linear regression on all its coefficients, in
     * logarithms where they are positive, makes of the answer.
     */
    @TruffleBoundary
    private Bar whole(Varied input, FitValue fit, boolean isMentioned, Numbers present) {
        if (!isMentioned) {
            withoutEffect(input);
        }
        Explained explained = isMentioned
                ? Explained.of(fit.coefficients().values().stream().map(Quantity::numbers).toList(), present, Run.of(this).level())
                : null;
        double lower = explained == null ? present.point() : explained.lower();
        double upper = explained == null ? present.point() : explained.upper();
        double share = explained == null ? present.isUncertain() ? 0 : Double.NaN : explained.share();
        int count = fit.coefficients().size();
        return new Bar(input.text(), count + (count == 1 ? " coefficient" : " coefficients"), null, null, lower, upper,
                Numbers.of(Double.NaN), share);
    }

    private double[] ends(Numbers at, double share) {
        if (at.isUncertain()) {
            double level = Run.of(this).level();
            return new double[] {at.quantile(0, (1 - level) / 2), at.quantile(0, (1 + level) / 2)};
        }
        double by = share * Math.abs(at.point());
        return new double[] {at.point() - by, at.point() + by};
    }

    /** An input that nothing leads to from the answer. */
    @TruffleBoundary
    private Bar unmoved(Varied input, Quantity at, double share, Numbers present) {
        withoutEffect(input);
        double[] ends = ends(at.numbers(), share);
        return new Bar(input.text(), text(at), text(at, ends[0]), text(at, ends[1]), present.point(), present.point(), Numbers.of(0),
                present.isUncertain() ? 0 : Double.NaN);
    }

    private void withoutEffect(Varied input) {
        Place written = input.written().site();
        Run.of(this).warn(Diagnostic.of(Code.WITHOUT_EFFECT, answer.site().text(), input.text()).at(written.source(), written.span()));
    }

    @TruffleBoundary
    private void unanswered(Varied input, Quantity moved, @Nullable StudyException failure) {
        String why = failure == null ? "it is missing" : failure.diagnostic().message();
        warn(Diagnostic.of(Code.NO_ANSWER, "with `" + input.text() + "` at " + text(moved) + " `" + answer.site().text()
                + "` has no value: " + why));
    }

    private String text(Quantity at, double end) {
        return text(new Quantity(at.unit(), Numbers.of(end)));
    }

    @TruffleBoundary
    private String text(Quantity quantity) {
        return new Display(Run.of(this).level(), Display.DEFAULT.digits()).quantity(quantity.unit(), quantity.numbers(), 0);
    }

    /** The part of the answer's variance that goes along with an input: 0 where that is certain, missing where the answer is. */
    @TruffleBoundary
    private double explained(Numbers input, Numbers answer) {
        Explained explained = Explained.of(List.of(input), answer, Run.of(this).level());
        return explained != null ? explained.share() : answer.isUncertain() ? 0 : Double.NaN;
    }

    @TruffleBoundary
    private Value table(List<Bar> bars, double present) {
        List<Bar> sorted = new ArrayList<>(bars);
        sorted.sort(Comparator.comparingDouble(bar -> Double.isNaN(bar.swing()) ? Double.POSITIVE_INFINITY : -bar.swing()));
        Map<String, Value> columns = new LinkedHashMap<>();
        columns.put("input", new Texts(sorted.stream().map(Bar::input).toArray(String[]::new)));
        columns.put("value", new Texts(sorted.stream().map(Bar::value).toArray(String[]::new)));
        @Nullable String[] low = new String[sorted.size()];
        @Nullable String[] high = new String[sorted.size()];
        for (int i = 0; i < low.length; i++) {
            low[i] = sorted.get(i).low;
            high[i] = sorted.get(i).high;
        }
        columns.put("low", new Texts(low));
        columns.put("high", new Texts(high));
        columns.put("at_low", column(unit, sorted, Bar::atLow));
        columns.put("at_high", column(unit, sorted, Bar::atHigh));
        columns.put("swing", column(unit, sorted, Bar::swing));
        columns.put("elasticity", new Quantity(Unit.NONE, Numbers.stack(sorted.stream().map(Bar::elasticity).toArray(Numbers[]::new))));
        columns.put("share", column(Unit.NONE, sorted, Bar::share));
        String text = answer.site().text();
        return new TableValue(columns, Map.of(), sorted.size(), stream, null)
                .depicted((level, log) -> picture(text, unit, sorted, present, log));
    }

    /** A bar to either side of the present answer for each input, the largest swing on top. */
    private static PlotModel picture(String text, Unit unit, List<Bar> sorted, double present, @Nullable String log) {
        List<String> inputs = new ArrayList<>();
        double[] at = new double[sorted.size()];
        double[] from = new double[at.length];
        double[] low = new double[at.length];
        double[] high = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            Bar bar = sorted.get(sorted.size() - 1 - i);
            inputs.add(bar.low == null ? bar.input : bar.input + " " + bar.low + " … " + bar.high);
            at[i] = i;
            from[i] = present / unit.scale();
            low[i] = bar.atLow / unit.scale();
            high[i] = bar.atHigh / unit.scale();
        }
        PlotModel.Axis x = new PlotModel.Axis(text, unit, log != null && (log.equals("x") || log.equals("xy")));
        List<Layer> layers = List.of(bars("at the low end", 0, at, from, low), bars("at the high end", 1, at, from, high));
        PlotModel.Axis y = PlotModel.Axis.of("", inputs);
        return new PlotModel("", "What moves " + text, x, y, layers, null, List.of(), Notes.of(layers, x, y, Double.NaN));
    }

    private static Layer bars(String label, int colour, double[] at, double[] from, double[] to) {
        return new Layer.Bars(label, new Tint.Nth(colour), true, at, BAR, from, to, new double[0], new double[0]);
    }

    private static Quantity column(Unit unit, List<Bar> bars, ToDoubleFunction<Bar> cell) {
        return new Quantity(unit, Numbers.column(bars.stream().mapToDouble(cell).toArray()));
    }
}
