package org.isoflop.stdlib.judge;

import java.util.List;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.fit.Loss;
import org.isoflop.stdlib.fit.Residual;
import org.isoflop.stdlib.fit.Starts;
import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;

/** Fits of which everything is known in closed form, and of power laws. */
final class Lines {
    static final FitOptions OPTIONS = new FitOptions(2, new Cancellation());

    private Lines() {
    }

    /** a + b x by least squares. */
    static FitResult line(double[] x, double[] y) {
        KernelBuilder builder = new KernelBuilder();
        int input = builder.input("x");
        int a = builder.input("a");
        int b = builder.input("b");
        Kernel line = builder.build(builder.apply(Operator.ADD, a, builder.apply(Operator.MULTIPLY, b, input)));
        return fit(line, new double[][] {x}, y, List.of(Coefficient.free("a"), Coefficient.free("b")), Residual.PLAIN, new Loss.Squared(),
                new Starts.Auto());
    }

    /** E + A / x^alpha by log residuals, from where the truth is. */
    static FitResult power(double[] x, double[] y, Loss loss, double... truth) {
        KernelBuilder builder = new KernelBuilder();
        int input = builder.input("x");
        int e = builder.input("E");
        int a = builder.input("A");
        int power = builder.apply(Operator.POWER, input, builder.input("alpha"));
        Kernel law = builder.build(builder.apply(Operator.ADD, e, builder.apply(Operator.DIVIDE, a, power)));
        return fit(law, new double[][] {x}, y,
                List.of(Coefficient.positive("E"), Coefficient.positive("A"), new Coefficient("alpha", 0, 2)), Residual.LOG, loss,
                new Starts.Points(new double[][] {truth}));
    }

    static FitResult fit(Kernel law, double[][] columns, double[] y, List<Coefficient> coefficients, Residual residual, Loss loss,
            Starts starts) {
        return Fitter.fit(new FitProblem(law, columns, y, null, coefficients, residual, loss, List.of(), starts), OPTIONS);
    }
}
