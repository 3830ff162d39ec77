package org.isoflop.stdlib.kernel;

import org.isoflop.stdlib.operator.Elementary;

/**
 * The array loops. HotSpot turns a loop into vector code by itself if all its arrays are indexed by the same variable and
 * it holds only arithmetic, so bits are taken apart in loops of their own and each polynomial has its own loop.
 */
final class Loops {
    private static final long ROUNDER_BITS = Double.doubleToRawLongBits(Elementary.ROUNDER);

    private Loops() {
    }

    static void add(double[] out, double[] a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] + b[i];
        }
    }

    static void add(double[] out, double[] a, double b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] + b;
        }
    }

    static void subtract(double[] out, double[] a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] - b[i];
        }
    }

    static void subtract(double[] out, double a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a - b[i];
        }
    }

    static void multiply(double[] out, double[] a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] * b[i];
        }
    }

    static void multiply(double[] out, double[] a, double b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] * b;
        }
    }

    static void divide(double[] out, double[] a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] / b[i];
        }
    }

    static void divide(double[] out, double[] a, double b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] / b;
        }
    }

    static void divide(double[] out, double a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a / b[i];
        }
    }

    static void negate(double[] out, double[] a, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = -a[i];
        }
    }

    static void abs(double[] out, double[] a, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.abs(a[i]);
        }
    }

    static void sqrt(double[] out, double[] a, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.sqrt(a[i]);
        }
    }

    static void min(double[] out, double[] a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.min(a[i], b[i]);
        }
    }

    static void max(double[] out, double[] a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.max(a[i], b[i]);
        }
    }

    static void select(double[] out, double[] condition, double[] yes, double[] no, int n) {
        for (int i = 0; i < n; i++) {
            double c = condition[i];
            out[i] = c == c ? (c != 0 ? yes[i] : no[i]) : Double.NaN;
        }
    }

    static void apply(int code, double[] out, double[] a, double[] b, double[] c, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Opcode.apply(code, a[i], b[i], c[i]);
        }
    }

    static void exp(double[] out, double[] x, double[] reduced, double[] shifted, int n) {
        if (exp(out, x, reduced, shifted, 0, n) < 0) {
            for (int i = 0; i < n; i++) {
                out[i] = Math.abs(x[i]) < Elementary.EXP_RANGE ? out[i] : Elementary.extremeExp(x[i]);
            }
        }
    }

    static void expm1(double[] out, double[] x, double[] reduced, double[] shifted, int n) {
        if (exp(out, x, reduced, shifted, 1, n) < 0) {
            for (int i = 0; i < n; i++) {
                out[i] = Math.abs(x[i]) < Elementary.EXP_RANGE ? out[i] : Elementary.extremeExp(x[i]) - 1;
            }
        }
    }

    private static long exp(double[] out, double[] x, double[] reduced, double[] shifted, double unit, int n) {
        if (Tier.vectors) {
            int whole = VectorLoops.whole(n);
            for (int i = whole; i < n; i++) {
                out[i] = unit == 0 ? Elementary.exp(x[i]) : Elementary.expm1(x[i]);
            }
            return VectorLoops.exp(out, x, unit, whole);
        }
        reduceExp(reduced, shifted, x, n);
        return scaleExp(out, reduced, shifted, unit, n);
    }

    /** Scales by 2^k, less {@code unit}; negative if some k was beyond the normal range, whose results are then wrong. */
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

    static void log(double[] out, double[] x, double[] mantissa, double[] exponent, int n) {
        int from = n;
        long beyond;
        if (Tier.vectors) {
            from = VectorLoops.whole(n);
            beyond = VectorLoops.log(out, x, from);
        } else {
            beyond = splitLog(mantissa, exponent, x, n);
            assembleLog(out, mantissa, exponent, n);
        }
        for (int i = beyond < 0 ? 0 : from; i < n; i++) {
            out[i] = Elementary.log(x[i]);
        }
    }

    /** Parts x into 2^k and a mantissa; negative if some x was no positive normal number, whose results are then wrong. */
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
}
