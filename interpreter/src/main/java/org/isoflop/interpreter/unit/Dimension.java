package org.isoflop.interpreter.unit;

import java.util.Arrays;

/** A product of powers of bases. Exponents are compared to 1e-9, so that a half taken twice is a whole. */
public final class Dimension {
    public static final Dimension NONE = new Dimension(new Base[0], new double[0]);
    private static final double TOLERANCE = 1e-9;

    private final Base[] bases;
    private final double[] exponents;

    private Dimension(Base[] bases, double[] exponents) {
        this.bases = bases;
        this.exponents = exponents;
    }

    public static Dimension of(Base base) {
        return new Dimension(new Base[] {base}, new double[] {1});
    }

    public boolean isNone() {
        return bases.length == 0;
    }

    public int size() {
        return bases.length;
    }

    public Base base(int index) {
        return bases[index];
    }

    public double exponent(int index) {
        return exponents[index];
    }

    /** The exponent of a base, zero where it does not occur. */
    public double exponent(Base base) {
        for (int i = 0; i < bases.length; i++) {
            if (bases[i].equals(base)) {
                return exponents[i];
            }
        }
        return 0;
    }

    public Dimension times(Dimension other) {
        return combine(other, 1);
    }

    public Dimension over(Dimension other) {
        return combine(other, -1);
    }

    public Dimension power(double exponent) {
        if (Math.abs(exponent) < TOLERANCE) {
            return NONE;
        }
        double[] scaled = exponents.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= exponent;
        }
        return new Dimension(bases, scaled);
    }

    private Dimension combine(Dimension other, int sign) {
        Base[] all = new Base[bases.length + other.bases.length];
        double[] powers = new double[all.length];
        int count = 0;
        int i = 0;
        int j = 0;
        while (i < bases.length || j < other.bases.length) {
            int order = i == bases.length ? 1 : j == other.bases.length ? -1 : bases[i].compareTo(other.bases[j]);
            Base base = order <= 0 ? bases[i] : other.bases[j];
            double power = (order <= 0 ? exponents[i++] : 0) + (order >= 0 ? sign * other.exponents[j++] : 0);
            if (Math.abs(power) > TOLERANCE) {
                all[count] = base;
                powers[count++] = power;
            }
        }
        return count == 0 ? NONE : new Dimension(Arrays.copyOf(all, count), Arrays.copyOf(powers, count));
    }

    @Override
    public boolean equals(Object object) {
        if (!(object instanceof Dimension other) || other.bases.length != bases.length) {
            return false;
        }
        for (int i = 0; i < bases.length; i++) {
            if (!bases[i].equals(other.bases[i]) || Math.abs(exponents[i] - other.exponents[i]) > TOLERANCE) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bases);
    }

    /** In words: {@code tokens/parameters}, {@code a plain number}. */
    @Override
    public String toString() {
        if (isNone()) {
            return "a plain number";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bases.length; i++) {
            if (exponents[i] > 0) {
                text.append(text.isEmpty() ? "" : " × ").append(bases[i].name()).append(exponentText(exponents[i]));
            }
        }
        if (text.isEmpty()) {
            text.append('1');
        }
        for (int i = 0; i < bases.length; i++) {
            if (exponents[i] < 0) {
                text.append(" / ").append(bases[i].name()).append(exponentText(-exponents[i]));
            }
        }
        return text.toString();
    }

    /** Without the last digits, in which sums of tenths differ: what is equal looks alike. */
    static String exponentText(double exponent) {
        if (Math.abs(exponent - 1) < TOLERANCE) {
            return "";
        }
        double shown = Math.rint(exponent * 1e14) / 1e14;
        return "^" + (shown == Math.rint(shown) ? Long.toString((long) shown) : Double.toString(shown));
    }
}
