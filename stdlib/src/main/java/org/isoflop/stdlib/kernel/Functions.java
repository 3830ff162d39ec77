package org.isoflop.stdlib.kernel;

import org.isoflop.stdlib.operator.Elementary;
import org.isoflop.stdlib.operator.Operator;

/**
 * The array loops of functions, each with the very steps of {@link Elementary}. As HotSpot makes vector code only of plain
 * arithmetic, bits are taken apart in loops of their own and each polynomial has its own loop; with the Vector API
 * ({@link Tier}) one loop does all. None writes to what it reads; scratch arrays differ from all others.
 */
public final class Functions {
    private static final long ROUNDER_BITS = Double.doubleToRawLongBits(Elementary.ROUNDER);

    private Functions() {
    }

    /** {@code e^x} of the first {@code n} entries; two arrays are scratch. */
    public static void exp(double[] out, double[] x, double[] scratch, double[] more, int n) {
        exp(out, x, 0, scratch, more, n);
    }

    static void expm1(double[] out, double[] x, double[] scratch, double[] more, int n) {
        exp(out, x, 1, scratch, more, n);
    }

    /** {@code e^x - unit}, for units 0 and 1; whether some entry was beyond the normal range or missing. */
    static boolean exp(double[] out, double[] x, double unit, double[] scratch, double[] more, int n) {
        boolean beyond = normalExp(out, x, scratch, more, unit, n) < 0;
        for (int i = 0; beyond && i < n; i++) {
            out[i] = Math.abs(x[i]) < Elementary.EXP_RANGE ? out[i] : Elementary.extremeExp(x[i]) - unit;
        }
        return beyond;
    }

    /** {@code e^x - unit}; negative if an entry was beyond the normal range and is wrong. */
    private static long normalExp(double[] out, double[] x, double[] scratch, double[] more, double unit, int n) {
        if (Tier.vectors) {
            int whole = VectorLoops.whole(n);
            long beyond = 0;
            for (int i = whole; i < n; i++) {
                out[i] = unit == 0 ? Elementary.exp(x[i]) : Elementary.expm1(x[i]);
                beyond |= Math.abs(x[i]) < Elementary.EXP_RANGE ? 0 : -1;
            }
            return beyond | VectorLoops.exp(out, x, unit, whole);
        }
        reduceExp(scratch, more, x, n);
        return scaleExp(out, scratch, more, unit, n);
    }

    private static void reduceExp(double[] reduced, double[] shifted, double[] x, int n) {
        for (int i = 0; i < n; i++) {
            double rounded = Math.fma(x[i], Elementary.PER_LOG_2, Elementary.ROUNDER);
            double k = rounded - Elementary.ROUNDER;
            double r = Math.fma(k, -Elementary.LOG_2_REST, Math.fma(k, -Elementary.LOG_2, x[i]));
            double p = 1.6059043836821613e-10;
            p = Math.fma(p, r, 2.08767569878681e-9);
            p = Math.fma(p, r, 2.505210838544172e-8);
            p = Math.fma(p, r, 2.755731922398589e-7);
            p = Math.fma(p, r, 2.7557319223985893e-6);
            p = Math.fma(p, r, 2.48015873015873e-5);
            p = Math.fma(p, r, 1.984126984126984e-4);
            p = Math.fma(p, r, 0.001388888888888889);
            p = Math.fma(p, r, 0.008333333333333333);
            p = Math.fma(p, r, 0.041666666666666664);
            p = Math.fma(p, r, 0.16666666666666666);
            p = Math.fma(p, r, 0.5);
            reduced[i] = Math.fma(p, r * r, r);
            shifted[i] = rounded;
        }
    }

    /** Scales by 2^k, less {@code unit}; negative if some k was beyond the normal range. */
    private static long scaleExp(double[] out, double[] reduced, double[] shifted, double unit, int n) {
        long beyond = 0;
        for (int i = 0; i < n; i++) {
            long bits = Double.doubleToRawLongBits(shifted[i]);
            double scale = Double.longBitsToDouble((bits + 1023L) << 52);
            long k = bits - ROUNDER_BITS;
            beyond |= (k + 1020) | (1020 - k);
            out[i] = Math.fma(scale, reduced[i], scale - unit);
        }
        return beyond;
    }

    /** Natural logarithms; negative if an entry was no positive normal number, all are right nevertheless. Two arrays are scratch. */
    public static long log(double[] out, double[] x, double[] scratch, double[] more, int n) {
        long beyond = 0;
        if (Tier.vectors) {
            int whole = VectorLoops.whole(n);
            for (int i = whole; i < n; i++) {
                out[i] = Elementary.log(x[i]);
                beyond |= x[i] >= Double.MIN_NORMAL && x[i] <= Double.MAX_VALUE ? 0 : -1;
            }
            beyond |= VectorLoops.log(out, x, whole);
        } else {
            beyond = splitLog(scratch, more, x, n);
            assembleLog(out, scratch, more, n);
        }
        for (int i = 0; beyond < 0 && i < n; i++) {
            out[i] = Elementary.log(x[i]);
        }
        return beyond;
    }

    /** Parts x into 2^k and a mantissa; negative if some x was no positive normal number. */
    private static long splitLog(double[] mantissa, double[] exponent, double[] x, int n) {
        long beyond = 0;
        for (int i = 0; i < n; i++) {
            long bits = Double.doubleToRawLongBits(x[i]);
            long k = (bits - Elementary.LOG_START) >> 52;
            beyond |= (k + 1022) | (1023 - k);
            exponent[i] = k;
            mantissa[i] = Double.longBitsToDouble(bits - (k << 52));
        }
        return beyond;
    }

    private static void assembleLog(double[] out, double[] mantissa, double[] exponent, int n) {
        for (int i = 0; i < n; i++) {
            double f = mantissa[i] - 1;
            double s = f / (2 + f);
            double z = s * s;
            double p = 1.479819860511658591e-01;
            p = Math.fma(p, z, 1.531383769920937332e-01);
            p = Math.fma(p, z, 1.818357216161805012e-01);
            p = Math.fma(p, z, 2.222219843214978396e-01);
            p = Math.fma(p, z, 2.857142874366239149e-01);
            p = Math.fma(p, z, 3.999999999940941908e-01);
            p = Math.fma(p, z, 6.666666666666735130e-01);
            double half = 0.5 * f * f;
            double tail = half - Math.fma(s, Math.fma(p, z, half), exponent[i] * Elementary.LOG_2_LOW);
            out[i] = Math.fma(exponent[i], Elementary.LOG_2_HIGH, f - tail);
        }
    }

    /** {@code log(1 + x)} of the first {@code n} entries, exact also for small ones; {@code sums} and the rest are scratch. */
    public static void log1p(double[] out, double[] x, double[] sums, double[] scratch, double[] more, int n) {
        for (int i = 0; i < n; i++) {
            sums[i] = 1 + x[i];
        }
        long beyond = log(out, sums, scratch, more, n);
        // With an infinite sum, or one of zero, the correction is no number.
        if (beyond < 0) {
            for (int i = 0; i < n; i++) {
                out[i] = Elementary.log1p(x[i]);
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            double rest = sums[i] - 1;
            double lost = 1 - (sums[i] - rest) + (x[i] - rest);
            out[i] = out[i] + lost / sums[i];
        }
    }

    static void sigmoid(double[] out, double[] x, double[] decay, double[] scratch, double[] more, int n) {
        opposeSizes(out, x, n);
        exp(decay, out, scratch, more, n);
        for (int i = 0; i < n; i++) {
            out[i] = (x[i] < 0 ? decay[i] : 1) / (1 + decay[i]);
        }
    }

    static void softplus(double[] out, double[] x, double[] decay, double[] sums, double[] scratch, double[] more, int n) {
        opposeSizes(out, x, n);
        exp(decay, out, scratch, more, n);
        log1p(out, decay, sums, scratch, more, n);
        for (int i = 0; i < n; i++) {
            out[i] = Math.max(x[i], 0) + out[i];
        }
    }

    static void tanh(double[] out, double[] x, double[] decay, double[] scratch, double[] more, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = -2 * Math.abs(x[i]);
        }
        expm1(decay, out, scratch, more, n);
        for (int i = 0; i < n; i++) {
            out[i] = Math.signum(x[i]) * (-decay[i] / (2 + decay[i]));
        }
    }

    private static void opposeSizes(double[] out, double[] x, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = -Math.abs(x[i]);
        }
    }

    /** The functions that are met too seldom for loops of their own; one loop each, so that the call in it is known. */
    static void seldom(Operator operator, double[] out, double[] a, double[] b, double[] c, int n) {
        switch (operator) {
            case SIN -> {
                for (int i = 0; i < n; i++) {
                    out[i] = StrictMath.sin(a[i]);
                }
            }
            case COS -> {
                for (int i = 0; i < n; i++) {
                    out[i] = StrictMath.cos(a[i]);
                }
            }
            case ATAN -> {
                for (int i = 0; i < n; i++) {
                    out[i] = StrictMath.atan(a[i]);
                }
            }
            case LOG2 -> {
                for (int i = 0; i < n; i++) {
                    out[i] = Elementary.log2(a[i]);
                }
            }
            case LOG10 -> {
                for (int i = 0; i < n; i++) {
                    out[i] = Elementary.log10(a[i]);
                }
            }
            case POWER -> {
                for (int i = 0; i < n; i++) {
                    out[i] = Elementary.pow(a[i], b[i]);
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    out[i] = operator.apply(a[i], b[i], c[i]);
                }
            }
        }
    }
}
