package org.isoflop.stdlib.fit;

/** What a residual r costs. The objective of a fit is the sum over rows, each times its weight. */
public sealed interface Loss {
    /** {@code r^2 / 2}. */
    record Squared() implements Loss {
    }

    /** {@code r^2 / 2} up to {@code |r| = delta}, then {@code delta (|r| - delta / 2)} (Huber 1964). */
    record Huber(double delta) implements Loss {
        public Huber {
            requirePositive(delta);
        }
    }

    /** {@code scale^2 / 2 ln(1 + r^2 / scale^2)}. */
    record Cauchy(double scale) implements Loss {
        public Cauchy {
            requirePositive(scale);
        }
    }

    /** {@code |r|}. */
    record LeastAbsolute() implements Loss {
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
    }

    /** The cost of one residual. */
    default double of(double r) {
        return switch (this) {
            case Squared ignored -> r * r / 2;
            case Huber(double delta) -> huber(r, delta);
            case Cauchy(double scale) -> scale * scale / 2 * Math.log1p(r * r / (scale * scale));
            case LeastAbsolute ignored -> Math.abs(r);
            case Asymmetric(double delta, double weight) -> (r < 0 ? weight : 1) * huber(r, delta);
        };
    }

    /** The cost's slope at one residual; 0 at 0 for the absolute value. */
    default double slope(double r) {
        return switch (this) {
            case Squared ignored -> r;
            case Huber(double delta) -> Math.max(-delta, Math.min(r, delta));
            case Cauchy(double scale) -> r / (1 + r * r / (scale * scale));
            case LeastAbsolute ignored -> Math.signum(r);
            case Asymmetric(double delta, double weight) -> (r < 0 ? weight : 1) * Math.max(-delta, Math.min(r, delta));
        };
    }

    /** In words, for the name of an estimator. */
    default String words() {
        return switch (this) {
            case Squared ignored -> "half squares";
            case Huber(double delta) -> "Huber(" + number(delta) + ") losses";
            case Cauchy(double scale) -> "Cauchy(" + number(scale) + ") losses";
            case LeastAbsolute ignored -> "absolute values";
            case Asymmetric(double delta, double weight) -> "Huber(" + number(delta) + ") losses, overestimates times " + number(weight) + ",";
        };
    }

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
