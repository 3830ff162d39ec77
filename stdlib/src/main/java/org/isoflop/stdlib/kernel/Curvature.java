package org.isoflop.stdlib.kernel;

import java.util.Arrays;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/**
 * Where the outputs of a kernel are convex or concave, read off its instructions by the rules of composition: those of Grant, Boyd and Ye
 * (2006) for values and those of Agrawal, Diamond and Boyd (2019, "Disciplined geometric programming") for their logarithms. A sum of
 * positive monomials such as {@code E + A / N^alpha + B / D^beta} is convex in log N and log D, and so is its logarithm.
 *
 * <p>Coordinates are the logarithms of some inputs and others as they are; all inputs that are no coordinates are parameters, known by the
 * interval that they lie in. What is said holds for all of the interval; what is not said may be so all the same.
 */
public final class Curvature {
    private static final int CONVEX = 1;
    private static final int CONCAVE = 2;
    private static final int AFFINE = CONVEX | CONCAVE;
    /** Products of a number on the right; what falls to this is the logarithm of zero, see {@link Simplifier}. */
    private static final double NOTHING = Simplifier.LOG_OF_ZERO;

    private final Kernel kernel;
    private final int coordinates;
    private final double[] none;
    private final double[] least;
    private final double[] most;
    /** Of the value. */
    private final int[] shape;
    /** Of its logarithm; only where it cannot be negative. */
    private final int[] logShape;
    /** Derivatives by the coordinates where they are known numbers, of the value and of its logarithm. */
    private final double[] @Nullable [] slopes;
    private final double[] @Nullable [] logSlopes;
    private final boolean[] varies;

    /**
     * @param logarithmic for each of the first inputs whether its logarithm is the coordinate; the inputs after them are parameters
     * @param lower for each input the least that it may be
     * @param upper for each input the most
     */
    public Curvature(Kernel kernel, boolean[] logarithmic, double[] lower, double[] upper) {
        this.kernel = kernel;
        coordinates = logarithmic.length;
        none = new double[coordinates];
        int slots = kernel.slots();
        least = new double[slots];
        most = new double[slots];
        shape = new int[slots];
        logShape = new int[slots];
        slopes = new double[slots][];
        logSlopes = new double[slots][];
        varies = new boolean[slots];
        for (int slot = 0; slot < slots; slot++) {
            least[slot] = Double.NEGATIVE_INFINITY;
            most[slot] = Double.POSITIVE_INFINITY;
            if (slot < coordinates) {
                coordinate(slot, logarithmic[slot], lower[slot], upper[slot]);
            } else if (slot < kernel.inputCount()) {
                bound(slot, lower[slot], upper[slot]);
            } else {
                compute(slot);
            }
            conclude(slot);
        }
    }

    public boolean isConvex(int output) {
        return (shape[kernel.output(output)] & CONVEX) != 0;
    }

    public boolean isConcave(int output) {
        return (shape[kernel.output(output)] & CONCAVE) != 0;
    }

    /** Whether the logarithm is convex: always positive (or zero) and, for example, a sum of monomials. */
    public boolean isLogConvex(int output) {
        return (logShape[kernel.output(output)] & CONVEX) != 0;
    }

    public boolean isLogConcave(int output) {
        return (logShape[kernel.output(output)] & CONCAVE) != 0;
    }

    /** Whether no coordinate changes the output. */
    public boolean isConstant(int output) {
        return !varies[kernel.output(output)];
    }

    /** The exponents of a monomial by coordinate; null where it is none, or where its exponents differ within the intervals. */
    public double @Nullable [] exponents(int output) {
        double[] known = logSlopes[kernel.output(output)];
        return known == null ? null : known.clone();
    }

    private void coordinate(int slot, boolean logarithmic, double lower, double upper) {
        double[] unit = new double[coordinates];
        unit[slot] = 1;
        varies[slot] = true;
        bound(slot, lower, upper);
        if (logarithmic) {
            shape[slot] = CONVEX;
            logShape[slot] = AFFINE;
            logSlopes[slot] = unit;
        } else {
            shape[slot] = AFFINE;
            slopes[slot] = unit;
            logShape[slot] = lower >= 0 ? CONCAVE : 0;
        }
    }

    private void bound(int slot, double lower, double upper) {
        if (lower <= upper) {
            least[slot] = lower;
            most[slot] = upper;
        }
    }

    /** What follows from the rest: constants are affine, and what has a convex logarithm is convex, what is concave has a concave one. */
    private void conclude(int slot) {
        if (!varies[slot]) {
            shape[slot] = AFFINE;
            slopes[slot] = none;
            logShape[slot] = least[slot] >= 0 ? AFFINE : 0;
            logSlopes[slot] = least[slot] >= 0 ? none : null;
            return;
        }
        if (!(least[slot] >= 0)) {
            logShape[slot] = 0;
            logSlopes[slot] = null;
            return;
        }
        shape[slot] |= logShape[slot] & CONVEX;
        logShape[slot] |= shape[slot] & CONCAVE;
    }

    private void compute(int slot) {
        int code = kernel.code(slot);
        if (code == Opcode.CONSTANT) {
            double value = kernel.constant(slot);
            bound(slot, value, value);
            return;
        }
        int a = kernel.argument(slot, 0);
        int b = kernel.arity(slot) > 1 ? kernel.argument(slot, 1) : a;
        if (code == Opcode.HOLD) {
            // a shift that cancels, so that a constant in its place changes nothing
            return;
        }
        for (int place = 0; place < kernel.arity(slot); place++) {
            varies[slot] |= varies[kernel.argument(slot, place)];
        }
        if (code >= Opcode.RAISED) {
            if (least[b] >= 0) {
                raised(slot, code, a);
            }
            return;
        }
        if (code > Opcode.HOLD) {
            return;
        }
        switch (Opcode.operator(code)) {
            case ADD -> sum(slot, a, b);
            case SUBTRACT -> difference(slot, a, b);
            case NEGATE -> scale(slot, a, -1, -1);
            case MULTIPLY -> product(slot, a, b);
            case DIVIDE -> quotient(slot, a, b);
            case POWER -> power(slot, a, b);
            case SQRT -> root(slot, a);
            case EXP -> exponential(slot, a, 0);
            case EXPM1 -> exponential(slot, a, -1);
            case LOG -> logarithm(slot, a, 1);
            case LOG2 -> logarithm(slot, a, 1 / Math.log(2));
            case LOG10 -> logarithm(slot, a, 1 / Math.log(10));
            case LOG1P -> {
                shape[slot] = least[a] >= 0 ? logShape[a] & CONVEX | shape[a] & CONCAVE : shape[a] & CONCAVE;
                bound(slot, Math.log1p(least[a]), Math.log1p(most[a]));
            }
            case SOFTPLUS -> {
                shape[slot] = shape[a] & CONVEX;
                bound(slot, 0, Double.POSITIVE_INFINITY);
            }
            case SIGMOID -> {
                bound(slot, 0, 1);
                logShape[slot] = shape[a] & CONCAVE;
            }
            case ABS -> {
                shape[slot] = shape[a] == AFFINE ? CONVEX : 0;
                bound(slot, 0, Math.max(Math.abs(least[a]), Math.abs(most[a])));
            }
            case MAX -> larger(slot, a, b);
            case MIN -> {
                shape[slot] = shape[a] & shape[b] & CONCAVE;
                logShape[slot] = logShape[a] & logShape[b] & CONCAVE;
                bound(slot, Math.min(least[a], least[b]), Math.min(most[a], most[b]));
            }
            case SELECT -> {
                int no = kernel.argument(slot, 2);
                shape[slot] = varies[a] ? 0 : shape[b] & shape[no];
                logShape[slot] = varies[a] ? 0 : logShape[b] & logShape[no];
                bound(slot, Math.min(least[b], least[no]), Math.max(most[b], most[no]));
            }
            case CLAMP, FLOOR, CEIL, ROUND, TANH, ATAN, SIN, COS, CHOOSE, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL, UNEQUAL, KNOWN,
                    AND, OR, NOT -> {
            }
        }
    }

    private void sum(int slot, int a, int b) {
        bound(slot, least[a] + least[b], most[a] + most[b]);
        shape[slot] = shape[a] & shape[b];
        slopes[slot] = combined(slopes[a], 1, slopes[b], 1);
        logShape[slot] = logShape[a] & logShape[b] & CONVEX;
    }

    private void difference(int slot, int a, int b) {
        bound(slot, least[a] - most[b], most[a] - least[b]);
        shape[slot] = shape[a] & opposite(shape[b]);
        slopes[slot] = combined(slopes[a], 1, slopes[b], -1);
    }

    private void product(int slot, int a, int b) {
        if (!varies[a] || !varies[b]) {
            int number = varies[a] ? b : a;
            scale(slot, varies[a] ? a : b, least[number], most[number]);
            return;
        }
        double[] corners = {times(least[a], least[b]), times(least[a], most[b]), times(most[a], least[b]), times(most[a], most[b])};
        Arrays.sort(corners);
        bound(slot, a == b ? Math.max(0, corners[0]) : corners[0], corners[3]);
        logShape[slot] = logShape[a] & logShape[b];
        logSlopes[slot] = combined(logSlopes[a], 1, logSlopes[b], 1);
        boolean square = a == b && (shape[a] == AFFINE || least[a] >= 0 && (shape[a] & CONVEX) != 0);
        shape[slot] = square ? CONVEX : 0;
        if (a == b && least[a] < 0 && most[a] > 0) {
            least[slot] = 0;
        }
    }

    /** A number within bounds times what varies. */
    private void scale(int slot, int a, double lower, double upper) {
        double[] corners = {times(least[a], lower), times(least[a], upper), times(most[a], lower), times(most[a], upper)};
        Arrays.sort(corners);
        bound(slot, corners[0], corners[3]);
        shape[slot] = lower >= 0 ? shape[a] : upper <= 0 ? opposite(shape[a]) : shape[a] == AFFINE ? AFFINE : 0;
        slopes[slot] = lower == upper ? combined(slopes[a], lower, none, 0) : null;
        logShape[slot] = lower >= 0 ? logShape[a] : 0;
        logSlopes[slot] = lower >= 0 ? logSlopes[a] : null;
    }

    private void quotient(int slot, int a, int b) {
        if (!varies[b] && (least[b] > 0 || most[b] < 0)) {
            scale(slot, a, 1 / most[b], 1 / least[b]);
            return;
        }
        if (!(least[b] >= 0)) {
            return;
        }
        if (least[a] >= 0) {
            bound(slot, most[b] == Double.POSITIVE_INFINITY ? 0 : least[a] / most[b],
                    least[b] > 0 ? most[a] / least[b] : Double.POSITIVE_INFINITY);
        }
        logShape[slot] = logShape[a] & opposite(logShape[b]);
        logSlopes[slot] = combined(logSlopes[a], 1, logSlopes[b], -1);
        if (!varies[a] && most[a] <= 0 && (logShape[b] & CONCAVE) != 0) {
            // less a positive number over what has a concave logarithm
            shape[slot] = CONCAVE;
            bound(slot, Double.NEGATIVE_INFINITY, 0);
        }
    }

    /** A whole power beyond those that are written out. */
    private void power(int slot, int a, int b) {
        if (least[a] >= 0 && !varies[b] && least[b] == most[b]) {
            double exponent = least[b];
            bound(slot, 0, Double.POSITIVE_INFINITY);
            logShape[slot] = exponent >= 0 ? logShape[a] : opposite(logShape[a]);
            logSlopes[slot] = combined(logSlopes[a], exponent, none, 0);
        }
    }

    private void root(int slot, int a) {
        bound(slot, 0, most[a] >= 0 ? Math.sqrt(most[a]) : Double.POSITIVE_INFINITY);
        shape[slot] = shape[a] & CONCAVE;
        logShape[slot] = logShape[a];
        logSlopes[slot] = combined(logSlopes[a], 0.5, none, 0);
    }

    private void exponential(int slot, int a, double added) {
        bound(slot, Math.exp(least[a]) + added, Math.exp(most[a]) + added);
        shape[slot] = shape[a] & CONVEX | powerShape(a);
        if (added == 0) {
            logShape[slot] = shape[a];
            logSlopes[slot] = slopes[a];
        }
    }

    /** Of the exponential of a number times a logarithm, which is how powers are computed. */
    private int powerShape(int a) {
        if (kernel.code(a) != Operator.MULTIPLY.ordinal()) {
            return 0;
        }
        int left = kernel.argument(a, 0);
        int right = kernel.argument(a, 1);
        int exponent = varies[left] ? right : left;
        int base = logarithmOf(exponent == left ? right : left);
        if (varies[exponent] || base < 0 || !(least[base] >= 0)) {
            return 0;
        }
        boolean root = least[exponent] >= 0 && most[exponent] <= 1;
        return (root ? shape[base] & CONCAVE : 0) | (least[exponent] >= 1 ? shape[base] & CONVEX : 0);
    }

    /** What a slot is the logarithm of, perhaps kept from that of zero; -1 if it is none. */
    private int logarithmOf(int slot) {
        int code = kernel.code(slot);
        if (code == Operator.MAX.ordinal()) {
            int a = kernel.argument(slot, 0);
            int b = kernel.argument(slot, 1);
            return kernel.code(a) == Opcode.CONSTANT && kernel.constant(a) <= NOTHING
                    ? logarithmOf(b)
                    : kernel.code(b) == Opcode.CONSTANT && kernel.constant(b) <= NOTHING ? logarithmOf(a) : -1;
        }
        return code == Operator.LOG.ordinal() ? kernel.argument(slot, 0) : -1;
    }

    private void raised(int slot, int code, int a) {
        if (code == Opcode.LOG_RAISED) {
            bound(slot, least[a], most[a]);
            shape[slot] = shape[a];
            slopes[slot] = slopes[a];
        } else {
            exponential(slot, a, code == Opcode.RAISED_LESS_ONE ? -1 : 0);
        }
    }

    private void logarithm(int slot, int a, double unit) {
        if (least[a] >= 0) {
            bound(slot, unit * Math.log(least[a]), unit * Math.log(most[a]));
        }
        shape[slot] = least[a] >= 0 ? logShape[a] : shape[a] & CONCAVE;
        slopes[slot] = least[a] >= 0 ? combined(logSlopes[a], unit, none, 0) : null;
    }

    private void larger(int slot, int a, int b) {
        int floor = kernel.code(a) == Opcode.CONSTANT ? a : b;
        int other = floor == a ? b : a;
        if (least[floor] == most[floor] && (most[floor] <= NOTHING || most[floor] <= least[other])) {
            bound(slot, least[other], most[other]);
            shape[slot] = shape[other];
            slopes[slot] = slopes[other];
            logShape[slot] = logShape[other];
            logSlopes[slot] = logSlopes[other];
            return;
        }
        bound(slot, Math.max(least[a], least[b]), Math.max(most[a], most[b]));
        shape[slot] = shape[a] & shape[b] & CONVEX;
        logShape[slot] = logShape[a] & logShape[b] & CONVEX;
    }

    private static int opposite(int shape) {
        return (shape & CONVEX) << 1 | (shape & CONCAVE) >> 1;
    }

    /** A product in which nothing times infinity is nothing, as a bound that is not reached. */
    private static double times(double a, double b) {
        return a == 0 || b == 0 ? 0 : a * b;
    }

    private static double @Nullable [] combined(double @Nullable [] a, double wa, double @Nullable [] b, double wb) {
        if (a == null || b == null) {
            return null;
        }
        double[] sum = new double[a.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = wa * a[i] + wb * b[i];
        }
        return sum;
    }
}
