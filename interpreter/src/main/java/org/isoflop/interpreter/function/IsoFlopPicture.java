package org.isoflop.interpreter.function;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.interpreter.picture.Notes;
import org.isoflop.interpreter.plot.Depiction;
import org.isoflop.interpreter.plot.Layer;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.plot.Tint;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.stdlib.curves.BudgetCurve;
import org.isoflop.stdlib.curves.Estimate;
import org.isoflop.stdlib.curves.IsoFlop;
import org.isoflop.stdlib.curves.IsoFlopRuns;
import org.isoflop.stdlib.curves.Optimum;
import org.jspecify.annotations.Nullable;

/** The runs of each budget, the curve through them, and where it is lowest: Figure 3 (left) of Hoffmann et al. (2022). */
record IsoFlopPicture(IsoFlop found, IsoFlopRuns runs, Type.TableOf type) implements Depiction {
    private static final int CORNERS = 65;

    @Override
    public PlotModel picture(double level, @Nullable String log) {
        Unit size = unit("N");
        Unit loss = unit("loss");
        List<Optimum> budgets = found.budgets();
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < budgets.size(); i++) {
            Optimum budget = budgets.get(i);
            Tint tint = new Tint.Share(budgets.size() == 1 ? 0 : (double) i / (budgets.size() - 1));
            int[] rows = IntStream.range(0, runs.budgets().length).filter(row -> runs.budgets()[row] == budget.budget()).toArray();
            double[] sizes = Arrays.stream(rows).mapToDouble(row -> runs.sizes()[row]).toArray();
            String label = Display.DEFAULT.quantity(unit("C"), budget.budget());
            BudgetCurve curve = budget.curve();
            if (curve != null) {
                layers.add(line(label, tint, curve, size, loss));
            }
            layers.add(new Layer.Points(label, tint, scaled(sizes, size),
                    scaled(Arrays.stream(rows).mapToDouble(row -> runs.losses()[row]).toArray(), loss)));
        }
        layers.add(minima(level, size, loss));
        PlotModel.Axis x = new PlotModel.Axis("N", size, log == null || log.contains("x"));
        PlotModel.Axis y = new PlotModel.Axis("loss", loss, log != null && log.contains("y"));
        return new PlotModel("", "Loss of each budget", x, y, layers, null, List.of(), Notes.of(layers, x, y, level));
    }

    private Unit unit(String column) {
        return type.columns().get(column) instanceof Type.Quantity(Unit unit, boolean zero) ? unit : Unit.NONE;
    }

    /** A curve from the smallest to the largest size. */
    private static Layer line(String label, Tint tint, BudgetCurve curve, Unit size, Unit loss) {
        double low = Math.log(curve.smallest());
        double high = Math.log(curve.largest());
        double[] x = new double[CORNERS];
        double[] y = new double[CORNERS];
        for (int i = 0; i < CORNERS; i++) {
            double at = Math.exp(low + (high - low) * i / (CORNERS - 1));
            x[i] = at / size.scale();
            y[i] = curve.loss().applyAsDouble(at) / loss.scale();
        }
        return new Layer.Line(label, tint, x, y);
    }

    private Layer minima(double level, Unit size, Unit loss) {
        List<Optimum> accepted = found.accepted();
        boolean drawn = !Double.isNaN(level) && accepted.getFirst().size().draws().length > 0;
        double[] x = accepted.stream().mapToDouble(optimum -> optimum.size().point() / size.scale()).toArray();
        double[] y = accepted.stream().mapToDouble(optimum -> optimum.loss().point() / loss.scale()).toArray();
        double[] left = drawn ? ends(accepted, (1 - level) / 2, size) : new double[0];
        double[] right = drawn ? ends(accepted, (1 + level) / 2, size) : new double[0];
        return new Layer.Points("lowest", Tint.Plain.STRONG, x, y, new double[0], new double[0], left, right, new double[0]);
    }

    private static double[] ends(List<Optimum> accepted, double probability, Unit size) {
        return accepted.stream().map(Optimum::size).mapToDouble(estimate -> quantile(estimate, probability) / size.scale()).toArray();
    }

    private static double quantile(Estimate estimate, double probability) {
        return Numbers.uncertain(estimate.point(), estimate.draws()).quantile(0, probability);
    }

    private static double[] scaled(double[] numbers, Unit unit) {
        return Arrays.stream(numbers).map(number -> number / unit.scale()).toArray();
    }
}
