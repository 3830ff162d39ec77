package org.isoflop.interpreter;

import java.util.SplittableRandom;

/**
 * A statement that holds for whatever a seed makes. Cases are tried from small to large, so that the first that fails is a small one; it
 * fails again at each run.
 */
public final class Property {
    private Property() {
    }

    /** Makes a case of about a size from random numbers, and asserts. */
    @FunctionalInterface
    public interface Check {
        void accept(SplittableRandom random, int size);
    }

    /** The check for the seeds from 0 on, with sizes that grow from 1 to {@code largest}. */
    public static void holds(int cases, int largest, Check check) {
        for (int seed = 0; seed < cases; seed++) {
            int size = 1 + (int) ((long) seed * largest / cases);
            try {
                check.accept(new SplittableRandom(seed), size);
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed + ", size " + size + ": " + failure, failure);
            }
        }
    }
}
