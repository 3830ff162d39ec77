package org.isoflop.interpreter.node.fit;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.node.ExpressionNode;
import org.isoflop.interpreter.node.Logic;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RangeValue;
import org.isoflop.interpreter.value.Symbolic;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Trace;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.Loss;
import org.isoflop.stdlib.fit.Prior;
import org.isoflop.stdlib.fit.Residual;
import org.isoflop.stdlib.fit.Starts;
import org.jspecify.annotations.Nullable;

/** The options of a fit. */
public final class FitOptionsNode extends Node {
    private final Residual residual;
    @Child private @Nullable ExpressionNode transform;
    private final int transformSlot;
    private final String transformName;
    private final String robust;
    @Children private final ExpressionNode[] robustArguments;
    @Child private @Nullable ExpressionNode keep;
    @Child private @Nullable ExpressionNode holdout;
    @Child private @Nullable ExpressionNode weights;
    @Children private final ExpressionNode[] priors;
    @Children private final ExpressionNode[] priorDeviations;
    private final String[] priorNames;
    @Children private final ExpressionNode[] starts;
    private final String[] startNames;
    /** How many of the starts belong to each point of a list; empty if they make a grid. */
    private final int[] startSizes;
    @Child private @Nullable ExpressionNode bootstrap;
    private final String resample;
    private final String interval;
    @Child private @Nullable ExpressionNode strata;
    @Child private @Nullable ExpressionNode level;

    /** The parts of a fit's block, as the lowering finds them. */
    public static final class Parts {
        public Residual residual = Residual.LOG;
        public @Nullable ExpressionNode transform;
        public int transformSlot;
        public String transformName = "";
        public String robust = "huber";
        public ExpressionNode[] robustArguments = new ExpressionNode[0];
        public @Nullable ExpressionNode keep;
        public @Nullable ExpressionNode holdout;
        public @Nullable ExpressionNode weights;
        public ExpressionNode[] priors = new ExpressionNode[0];
        public ExpressionNode[] priorDeviations = new ExpressionNode[0];
        public String[] priorNames = new String[0];
        public ExpressionNode[] starts = new ExpressionNode[0];
        public String[] startNames = new String[0];
        public int[] startSizes = new int[0];
        public @Nullable ExpressionNode bootstrap;
        public String resample = "";
        public boolean resampled = true;
        public String interval = "";
        public @Nullable ExpressionNode strata;
        public @Nullable ExpressionNode level;
    }

    public FitOptionsNode(Parts parts) {
        residual = parts.residual;
        transform = parts.transform;
        transformSlot = parts.transformSlot;
        transformName = parts.transformName;
        robust = parts.robust;
        robustArguments = parts.robustArguments;
        keep = parts.keep;
        holdout = parts.holdout;
        weights = parts.weights;
        priors = parts.priors;
        priorDeviations = parts.priorDeviations;
        priorNames = parts.priorNames;
        starts = parts.starts;
        startNames = parts.startNames;
        startSizes = parts.startSizes;
        bootstrap = parts.bootstrap;
        resample = parts.resampled ? parts.resample : "none";
        interval = parts.interval;
        strata = parts.strata;
        level = parts.level;
    }

    /**
     * The options with their values.
     *
     * @param bootstrap how many resamples, zero for none
     * @param interval the word for what intervals are, empty if nothing is said
     * @param stratum the argument of {@code strata} or {@code leave}
     * @param level the probability that the fit's intervals cover, NaN for the study's
     */
    record Chosen(Residual residual, Loss loss, @Nullable Numbers keep, @Nullable Numbers holdout, @Nullable Numbers weights,
            Map<String, Prior> priorOf, Map<String, Value> startsOf,
            List<Map<String, Double>> points, int bootstrap, String resample, String interval, @Nullable Value stratum,
            double level) {

        List<@Nullable Prior> priors(List<Coefficient> coefficients) {
            if (priorOf.isEmpty()) {
                return List.of();
            }
            List<@Nullable Prior> priors = new ArrayList<>();
            for (Coefficient coefficient : coefficients) {
                priors.add(priorOf.get(coefficient.name()));
            }
            return priors;
        }

        Starts starts(List<Coefficient> coefficients, ExpressionNode node) {
            if (!points.isEmpty()) {
                return points(coefficients);
            }
            if (startsOf.isEmpty()) {
                return new Starts.Auto();
            }
            double[][] grid = new double[coefficients.size()][];
            for (int i = 0; i < grid.length; i++) {
                Value values = startsOf.get(coefficients.get(i).name());
                grid[i] = switch (values) {
                    case null -> new double[0];
                    case Quantity quantity -> quantity.numbers().points();
                    case RangeValue range -> throw node.wrong(Code.BAD_OPTION, "a range of starts needs its step, as in `0..2 by 0.5`");
                    default -> throw node.wrong(Code.BAD_OPTION, "starts are numbers");
                };
            }
            return new Starts.Grid(grid);
        }

        /** A list of points; what they do not name is NaN, which is filled in by design. */
        private Starts points(List<Coefficient> coefficients) {
            double[][] all = new double[points.size()][coefficients.size()];
            for (int i = 0; i < all.length; i++) {
                for (int j = 0; j < all[i].length; j++) {
                    all[i][j] = points.get(i).getOrDefault(coefficients.get(j).name(), Double.NaN);
                }
            }
            return new Starts.Points(all);
        }
    }

    Chosen choose(VirtualFrame frame, TableValue table, LawValue law) {
        Map<String, Prior> priorOf = new LinkedHashMap<>();
        for (int i = 0; i < priors.length; i++) {
            if (priors[i].execute(frame) instanceof Quantity mean && priorDeviations[i].execute(frame) instanceof Quantity deviation) {
                if (!(deviation.point() > 0)) {
                    throw priorDeviations[i].wrong(Code.BAD_OPTION, "the standard deviation of a prior is above zero");
                }
                priorOf.put(priorNames[i], new Prior(mean.point(), deviation.point()));
            }
        }
        Map<String, Value> startsOf = new LinkedHashMap<>();
        for (int i = 0; i < starts.length && startSizes.length == 0; i++) {
            startsOf.put(startNames[i], starts[i].execute(frame));
        }
        Value stratum = strata == null ? null : strata.execute(frame);
        return new Chosen(residual(frame), loss(frame), truths(keep, frame), truths(holdout, frame), numbers(weights, frame, table),
                priorOf, startsOf, points(frame), count(frame), resample, interval, stratum, probability(frame));
    }

    /** A transform is the kernel that its function makes of a traced number. */
    private Residual residual(VirtualFrame frame) {
        if (transform == null) {
            return residual;
        }
        Trace trace = new Trace();
        frame.setObject(transformSlot, trace.input("observed", Unit.NONE));
        if (!(transform.execute(frame) instanceof Symbolic result) || !trace.parameters().isEmpty()) {
            throw transform.wrong(Code.BAD_OPTION, "`transform` takes a function that depends on its argument, and on nothing uncertain");
        }
        return new Residual.Transformed(trace.builder().build(result.node()), transformName);
    }

    private List<Map<String, Double>> points(VirtualFrame frame) {
        List<Map<String, Double>> points = new ArrayList<>();
        int at = 0;
        for (int size : startSizes) {
            Map<String, Double> point = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                double value = starts[at].execute(frame) instanceof Quantity quantity ? quantity.point() : Double.NaN;
                if (!(Math.abs(value) <= Double.MAX_VALUE)) {
                    throw starts[at].wrong(Code.BAD_OPTION, "a start is a number");
                }
                point.put(startNames[at++], value);
            }
            points.add(point);
        }
        return points;
    }

    private Loss loss(VirtualFrame frame) {
        double[] numbers = new double[robustArguments.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = robustArguments[i].execute(frame) instanceof Quantity quantity ? quantity.point() : Double.NaN;
        }
        try {
            return switch (robust) {
                case "none" -> new Loss.Squared();
                case "cauchy" -> new Loss.Cauchy(numbers[0]);
                case "l1" -> new Loss.LeastAbsolute();
                case "asymmetric" -> new Loss.Asymmetric(numbers[0], numbers[1]);
                default -> new Loss.Huber(numbers.length == 0 ? 1e-3 : numbers[0]);
            };
        } catch (IllegalArgumentException exception) {
            throw robustArguments[0].wrong(Code.BAD_OPTION, "the number of `" + robust + "` " + exception.getMessage());
        }
    }

    private static @Nullable Numbers truths(@Nullable ExpressionNode node, VirtualFrame frame) {
        return node == null ? null : Logic.numbers(node.execute(frame));
    }

    private static @Nullable Numbers numbers(@Nullable ExpressionNode node, VirtualFrame frame, TableValue table) {
        return node == null
                ? null
                : node.execute(frame) instanceof Quantity quantity
                        ? quantity.numbers().repeated(table.rows())
                        : Numbers.of(Double.NaN);
    }

    /** The level of this fit's intervals, NaN for the study's. */
    private double probability(VirtualFrame frame) {
        if (level == null) {
            return Double.NaN;
        }
        double probability = level.execute(frame) instanceof Quantity quantity ? quantity.point() : Double.NaN;
        if (!(probability > 0 && probability < 1)) {
            throw level.wrong(Code.BAD_OPTION, "a level lies between 0 and 1, as in `level: 95%`");
        }
        return probability;
    }

    private int count(VirtualFrame frame) {
        if (resample.equals("none")) {
            return 0;
        }
        if (bootstrap == null) {
            return 1000;
        }
        double count = bootstrap.execute(frame) instanceof Quantity quantity ? quantity.point() : Double.NaN;
        if (!(count >= 0 && count <= 10_000_000) || count != Math.rint(count)) {
            throw bootstrap.wrong(Code.BAD_OPTION, "`bootstrap` is a whole number of resamples, or none");
        }
        return (int) count;
    }
}
