package org.isoflop.stdlib.allocate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * What one start of a row of a {@link ChanceProgram} leads to: the optimum of the piece it lies on ({@link Piece}), from there those that meet
 * there ({@link Selection#others}), until none is better, and with one draw more or less of each share that is followed.
 */
final class PieceSearch {
    private static final double BETTER = 1e-12;
    private static final int ROUNDS = 60;
    /** So often draws that were left behind are taken up. */
    private static final int CUTS = 6;
    /** More than one, for rounding. */
    private static final double ONE_DRAW = 1.001;
    /** So many draws more and less are tried in vain, at least and at most. */
    private static final int FEWEST = 4;
    private static final int MOST = 24;
    /** An end that is worse by so many draws is not looked about. */
    private static final int CLOSE = 2;

    private final Formulation form;
    private final ChanceProgram program;
    private final Options options;
    private final boolean steps;
    /** Whether nothing but shares that are followed is to be optimised. */
    private final boolean roomy;
    private final Walker plain;
    private final Walker differentiated;
    /** Of points where as many draws hold, which nothing else tells apart, the best with soft edges is taken. */
    private final @Nullable Walker soft;
    private final double[][] variable;
    private int[] signs = {};
    /** What one draw more or less of a share that is followed makes of the objective. */
    private double draw;

    /**
     * The end of a piece.
     *
     * @param objective of the piece
     * @param value of the program itself
     */
    record Found(double[] point, double objective, double value, double violation, Piece piece, Lanes ends, int[] counts) {
        boolean holds() {
            return violation <= Lockstep.FEASIBLE;
        }
    }

    /** @param form of the row alone, with the program as it is */
    PieceSearch(Formulation form, ChanceProgram program, Options options) {
        this.form = form;
        this.program = program;
        this.options = options;
        steps = !program.isSmooth();
        roomy = steps && program.isOfShares(0);
        plain = new Walker(program, false);
        differentiated = new Walker(program, true);
        soft = roomy ? new Walker(program.smoothed(Margins.NARROW), true) : null;
        variable = new double[form.size][1];
    }

    /**
     * What a start leads to; null where the conditions do not hold there.
     *
     * @param best of the starts before; no draws are tried from an end that is further from it than they could lead
     * @param asked how many draws of each share are held at first; null for as many as there are
     */
    @Nullable
    Found from(double[] start, @Nullable Found best, int @Nullable [] asked) {
        evaluate(differentiated, start);
        signs = signs();
        int[] counts = asked == null ? counts() : asked;
        Found found = local(start, counts, true);
        if (found == null || !steps || best != null && isBehind(found, best, FEWEST)) {
            return found == null || !found.holds() ? null : found;
        }
        return more(found);
    }

    /** Whether so many draws are not worth what an end is worse than another. */
    private boolean isBehind(Found next, Found best, int draws) {
        return next.holds() && best.holds() && form.objectiveSign * (next.value - best.value) > draws * draw;
    }

    /** Tries with one draw of a share after the other more and less. */
    private @Nullable Found more(Found first) {
        Found best = first;
        evaluate(plain, first.point);
        int reach = Math.clamp(near(), FEWEST, MOST);
        boolean further = true;
        while (further) {
            further = false;
            for (int[] direction : directions()) {
                Found ahead = along(best, direction, reach);
                further |= ahead != best;
                best = ahead;
            }
        }
        return best.holds() ? best : null;
    }

    private Found along(Found from, int[] direction, int reach) {
        Found best = from;
        double[] at = from.point;
        int[] counts = from.counts;
        for (int misses = 0; misses < reach;) {
            counts = counts.clone();
            for (int s = 0; s < counts.length; s++) {
                counts[s] += direction[s];
                if (counts[s] < 0 || counts[s] > plain.count(s)) {
                    return best;
                }
            }
            Found next = local(at, counts, roomy);
            if (roomy && (next == null || !next.holds())) {
                return best;
            }
            next = next != null && !roomy && !isBehind(next, best, CLOSE) ? searched(next) : next;
            at = next != null && next.holds() ? next.point : at;
            if (next != null && isBetter(next, best)) {
                best = next;
                misses = 0;
            } else {
                misses++;
            }
        }
        return best;
    }

    /** One draw more or less of a share, or from one to another. */
    private List<int[]> directions() {
        List<int[]> directions = new ArrayList<>();
        for (int s = 0; s < signs.length; s++) {
            for (int t = 0; t < signs.length && program.isFollowed(s); t++) {
                if (program.isFollowed(t)) {
                    int[] up = new int[signs.length];
                    up[s] = 1;
                    up[t] -= s == t ? 0 : 1;
                    directions.add(up);
                }
                if (s == t) {
                    int[] down = new int[signs.length];
                    down[s] = -1;
                    directions.add(down);
                }
            }
        }
        return directions;
    }

    /**
     * The best that is found from a point with so many draws of each share that is followed.
     *
     * @param thoroughly whether also where draws meet
     */
    private @Nullable Found local(double[] from, int[] counts, boolean thoroughly) {
        Found best = null;
        double[] at = from;
        for (int round = 0; round < ROUNDS; round++) {
            evaluate(plain, at);
            Found next = solve(Selection.of(program, plain, signs, counts), at, counts);
            if (next == null || best != null && !isFurther(next, best)) {
                break;
            }
            best = next;
            at = next.point;
        }
        return best == null || !thoroughly ? best : searched(best);
    }

    /** The best that is reached from an end through those that meet there. */
    private Found searched(Found end) {
        Found best = end;
        for (int round = 0; best.holds() && round < ROUNDS; round++) {
            Found better = other(best);
            if (better == best) {
                break;
            }
            best = better;
        }
        return best;
    }

    private Found other(Found from) {
        List<boolean[]> meeting = from.piece.meeting(from.ends);
        evaluate(plain, from.point);
        for (Selection selection : from.piece.selection().others(program, plain, meeting)) {
            Found next = solve(selection, from.point, from.counts);
            if (next != null && isFurther(next, from)) {
                return next;
            }
        }
        return from;
    }

    private @Nullable Found solve(Selection held, double[] from, int[] counts) {
        Selection selection = held;
        double[] start = from;
        for (int round = 0; round < CUTS; round++) {
            if (options.cancelled().getAsBoolean()) {
                throw new CancellationException();
            }
            Piece piece = new Piece(program, selection, plain, differentiated, soft);
            Formulation whole = piece.form(form);
            Lanes lane = lane(whole, start);
            new Engine(whole, false, options).run(lane);
            if (Double.isNaN(lane.violation[0]) || lane.ended[0] == Lockstep.RUNAWAY) {
                return null;
            }
            start = point(lane);
            evaluate(plain, start);
            Selection closer = selection.closer(program, plain);
            if (closer == null) {
                return new Found(start, lane.objective[0], plain.value[0], lane.violation[0], piece, lane, counts.clone());
            }
            selection = closer;
        }
        return null;
    }

    /** Whether a piece ends better than another with as many draws of each share. */
    private boolean isFurther(Found next, Found before) {
        if (!next.holds() || !before.holds()) {
            return !before.holds() && (next.holds() || next.violation < before.violation * (1 - 1e-3));
        }
        return form.objectiveSign * (before.objective - next.objective) > BETTER * Math.abs(before.objective);
    }

    /** Whether the program itself is better at one end than at another; of steps as high the one with more room. */
    boolean isBetter(Found next, Found before) {
        if (next.holds() != before.holds()) {
            return next.holds();
        }
        double ahead = form.objectiveSign * (before.value - next.value);
        double little = BETTER * Math.abs(before.value);
        return ahead > little || roomy && Math.abs(ahead) <= little && isFurther(next, before);
    }

    /** What one draw more or less of a share that is followed makes of the objective, at the rates of the search; zero without steps. */
    double draw(Lanes ends, int lane, double[] end) {
        draw = steps ? rate(ends, lane, end) : 0;
        return draw;
    }

    private double rate(Lanes ends, int lane, double[] end) {
        evaluate(differentiated, end);
        double[] grain = differentiated.grain();
        double sum = grain[0];
        double worth = form.objectiveLogarithmic ? Math.abs(differentiated.value[0]) : 1;
        for (int c = 0; c < form.conditions; c++) {
            boolean ratio = form.logarithmicCondition[c];
            double[] value = differentiated.value;
            double moved = grain[1 + 2 * c] / (ratio ? value[1 + 2 * c] : 1) + grain[2 + 2 * c] / (ratio ? value[2 + 2 * c] : 1);
            sum += worth * Math.abs(ends.multipliers()[c][lane]) * moved;
        }
        return ONE_DRAW * sum;
    }

    static Lanes lane(Formulation whole, double[] from) {
        Lanes lane = new Lanes(whole, 1);
        for (int v = 0; v < from.length; v++) {
            lane.point[v][0] = from[v];
        }
        return lane;
    }

    static double[] point(Lanes lane) {
        double[] point = new double[lane.point.length];
        Arrays.setAll(point, v -> lane.point[v][0]);
        return point;
    }

    private void evaluate(Walker walker, double[] at) {
        for (int v = 0; v < at.length; v++) {
            variable[v][0] = form.variable(v, at[v]);
        }
        walker.evaluate(variable, form.rows(0, 1), 0);
    }

    /** By statistic, which draws of it are held: of a quantile what does harm if it grows, of a share what does good. */
    private int[] signs() {
        int[] signs = new int[program.statistics.size()];
        for (int s = 0; s < signs.length; s++) {
            double harm = form.objectiveSign * differentiated.byStatistic(0, s);
            for (int c = 0; c < form.conditions && harm == 0; c++) {
                harm = form.orientation[c] * (differentiated.byStatistic(1 + 2 * c, s) - differentiated.byStatistic(2 + 2 * c, s));
            }
            signs[s] = (harm < 0 ? -1 : 1) * (program.isFollowed(s) ? -1 : 1);
        }
        return signs;
    }

    /** By statistic, how many draws hold the comparisons of a share that is followed, at the point that was evaluated last. */
    private int[] counts() {
        int[] counts = new int[signs.length];
        Arrays.setAll(counts, s -> program.isFollowed(s)
                ? (int) Math.rint(differentiated.margins(s).share() * differentiated.margins(s).known())
                : 0);
        return counts;
    }

    private int near() {
        int near = 0;
        for (int s = 0; s < signs.length; s++) {
            near += program.isFollowed(s) ? plain.margins(s).near(Margins.NARROW) : 0;
        }
        return near;
    }
}
