package org.isoflop.stdlib.allocate;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.isoflop.stdlib.random.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * Goes from the end of a search to the optimum of a program with kinks, where derivatives lead no further: a pattern search (Torczon 1997,
 * with directions that change from round to round) each of whose points is led back to the conditions that it breaks. Where shares of the
 * draws are followed, the objective has steps, too; of points on one step that is better which is better with soft edges.
 */
final class Polish {
    private static final double SHORTEST = 1e-9;
    private static final double COARSE = 1e-3;
    private static final double NEAR = 0.1;
    private static final double LONGEST = 1;
    /** The end of the search before, and points up to six e-foldings from it. */
    private static final int STARTS = 6;
    /** How many points are tried for as many starts that can be led to the conditions. */
    private static final int TRIES = 32;
    /** So close to the best, relatively, a start agrees with it. */
    private static final double SAME = 1e-6;
    /** More than one, for rounding. */
    private static final double ONE_DRAW = 1.001;
    private static final double HOLDS = 2e-10;
    private static final int BACK = 12;

    private final Formulation form;
    private final Lanes ends;
    private final Options options;
    private final Design design;
    /** What breaks ties; null for a program without steps. */
    private final @Nullable Program smooth;
    private final double[][] variable;
    private final double[][] value;
    private final double[][][] gradient;
    private final double[][] softValue;
    private final double[] residual;
    private final double[][] slope;
    private Parameter[] parameters = {};
    private double objective;
    private double violation;

    Polish(Formulation form, Lanes ends, Options options) {
        this.form = form;
        this.ends = ends;
        this.options = options;
        design = new Design(form.size);
        smooth = form.program instanceof ChanceProgram chance && !chance.isSmooth() ? chance.smoothed(Margins.NARROW) : null;
        variable = new double[form.size][1];
        value = new double[form.program.outputs()][1];
        gradient = new double[form.program.outputs()][form.size][1];
        softValue = new double[form.program.outputs()][1];
        residual = new double[form.conditions];
        slope = new double[form.conditions][form.size];
    }

    /**
     * Improves every lane, from where it ended and from points about it; the search before may have stopped at a kink of a condition.
     *
     * @return what the claim rests on then
     */
    Allocation.Certificate run() {
        int searched = 0;
        int fewest = 0;
        for (int lane = 0; lane < ends.count; lane++) {
            int agreed = ends.ended[lane] != Lockstep.RUNAWAY ? polish(lane) : 0;
            fewest = agreed > 0 && (searched == 0 || agreed < fewest) ? agreed : fewest;
            searched += agreed > 0 ? 1 : 0;
        }
        return new Allocation.Certificate(Allocation.Method.STARTS, searched, STARTS, fewest);
    }

    /** How many starts lead to the best point of a lane; none where the search could not begin. */
    private int polish(int lane) {
        parameters = form.rows(ends.row[lane], ends.row[lane] + 1);
        double[] end = new double[form.size];
        Arrays.setAll(end, v -> ends.point[v][lane]);
        double[] best = null;
        double[] reached = new double[STARTS];
        Arrays.fill(reached, Double.POSITIVE_INFINITY);
        double leastSoft = Double.POSITIVE_INFINITY;
        int count = 0;
        for (int start = 0; start < TRIES && count < STARTS; start++) {
            double[] from = end.clone();
            for (int v = 0; start > 0 && v < from.length; v++) {
                from[v] = start % 4 == 3 ? design.wide(form, v, start) : design.near(form, v, start, end[v]);
            }
            options.progress().reached("starts over all draws", (long) lane * STARTS + count, (long) ends.count * STARTS);
            if (restore(from)) {
                // of steps a search sees only those beside it: it begins where soft edges lead
                double[] near = start == 0 || smooth == null ? from : descend(from, LONGEST, true);
                evaluate(near);
                double[] to = descend(near, start == 0 || smooth != null ? NEAR : LONGEST, false);
                evaluate(to);
                double soft = soft();
                double least = least(reached, count);
                if (best == null || objective < least || objective == least && soft < leastSoft) {
                    best = to;
                    leastSoft = soft;
                }
                reached[count++] = objective;
            }
        }
        return best == null ? 0 : settle(lane, best, reached);
    }

    private static double least(double[] reached, int count) {
        double least = Double.POSITIVE_INFINITY;
        for (int start = 0; start < count; start++) {
            least = Math.min(least, reached[start]);
        }
        return least;
    }

    private int settle(int lane, double[] best, double[] reached) {
        evaluate(best);
        for (int v = 0; v < best.length; v++) {
            ends.point[v][lane] = best[v];
        }
        ends.objective[lane] = value[0][0];
        ends.violation[lane] = violation;
        double same = SAME * Math.abs(objective) + draw(lane);
        int agreed = 0;
        for (double one : reached) {
            agreed += Math.abs(one - objective) <= same ? 1 : 0;
        }
        ends.ended[lane] = agreed > 1 ? Lockstep.CONVERGED : Lockstep.FAILED;
        return agreed;
    }

    /** What one draw more or less of a share that is followed makes of the objective, at the rates of the search; zero without steps. */
    private double draw(int lane) {
        if (smooth == null || !(form.program instanceof ChanceProgram chance)) {
            return 0;
        }
        double[] grain = chance.grain(variable, parameters, 0);
        double sum = grain[0];
        double worth = form.objectiveLogarithmic ? Math.abs(objective) : 1;
        for (int c = 0; c < form.conditions; c++) {
            boolean ratio = form.logarithmicCondition[c];
            double moved = grain[1 + 2 * c] / (ratio ? value[1 + 2 * c][0] : 1) + grain[2 + 2 * c] / (ratio ? value[2 + 2 * c][0] : 1);
            sum += worth * Math.abs(ends.multipliers()[c][lane]) * moved;
        }
        return ONE_DRAW * sum;
    }

    /** @param soft whether only the objective with soft edges counts, as far as it takes to come near */
    private double[] descend(double[] from, double first, boolean soft) {
        double[] best = from;
        double leastSoft = soft();
        double least = soft ? 0 : objective;
        double step = first;
        for (int round = 0; step > (soft ? COARSE : SHORTEST); round++) {
            if (options.cancelled().getAsBoolean()) {
                throw new CancellationException();
            }
            double before = least;
            double softBefore = leastSoft;
            for (double[] direction : directions(best, round)) {
                double[] trial = best.clone();
                for (int v = 0; v < trial.length; v++) {
                    trial[v] += step * direction[v];
                }
                if (!restore(trial) || !soft && objective > least) {
                    continue;
                }
                double edges = soft();
                if (!soft && objective < least || edges < leastSoft) {
                    best = trial;
                    least = soft ? 0 : objective;
                    leastSoft = edges;
                }
            }
            boolean further = improves(before, least, 1e-14) || least == before && improves(softBefore, leastSoft, SAME);
            step = further ? Math.min(LONGEST, 2 * step) : step / 2;
        }
        return best;
    }

    private static boolean improves(double before, double after, double relative) {
        return after < before - relative * Math.abs(before);
    }

    /** The objective with soft edges at the point that was evaluated last; zero where it has no steps. */
    private double soft() {
        if (smooth == null) {
            return 0;
        }
        smooth.evaluate(variable, parameters, 0, 1, softValue, null);
        return form.objectiveSign * softValue[0][0];
    }

    /** Both ways along the axes, along the conditions that bind, and along as many directions by chance, the same in every run. */
    private double[][] directions(double[] at, int round) {
        int size = form.size;
        double[][] tangents = tangents(at);
        RandomStream random = RandomStream.of(round, "pattern");
        int chance = size == 1 ? 0 : (smooth == null ? 2 : 4) * size;
        double[][] all = new double[2 * (size + tangents.length + chance)][size];
        for (int k = 0; k < all.length / 2; k++) {
            double[] one = all[2 * k];
            double length = 0;
            for (int v = 0; v < size; v++) {
                one[v] = k < size
                        ? (k == v ? 1 : 0)
                        : k < size + tangents.length ? tangents[k - size][v] : random.normal((long) k * size + v);
                length += one[v] * one[v];
            }
            for (int v = 0; v < size; v++) {
                one[v] /= Math.sqrt(length);
                all[2 * k + 1][v] = -one[v];
            }
        }
        return all;
    }

    private double[][] tangents(double[] at) {
        evaluate(at);
        differentiate();
        double[][] binding = rows(-1e-7);
        if (binding.length == 0 || binding.length >= form.size) {
            return new double[0][];
        }
        double[][] square = Arrays.copyOf(binding, form.size);
        Arrays.setAll(square, k -> k < binding.length ? square[k] : new double[form.size]);
        SingularValueDecomposition parts = new SingularValueDecomposition(new Array2DRowRealMatrix(square, false));
        double[][] tangents = new double[form.size - binding.length][];
        Arrays.setAll(tangents, k -> parts.getV().getColumn(binding.length + k));
        return tangents;
    }

    /** Leads a point back to the conditions that it breaks, by the shortest steps; false where that fails. */
    private boolean restore(double[] at) {
        for (int i = 0; i < BACK; i++) {
            for (int v = 0; v < at.length; v++) {
                at[v] = form.clamp(v, at[v]);
            }
            evaluate(at);
            if (!(Math.abs(objective) <= Double.MAX_VALUE) || Double.isNaN(violation)) {
                return false;
            }
            if (violation <= HOLDS) {
                return true;
            }
            differentiate();
            double[][] broken = rows(HOLDS);
            double[] amounts = amounts();
            double[] back = new SingularValueDecomposition(new Array2DRowRealMatrix(broken, false)).getSolver()
                    .solve(new ArrayRealVector(amounts, false)).toArray();
            for (int v = 0; v < at.length; v++) {
                at[v] -= back[v];
            }
        }
        return false;
    }

    /** The slopes of the conditions that are broken by more than a limit. */
    private double[][] rows(double limit) {
        double[][] rows = new double[form.conditions][];
        int count = 0;
        for (int c = 0; c < form.conditions; c++) {
            if (broken(c) > limit) {
                rows[count++] = slope[c];
            }
        }
        return Arrays.copyOf(rows, count);
    }

    private double[] amounts() {
        double[] amounts = new double[form.conditions];
        int count = 0;
        for (int c = 0; c < form.conditions; c++) {
            if (broken(c) > HOLDS) {
                amounts[count++] = residual[c];
            }
        }
        return Arrays.copyOf(amounts, count);
    }

    private double broken(int c) {
        return form.equality[c] ? Math.abs(residual[c]) : residual[c];
    }

    private void evaluate(double[] at) {
        for (int v = 0; v < form.size; v++) {
            variable[v][0] = form.variable(v, at[v]);
        }
        form.program.evaluate(variable, parameters, 0, 1, value, null);
        objective = form.objectiveSign * value[0][0];
        violation = 0;
        for (int c = 0; c < form.conditions; c++) {
            double left = value[1 + 2 * c][0];
            double right = value[2 + 2 * c][0];
            residual[c] = form.orientation[c] * (form.logarithmicCondition[c] ? Math.log(left / right) : (left - right) / size(c));
            violation = broken(c) <= violation ? violation : broken(c);
        }
    }

    /** The slopes of the conditions at the point that was evaluated last. */
    private void differentiate() {
        form.program.evaluate(variable, parameters, 0, 1, value, gradient);
        for (int c = 0; c < form.conditions; c++) {
            boolean ratio = form.logarithmicCondition[c];
            double left = ratio ? value[1 + 2 * c][0] : size(c);
            double right = ratio ? value[2 + 2 * c][0] : size(c);
            for (int v = 0; v < form.size; v++) {
                double unit = form.orientation[c] * (form.logarithmic[v] ? variable[v][0] : form.width[v]);
                slope[c][v] = unit * (gradient[1 + 2 * c][v][0] / left - gradient[2 + 2 * c][v][0] / right);
            }
        }
    }

    /** What the violation of a condition is measured by that is not taken in logarithms. */
    private double size(int c) {
        return Math.max(Math.max(Math.abs(value[1 + 2 * c][0]), Math.abs(value[2 + 2 * c][0])), Double.MIN_NORMAL);
    }
}
