package org.isoflop.interpreter.node;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.analysis.Typing;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.fit.FitProblem;
import org.jspecify.annotations.Nullable;

/** {@code plot}: the numbers of a picture. A fit is shown as observed against predicted values. */
final class PlotNode extends ExpressionNode {
    @Children private final ExpressionNode[] sources;
    private final String[] texts;
    @Child private @Nullable ExpressionNode x;
    @Children private final ExpressionNode[] y;
    @Child private @Nullable ExpressionNode group;
    @Child private @Nullable ExpressionNode band;
    @Child private @Nullable ExpressionNode title;
    private final Parts parts;

    /** The parts of a plot, as the lowering finds them. */
    static final class Parts {
        String item = "plot";
        @Nullable String file;
        Typing.TableScope scope = new Typing.TableScope(List.of(), new int[0]);
        @Nullable ExpressionNode x;
        String xLabel = "";
        ExpressionNode[] y = new ExpressionNode[0];
        String[] yLabels = new String[0];
        @Nullable ExpressionNode group;
        @Nullable ExpressionNode band;
        @Nullable ExpressionNode title;
        @Nullable String log;
        String kind = "";
    }

    PlotNode(Place place, ExpressionNode[] sources, String[] texts, Parts parts) {
        super(place);
        this.sources = sources;
        this.texts = texts;
        this.parts = parts;
        this.x = parts.x;
        this.y = parts.y;
        this.group = parts.group;
        this.band = parts.band;
        this.title = parts.title;
    }

    @Override
    public Value execute(VirtualFrame frame) {
        Value first = sources[0].execute(frame);
        if (first instanceof FitValue) {
            List<FitValue> fits = new ArrayList<>();
            for (ExpressionNode source : sources) {
                if (source.execute(frame) instanceof FitValue fit) {
                    fits.add(fit);
                }
            }
            give(fits(fits, text(title, frame, "Observed and predicted")));
            return Truth.of(true);
        }
        TableValue table = (TableValue) first;
        for (int i = 0; i < parts.scope.slots().length; i++) {
            frame.setObject(parts.scope.slots()[i], table.columns().get(parts.scope.names().get(i)));
        }
        Value across = x == null ? null : x.execute(frame);
        List<Value> up = new ArrayList<>();
        for (ExpressionNode each : y) {
            up.add(each.execute(frame));
        }
        Value groups = group == null ? null : group.execute(frame);
        double level = band != null && band.execute(frame) instanceof Quantity quantity ? quantity.point() : Double.NaN;
        give(table(table, across, up, groups, level, text(title, frame, parts.item)));
        return Truth.of(true);
    }

    private static String text(@Nullable ExpressionNode node, VirtualFrame frame, String otherwise) {
        return node == null ? otherwise : node.execute(frame).text();
    }

    @TruffleBoundary
    private void give(PlotModel model) {
        Run.of(this).gave(new Output.Plotted(model));
    }

    private String file() {
        Run run = Run.of(this);
        if (parts.file != null) {
            run.claim(run.settings().outputFolder().resolve(parts.file), this);
            return parts.file;
        }
        return run.freeName(parts.item, ".svg");
    }

    @TruffleBoundary
    private PlotModel table(TableValue table, @Nullable Value across, List<Value> up, @Nullable Value groups, double level,
            String heading) {
        Map<String, Value> columns = new LinkedHashMap<>();
        table.columns().forEach((name, column) -> {
            if (column instanceof Quantity) {
                columns.put(name, column);
            }
        });
        List<String> names = new ArrayList<>(columns.keySet());
        if (across == null && names.isEmpty() || up.isEmpty() && names.size() < 2) {
            throw wrong(Code.BAD_VALUE, "there are no two columns of numbers to plot against each other");
        }
        String xLabel = across == null ? names.getFirst() : parts.xLabel;
        Quantity xs = number(across == null ? columns.get(names.getFirst()) : across, xLabel);
        List<Quantity> ys = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < up.size(); i++) {
            ys.add(number(up.get(i), parts.yLabels[i]));
            labels.add(parts.yLabels[i]);
        }
        for (String name : up.isEmpty() ? names : List.<String>of()) {
            Quantity column = (Quantity) columns.get(name);
            if (!name.equals(xLabel) && (ys.isEmpty() || column != null && column.unit().sameDimension(ys.getFirst().unit()))
                    && column != null) {
                ys.add(column);
                labels.add(name);
            }
        }
        boolean lines = parts.kind.isEmpty() ? rises(xs.numbers()) : parts.kind.equals("line");
        List<PlotModel.Series> series = new ArrayList<>();
        for (int i = 0; i < ys.size(); i++) {
            series(xs, ys.get(i), labels.get(i), groups, level, lines ? PlotModel.Mark.LINE : PlotModel.Mark.POINTS, series);
        }
        return new PlotModel(file(), heading, axis(xLabel, xs.unit(), List.of(xs), "x"),
                axis(axisLabel(ys, labels), axisUnit(ys), ys, "y"), series);
    }

    private static String axisLabel(List<Quantity> ys, List<String> labels) {
        return ys.size() == 1 ? labels.getFirst() : String.join(", ", labels);
    }

    private static Unit axisUnit(List<Quantity> ys) {
        for (Quantity each : ys) {
            if (!each.unit().equals(ys.getFirst().unit())) {
                return Unit.NONE;
            }
        }
        return ys.getFirst().unit();
    }

    private Quantity number(@Nullable Value value, String label) {
        if (value instanceof Quantity quantity) {
            return quantity;
        }
        throw wrong(Code.BAD_VALUE, "`" + label + "` is no column of numbers");
    }

    private static boolean rises(Numbers numbers) {
        for (int i = 1; i < numbers.rows(); i++) {
            if (!(numbers.point(i) > numbers.point(i - 1))) {
                return false;
            }
        }
        return numbers.rows() > 1;
    }

    /** Logarithmic if asked for, or by default where positive values span more than two decades. */
    private PlotModel.Axis axis(String label, Unit unit, List<Quantity> values, String which) {
        boolean logarithmic;
        if (parts.log != null) {
            logarithmic = parts.log.contains(which);
        } else {
            double low = Double.POSITIVE_INFINITY;
            double high = 0;
            for (Quantity quantity : values) {
                for (double value : quantity.numbers().points()) {
                    low = Double.isNaN(value) ? low : Math.min(low, value);
                    high = Double.isNaN(value) ? high : Math.max(high, value);
                }
            }
            logarithmic = low > 0 && high / low > 100;
        }
        return new PlotModel.Axis(label, unit, logarithmic);
    }

    private static void series(Quantity xs, Quantity ys, String label, @Nullable Value groups, double level, PlotModel.Mark mark,
            List<PlotModel.Series> into) {
        int rows = Math.max(xs.numbers().rows(), ys.numbers().rows());
        if (groups == null) {
            into.add(one(xs, ys, label, all(rows), level, mark));
            return;
        }
        Map<String, List<Integer>> byGroup = new LinkedHashMap<>();
        for (int row = 0; row < rows; row++) {
            byGroup.computeIfAbsent(Columns.cell(groups, row).text(), key -> new ArrayList<>()).add(row);
        }
        byGroup.forEach(
                (name, members) -> into.add(one(xs, ys, name, members.stream().mapToInt(Integer::intValue).toArray(), level, mark)));
    }

    private static int[] all(int rows) {
        int[] all = new int[rows];
        for (int i = 0; i < rows; i++) {
            all[i] = i;
        }
        return all;
    }

    private static PlotModel.Series one(Quantity xs, Quantity ys, String label, int[] rows, double level, PlotModel.Mark mark) {
        boolean banded = !Double.isNaN(level) && ys.numbers().isUncertain();
        double[] across = new double[rows.length];
        double[] up = new double[rows.length];
        double[] lower = new double[banded ? rows.length : 0];
        double[] upper = new double[lower.length];
        for (int i = 0; i < rows.length; i++) {
            across[i] = xs.inUnit(rows[i]);
            up[i] = ys.inUnit(rows[i]);
            if (banded) {
                lower[i] = ys.numbers().quantile(rows[i], (1 - level) / 2) / ys.unit().scale();
                upper[i] = ys.numbers().quantile(rows[i], (1 + level) / 2) / ys.unit().scale();
            }
        }
        return new PlotModel.Series(label, mark, across, up, lower, upper);
    }

    @TruffleBoundary
    private PlotModel fits(List<FitValue> fits, String heading) {
        List<PlotModel.Series> series = new ArrayList<>();
        Unit unit = fits.getFirst().law().signature().result();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < fits.size(); i++) {
            FitProblem problem = fits.get(i).result().problem();
            double[] predicted = new double[problem.rows()];
            problem.prediction().bind(columns(problem), problem.rows()).evaluate(inputs(fits.get(i)), new double[][] {predicted});
            series.add(new PlotModel.Series(texts[i], PlotModel.Mark.POINTS, problem.target(), predicted, new double[0], new double[0]));
            for (double value : problem.target()) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        double[] ends = {low, high};
        series.add(new PlotModel.Series("equal", PlotModel.Mark.LINE, ends, ends, new double[0], new double[0]));
        boolean logarithmic = parts.log != null && parts.log.equals("xy");
        return new PlotModel(file(), heading, new PlotModel.Axis("observed", unit, logarithmic),
                new PlotModel.Axis("predicted", unit, logarithmic),
                series);
    }

    private static double[] @Nullable [] columns(FitProblem problem) {
        double[] @Nullable [] columns = new double[problem.prediction().inputCount()][];
        System.arraycopy(problem.columns(), 0, columns, 0, problem.columns().length);
        return columns;
    }

    private static double[] inputs(FitValue fit) {
        FitProblem problem = fit.result().problem();
        double[] inputs = new double[problem.prediction().inputCount()];
        System.arraycopy(fit.result().coefficients(), 0, inputs, problem.columns().length, fit.result().coefficients().length);
        return inputs;
    }
}
