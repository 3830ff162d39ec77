package org.isoflop.stdlib.allocate;

/** Where a variable is looked for. */
public sealed interface Domain {
    /** Any positive number, of whatever scale; searched in logarithms. */
    record Positive() implements Domain {}

    /** Between two numbers, both included; searched in logarithms where {@code lower} is positive. */
    record Range(double lower, double upper) implements Domain {
        public Range {
            if (!(lower <= upper) || Double.isInfinite(lower) || Double.isInfinite(upper)) {
                throw new IllegalArgumentException("a range needs finite ends in order, not " + lower + ".." + upper);
            }
        }
    }

    /** Any number, searched on a linear scale about {@code center} in units of {@code width}. */
    record Free(double center, double width) implements Domain {
        public Free {
            if (!(width > 0) || !Double.isFinite(center)) {
                throw new IllegalArgumentException("a free variable needs a centre and a positive width");
            }
        }
    }

    /** Any positive number. */
    static Domain positive() {
        return new Positive();
    }

    /** Between two numbers. */
    static Domain range(double lower, double upper) {
        return new Range(lower, upper);
    }
}
