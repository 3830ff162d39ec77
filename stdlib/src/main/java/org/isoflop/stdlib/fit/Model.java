package org.isoflop.stdlib.fit;

import org.isoflop.stdlib.kernel.BoundKernel;
import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;

/**
 * The prediction of a problem in its search variables, for {@link Objective#evaluate}.
 *
 * @param kernel over columns and roles: first the prediction as the residual shows it (its logarithm for log residuals), then
 *     itself, its gradient by roles, and the lower triangle of its Hessian
 */
record Model(Roles roles, Kernel kernel) {
    static Model of(FitProblem problem) {
        return of(problem, Roles.of(problem));
    }

    static Model of(FitProblem problem, Roles roles) {
        KernelBuilder builder = new KernelBuilder();
        int columns = problem.columns().length;
        int count = roles.count();
        int[] arguments = new int[columns + count];
        int[] variables = new int[count];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = builder.input(roles.prediction().inputName(i));
            if (i >= columns) {
                variables[i - columns] = arguments[i];
                boolean logarithmic = problem.coefficients().get(roles.first(i - columns)).isLogarithmic();
                arguments[i] = logarithmic ? builder.apply(Operator.EXP, arguments[i]) : arguments[i];
            }
        }
        int predicted = builder.inline(roles.prediction(), arguments)[0];
        if (problem.residual() instanceof Residual.Transformed(Kernel function, String name)) {
            predicted = builder.inline(function, predicted)[0];
        }
        int[] outputs = new int[2 + count + count * (count + 1) / 2];
        outputs[0] = problem.residual() == Residual.LOG ? builder.apply(Operator.LOG, predicted) : predicted;
        outputs[1] = predicted;
        int[] slopes = builder.derivatives(predicted, variables);
        System.arraycopy(slopes, 0, outputs, 2, count);
        System.arraycopy(builder.hessian(slopes, variables), 0, outputs, 2 + count, count * (count + 1) / 2);
        return new Model(roles, builder.build(outputs));
    }

    /** The kernel tied to the rows of a problem with this prediction. */
    BoundKernel bind(FitProblem problem, int threads) {
        return roles.bind(kernel, problem.columns(), problem.rows(), threads);
    }

    BoundKernel bind(double[][] columns, int rows) {
        return roles.bind(kernel, columns, rows, 1);
    }

    /** How many coefficients there are. */
    int size() {
        return roles.envelope().size();
    }
}
