package org.isoflop.interpreter.node.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.isoflop.interpreter.node.LawCalls;
import org.isoflop.interpreter.picture.Notes;
import org.isoflop.interpreter.picture.Unplottable;
import org.isoflop.interpreter.plot.Layer;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.plot.Tint;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.Residual;
import org.jspecify.annotations.Nullable;

/**
 * Fits as pictures: what was observed against what is predicted, residuals, or observed points with the fit through them along
 * a variable.
 */
public final class FitPictures {
    /** Into so many parts the way from one row to the next is cut. */
    private static final int PARTS = 8;
    private static final double WIDE = 100;

    private final List<FitValue> fits;
    private final String[] texts;
    private final @Nullable Value across;
    private final String label;
    private final @Nullable Value groups;
    private final @Nullable String log;
    private final double level;
    private final Unit result;

    /**
     * @param across what runs along x, a column of the first fit's table; null for what is predicted
     * @param groups what rows are told apart by, likewise
     */
    public FitPictures(List<FitValue> fits, String[] texts, @Nullable Value across, String label, @Nullable Value groups,
            @Nullable String log,
            double level) {
        this.fits = fits;
        this.texts = texts;
        this.across = across;
        this.label = label;
        this.groups = groups;
        this.log = log;
        this.level = level;
        this.result = fits.getFirst().law().signature().result();
    }

    public PlotModel make(boolean residuals) {
        return residuals ? residuals() : across == null ? observedAndPredicted() : along();
    }

    private boolean isLogarithmic(String axis, boolean otherwise) {
        return log == null ? otherwise : !log.equals("none") && log.contains(axis);
    }

    private static PlotModel model(String title, PlotModel.Axis x, PlotModel.Axis y, List<Layer> layers, double level) {
        return new PlotModel("", title, x, y, layers, null, List.of(), Notes.of(layers, x, y, level));
    }

    // What was observed, against what is predicted

    private PlotModel observedAndPredicted() {
        List<Layer> layers = new ArrayList<>();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < fits.size(); i++) {
            FitProblem problem = fits.get(i).result().problem();
            for (double value : problem.target()) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        double[] ends = {low, high};
        layers.add(new Layer.Line("equal", Tint.Plain.FAINT, ends, ends));
        for (int i = 0; i < fits.size(); i++) {
            FitProblem problem = fits.get(i).result().problem();
            layers.add(points(texts[i], new Tint.Nth(i), problem.target(), predicted(fits.get(i), problem.columns(), false)));
        }
        return model("Observed and predicted", new PlotModel.Axis("observed", result, isLogarithmic("x", false)),
                new PlotModel.Axis("predicted", result, isLogarithmic("y", false)), layers, level);
    }

    private Layer points(String name, Tint tint, double[] x, Numbers y) {
        return new Layer.Points(name, tint, x, y.points(), ends(y, false), ends(y, true), new double[0], new double[0], new double[0]);
    }

    private double[] ends(Numbers numbers, boolean upper) {
        if (Double.isNaN(level) || !numbers.isUncertain()) {
            return new double[0];
        }
        double[] ends = new double[numbers.rows()];
        Arrays.setAll(ends, row -> numbers.quantile(row, upper ? (1 + level) / 2 : (1 - level) / 2));
        return ends;
    }

    /** What a fit says for columns of its law's arguments, maybe with the draws of its coefficients, in the unit of its result. */
    private Numbers predicted(FitValue fit, double[][] columns, boolean drawn) {
        FitProblem problem = fit.result().problem();
        Numbers[] inputs = new Numbers[problem.prediction().inputCount()];
        for (int i = 0; i < columns.length; i++) {
            inputs[i] = Numbers.column(columns[i]);
        }
        for (int i = columns.length; i < inputs.length; i++) {
            String name = problem.coefficients().get(i - columns.length).name();
            Numbers coefficient = Objects.requireNonNull(fit.coefficients().get(name)).numbers();
            inputs[i] = drawn && !Double.isNaN(level) ? coefficient : coefficient.certain();
        }
        Numbers predicted = LawCalls.evaluate(problem.prediction(), inputs);
        return predicted.isColumn() ? predicted : predicted.repeated(columns.length == 0 ? problem.rows() : columns[0].length);
    }

    // Residuals

    private PlotModel residuals() {
        List<Layer> layers = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        List<Layer> points = new ArrayList<>();
        for (int i = 0; i < fits.size(); i++) {
            FitValue fit = fits.get(i);
            double[] residuals = fit.result().residuals();
            Numbers predicted = predicted(fit, fit.result().problem().columns(), false);
            for (Map.Entry<String, int[]> group : groupsOf(fit).entrySet()) {
                double[] x = across == null ? picked(predicted.points(), group.getValue()) : acrossAt(group.getValue());
                points.add(new Layer.Points(group.getKey().isEmpty() && fits.size() > 1 ? texts[i] : group.getKey(),
                        tint(group.getKey(), i), x,
                        picked(residuals, group.getValue())));
                for (double each : x) {
                    least = Math.min(least, each);
                    greatest = Math.max(greatest, each);
                }
            }
        }
        layers.add(new Layer.Line("", Tint.Plain.FAINT, new double[] {least, greatest}, new double[] {0, 0}));
        layers.addAll(points);
        boolean wide = least > 0 && greatest / least > WIDE;
        PlotModel.Axis x = across == null
                ? new PlotModel.Axis("predicted", result, isLogarithmic("x", wide))
                : new PlotModel.Axis(label, acrossUnit(), isLogarithmic("x", wide));
        String kind = fits.getFirst().result().problem().residual() == Residual.PLAIN
                ? "observed − predicted"
                : fits.getFirst().result().problem().residual().words();
        Unit unit = fits.getFirst().result().problem().residual() == Residual.PLAIN ? result : Unit.NONE;
        return model("Residuals of " + String.join(", ", texts), x, new PlotModel.Axis(kind, unit, false), layers, Double.NaN);
    }

    // Along a variable

    private Unit acrossUnit() {
        return across instanceof Quantity quantity ? quantity.unit() : Unit.NONE;
    }

    private FitValue first() {
        return fits.getFirst();
    }

    /** The variable at rows of the first fit. */
    private double[] acrossAt(int[] rows) {
        if (!(across instanceof Quantity quantity) || first().origin() == null) {
            throw new Unplottable("a fit is drawn along a column of numbers of its table, and `" + label + "` is none");
        }
        int[] used = first().origin().used();
        double[] x = new double[rows.length];
        Arrays.setAll(x, i -> quantity.inUnit(used[rows[i]]));
        return x;
    }

    /** The fitted rows of each group, by its name; of all under the empty name where there are no groups. */
    private Map<String, int[]> groupsOf(FitValue fit) {
        int rows = fit.result().problem().rows();
        Value by = groups;
        if (by == null || first().origin() == null) {
            return Map.of("", IntStream.range(0, rows).toArray());
        }
        int[] used = first().origin().used();
        Integer[] order = IntStream.range(0, rows).boxed().toArray(Integer[]::new);
        if (by instanceof Quantity quantity) {
            Arrays.sort(order, Comparator.comparingDouble(row -> quantity.numbers().point(used[row])));
        }
        Map<String, List<Integer>> found = new LinkedHashMap<>();
        for (int row : order) {
            found.computeIfAbsent(Columns.cell(by, used[row]).text(), key -> new ArrayList<>()).add(row);
        }
        Map<String, int[]> groupsByName = new LinkedHashMap<>();
        found.forEach((name, members) -> groupsByName.put(name, members.stream().mapToInt(Integer::intValue).sorted().toArray()));
        return groupsByName;
    }

    private Tint tint(String group, int fit) {
        List<String> names = List.copyOf(groupsOf(first()).keySet());
        return groups == null
                ? new Tint.Nth(fit)
                : groups instanceof Quantity && names.size() > 2
                        ? new Tint.Share((double) names.indexOf(group) / (names.size() - 1))
                        : new Tint.Nth(names.indexOf(group));
    }

    private PlotModel along() {
        for (FitValue fit : fits) {
            if (fit.origin() == null || !Arrays.equals(fit.origin().used(), Objects.requireNonNull(first().origin()).used())) {
                throw new Unplottable("fits are drawn along one variable if they are of the same rows");
            }
        }
        List<Layer> lines = new ArrayList<>();
        List<Layer> points = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (Map.Entry<String, int[]> group : groupsOf(first()).entrySet()) {
            int[] rows = sorted(group.getValue());
            double[] x = acrossAt(rows);
            least = x.length == 0 ? least : Math.min(least, x[0]);
            greatest = x.length == 0 ? greatest : Math.max(greatest, x[x.length - 1]);
            for (int i = 0; i < fits.size(); i++) {
                String name = group.getKey().isEmpty() ? texts[i] : group.getKey() + (fits.size() > 1 ? ", " + texts[i] : "");
                lines.add(through(fits.get(i), name, tint(group.getKey(), i), rows, x));
            }
            points.add(new Layer.Points(group.getKey().isEmpty() ? "observed" : group.getKey(),
                    group.getKey().isEmpty() ? Tint.Plain.STRONG : tint(group.getKey(), 0), x,
                    picked(first().result().problem().target(), rows)));
        }
        lines.addAll(points);
        PlotModel.Axis x = new PlotModel.Axis(label, acrossUnit(), isLogarithmic("x", least > 0 && greatest / least > WIDE));
        PlotModel.Axis y = new PlotModel.Axis(Objects.requireNonNull(first().origin()).name(), result, isLogarithmic("y", false));
        return model(String.join(", ", texts), x, y, lines, level);
    }

    private int[] sorted(int[] rows) {
        double[] x = acrossAt(rows);
        return IntStream.range(0, rows.length).boxed().sorted(Comparator.comparingDouble(i -> x[i])).mapToInt(i -> rows[i]).toArray();
    }

    /**
     * A line where each other argument rises, falls or stays along x: from row to row, between them with the arguments between
     * theirs in equal ratios. Else points at the rows.
     */
    private Layer through(FitValue fit, String name, Tint tint, int[] rows, double[] x) {
        double[][] at = new double[fit.result().problem().columns().length][];
        boolean line = isMonotone(x, true);
        for (int i = 0; i < at.length; i++) {
            at[i] = picked(fit.result().problem().columns()[i], rows);
            line &= isMonotone(at[i], false);
        }
        if (!line) {
            return points(name, tint, x, predicted(fit, at, true));
        }
        double[] fine = between(x);
        double[][] columns = new double[at.length][];
        for (int i = 0; i < at.length; i++) {
            columns[i] = between(at[i]);
        }
        Numbers predicted = predicted(fit, columns, true);
        return new Layer.Line(name, tint, fine, predicted.points(), ends(predicted, false), ends(predicted, true));
    }

    private static boolean isMonotone(double[] numbers, boolean strictly) {
        boolean rises = true;
        boolean falls = !strictly;
        for (int i = 1; i < numbers.length; i++) {
            rises &= strictly ? numbers[i] > numbers[i - 1] : numbers[i] >= numbers[i - 1];
            falls &= numbers[i] <= numbers[i - 1];
        }
        return rises || falls;
    }

    private static double[] between(double[] numbers) {
        if (numbers.length < 2) {
            return numbers;
        }
        double[] fine = new double[(numbers.length - 1) * PARTS + 1];
        for (int i = 0; i < fine.length; i++) {
            int row = Math.min(i / PARTS, numbers.length - 2);
            double share = (double) (i - row * PARTS) / PARTS;
            double from = numbers[row];
            double to = numbers[row + 1];
            fine[i] = share == 0
                    ? from
                    : share == 1 ? to : from > 0 && to > 0 ? from * Math.pow(to / from, share) : from + share * (to - from);
        }
        return fine;
    }

    private static double[] picked(double[] numbers, int[] rows) {
        double[] picked = new double[rows.length];
        Arrays.setAll(picked, i -> numbers[rows[i]]);
        return picked;
    }
}
