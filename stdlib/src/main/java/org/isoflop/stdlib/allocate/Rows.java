package org.isoflop.stdlib.allocate;

import java.util.Arrays;

/**
 * A whole batch. A few rows along the parameter that varies most are searched globally, the others on that line are reached from them, and
 * every row starts from the straight line between its two neighbours there. Rows that do not converge are searched globally; so is a sample
 * of the others, and if a search finds a better basin there, all of them.
 */
final class Rows {
    private static final int FEW = 16;
    private static final int ANCHORS = 64;
    private static final int SEARCHED = 5;
    private static final int SAMPLE = 6;
    private static final int CHUNK = 2048;
    private static final int CONVEX_STARTS = 6;
    /** Which rows to search. */
    private static final int INFEASIBLE = 0;
    private static final int UNSETTLED = 1;
    private static final int EVERY = 2;

    private final Formulation form;
    private final Engine engine;
    private Search search;
    private final Search light;
    private final int rows;
    private final boolean convex;
    private final Options options;

    /** Rows that were searched globally for the sake of certainty. */
    int[] certified = new int[0];
    /** By certified row. */
    int[] agreeing = new int[0];

    /** Other optima of searched rows that are as good as the best. */
    Lanes elsewhere;

    /** Whether even the searched rows end on level ground, as where a variable does not matter. */
    private boolean levelGround;
    private Basins alternatives;
    private int[] anchorRow = new int[0];
    private double[] anchorKey = new double[0];

    /** @param convex whether every stationary point is known to be the optimum, so that a few starts are enough */
    Rows(Engine engine, Options options, int rows, boolean convex) {
        this.engine = engine;
        this.rows = rows;
        this.convex = convex;
        this.options = options;
        form = engine.form;
        search = new Search(engine, convex && options.starts() == 0 ? options.withStarts(CONVEX_STARTS) : options);
        light = new Search(engine, options.withStarts(6));
        elsewhere = new Lanes(form, 0);
        alternatives = new Basins(this, engine, search, elsewhere);
    }

    int tried() {
        return search.tried;
    }

    /** One end for each row, lane i being row i. */
    Lanes solve() {
        if (rows <= FEW) {
            int[] all = new int[rows];
            for (int i = 0; i < rows; i++) {
                all[i] = i;
            }
            Lanes best = search.solve(all);
            if (convex && !converged(best)) {
                search = new Search(engine, options);
                best = search.solve(all);
            }
            certified = all;
            agreeing = search.agreeing;
            elsewhere = search.asGood(best, search.others(best));
            return best;
        }
        int main = mainParameter();
        chooseAnchors(main);
        Lanes anchors = solveAnchors();
        Lanes ends = new Lanes(form, rows);
        for (int i = 0; i < rows; i++) {
            ends.row[i] = i;
        }
        if (!start(ends, anchors, main)) {
            searchWhere(ends, true);
            return ends;
        }
        engine.run(ends);
        if (convex) {
            searchWhere(ends, false);
            return ends;
        }
        alternatives.tryAll(ends, main);
        searchWhere(ends, sampleIsBeaten(ends));
        return ends;
    }

    private static boolean converged(Lanes ends) {
        for (int i = 0; i < ends.count; i++) {
            if (!ends.converged(i)) {
                return false;
            }
        }
        return true;
    }

    double key(int parameter, int row) {
        if (parameter < 0) {
            return 0;
        }
        double value = form.problem.parameters().get(parameter).at(row);
        return value > 0 ? Math.log(value) : value;
    }

    /** The parameter whose logarithm spreads most; -1 where all rows are the same. */
    private int mainParameter() {
        int best = -1;
        double most = 0;
        int stride = Math.max(1, rows / 1024);
        for (int p = 0; p < form.problem.parameters().size(); p++) {
            if (form.problem.parameters().get(p) instanceof Parameter.Column) {
                double sum = 0;
                double squares = 0;
                double first = key(p, 0);
                int seen = 0;
                for (int row = 0; row < rows; row += stride) {
                    double key = key(p, row) - first;
                    if (Math.abs(key) <= Double.MAX_VALUE) {
                        sum += key;
                        squares += key * key;
                        seen++;
                    }
                }
                double spread = seen == 0 ? 0 : squares / seen - (sum / seen) * (sum / seen);
                if (spread > most) {
                    most = spread;
                    best = p;
                }
            }
        }
        return best;
    }

    private void chooseAnchors(int main) {
        int candidates = Math.min(rows, 2048);
        int[] row = new int[candidates];
        double[] key = new double[candidates];
        for (int i = 0; i < candidates; i++) {
            row[i] = candidates == 1 ? 0 : (int) ((long) i * (rows - 1) / (candidates - 1));
            key[i] = key(main, row[i]);
        }
        sort(key, row);
        int count = Math.min(ANCHORS, Math.max(SEARCHED, rows / 8));
        anchorRow = new int[count];
        anchorKey = new double[count];
        for (int k = 0; k < count; k++) {
            int i = k * (candidates - 1) / (count - 1);
            anchorRow[k] = row[i];
            anchorKey[k] = key[i];
        }
    }

    private static void sort(double[] key, int[] row) {
        for (int gap = key.length / 2; gap > 0; gap /= 2) {
            for (int i = gap; i < key.length; i++) {
                double moving = key[i];
                int with = row[i];
                int j = i;
                while (j >= gap && key[j - gap] > moving) {
                    key[j] = key[j - gap];
                    row[j] = row[j - gap];
                    j -= gap;
                }
                key[j] = moving;
                row[j] = with;
            }
        }
    }

    private Lanes solveAnchors() {
        int count = anchorRow.length;
        int[] searched = new int[SEARCHED];
        int[] rowsSearched = new int[SEARCHED];
        for (int k = 0; k < SEARCHED; k++) {
            searched[k] = k * (count - 1) / (SEARCHED - 1);
            rowsSearched[k] = anchorRow[searched[k]];
        }
        Lanes found = search.solve(rowsSearched);
        certified = rowsSearched;
        agreeing = search.agreeing;
        Lanes others = search.others(found);
        elsewhere = search.asGood(found, others);
        levelGround = true;
        for (int k = 0; k < SEARCHED; k++) {
            levelGround &= found.ended[k] == Lockstep.LEVEL;
        }
        alternatives = new Basins(this, engine, search, others);
        Lanes anchors = new Lanes(form, count);
        anchors.keepHessian();
        Lanes fromLeft = warmFrom(found, searched, count, false);
        Lanes fromRight = warmFrom(found, searched, count, true);
        engine.run(fromLeft);
        engine.run(fromRight);
        int next = 0;
        for (int k = 0; k < count; k++) {
            anchors.row[k] = anchorRow[k];
            Search.copy(fromLeft, k, anchors, k);
            if (search.better(fromRight, k, anchors, k)) {
                Search.copy(fromRight, k, anchors, k);
            }
            if (next < SEARCHED && searched[next] == k) {
                if (search.better(found, next, anchors, k)) {
                    Search.copy(found, next, anchors, k);
                }
                next++;
            }
        }
        return anchors;
    }

    private Lanes warmFrom(Lanes found, int[] searched, int count, boolean right) {
        Lanes lanes = new Lanes(form, count);
        lanes.keepHessian();
        int[] sources = new int[count];
        boolean any = false;
        for (int k = 0; k < count; k++) {
            lanes.row[k] = anchorRow[k];
            int source = -1;
            for (int s = 0; s < SEARCHED; s++) {
                boolean onSide = right ? searched[s] >= k : searched[s] <= k;
                if (found.holds(s) && (onSide || source < 0) && !(source >= 0 && right && searched[source] >= k)) {
                    source = s;
                }
            }
            for (int v = 0; v < form.size; v++) {
                lanes.point[v][k] = source < 0 ? Math.min(form.upper[v], Math.max(form.lower[v], 0)) : found.point[v][source];
            }
            sources[k] = Math.max(source, 0);
            any |= source >= 0;
        }
        if (any) {
            lanes.startLike(found, sources);
        }
        return lanes;
    }

    /** Starts every row from the anchors beside it; false where no anchor is of use. */
    private boolean start(Lanes ends, Lanes anchors, int main) {
        int count = anchors.count;
        int[] before = new int[count];
        int[] after = new int[count];
        int good = -1;
        for (int k = 0; k < count; k++) {
            good = anchors.converged(k) ? k : good;
            before[k] = good;
        }
        if (good < 0) {
            return false;
        }
        good = -1;
        for (int k = count - 1; k >= 0; k--) {
            good = anchors.converged(k) ? k : good;
            after[k] = good;
        }
        int[] nearest = new int[rows];
        ends.startLike(anchors, nearest);
        int at = 0;
        for (int i = 0; i < rows; i++) {
            double key = key(main, i);
            at = locate(key, at);
            int left = before[at];
            int right = after[Math.min(at + 1, count - 1)];
            left = left < 0 ? right : left;
            right = right < 0 ? left : right;
            double gap = anchorKey[right] - anchorKey[left];
            double share = gap > 0 ? Math.min(1, Math.max(0, (key - anchorKey[left]) / gap)) : 0;
            for (int v = 0; v < form.size; v++) {
                ends.point[v][i] = (1 - share) * anchors.point[v][left] + share * anchors.point[v][right];
            }
            nearest[i] = share < 0.5 ? left : right;
        }
        return true;
    }

    /** The anchor at or before a key; looks near the last one first, since rows are often in order. */
    private int locate(double key, int last) {
        int end = anchorKey.length - 1;
        if (anchorKey[last] <= key && (last == end || key < anchorKey[last + 1])) {
            return last;
        }
        int low = 0;
        int high = end;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (anchorKey[middle] <= key) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private boolean sampleIsBeaten(Lanes ends) {
        int[] sample = new int[SAMPLE];
        for (int k = 0; k < SAMPLE; k++) {
            sample[k] = (int) ((2L * k + 1) * rows / (2 * SAMPLE));
        }
        Lanes found = search.solve(sample);
        boolean beaten = false;
        for (int k = 0; k < SAMPLE; k++) {
            int row = sample[k];
            if (ends.holds(row) && found.holds(k)) {
                double ahead = form.objectiveSign * (ends.objective[row] - found.objective[k]);
                beaten |= ahead > 1e-8 * Math.abs(found.objective[k]);
            } else if (ends.ended[row] == Lockstep.INFEASIBLE && found.holds(k)) {
                beaten = true;
            }
        }
        int[] both = new int[certified.length + SAMPLE];
        int[] counts = new int[both.length];
        System.arraycopy(certified, 0, both, 0, certified.length);
        System.arraycopy(sample, 0, both, certified.length, SAMPLE);
        System.arraycopy(agreeing, 0, counts, 0, certified.length);
        System.arraycopy(search.agreeing, 0, counts, certified.length, SAMPLE);
        certified = both;
        agreeing = counts;
        return beaten;
    }

    /**
     * Searches all rows, or those that did not converge, except where infeasibility is proven. Rows that look infeasible from their
     * neighbours get a few starts first, and all of them once one start succeeds.
     */
    private void searchWhere(Lanes ends, boolean all) {
        if (!all) {
            ends.concludeInfeasible();
            searchChunks(ends, light, INFEASIBLE);
        }
        searchChunks(ends, search, all ? EVERY : UNSETTLED);
    }

    private boolean wanted(byte ended, int which) {
        return switch (ended) {
            case Lockstep.CONTRADICTION -> false;
            case Lockstep.INFEASIBLE -> which == EVERY || which == INFEASIBLE;
            case Lockstep.CONVERGED -> which == EVERY;
            case Lockstep.LEVEL -> which == EVERY || which == UNSETTLED && !levelGround;
            default -> which == EVERY || which == UNSETTLED;
        };
    }

    private void searchChunks(Lanes ends, Search by, int which) {
        int[] chunk = new int[CHUNK];
        int filled = 0;
        for (int i = 0; i < rows; i++) {
            if (wanted(ends.ended[i], which)) {
                chunk[filled++] = i;
            }
            if (filled == CHUNK || i == rows - 1 && filled > 0) {
                int[] some = Arrays.copyOf(chunk, filled);
                Lanes found = by.solve(some);
                for (int k = 0; k < filled; k++) {
                    if (ends.ended[some[k]] == 0 || search.better(found, k, ends, some[k])) {
                        Search.copy(found, k, ends, some[k]);
                        if (which == INFEASIBLE && found.holds(k)) {
                            ends.ended[some[k]] = Lockstep.FAILED;
                        }
                    }
                }
                filled = 0;
            }
        }
    }
}
