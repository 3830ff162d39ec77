package org.isoflop.bench;

import java.util.concurrent.TimeUnit;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.fit.Starts;
import org.isoflop.stdlib.random.RandomStream;
import org.isoflop.stdlib.resample.Bootstrap;
import org.isoflop.stdlib.resample.Draws;
import org.isoflop.stdlib.resample.Scheme;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A descent from a start of the published grid, and a refit of a resample; in nanoseconds each, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FitBenchmark {
    private static final int ROWS = 240;
    private static final int STARTS = 180;
    private static final int DRAWS = 1000;

    @Param({"CHINCHILLA"}) public Law law = Law.CHINCHILLA;

    private final FitOptions options = new FitOptions(1, new Cancellation());
    private FitProblem grid = law.problem(ROWS, new Starts.Auto());
    private FitResult fit = Fitter.fit(grid, options);

    @Setup
    public void prepare() {
        double[] scales = {1, Math.exp(12.5), Math.exp(25)};
        double[] exponents = {0.01, 0.5, 1.5, 2};
        grid = law.problem(ROWS, new Starts.Grid(new double[][] {{0.4, 1, 1.6, 2.2, 2.7}, scales, scales, {0.5}, exponents}));
        fit = Fitter.fit(law.problem(ROWS, new Starts.Auto()), options);
    }

    /** One of a grid of starts, to its own end. */
    @Benchmark
    @OperationsPerInvocation(STARTS)
    public FitResult start() {
        return Fitter.fit(grid, options);
    }

    /** One resample, from the optimum to convergence. */
    @Benchmark
    @OperationsPerInvocation(DRAWS)
    public Draws refit() {
        return Bootstrap.run(fit, new Scheme.Rows(), DRAWS, RandomStream.of(1, "benchmark"), options);
    }
}
