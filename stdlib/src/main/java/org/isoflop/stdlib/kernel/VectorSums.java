package org.isoflop.stdlib.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sums of {@link Sums} with the Vector API, bit for bit: one vector of eight lanes, or two of four. Four sums run side
 * by side, as one alone would wait for its own last addition. Loaded only where {@link Tier} finds the API.
 */
final class VectorSums {
    private static final VectorSpecies<Double> EIGHT = DoubleVector.SPECIES_512;
    private static final VectorSpecies<Double> FOUR = DoubleVector.SPECIES_256;
    private static final VectorSpecies<Double> TWO = DoubleVector.SPECIES_128;
    private static final int LANES = DoubleVector.SPECIES_PREFERRED.length();

    private VectorSums() {
    }

    /** Whether vectors have the width that these sums are made for. */
    static boolean suits() {
        return LANES >= 4;
    }

    static double sum(double[] a, int n) {
        int whole = n & -8;
        DoubleVector low = DoubleVector.zero(FOUR);
        DoubleVector high = DoubleVector.zero(FOUR);
        for (int i = 0; i < whole; i += 8) {
            low = low.add(DoubleVector.fromArray(FOUR, a, i));
            high = high.add(DoubleVector.fromArray(FOUR, a, i + 4));
        }
        double rest = 0;
        for (int i = whole; i < n; i++) {
            rest += a[i];
        }
        return joined(low.add(high)) + rest;
    }

    /** The sums of products of {@code a} with up to four others from {@code k} on, below {@code count}. */
    static void dots(double[] a, double[][] others, int k, int count, int n, double[] lanes, double[] sums) {
        double[] b0 = others[k];
        double[] b1 = others[Math.min(k + 1, count - 1)];
        double[] b2 = others[Math.min(k + 2, count - 1)];
        double[] b3 = others[Math.min(k + 3, count - 1)];
        if (LANES < 8) {
            dotsByFour(a, b0, b1, n, sums, k);
            dotsByFour(a, b2, b3, n, sums, k + 2);
            return;
        }
        DoubleVector s0 = DoubleVector.zero(EIGHT);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int whole = n & -8;
        for (int i = 0; i < whole; i += 8) {
            DoubleVector v = DoubleVector.fromArray(EIGHT, a, i);
            s0 = v.fma(DoubleVector.fromArray(EIGHT, b0, i), s0);
            s1 = v.fma(DoubleVector.fromArray(EIGHT, b1, i), s1);
            s2 = v.fma(DoubleVector.fromArray(EIGHT, b2, i), s2);
            s3 = v.fma(DoubleVector.fromArray(EIGHT, b3, i), s3);
        }
        s0.intoArray(lanes, 0);
        s1.intoArray(lanes, 8);
        s2.intoArray(lanes, 16);
        s3.intoArray(lanes, 24);
        sums[k] = joined(lanes, 0) + rest(a, b0, whole, n);
        sums[k + 1] = joined(lanes, 8) + rest(a, b1, whole, n);
        sums[k + 2] = joined(lanes, 16) + rest(a, b2, whole, n);
        sums[k + 3] = joined(lanes, 24) + rest(a, b3, whole, n);
    }

    private static void dotsByFour(double[] a, double[] b0, double[] b1, int n, double[] sums, int at) {
        DoubleVector low0 = DoubleVector.zero(FOUR);
        DoubleVector high0 = low0;
        DoubleVector low1 = low0;
        DoubleVector high1 = low0;
        int whole = n & -8;
        for (int i = 0; i < whole; i += 8) {
            DoubleVector low = DoubleVector.fromArray(FOUR, a, i);
            DoubleVector high = DoubleVector.fromArray(FOUR, a, i + 4);
            low0 = low.fma(DoubleVector.fromArray(FOUR, b0, i), low0);
            high0 = high.fma(DoubleVector.fromArray(FOUR, b0, i + 4), high0);
            low1 = low.fma(DoubleVector.fromArray(FOUR, b1, i), low1);
            high1 = high.fma(DoubleVector.fromArray(FOUR, b1, i + 4), high1);
        }
        sums[at] = joined(low0.add(high0)) + rest(a, b0, whole, n);
        sums[at + 1] = joined(low1.add(high1)) + rest(a, b1, whole, n);
    }

    /** A row of two cross products, up to four of its entries from {@code k} on. */
    static void crossProducts(double[] v, double[] w, double[][] b, int j, int k, int n, double[] lanes, double[] first,
            double[] second) {
        double[] a = b[j];
        double[] b0 = b[k];
        double[] b1 = b[Math.min(k + 1, j)];
        double[] b2 = b[Math.min(k + 2, j)];
        double[] b3 = b[Math.min(k + 3, j)];
        if (LANES < 8) {
            crossProductsByFour(v, w, a, b0, b1, n, first, second, k);
            if (k + 2 <= j) {
                crossProductsByFour(v, w, a, b2, b3, n, first, second, k + 2);
            }
            return;
        }
        DoubleVector s0 = DoubleVector.zero(EIGHT);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        DoubleVector t0 = s0;
        DoubleVector t1 = s0;
        DoubleVector t2 = s0;
        DoubleVector t3 = s0;
        int whole = n & -8;
        for (int i = 0; i < whole; i += 8) {
            DoubleVector by = DoubleVector.fromArray(EIGHT, a, i);
            DoubleVector p = DoubleVector.fromArray(EIGHT, v, i).mul(by);
            DoubleVector q = DoubleVector.fromArray(EIGHT, w, i).mul(by);
            DoubleVector c0 = DoubleVector.fromArray(EIGHT, b0, i);
            DoubleVector c1 = DoubleVector.fromArray(EIGHT, b1, i);
            DoubleVector c2 = DoubleVector.fromArray(EIGHT, b2, i);
            DoubleVector c3 = DoubleVector.fromArray(EIGHT, b3, i);
            s0 = p.fma(c0, s0);
            s1 = p.fma(c1, s1);
            s2 = p.fma(c2, s2);
            s3 = p.fma(c3, s3);
            t0 = q.fma(c0, t0);
            t1 = q.fma(c1, t1);
            t2 = q.fma(c2, t2);
            t3 = q.fma(c3, t3);
        }
        s0.intoArray(lanes, 0);
        s1.intoArray(lanes, 8);
        s2.intoArray(lanes, 16);
        s3.intoArray(lanes, 24);
        t0.intoArray(lanes, 32);
        t1.intoArray(lanes, 40);
        t2.intoArray(lanes, 48);
        t3.intoArray(lanes, 56);
        for (int m = 0; m < 4; m++) {
            first[k + m] = joined(lanes, 8 * m);
            second[k + m] = joined(lanes, 32 + 8 * m);
        }
        for (int m = k; m < k + 4 && m <= j; m++) {
            first[m] += rest(v, a, b[m], whole, n);
            second[m] += rest(w, a, b[m], whole, n);
        }
    }

    private static void crossProductsByFour(double[] v, double[] w, double[] a, double[] b0, double[] b1, int n,
            double[] first, double[] second, int at) {
        DoubleVector low0 = DoubleVector.zero(FOUR);
        DoubleVector high0 = low0;
        DoubleVector low1 = low0;
        DoubleVector high1 = low0;
        DoubleVector lowSecond0 = low0;
        DoubleVector highSecond0 = low0;
        DoubleVector lowSecond1 = low0;
        DoubleVector highSecond1 = low0;
        int whole = n & -8;
        for (int i = 0; i < whole; i += 8) {
            DoubleVector by = DoubleVector.fromArray(FOUR, a, i);
            DoubleVector p = DoubleVector.fromArray(FOUR, v, i).mul(by);
            DoubleVector q = DoubleVector.fromArray(FOUR, w, i).mul(by);
            DoubleVector c0 = DoubleVector.fromArray(FOUR, b0, i);
            DoubleVector c1 = DoubleVector.fromArray(FOUR, b1, i);
            low0 = p.fma(c0, low0);
            low1 = p.fma(c1, low1);
            lowSecond0 = q.fma(c0, lowSecond0);
            lowSecond1 = q.fma(c1, lowSecond1);
            by = DoubleVector.fromArray(FOUR, a, i + 4);
            p = DoubleVector.fromArray(FOUR, v, i + 4).mul(by);
            q = DoubleVector.fromArray(FOUR, w, i + 4).mul(by);
            c0 = DoubleVector.fromArray(FOUR, b0, i + 4);
            c1 = DoubleVector.fromArray(FOUR, b1, i + 4);
            high0 = p.fma(c0, high0);
            high1 = p.fma(c1, high1);
            highSecond0 = q.fma(c0, highSecond0);
            highSecond1 = q.fma(c1, highSecond1);
        }
        first[at] = joined(low0.add(high0)) + rest(v, a, b0, whole, n);
        second[at] = joined(lowSecond0.add(highSecond0)) + rest(w, a, b0, whole, n);
        first[at + 1] = joined(low1.add(high1)) + rest(v, a, b1, whole, n);
        second[at + 1] = joined(lowSecond1.add(highSecond1)) + rest(w, a, b1, whole, n);
    }

    private static double rest(double[] v, double[] a, double[] b, int from, int n) {
        double result = 0;
        for (int i = from; i < n; i++) {
            result = Math.fma(v[i] * a[i], b[i], result);
        }
        return result;
    }

    private static double rest(double[] a, double[] b, int from, int n) {
        double result = 0;
        for (int i = from; i < n; i++) {
            result = Math.fma(a[i], b[i], result);
        }
        return result;
    }

    private static double joined(double[] s, int at) {
        return s[at] + s[at + 4] + (s[at + 2] + s[at + 6]) + (s[at + 1] + s[at + 5] + (s[at + 3] + s[at + 7]));
    }

    private static double joined(DoubleVector s) {
        DoubleVector pair = ((DoubleVector) s.castShape(TWO, 0)).add(s.castShape(TWO, 1));
        return pair.lane(0) + pair.lane(1);
    }
}
