package org.isoflop.stdlib.allocate;

/**
 * The global search of a few rows: many starts spread over everything allowed, then as many about the best point found, half of them where
 * the Lagrangian at that point is low. The best end of all is the answer; how many starts agree on it is its certificate.
 */
final class Search {
    private static final double SAME = 1e-9;
    /** So few rows may be asked for to start others from, which takes their Hessians. */
    private static final int MODELS = 16;

    private final Formulation form;
    private final Engine engine;
    private final Design design;
    private final int starts;

    /** How many local optima besides the best are remembered for a row. */
    static final int OTHERS = 3;

    private Lanes wide;
    private Lanes close;

    /** Of the last search, by row: how many starts ended within 1e-9 of the best objective. */
    int[] agreeing = new int[0];
    int tried;

    Search(Engine engine, Options options) {
        this.engine = engine;
        form = engine.form;
        design = new Design(form.size);
        wide = new Lanes(form, 0);
        close = wide;
        starts = options.starts() > 0 ? Math.max(1, options.starts() / 2) : 8 + 6 * form.size;
    }

    /** The best end for each of the rows, in their order. */
    Lanes solve(int[] rows) {
        wide = lanes(rows, starts);
        for (int r = 0; r < rows.length; r++) {
            for (int s = 0; s < starts; s++) {
                for (int v = 0; v < form.size; v++) {
                    wide.point[v][r * starts + s] = design.wide(form, v, s);
                }
            }
        }
        engine.run(wide);
        Lanes best = lanes(rows, 1);
        for (int r = 0; r < rows.length; r++) {
            keepBest(wide, r * starts, starts, best, r, true);
        }
        close = lanes(rows, starts);
        for (int r = 0; r < rows.length; r++) {
            aim(best, r, close);
        }
        engine.run(close);
        agreeing = new int[rows.length];
        tried = 2 * starts;
        for (int r = 0; r < rows.length; r++) {
            keepBest(close, r * starts, starts, best, r, false);
            for (int s = 0; s < starts; s++) {
                agreeing[r] += agrees(wide, r * starts + s, best, r) + agrees(close, r * starts + s, best, r);
            }
        }
        best.concludeInfeasible();
        return best;
    }

    /** After a search: the next best distinct optima of each row, {@link #OTHERS} lanes for each; what is not there has not ended. */
    Lanes others(Lanes best) {
        Lanes others = new Lanes(form, best.count * OTHERS);
        others.keepHessian();
        for (int i = 0; i < others.count; i++) {
            others.row[i] = best.row[i / OTHERS];
            int row = i / OTHERS;
            Lanes from = wide;
            int lowest = -1;
            for (int k = 0; k < 2 * starts; k++) {
                Lanes ends = k < starts ? wide : close;
                int lane = row * starts + k % starts;
                if (isOptimum(ends, lane) && !sameAs(ends, lane, best, row) && !knownAmong(others, row * OTHERS, i, ends, lane)
                        && (lowest < 0 || better(ends, lane, from, lowest))) {
                    from = ends;
                    lowest = lane;
                }
            }
            if (lowest >= 0) {
                copy(from, lowest, others, i);
            }
        }
        return others;
    }

    /** Of {@link #others}, for each row one that is as good as the best; what is not there has not ended. */
    Lanes asGood(Lanes best, Lanes others) {
        Lanes found = new Lanes(form, best.count);
        for (int row = 0; row < best.count; row++) {
            found.row[row] = best.row[row];
            for (int rank = OTHERS - 1; rank >= 0; rank--) {
                int lane = row * OTHERS + rank;
                if (others.ended[lane] != 0 && best.converged(row) && agrees(others, lane, best, row) > 0) {
                    copy(others, lane, found, row);
                }
            }
        }
        return found;
    }

    /** A lane that failed counts where another ended at the same point, as lanes do on a kink. */
    private boolean isOptimum(Lanes ends, int lane) {
        if (!ends.holds(lane) || ends.ended[lane] == Lockstep.LEVEL || ends.ended[lane] == Lockstep.RUNAWAY) {
            return false;
        }
        int first = lane / starts * starts;
        for (int other = first; ends.ended[lane] == Lockstep.FAILED && other < first + starts; other++) {
            if (other != lane && ends.holds(other) && sameAs(ends, lane, ends, other)) {
                return true;
            }
        }
        return ends.ended[lane] != Lockstep.FAILED;
    }

    private boolean knownAmong(Lanes others, int from, int to, Lanes ends, int lane) {
        for (int i = from; i < to; i++) {
            if (others.ended[i] != 0 && sameAs(ends, lane, others, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean sameAs(Lanes left, int l, Lanes right, int r) {
        for (int v = 0; v < form.size; v++) {
            if (!(Math.abs(left.point[v][l] - right.point[v][r]) <= 1e-3)) {
                return false;
            }
        }
        return true;
    }

    /** The better of two ends of a row. */
    boolean better(Lanes left, int l, Lanes right, int r) {
        boolean holds = left.holds(l);
        if (holds != right.holds(r)) {
            return holds;
        }
        if (!holds) {
            return left.violation[l] < right.violation[r];
        }
        double margin = SAME * Math.max(Math.abs(left.objective[l]), Math.abs(right.objective[r]));
        double ahead = form.objectiveSign * (right.objective[r] - left.objective[l]);
        if (left.converged(l) != right.converged(r)) {
            return left.converged(l) ? ahead >= -margin : ahead > margin;
        }
        return ahead > 0;
    }

    /** Copies an end. */
    static void copy(Lanes from, int f, Lanes to, int t) {
        for (int v = 0; v < from.point.length; v++) {
            to.point[v][t] = from.point[v][f];
        }
        double[][] source = from.multipliers();
        for (int j = 0; j < source.length; j++) {
            to.multipliers()[j][t] = source[j][f];
        }
        double[][] hessian = from.hessian;
        double[][] target = to.hessian;
        for (int k = 0; hessian != null && target != null && k < target.length; k++) {
            target[k][t] = hessian[k][f];
        }
        to.objective[t] = from.objective[f];
        to.violation[t] = from.violation[f];
        to.ended[t] = from.ended[f];
        to.corner(t, from.corner(f));
    }

    private Lanes lanes(int[] rows, int each) {
        Lanes lanes = new Lanes(form, rows.length * each);
        if (rows.length <= MODELS) {
            lanes.keepHessian();
        }
        for (int i = 0; i < lanes.count; i++) {
            lanes.row[i] = rows[i / each];
        }
        return lanes;
    }

    private void keepBest(Lanes ends, int from, int count, Lanes best, int row, boolean replace) {
        for (int i = from; i < from + count; i++) {
            if (replace && i == from || better(ends, i, best, row)) {
                copy(ends, i, best, row);
            }
        }
    }

    private int agrees(Lanes ends, int i, Lanes best, int row) {
        return ends.holds(i) && areAsGood(ends.objective[i], best.objective[row]) ? 1 : 0;
    }

    static boolean areAsGood(double objective, double best) {
        return Math.abs(objective - best) <= SAME * Math.abs(best);
    }

    private void aim(Lanes best, int row, Lanes close) {
        boolean found = best.holds(row) && best.ended[row] != Lockstep.RUNAWAY;
        for (int s = 0; s < starts; s++) {
            for (int v = 0; v < form.size; v++) {
                close.point[v][row * starts + s] = found
                        ? design.near(form, v, starts + s, best.point[v][row])
                        : design.wide(form, v, starts + s);
            }
        }
        if (found) {
            screen(best, row, close);
        }
    }

    /** Replaces half of the starts of a row by the lowest points of the Lagrangian among many more. */
    private void screen(Lanes best, int row, Lanes close) {
        int points = Math.min(Block.CAPACITY, 96 * form.size);
        int each = starts / 2;
        Block block = new Block(form, false);
        block.count = points;
        double[][] at = new double[form.size][Block.CAPACITY];
        double[][] multiplier = new double[form.total][Block.CAPACITY];
        for (int i = 0; i < points; i++) {
            block.load(i, best.row[row]);
            for (int v = 0; v < form.size; v++) {
                at[v][i] = i % 2 == 0 ? design.near(form, v, 7 * starts + i, best.point[v][row]) : design.wide(form, v, 7 * starts + i);
            }
            for (int j = 0; j < form.total; j++) {
                multiplier[j][i] = best.multipliers()[j][row];
            }
        }
        block.evaluate(at, multiplier);
        double[] score = new double[points];
        for (int i = 0; i < points; i++) {
            score[i] = block.objective[i];
            double broken = 0;
            for (int c = 0; c < form.conditions; c++) {
                double value = block.value[c][i];
                score[i] += multiplier[c][i] * value;
                broken += form.equality[c] || value > 0 ? 10 * value * value : 0;
            }
            score[i] = score[i] * (form.objectiveLogarithmic ? 1 : block.objectiveScale[i] / block.objectiveScale[0]) + broken;
        }
        for (int s = 0; s < each; s++) {
            int lowest = -1;
            for (int i = 0; i < points; i++) {
                if (score[i] < Double.MAX_VALUE && (lowest < 0 || score[i] < score[lowest])) {
                    lowest = i;
                }
            }
            if (lowest < 0) {
                return;
            }
            for (int v = 0; v < form.size; v++) {
                close.point[v][row * starts + s] = at[v][lowest];
            }
            crowdOut(score, at, lowest, points);
        }
    }

    /** Takes a point and its neighbours out of the running, so that starts differ. */
    private void crowdOut(double[] score, double[][] at, int chosen, int points) {
        for (int i = 0; i < points; i++) {
            double farthest = 0;
            for (int v = 0; v < form.size; v++) {
                double reach = form.statedLower[v] ? Math.max((form.upper[v] - form.lower[v]) / 40, 1e-12) : 0.5;
                farthest = Math.max(farthest, Math.abs(at[v][i] - at[v][chosen]) / reach);
            }
            if (farthest < 1) {
                score[i] = Double.POSITIVE_INFINITY;
            }
        }
    }
}
