package org.isoflop.stdlib.fit;

import org.isoflop.stdlib.operator.Elementary;

/** What a residual r costs. The objective of a fit is the sum over rows, each times its weight. */
public sealed interface Loss {
    /** {@code r^2 / 2}. */
    record Squared() implements Loss {
        @Override
        public double of(double r) {
            return r * r / 2;
        }

        @Override
        public double slope(double r) {
            return r;
        }

        @Override
        public String words() {
            return "half squares";
        }
    }

    /** {@code r^2 / 2} up to {@code |r| = delta}, then {@code delta (|r| - delta / 2)} (Huber 1964). */
    record Huber(double delta) implements Loss {
        public Huber {
            requirePositive(delta);
        }

        @Override
        public double of(double r) {
            return huber(r, delta);
        }

        @Override
        public double slope(double r) {
            return Math.max(-delta, Math.min(r, delta));
        }

        @Override
        public String words() {
            return "Huber(" + number(delta) + ") losses";
        }
    }

    /** {@code scale^2 / 2 ln(1 + r^2 / scale^2)}. */
    record Cauchy(double scale) implements Loss {
        public Cauchy {
            requirePositive(scale);
        }

        @Override
        public double of(double r) {
            return scale * scale / 2 * Elementary.log1p(r * r / (scale * scale));
        }

        @Override
        public double slope(double r) {
            return r / (1 + r * r / (scale * scale));
        }

        @Override
        public String words() {
            return "Cauchy(" + number(scale) + ") losses";
        }
    }

    /** {@code |r|}. */
    record LeastAbsolute() implements Loss {
        @Override
        public double of(double r) {
            return Math.abs(r);
        }

        @Override
        public double slope(double r) {
            return Math.signum(r);
        }

        @Override
        public String words() {
            return "absolute values";
        }
    }

    /**
     * Huber's loss, times {@code weight} where the prediction exceeds the observation (r below zero): runs fall short of
     * what was possible more often than they surpass it, so that with a weight above one the law hugs the best of them.
     */
    record Asymmetric(double delta, double weight) implements Loss {
        public Asymmetric {
            requirePositive(delta);
            requirePositive(weight);
        }

        @Override
        public double of(double r) {
            return (r < 0 ? weight : 1) * huber(r, delta);
        }

        @Override
        public double slope(double r) {
            return (r < 0 ? weight : 1) * Math.max(-delta, Math.min(r, delta));
        }

        @Override
        public String words() {
            return "Huber(" + number(delta) + ") losses, overestimates times " + number(weight) + ",";
        }
    }

    /** The cost of one residual. */
    double of(double r);

    /** The cost's slope at one residual; 0 at 0 for the absolute value. */
    double slope(double r);

    /** In words, for the name of an estimator. */
    String words();

    private static double huber(double r, double delta) {
        double inner = Math.min(Math.abs(r), delta);
        return inner * (Math.abs(r) - inner / 2);
    }

    private static void requirePositive(double number) {
        if (!(number > 0 && number <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("must be positive, not " + number);
        }
    }

    private static String number(double value) {
        String text = value == Math.rint(value) && Math.abs(value) < 1e7 ? Long.toString((long) value) : Double.toString(value);
        String plain = text.endsWith("E-4") || text.endsWith("E-5") || text.endsWith("E-6") ? text.replace(".0E", "e") : text;
        return plain.replace('E', 'e');
    }
}
