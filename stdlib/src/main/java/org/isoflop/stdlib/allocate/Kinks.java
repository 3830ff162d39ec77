package org.isoflop.stdlib.allocate;

import java.util.Arrays;
import org.isoflop.stdlib.allocate.PieceSearch.Found;

/**
 * Goes from the end of a search to the optimum of a program with kinks and steps. Where the draws that decide are held everything is smooth
 * ({@link Piece}), and {@link PieceSearch} goes from piece to piece, from several starts for each row.
 */
final class Kinks {
    /** The end of the search before, and points about it and anywhere. */
    private static final int STARTS = 6;
    /** How many points are tried for as many starts that can be led to the conditions. */
    private static final int TRIES = 16;
    /** So close to the best, relatively, a start agrees with it. */
    private static final double SAME = 1e-6;
    /** So near each other two points are one. */
    private static final double THERE = 1e-6;
    /** How far beside a point that is known another start begins, in e-foldings or parts of a range. */
    private static final double BESIDE = 0.3;

    private final Formulation form;
    private final ChanceProgram program;
    private final Lanes ends;
    private final Options options;
    private final Design design;
    private final boolean steps;

    /** @param form of a {@link ChanceProgram} as it is */
    Kinks(Formulation form, ChanceProgram program, Lanes ends, Options options) {
        this.form = form;
        this.program = program;
        this.ends = ends;
        this.options = options;
        design = new Design(form.size);
        steps = !program.isSmooth();
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
            int agreed = ends.ended[lane] != Lockstep.RUNAWAY ? solve(lane) : 0;
            fewest = agreed > 0 && (searched == 0 || agreed < fewest) ? agreed : fewest;
            searched += agreed > 0 ? 1 : 0;
        }
        return new Allocation.Certificate(Allocation.Method.STARTS, searched, STARTS, fewest, null);
    }

    /** How many starts lead to the best point of a lane; none where the search could not begin. */
    private int solve(int lane) {
        Formulation one = form.rowsOnly(new int[] {ends.row[lane]});
        PieceSearch search = new PieceSearch(one, program, options);
        double[] end = new double[form.size];
        Arrays.setAll(end, v -> ends.point[v][lane]);
        double draw = search.draw(ends, lane, end);
        Found best = null;
        double[] reached = new double[STARTS];
        Arrays.fill(reached, Double.NaN);
        double[][] begun = new double[STARTS][];
        int count = 0;
        for (int start = 0; start < TRIES && count < STARTS; start++) {
            options.progress().reached("starts over all draws", (long) lane * STARTS + count, (long) ends.count * STARTS);
            double[] from = start == 0 ? end : elsewhere(one, end, start);
            // where another began, too, as many draws are held as at the best that it led to, from a little off
            Found found = best != null && isKnown(from, begun, count)
                    ? search.from(beside(from, start), best, best.counts())
                    : search.from(from, best, null);
            if (found != null) {
                begun[count] = from;
                reached[count++] = found.value();
                best = best == null || search.isBetter(found, best) ? found : best;
            }
        }
        return best == null ? 0 : settle(lane, one, best, reached, draw);
    }

    /** A little off, so that other draws are near. */
    private double[] beside(double[] point, int start) {
        double[] beside = new double[point.length];
        Arrays.setAll(beside, v -> form.clamp(v, point[v] + BESIDE * (2 * design.unit(v, start) - 1)));
        return beside;
    }

    /** Whether a start before began there, too. */
    private static boolean isKnown(double[] from, double[][] begun, int count) {
        for (int start = 0; start < count; start++) {
            double apart = 0;
            for (int v = 0; v < from.length; v++) {
                apart = Math.max(apart, Math.abs(from[v] - begun[start][v]));
            }
            if (apart <= THERE) {
                return true;
            }
        }
        return false;
    }

    private double[] elsewhere(Formulation one, double[] end, int start) {
        double[] from = new double[end.length];
        Arrays.setAll(from, v -> start % 4 == 3 ? design.wide(form, v, start) : design.near(form, v, start, end[v]));
        if (!steps) {
            return from;
        }
        // of steps a search sees only those beside it: it begins where soft edges lead
        Lanes soft = PieceSearch.lane(one, from);
        new Engine(one.with(program.smoothed(Margins.NARROW)), false, options).run(soft);
        return PieceSearch.point(soft);
    }

    /** @param draw how much worse one draw of a share may make what agrees */
    private int settle(int lane, Formulation one, Found best, double[] reached, double draw) {
        for (int v = 0; v < form.size; v++) {
            ends.point[v][lane] = best.point()[v];
        }
        for (int j = 0; !steps && j < form.total; j++) {
            int there = j < form.conditions ? j : j + best.piece().conditions() - form.conditions;
            ends.multipliers()[j][lane] = best.ends().multipliers()[there][0];
        }
        ends.corner(lane, Residuals.of(best.piece().form(one), best.ends())[0]);
        ends.objective[lane] = best.value();
        ends.violation[lane] = best.violation();
        double same = SAME * Math.abs(best.value()) + draw;
        int agreed = 0;
        for (double value : reached) {
            agreed += Math.abs(value - best.value()) <= same ? 1 : 0;
        }
        ends.ended[lane] = agreed > 1 ? Lockstep.CONVERGED : Lockstep.FAILED;
        return agreed;
    }
}
