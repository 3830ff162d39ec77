package org.isoflop.stdlib.kernel;

/**
 * Sums in eight fixed lanes, joined in a fixed tree: row {@code i} goes to lane {@code i mod 8}, what is left over after
 * the last eight is summed by itself and added, so that vector code of any width gives the same bits.
 */
public final class Sums {
    private Sums() {
    }

    /** The sum of the first {@code n} entries. */
    public static double sum(double[] a, int n) {
        if (Tier.vectorSums) {
            return VectorSums.sum(a, n);
        }
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = 0;
        for (; i + 7 < n; i += 8) {
            s0 += a[i];
            s1 += a[i + 1];
            s2 += a[i + 2];
            s3 += a[i + 3];
            s4 += a[i + 4];
            s5 += a[i + 5];
            s6 += a[i + 6];
            s7 += a[i + 7];
        }
        double rest = 0;
        for (; i < n; i++) {
            rest += a[i];
        }
        return s0 + s4 + (s2 + s6) + (s1 + s5 + (s3 + s7)) + rest;
    }

    /** The sum of products of the first {@code n} entries. */
    public static double dot(double[] a, double[] b, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = 0;
        for (; i + 7 < n; i += 8) {
            s0 = Math.fma(a[i], b[i], s0);
            s1 = Math.fma(a[i + 1], b[i + 1], s1);
            s2 = Math.fma(a[i + 2], b[i + 2], s2);
            s3 = Math.fma(a[i + 3], b[i + 3], s3);
            s4 = Math.fma(a[i + 4], b[i + 4], s4);
            s5 = Math.fma(a[i + 5], b[i + 5], s5);
            s6 = Math.fma(a[i + 6], b[i + 6], s6);
            s7 = Math.fma(a[i + 7], b[i + 7], s7);
        }
        double rest = 0;
        for (; i < n; i++) {
            rest = Math.fma(a[i], b[i], rest);
        }
        return s0 + s4 + (s2 + s6) + (s1 + s5 + (s3 + s7)) + rest;
    }

    /** How long an array must be to take {@code count} sums from the methods that give many at once. */
    public static int room(int count) {
        return count + 3 & -4;
    }

    /**
     * Writes to {@code sums}, which has {@link #room}, those of products of {@code a} with each of the first {@code count} others.
     *
     * @param scratch as long as a block
     */
    public static void dots(double[] a, double[][] others, int count, int n, double[] scratch, double[] sums) {
        if (Tier.vectorSums) {
            for (int k = 0; k < count; k += 4) {
                VectorSums.dots(a, others, k, count, n, scratch, sums);
            }
            return;
        }
        int k = 0;
        for (; k + 1 < count; k += 2) {
            twoDots(a, others[k], others[k + 1], n, sums, k);
        }
        if (k < count) {
            sums[k] = dot(a, others[k], n);
        }
    }

    /**
     * Writes the sums of {@code v b[j] b[k]} to {@code first} and of {@code w b[j] b[k]} to {@code second}, for each k up to j:
     * a row of two weighted cross products. Both have {@link #room}.
     *
     * @param scratch as long as a block
     */
    public static void crossProducts(double[] v, double[] w, double[][] b, int j, int n, double[] scratch, double[] first,
            double[] second) {
        if (Tier.vectorSums) {
            for (int k = 0; k <= j; k += 4) {
                VectorSums.crossProducts(v, w, b, j, k, n, scratch, first, second);
            }
            return;
        }
        Loops.multiply(scratch, v, b[j], n);
        dots(scratch, b, j + 1, n, scratch, first);
        Loops.multiply(scratch, w, b[j], n);
        dots(scratch, b, j + 1, n, scratch, second);
    }

    private static void twoDots(double[] a, double[] b, double[] c, int n, double[] sums, int at) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        double t0 = 0;
        double t1 = 0;
        double t2 = 0;
        double t3 = 0;
        double t4 = 0;
        double t5 = 0;
        double t6 = 0;
        double t7 = 0;
        int i = 0;
        for (; i + 7 < n; i += 8) {
            s0 = Math.fma(a[i], b[i], s0);
            s1 = Math.fma(a[i + 1], b[i + 1], s1);
            s2 = Math.fma(a[i + 2], b[i + 2], s2);
            s3 = Math.fma(a[i + 3], b[i + 3], s3);
            s4 = Math.fma(a[i + 4], b[i + 4], s4);
            s5 = Math.fma(a[i + 5], b[i + 5], s5);
            s6 = Math.fma(a[i + 6], b[i + 6], s6);
            s7 = Math.fma(a[i + 7], b[i + 7], s7);
            t0 = Math.fma(a[i], c[i], t0);
            t1 = Math.fma(a[i + 1], c[i + 1], t1);
            t2 = Math.fma(a[i + 2], c[i + 2], t2);
            t3 = Math.fma(a[i + 3], c[i + 3], t3);
            t4 = Math.fma(a[i + 4], c[i + 4], t4);
            t5 = Math.fma(a[i + 5], c[i + 5], t5);
            t6 = Math.fma(a[i + 6], c[i + 6], t6);
            t7 = Math.fma(a[i + 7], c[i + 7], t7);
        }
        double rest = 0;
        double otherRest = 0;
        for (; i < n; i++) {
            rest = Math.fma(a[i], b[i], rest);
            otherRest = Math.fma(a[i], c[i], otherRest);
        }
        sums[at] = s0 + s4 + (s2 + s6) + (s1 + s5 + (s3 + s7)) + rest;
        sums[at + 1] = t0 + t4 + (t2 + t6) + (t1 + t5 + (t3 + t7)) + otherRest;
    }
}
