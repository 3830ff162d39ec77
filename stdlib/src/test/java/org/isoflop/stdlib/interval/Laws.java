package org.isoflop.stdlib.interval;

import java.util.List;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.Loss;
import org.isoflop.stdlib.fit.Residual;
import org.isoflop.stdlib.fit.Starts;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;

/** Small fits, searched from one start near the truth. */
final class Laws {
    private Laws() {
    }

    /** a + b x. */
    static FitProblem line(double[] x, double[] y, Loss loss) {
        KernelBuilder builder = new KernelBuilder();
        int column = builder.input("x");
        int a = builder.input("a");
        int b = builder.input("b");
        return from(1, 2, FitProblem.of(builder.build(builder.apply(Operator.ADD, a, builder.apply(Operator.MULTIPLY, b, column))),
                new double[][] {x}, y, List.of(Coefficient.free("a"), Coefficient.free("b")), Residual.PLAIN, loss));
    }

    /** a x^b, a above zero. */
    static FitProblem power(double[] x, double[] y, Residual residual, Loss loss) {
        KernelBuilder builder = new KernelBuilder();
        int column = builder.input("x");
        int a = builder.input("a");
        int b = builder.input("b");
        return from(0.25, 2, FitProblem.of(builder.build(builder.apply(Operator.MULTIPLY, a, builder.apply(Operator.POWER, column, b))),
                new double[][] {x}, y, List.of(Coefficient.positive("a"), new Coefficient("b", -5, 5)), residual, loss));
    }

    private static FitProblem from(double a, double b, FitProblem problem) {
        return new FitProblem(problem.prediction(), problem.columns(), problem.target(), null, problem.coefficients(), problem.residual(),
                problem.loss(), List.of(), new Starts.Points(new double[][] {{a, b}}));
    }

    /** V x / (K + x), both above zero. */
    static FitProblem saturation(double[] x, double[] y) {
        KernelBuilder builder = new KernelBuilder();
        int column = builder.input("x");
        int v = builder.input("V");
        int k = builder.input("K");
        int top = builder.apply(Operator.MULTIPLY, v, column);
        return FitProblem.of(builder.build(builder.apply(Operator.DIVIDE, top, builder.apply(Operator.ADD, k, column))),
                new double[][] {x}, y, List.of(Coefficient.positive("V"), Coefficient.positive("K")), Residual.PLAIN, new Loss.Squared());
    }
}
