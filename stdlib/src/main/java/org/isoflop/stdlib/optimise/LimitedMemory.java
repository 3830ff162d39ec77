package org.isoflop.stdlib.optimise;

import java.util.Arrays;
import org.isoflop.stdlib.Cancellation;

/**
 * L-BFGS-B: minimises a smooth function of many variables within bounds, from gradients alone (Byrd, Lu, Nocedal and Zhu 1995,
 * with the projected subspace step of Morales and Nocedal 2011). It ends when the next step is predicted to gain less than a
 * tolerance times the value's size, whatever that size is.
 *
 * <p>{@snippet :
 * Optimum best = LimitedMemory.minimise((x, g) -> {
 *     g[0] = 2 * (x[0] - 3);
 *     return (x[0] - 3) * (x[0] - 3);
 * }, new double[] {0}, new double[] {-1}, new double[] {1}, LimitedMemory.Options.standard());
 * }
 */
public final class LimitedMemory {
    /** A value this small beside the fall so far is zero. */
    private static final double NOTHING = 1e-30;
    /** Steps that gain no more than rounding would, before no more is to be had. */
    private static final int FLAT = 5;
    private static final double ROUNDING = 1e-15;

    /**
     * How to minimise.
     *
     * @param memory pairs of steps and gradient changes kept; 5 to 20 are usual
     * @param tolerance gain of a step, as a part of the value, below which it ends
     * @param evaluations allowed
     */
    public record Options(int memory, double tolerance, int evaluations, Cancellation cancellation) {
        public Options {
            if (memory < 1 || !(tolerance >= 0) || evaluations < 1) {
                throw new IllegalArgumentException("memory " + memory + ", tolerance " + tolerance + ", evaluations " + evaluations);
            }
        }

        public static Options standard() {
            return new Options(10, 1e-14, 20_000, new Cancellation());
        }
    }

    private final Slope function;
    private final double[] lower;
    private final double[] upper;
    private final Options options;
    private final CompactModel model;
    private final double[] point;
    private final double[] gradient;
    private double value;
    private double fallen;
    private int iterations;
    private int evaluations;

    private LimitedMemory(Slope function, double[] start, double[] lower, double[] upper, Options options) {
        this.function = function;
        this.lower = lower;
        this.upper = upper;
        this.options = options;
        point = new double[start.length];
        gradient = new double[start.length];
        model = new CompactModel(start.length, options.memory());
        for (int i = 0; i < start.length; i++) {
            if (!(lower[i] <= upper[i])) {
                throw new IllegalArgumentException("the range of variable " + i + " is empty: " + lower[i] + ".." + upper[i]);
            }
            point[i] = Math.max(lower[i], Math.min(start[i], upper[i]));
        }
    }

    /**
     * The least value near a start.
     *
     * @param start is moved into the bounds if it lies outside
     * @param lower and {@code upper} bounds, which may be infinite
     * @throws IllegalArgumentException if the function has no finite value at the start
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public static Optimum minimise(Slope function, double[] start, double[] lower, double[] upper, Options options) {
        return new LimitedMemory(function, start, lower, upper, options).run();
    }

    private Optimum run() {
        value = function.at(point, gradient);
        evaluations = 1;
        if (!(Math.abs(value) <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("the function has no finite value at the start: " + value);
        }
        double[] step = new double[point.length];
        LineSearch search = new LineSearch(function, point.length);
        boolean fresh = true;
        int flat = 0;
        while (true) {
            options.cancellation().poll();
            if (fresh) {
                model.clear(curvature());
            }
            double slope = model.step(point, gradient, lower, upper, step);
            if (slope >= 0 || !fresh && -slope <= least()) {
                return end(Optimum.Ending.STATIONARY, -slope);
            }
            if (evaluations >= options.evaluations()) {
                return end(Optimum.Ending.UNFINISHED, -slope);
            }
            boolean lowered = search.along(point, step, value, gradient, 1, longest(step));
            evaluations += search.evaluations();
            if (!lowered) {
                if (fresh) {
                    return end(-slope <= 1e4 * least() ? Optimum.Ending.STATIONARY : Optimum.Ending.STALLED, -slope);
                }
                fresh = true;
                continue;
            }
            flat = value - search.value() <= ROUNDING * Math.abs(value) ? flat + 1 : 0;
            take(search);
            fresh = false;
            iterations++;
            if (flat == FLAT) {
                return end(-slope <= 1e4 * least() ? Optimum.Ending.STATIONARY : Optimum.Ending.STALLED, -slope);
            }
        }
    }

    private double least() {
        return Math.max(2 * options.tolerance() * Math.abs(value), NOTHING * fallen);
    }

    /** As long as nothing is known of it: such that a step changes the largest variable by a tenth, whatever the units. */
    private double curvature() {
        double steepest = 0;
        double largest = 0;
        for (int i = 0; i < point.length; i++) {
            steepest = Math.max(steepest, Math.abs(gradient[i]));
            largest = Math.max(largest, Math.abs(point[i]));
        }
        return steepest == 0 ? 1 : steepest / (0.1 * (largest == 0 ? 1 : largest));
    }

    private void take(LineSearch search) {
        double[] moved = search.point();
        double[] slope = search.gradient();
        double[] s = new double[moved.length];
        double[] y = new double[moved.length];
        for (int i = 0; i < s.length; i++) {
            double inside = Math.max(lower[i], Math.min(moved[i], upper[i]));
            s[i] = inside - point[i];
            y[i] = slope[i] - gradient[i];
            point[i] = inside;
            gradient[i] = slope[i];
        }
        fallen += value - search.value();
        value = search.value();
        model.remember(s, y);
    }

    /** How many times the step may be made until a bound is met. */
    private double longest(double[] step) {
        double most = 1e10;
        for (int i = 0; i < step.length; i++) {
            if (step[i] != 0) {
                double room = step[i] > 0 ? upper[i] - point[i] : lower[i] - point[i];
                most = Math.min(most, Math.max(1, room / step[i]));
            }
        }
        return most;
    }

    private Optimum end(Optimum.Ending ending, double twiceGain) {
        double most = 0;
        for (int i = 0; i < point.length; i++) {
            boolean held = point[i] <= lower[i] && gradient[i] >= 0 || point[i] >= upper[i] && gradient[i] <= 0;
            most = Math.max(most, held ? 0 : Math.abs(gradient[i]));
        }
        double size = Math.max(Math.abs(value), fallen);
        double gain = size == 0 ? 0 : Math.max(0, twiceGain) / 2 / size;
        return new Optimum(Arrays.copyOf(point, point.length), value, ending, gain, most, iterations, evaluations);
    }
}
