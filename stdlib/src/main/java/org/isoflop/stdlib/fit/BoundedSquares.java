package org.isoflop.stdlib.fit;

import org.jspecify.annotations.Nullable;

/**
 * Linear least squares within bounds, from its normal equations: the least {@code x'Nx / 2 - r'x} with every x within its
 * bounds. First whatever falls outside is held at its bound, for good; then what would gain by leaving its bound is let go,
 * one at a time (Lawson and Hanson 1974, chapter 23; for upper bounds as well Stark and Parker 1995).
 */
final class BoundedSquares {
    /** What a slope may be at a bound, as a part of the sizes of its terms, and still count as rounding. */
    private static final double ROUNDING = 1e-12;

    private final Symmetric normal;
    private final double[] right;
    private final double[] lower;
    private final double[] upper;
    private final int size;
    private final Factor factor;
    private final double[] values;
    private final boolean[] held;
    private final double[] slopes;
    private final double[] terms;
    /** Where the free ones would be at their best. */
    private final double[] aims;

    /**
     * @param normal the matrix N
     */
    BoundedSquares(Symmetric normal, double[] right, double[] lower, double[] upper) {
        this.normal = normal;
        this.right = right;
        this.lower = lower;
        this.upper = upper;
        size = right.length;
        factor = new Factor(size);
        values = new double[size];
        held = new boolean[size];
        slopes = new double[size];
        terms = new double[size];
        aims = new double[size];
    }

    /** The solution, or null if the equations do not have one. */
    double @Nullable [] solve() {
        boolean inside = false;
        while (!inside) {
            if (!aim()) {
                return null;
            }
            System.arraycopy(aims, 0, values, 0, size);
            inside = !holdOutside();
        }
        // Many unknowns are only the begin of a descent: the last of them need not be let go here.
        for (int round = 0; round < 3 * Math.min(size, Roles.FEW) && release(); round++) {
            boolean there = false;
            while (!there) {
                if (!aim()) {
                    return values;
                }
                there = advance();
            }
        }
        return values;
    }

    /** Holds at its bound what is outside; returns whether there was any. */
    private boolean holdOutside() {
        boolean some = false;
        for (int k = 0; k < size; k++) {
            if (!held[k] && !(values[k] >= lower[k] && values[k] <= upper[k])) {
                values[k] = values[k] < lower[k] ? lower[k] : upper[k];
                held[k] = true;
                some = true;
            }
        }
        return some;
    }

    /** Lets go what would gain most by leaving its bound; returns whether there was any. */
    private boolean release() {
        findSlopes();
        int best = -1;
        double most = 0;
        for (int k = 0; k < size; k++) {
            double outward = values[k] <= lower[k] ? -slopes[k] : slopes[k];
            double gain = outward / Math.sqrt(normal.diagonal(k));
            if (held[k] && lower[k] < upper[k] && outward > ROUNDING * terms[k] && gain > most) {
                best = k;
                most = gain;
            }
        }
        if (best >= 0) {
            held[best] = false;
        }
        return best >= 0;
    }

    /** The slopes where things are, and the sizes of their terms. */
    private void findSlopes() {
        for (int k = 0; k < size; k++) {
            slopes[k] = -right[k];
            terms[k] = Math.abs(right[k]);
        }
        Envelope shape = normal.shape();
        for (int row = 0; row < size; row++) {
            int k = shape.coefficient(row);
            for (int column = shape.first(row); column <= row; column++) {
                int m = shape.coefficient(column);
                double entry = normal.values()[shape.entry(row, column)];
                addTerm(k, entry * values[m]);
                addTerm(m, k == m ? 0 : entry * values[k]);
            }
        }
    }

    private void addTerm(int k, double term) {
        slopes[k] += term;
        terms[k] += Math.abs(term);
    }

    /** Goes towards the aims as far as the bounds allow, and holds what stops it; returns whether it got there. */
    private boolean advance() {
        double part = 1;
        int stopped = -1;
        for (int k = 0; k < size; k++) {
            double bound = aims[k] < lower[k] ? lower[k] : upper[k];
            boolean outside = aims[k] < lower[k] || aims[k] > upper[k];
            if (!held[k] && outside && (bound - values[k]) / (aims[k] - values[k]) < part) {
                part = (bound - values[k]) / (aims[k] - values[k]);
                stopped = k;
            }
        }
        for (int k = 0; k < size; k++) {
            values[k] = held[k] ? values[k] : Math.max(lower[k], Math.min(values[k] + part * (aims[k] - values[k]), upper[k]));
        }
        if (stopped >= 0) {
            values[stopped] = aims[stopped] < lower[stopped] ? lower[stopped] : upper[stopped];
            held[stopped] = true;
        }
        return stopped < 0;
    }

    /** Finds where those that are not held are at their best, the others given; false if that cannot be told. */
    private boolean aim() {
        int[] index = new int[size];
        int[] others = new int[size];
        int count = 0;
        int otherCount = 0;
        for (int at = 0; at < size; at++) {
            int k = normal.shape().coefficient(at);
            if (held[k]) {
                others[otherCount++] = k;
            } else {
                index[count++] = k;
            }
        }
        double[] solution = new double[count];
        for (int i = 0; i < count; i++) {
            solution[i] = right[index[i]];
            for (int m = 0; m < otherCount; m++) {
                solution[i] -= normal.get(index[i], others[m]) * values[others[m]];
            }
            double own = normal.diagonal(index[i]);
            if (!(own > 0 && own <= Double.MAX_VALUE)) {
                return false;
            }
        }
        factor.take(normal, index, count);
        factor.raise(1 + 1e-13);
        if (!factor.factor(1e-14)) {
            return false;
        }
        factor.solve(solution);
        System.arraycopy(values, 0, aims, 0, size);
        for (int i = 0; i < count; i++) {
            aims[index[i]] = solution[i];
        }
        return true;
    }
}
