package org.isoflop.stdlib.kernel;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.isoflop.stdlib.operator.Operator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Loops over one block of rows, in nanoseconds a row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LoopBenchmark {
    private static final int ROWS = BoundKernel.BLOCK;

    private final double[] x = new double[ROWS];
    private final double[] exponents = new double[ROWS];
    private final double[] out = new double[ROWS];
    private final double[] dots = new double[Sums.room(5)];
    private final double[][] five = new double[5][ROWS];
    private BlockEvaluator exp = evaluator(Operator.EXP);
    private BlockEvaluator log = evaluator(Operator.LOG);
    private BlockEvaluator power = evaluator(Operator.POWER);

    /** A kernel whose only work by row is the operator's; one factor is no column, or it would be computed when bound. */
    private BlockEvaluator evaluator(Operator operator) {
        KernelBuilder builder = new KernelBuilder();
        int column = builder.input("x");
        int number = builder.input("c");
        int shifted = builder.apply(Operator.ADD, column, number);
        int result = operator.arity() == 1 ? builder.apply(operator, shifted) : builder.apply(operator, shifted, builder.input("y"));
        Kernel kernel = builder.build(result);
        double[][] columns = operator.arity() == 1 ? new double[][] {x, null} : new double[][] {x, null, exponents};
        BlockEvaluator evaluator = kernel.bind(columns, ROWS).evaluator();
        evaluator.set(operator.arity() == 1 ? new double[] {0, 0.5} : new double[] {0, 0.5, 0});
        return evaluator;
    }

    @Setup
    public void prepare() {
        Arrays.setAll(x, i -> 1 + 0.03 * i);
        Arrays.setAll(exponents, i -> -0.2 - 0.001 * i);
        for (double[] each : five) {
            Arrays.setAll(each, i -> Math.sin(i));
        }
        exp = evaluator(Operator.EXP);
        log = evaluator(Operator.LOG);
        power = evaluator(Operator.POWER);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] exp() {
        exp.run(0);
        return exp.output(0);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] log() {
        log.run(0);
        return log.output(0);
    }

    /** With an exponent of its own in each row. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] power() {
        power.run(0);
        return power.output(0);
    }

    /** The sums of five products. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] dots() {
        Sums.dots(x, five, 5, ROWS, out, dots);
        return dots;
    }
}
