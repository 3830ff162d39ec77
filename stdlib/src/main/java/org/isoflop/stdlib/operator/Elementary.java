package org.isoflop.stdlib.operator;

/**
 * The scalar exponential and logarithm on which the operator table rests, within about one unit in the last place.
 * The array loops of the kernel repeat these very steps, so that a value does not depend on the path it was computed on.
 *
 * <p>Reduction: {@code x = k ln 2 + r} for the exponential, {@code x = 2^k m} with m within a factor sqrt(2) of one for
 * the logarithm (Tang 1989, 1990; coefficients of the logarithm from fdlibm's e_log.c).
 */
public final class Elementary {
    /** Adding and subtracting it rounds to an integer, whose low bits then stand in the sum's low bits. */
    public static final double ROUNDER = 0x1.8p52;
    /** 1 / ln 2. */
    public static final double PER_LOG_2 = 1.4426950408889634;
    /** ln 2, and what its double leaves over. */
    public static final double LOG_2 = 0.6931471805599453;
    public static final double LOG_2_REST = 2.3190468138462996e-17;
    /** Beyond it in absolute value a power of two is no normal double and the exponential takes a slower way. */
    public static final double EXP_RANGE = 708;
    /** ln 2 with twenty trailing zero bits, so that its product with an exponent is exact, and the rest. */
    public static final double LOG_2_HIGH = 6.93147180369123816490e-01;
    public static final double LOG_2_LOW = 1.90821492927058770002e-10;
    /** The bits of sqrt(1/2), where the logarithm's mantissa begins. */
    public static final long LOG_START = 0x3fe6a09e667f3bcdL;

    private Elementary() {
    }

    /** e to the power {@code x}. */
    public static double exp(double x) {
        if (!(Math.abs(x) < EXP_RANGE)) {
            return extremeExp(x);
        }
        double shifted = Math.fma(x, PER_LOG_2, ROUNDER);
        double q = reducedExpm1(x, shifted - ROUNDER);
        double scale = powerOfTwo(shifted);
        return Math.fma(scale, q, scale);
    }

    /** {@code exp(x) - 1}, exact also for small {@code x}. */
    public static double expm1(double x) {
        if (!(Math.abs(x) < EXP_RANGE)) {
            return extremeExp(x) - 1;
        }
        double shifted = Math.fma(x, PER_LOG_2, ROUNDER);
        double q = reducedExpm1(x, shifted - ROUNDER);
        double scale = powerOfTwo(shifted);
        return Math.fma(scale, q, scale - 1);
    }

    /** The natural logarithm of {@code x}; NaN below zero. */
    public static double log(double x) {
        if (!(x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE)) {
            return extremeLog(x);
        }
        long bits = Double.doubleToRawLongBits(x);
        long exponent = (bits - LOG_START) >> 52;
        return assembledLog(Double.longBitsToDouble(bits - (exponent << 52)), exponent);
    }

    /** {@code log(1 + x)}, exact also for small {@code x}. */
    public static double log1p(double x) {
        if (!(x > -1 && x <= Double.MAX_VALUE)) {
            return extremeLog(1 + x);
        }
        double sum = 1 + x;
        // What rounding the sum lost (Knuth's two-sum), to first order; the logarithm's slope there is 1 / sum.
        double rest = sum - 1;
        double lost = 1 - (sum - rest) + (x - rest);
        return log(sum) + lost / sum;
    }

    /** The logarithm of {@code x} to the base 2, exact at powers of two. */
    public static double log2(double x) {
        int exponent = Math.getExponent(x);
        boolean power = x == Math.scalb(1.0, exponent) && x <= Double.MAX_VALUE;
        return power ? exponent : log(x) * PER_LOG_2;
    }

    /** The logarithm of {@code x} to the base 10 within an ulp, exact at powers of ten. */
    public static double log10(double x) {
        return StrictMath.log10(x);
    }

    /** The logistic function {@code 1 / (1 + exp(-x))} within two ulps, also where it is tiny. */
    public static double sigmoid(double x) {
        double decay = exp(-Math.abs(x));
        return (x < 0 ? decay : 1) / (1 + decay);
    }

    /** {@code log(1 + exp(x))} within two ulps. */
    public static double softplus(double x) {
        return Math.max(x, 0) + log1p(exp(-Math.abs(x)));
    }

    /** The hyperbolic tangent within three ulps. */
    public static double tanh(double x) {
        double decay = expm1(-2 * Math.abs(x));
        return Math.signum(x) * (-decay / (2 + decay));
    }

    /** {@code x} to the power {@code y}. */
    public static double pow(double x, double y) {
        return StrictMath.pow(x, y);
    }

    /** The exponential where 2^k leaves the normal range, and of infinities and NaN. */
    public static double extremeExp(double x) {
        double clamped = Math.max(Math.min(x, 710), -746);
        double shifted = Math.fma(clamped, PER_LOG_2, ROUNDER);
        double q = reducedExpm1(clamped, shifted - ROUNDER);
        int k = (int) (shifted - ROUNDER);
        double half = Math.scalb(1.0, k >> 1);
        return Math.fma(half, q, half) * Math.scalb(1.0, k - (k >> 1));
    }

    /** The logarithm of zero, subnormal, infinite and negative numbers and NaN. */
    public static double extremeLog(double x) {
        if (x > 0 && x <= Double.MAX_VALUE) {
            return x < Double.MIN_NORMAL ? log(x * 0x1p54) - 54 * LOG_2 : log(x);
        }
        return x == 0 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
    }

    private static double powerOfTwo(double shifted) {
        return Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) + 1023L) << 52);
    }

    private static double reducedExpm1(double x, double k) {
        double r = Math.fma(k, -LOG_2_REST, Math.fma(k, -LOG_2, x));
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
        return Math.fma(p, r * r, r);
    }

    private static double assembledLog(double mantissa, double exponent) {
        double f = mantissa - 1;
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
        double tail = half - Math.fma(s, Math.fma(p, z, half), exponent * LOG_2_LOW);
        return Math.fma(exponent, LOG_2_HIGH, f - tail);
    }
}
