package org.isoflop.stdlib.keep;

import java.util.List;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.fit.Loss;
import org.isoflop.stdlib.fit.Prior;
import org.isoflop.stdlib.fit.Residual;
import org.isoflop.stdlib.fit.Starts;
import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/** A small problem, and how it is fitted with a store. */
final class Small {
    static final List<Coefficient> COEFFICIENTS = List.of(Coefficient.positive("A"), new Coefficient("alpha", 0, 2));

    private Small() {
    }

    /** A / N^alpha, or with something added. */
    static Kernel law(double added) {
        KernelBuilder builder = new KernelBuilder();
        int n = builder.input("N");
        int a = builder.input("A");
        int alpha = builder.input("alpha");
        int term = builder.apply(Operator.DIVIDE, a, builder.apply(Operator.POWER, n, alpha));
        return builder.build(builder.apply(Operator.ADD, term, builder.constant(added)));
    }

    static double[] column() {
        double[] column = new double[12];
        for (int i = 0; i < column.length; i++) {
            column[i] = Math.pow(1.7, i + 1);
        }
        return column;
    }

    static double[] target() {
        double[] column = column();
        double[] target = new double[column.length];
        for (int i = 0; i < target.length; i++) {
            target[i] = 3 * Math.pow(column[i], -0.4) * (1 + 0.02 * Math.sin(5 * i));
        }
        return target;
    }

    static FitProblem problem() {
        return problem(law(0), column(), target(), null, COEFFICIENTS, Residual.LOG, new Loss.Huber(0.01), List.of(), new Starts.Auto());
    }

    @SuppressWarnings("NullAway") // of a record's constructor it does not see which parameters may be null
    static FitProblem problem(Kernel law, double[] column, double[] target, double @Nullable [] weights, List<Coefficient> coefficients,
            Residual residual, Loss loss, List<@Nullable Prior> priors, Starts starts) {
        return new FitProblem(law, new double[][] {column}, target, weights, coefficients, residual, loss, priors, starts);
    }

    static FitOptions with(Store store) {
        return new FitOptions(2, new Cancellation(), new Keeper(store, 0, "this"));
    }

    static Kept<FitResult> place(FitProblem problem, Store store) {
        return Fitter.kept(problem, with(store), 1e9);
    }
}
