package org.isoflop.stdlib.fit;

import java.util.concurrent.TimeUnit;
import org.isoflop.bench.Law;
import org.isoflop.stdlib.Cancellation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Evaluations of a fit's objective, in nanoseconds a row, on one thread: a table of a study's size and one that fills no cache. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EvaluationBenchmark {
    private static final int SMALL = 240;
    private static final int LARGE = 32_000;

    @Param({"CHINCHILLA", "FLOOR", "REPEATED", "BROKEN"}) public Law law = Law.CHINCHILLA;

    private Objective small = objective(SMALL);
    private Objective large = objective(LARGE);
    private double[] point = Search.variables(small, law.near());

    private Objective objective(int rows) {
        FitProblem problem = law.problem(rows, new Starts.Auto());
        return new Search(problem, problem.loss(), Model.of(problem), new FitOptions(1, new Cancellation()), 0).objective();
    }

    @Setup
    public void prepare() {
        small = objective(SMALL);
        large = objective(LARGE);
        point = Search.variables(small, law.near());
    }

    private double evaluate(Objective objective, boolean derivatives, boolean measured) {
        objective.measured = measured;
        objective.evaluate(point, derivatives);
        return objective.value;
    }

    @Benchmark
    @OperationsPerInvocation(SMALL)
    public double value() {
        return evaluate(small, false, false);
    }

    /** With the gradient and the Hessian. */
    @Benchmark
    @OperationsPerInvocation(SMALL)
    public double derivatives() {
        return evaluate(small, true, false);
    }

    /** With the gradient, the Hessian and the metric that descents measure steps by. */
    @Benchmark
    @OperationsPerInvocation(SMALL)
    public double metric() {
        return evaluate(small, true, true);
    }

    @Benchmark
    @OperationsPerInvocation(LARGE)
    public double largeDerivatives() {
        return evaluate(large, true, false);
    }
}
