package org.isoflop.stdlib.kernel;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.isoflop.stdlib.operator.Operator;

/**
 * How fast this machine evaluates kernels, to foresee how long work takes that is counted in evaluations of a row. What is timed is the
 * law of Hoffmann et al. (2022, equation 2) with its derivatives, E + A / N^alpha + B / D^beta, as a fit evaluates it; a law of more terms
 * takes longer in proportion.
 */
public final class Throughput {
    private static final int ROWS = 4 * BoundKernel.BLOCK;
    /** Nanoseconds of processor time after which the compiler has done its work, and for which is timed then. */
    private static final long WARMING = 150_000_000;
    private static final long TIMED = 30_000_000;

    private Throughput() {
    }

    /** Evaluations of a row in a second of a thread's own processor time; measured once, which takes a fifth of a second. */
    public static double measured() {
        return Measured.PACE;
    }

    /** Measured when it is asked for first. */
    private static final class Measured {
        static final double PACE = measure();
    }

    private static double measure() {
        double[] inputs = {1, 1, 1.7, 400, 0.34, 410, 0.28};
        double[][] columns = new double[inputs.length][];
        columns[0] = new double[ROWS];
        columns[1] = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            columns[0][row] = 1e7 * (1 + row);
            columns[1][row] = 1e9 * (1 + row * 31 % ROWS);
        }
        Kernel kernel = law();
        BoundKernel bound = kernel.bind(columns, ROWS);
        double[][] results = new double[6][ROWS];
        evaluate(bound, inputs, results, WARMING);
        return evaluate(bound, inputs, results, TIMED);
    }

    /** The law and its derivatives by its five coefficients. */
    private static Kernel law() {
        KernelBuilder builder = new KernelBuilder();
        int n = builder.input("N");
        int d = builder.input("D");
        int e = builder.input("E");
        int[] a = {builder.input("A"), builder.input("alpha")};
        int[] b = {builder.input("B"), builder.input("beta")};
        int ofModel = builder.apply(Operator.DIVIDE, a[0], builder.apply(Operator.POWER, n, a[1]));
        int ofData = builder.apply(Operator.DIVIDE, b[0], builder.apply(Operator.POWER, d, b[1]));
        int loss = builder.apply(Operator.ADD, builder.apply(Operator.ADD, e, ofModel), ofData);
        int[] by = builder.derivatives(loss, e, a[0], a[1], b[0], b[1]);
        return builder.build(loss, by[0], by[1], by[2], by[3], by[4]);
    }

    /** Rows in a second of processor time; of time on the clock where there is no other. */
    private static double evaluate(BoundKernel bound, double[] inputs, double[][] results, long nanoseconds) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        boolean own = threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
        long begun = own ? threads.getCurrentThreadCpuTime() : System.nanoTime();
        long passed = 0;
        double rows = 0;
        while (passed < nanoseconds) {
            for (int i = 0; i < 16; i++) {
                inputs[2] += 1e-9;
                bound.evaluate(inputs, results);
                rows += ROWS;
            }
            passed = (own ? threads.getCurrentThreadCpuTime() : System.nanoTime()) - begun;
        }
        return rows / passed * 1e9;
    }
}
