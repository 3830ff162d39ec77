package org.isoflop.stdlib.plan;

import java.util.Arrays;
import org.isoflop.stdlib.random.RandomStream;

/**
 * Runs to make.
 *
 * @param chosen the candidates, in the order in which they pay most, some maybe several times
 * @param ratios by what factor the target's standard deviation is expected to shrink after the first, the first two, …
 */
public record Design(Candidates candidates, int[] chosen, double[] ratios) {
    /** What the runs cost together. */
    public double cost() {
        return Arrays.stream(chosen).mapToDouble(candidate -> candidates.cost()[candidate]).sum();
    }

    /** By what factor the target's standard deviation is expected to shrink; 1 if nothing was chosen. */
    public double ratio() {
        return ratios.length == 0 ? 1 : ratios[ratios.length - 1];
    }

    /**
     * Draws of that factor: covariances are known only as well as their draws tell, which are drawn again with replacement, and
     * the noise as well as residuals do, whose variance is that of so many degrees of freedom.
     */
    public double[] ratioDraws(int count, double degreesOfFreedom, RandomStream stream) {
        double[] drawn = new double[count];
        for (int i = 0; i < count; i++) {
            drawn[i] = ratio(stream.part(i), degreesOfFreedom);
        }
        return drawn;
    }

    private double ratio(RandomStream stream, double degreesOfFreedom) {
        int draws = candidates.draws();
        int[] picked = new int[draws];
        Arrays.setAll(picked, k -> stream.choice(k, draws));
        // Wilson and Hilferty's (1931) cube of a normal for a chi-square over its degrees of freedom.
        double spread = 2 / (9 * Math.max(1, degreesOfFreedom));
        double root = Math.max(0.1, 1 - spread + Math.sqrt(spread) * stream.normal(draws));
        double factor = 1 / (root * root * root);
        int[] distinct = Arrays.stream(chosen).distinct().toArray();
        double[][] predictions = new double[Math.max(1, distinct.length)][];
        double[] noise = new double[predictions.length];
        for (int i = 0; i < predictions.length; i++) {
            int candidate = distinct.length == 0 ? 0 : distinct[i];
            predictions[i] = picked(candidates.predictions()[candidate], picked);
            noise[i] = candidates.noise()[candidate] * factor;
        }
        double[] cost = new double[predictions.length];
        Arrays.fill(cost, 1);
        Candidates few = Designer.centred(new Candidates(predictions, picked(candidates.target(), picked), noise, cost));
        Conditioned state = Conditioned.of(few, chosen.length);
        double before = state.target();
        for (int candidate : chosen) {
            state.observe(index(distinct, candidate));
        }
        return before > 0 ? Math.sqrt(state.target() / before) : 1;
    }

    private static double[] picked(double[] from, int[] order) {
        return Arrays.stream(order).mapToDouble(k -> from[k]).toArray();
    }

    private static int index(int[] distinct, int candidate) {
        int at = 0;
        while (distinct[at] != candidate) {
            at++;
        }
        return at;
    }
}
