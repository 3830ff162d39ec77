package org.isoflop.stdlib.kernel;

import java.util.Arrays;

/**
 * Whether loops run with the Vector API. They begin as array loops; in a JVM that was started with the API's module, a thread
 * of its own tries the vector loops on numbers of no interest until the compiler has made them fast, and then all change
 * over. As both give the same bits, nobody can tell when. {@code -Disoflop.vectors=now} skips the trial, for tests.
 */
final class Tier {
    private static final int ROWS = BoundKernel.BLOCK;
    private static final int ROUNDS = 200;
    /** Longer than the compiler ever took; then the array loops stay. */
    private static final long PATIENCE = 20_000_000_000L;

    /** Read at each loop, not volatile: it does not matter when a thread learns of the change. */
    static boolean vectors;
    static boolean vectorSums;

    static {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            if ("now".equals(System.getProperty("isoflop.vectors"))) {
                adopt();
            } else {
                Thread trial = new Thread(Tier::tryOut, "isoflop-vectors");
                trial.setDaemon(true);
                trial.start();
            }
        }
    }

    private Tier() {
    }

    /** Begins, by being called: see above. */
    static void prepare() {
    }

    private static void adopt() {
        vectors = true;
        vectorSums = VectorSums.suits();
    }

    private static void tryOut() {
        double[] x = new double[ROWS];
        double[] out = new double[ROWS];
        double[] scratch = new double[ROWS];
        double[] sums = new double[4];
        double[][] others = {x, x, out, out};
        Arrays.setAll(x, i -> 1 + i * 0.01);
        long end = System.nanoTime() + PATIENCE;
        long best = Long.MAX_VALUE;
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            for (int round = 0; round < ROUNDS; round++) {
                VectorLoops.exp(out, x, 0, ROWS);
                VectorLoops.log(out, x, ROWS);
                VectorSums.crossProducts(x, out, others, 3, 0, ROWS, scratch, sums, sums);
                VectorSums.dots(x, others, 0, 4, ROWS, scratch, sums);
                VectorSums.sum(x, ROWS);
            }
            best = Math.min(best, System.nanoTime() - start);
            // Five loops over all rows at less than a nanosecond a row each, many times what compiled vector code takes.
            if (best < 4L * ROWS * ROUNDS) {
                adopt();
                return;
            }
        }
    }
}
