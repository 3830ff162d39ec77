package org.isoflop.stdlib.plan;

import java.util.Arrays;
import org.isoflop.stdlib.Cancellation;

/**
 * Chooses the runs that are expected to leave the least variance of a target. Given what is observed, with errors E of
 * variance S, predictions F and target T that are jointly normal, {@code Var(T | F + E) = Var T - Cov(T, F) (Cov F +
 * S)^-1 Cov(F, T)}; the covariances are those of the estimate's draws. This is the Bayesian c-optimal design (Chaloner and
 * Verdinelli 1995, section 2.3) for a law that is linear within its uncertainty.
 *
 * <p>Runs are taken one by one, by the gain for their cost and by the gain alone, and from the better of both exchanged one for
 * another as long as that helps (Fedorov 1972; Mitchell 1974).
 */
public final class Designer {
    /** An exchange must leave the variance smaller by this share. */
    private static final double WORTHWHILE = 1e-6;
    /** A run must lower the variance of the target by this share. */
    private static final double NEGLIGIBLE = 1e-4;
    /** Multiplications that exchanges may take, some seconds. */
    private static final double MOST = 3e9;

    private final Candidates candidates;
    private final Limits limits;
    private final Cancellation cancellation;
    private final Conditioned nothing;

    private Designer(Candidates candidates, Limits limits, Cancellation cancellation) {
        this.candidates = centred(candidates);
        this.limits = limits;
        this.cancellation = cancellation;
        this.nothing = Conditioned.of(this.candidates, limits.runs());
    }

    /** A set of runs, and what is left to be known after them. */
    private record Choice(int[] chosen, Conditioned state) {
        double variance() {
            return state.target();
        }
    }

    /**
     * The best design found within the limits; it is empty if no candidate fits them.
     *
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static Design choose(Candidates candidates, Limits limits, Cancellation cancellation) {
        Designer designer = new Designer(candidates, limits, cancellation);
        Choice paying = designer.exchanged(designer.filled(new int[0], true));
        Choice gaining = designer.exchanged(designer.filled(new int[0], false));
        return designer.ordered(candidates, (gaining.variance() < paying.variance() ? gaining : paying).chosen);
    }

    static Candidates centred(Candidates candidates) {
        double[][] predictions = Arrays.stream(candidates.predictions()).map(Designer::centred).toArray(double[][]::new);
        return new Candidates(predictions, centred(candidates.target()), candidates.noise(), candidates.cost());
    }

    private static double[] centred(double[] draws) {
        double mean = Arrays.stream(draws).average().orElse(0);
        return Arrays.stream(draws).map(draw -> draw - mean).toArray();
    }

    private Conditioned observed(int[] chosen) {
        Conditioned state = nothing.copy();
        for (int candidate : chosen) {
            state.observe(candidate);
        }
        return state;
    }

    /** What each group has spent; the last place is the total. */
    private double[] spent(int[] chosen) {
        double[] each = limits.each();
        double[] spent = new double[1 + (each == null ? 0 : each.length)];
        for (int candidate : chosen) {
            spend(spent, candidate);
        }
        return spent;
    }

    private void spend(double[] spent, int candidate) {
        spent[spent.length - 1] += candidates.cost()[candidate];
        if (spent.length > 1) {
            spent[group(candidate)] += candidates.cost()[candidate];
        }
    }

    private int group(int candidate) {
        int[] groupOf = limits.groupOf();
        return groupOf == null ? 0 : groupOf[candidate];
    }

    private boolean fits(double[] spent, int candidate) {
        double cost = candidates.cost()[candidate];
        double[] each = limits.each();
        // Sums of costs may exceed a limit by rounding alone.
        return spent[spent.length - 1] + cost <= limits.total() * (1 + 1e-12)
                && (each == null || spent[group(candidate)] + cost <= each[group(candidate)] * (1 + 1e-12));
    }

    /** The candidate that gains most, or most for its cost; -1 if none fits or gains. */
    private int best(Conditioned state, int[] chosen, double[] spent, boolean paying) {
        int best = -1;
        double most = 0;
        for (int i = 0; i < candidates.size(); i++) {
            int candidate = i;
            if (!fits(spent, i) || !limits.repeats() && Arrays.stream(chosen).anyMatch(other -> other == candidate)) {
                continue;
            }
            double gain = state.gain(i);
            double worth = gain / (paying ? candidates.cost()[i] : 1);
            if (worth > most && gain > NEGLIGIBLE * state.target()) {
                most = worth;
                best = i;
            }
        }
        return best;
    }

    /** Some runs and as many more as there is room for. */
    private Choice filled(int[] begun, boolean paying) {
        int[] chosen = begun;
        double[] spent = spent(begun);
        Conditioned state = observed(begun);
        while (chosen.length < limits.runs()) {
            cancellation.poll();
            int next = best(state, chosen, spent, paying);
            if (next < 0) {
                break;
            }
            chosen = with(chosen, next);
            spend(spent, next);
            state.observe(next);
        }
        return new Choice(chosen, state);
    }

    private static int[] with(int[] chosen, int next) {
        int[] more = Arrays.copyOf(chosen, chosen.length + 1);
        more[chosen.length] = next;
        return more;
    }

    private static int[] without(int[] chosen, int place) {
        int[] fewer = new int[chosen.length - 1];
        System.arraycopy(chosen, 0, fewer, 0, place);
        System.arraycopy(chosen, place + 1, fewer, place, fewer.length - place);
        return fewer;
    }

    /** Goes round and round the places, and pairs of places, until no exchange helps, or there have been enough. */
    private Choice exchanged(Choice start) {
        Choice best = start;
        double spent = 0;
        int unchanged = 0;
        for (int step = 0; spent < MOST; step++) {
            int count = best.chosen.length;
            if (unchanged >= count * (count + 1) / 2) {
                break;
            }
            // With no distance between them both places are one.
            int place = step % count;
            int distance = step / count % ((count + 1) / 2 + 1);
            int[] others = without(best.chosen, place);
            others = distance == 0 || others.length == 0 ? others : without(others, (place + distance - 1) % others.length);
            Choice other = refilled(others);
            spent += 4.0 * count * count * candidates.size();
            boolean better = other.variance() < best.variance() * (1 - WORTHWHILE);
            unchanged = better ? 0 : unchanged + 1;
            best = better ? other : best;
        }
        return best;
    }

    /** The best of three ways to fill up some runs: by the gain, by the gain for the cost, or so behind one by the gain. */
    private Choice refilled(int[] others) {
        int next = others.length < limits.runs() ? best(observed(others), others, spent(others), false) : -1;
        Choice best = filled(others, true);
        for (Choice other : new Choice[] {filled(others, false), filled(next < 0 ? others : with(others, next), true)}) {
            best = other.variance() < best.variance() ? other : best;
        }
        return best;
    }

    /** The runs in the order of what they gain for their cost, after those before. */
    private Design ordered(Candidates given, int[] chosen) {
        int[] order = new int[chosen.length];
        double[] ratios = new double[chosen.length];
        boolean[] taken = new boolean[chosen.length];
        Conditioned state = nothing.copy();
        double before = state.target();
        for (int step = 0; step < order.length; step++) {
            int best = -1;
            for (int i = 0; i < chosen.length; i++) {
                if (!taken[i] && (best < 0 || worth(state, chosen[i]) > worth(state, chosen[best]))) {
                    best = i;
                }
            }
            taken[best] = true;
            order[step] = chosen[best];
            state.observe(order[step]);
            ratios[step] = before > 0 ? Math.sqrt(state.target() / before) : 1;
        }
        return new Design(given, order, ratios);
    }

    private double worth(Conditioned state, int candidate) {
        return state.gain(candidate) / candidates.cost()[candidate];
    }
}
