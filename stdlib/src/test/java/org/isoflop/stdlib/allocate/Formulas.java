package org.isoflop.stdlib.allocate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A program from one scalar formula for each output, each giving its value and its gradient. */
record Formulas(int variables, int parameters, Formula... outputs_) implements Program {
    /** An output at one row. */
    interface Formula {
        double at(double[] x, double[] p, double[] gradient);
    }

    @Override
    public int conditions() {
        return (outputs_.length - 1) / 2;
    }

    @Override
    public void evaluate(double[][] variables, Parameter[] parameters, int from, int to, double[][] values,
            double @Nullable [][][] gradients) {
        double[] x = new double[this.variables];
        double[] p = new double[this.parameters];
        double[] gradient = new double[this.variables];
        for (int i = from; i < to; i++) {
            for (int v = 0; v < x.length; v++) {
                x[v] = variables[v][i];
            }
            for (int k = 0; k < p.length; k++) {
                p[k] = parameters[k].at(i);
            }
            for (int o = 0; o < outputs_.length; o++) {
                Arrays.fill(gradient, 0);
                values[o][i] = outputs_[o].at(x, p, gradient);
                if (gradients != null) {
                    for (int v = 0; v < x.length; v++) {
                        gradients[o][v][i] = gradient[v];
                    }
                }
            }
        }
    }

    /** E + A / N^alpha + B / D^beta with N, D the first two variables and the constants fixed. */
    static Formula loss(double e, double a, double b, double alpha, double beta) {
        return (x, p, g) -> {
            double first = a * Math.pow(x[0], -alpha);
            double second = b * Math.pow(x[1], -beta);
            g[0] = -alpha * first / x[0];
            g[1] = -beta * second / x[1];
            return e + first + second;
        };
    }

    /** The same with the constants E, A, B, alpha, beta as parameters from {@code k} on. */
    static Formula lossOf(int k) {
        return (x, p, g) -> loss(p[k], p[k + 1], p[k + 2], p[k + 3], p[k + 4]).at(x, p, g);
    }

    /** 6 N D. */
    static Formula trainFlop() {
        return (x, p, g) -> {
            g[0] = 6 * x[1];
            g[1] = 6 * x[0];
            return 6 * x[0] * x[1];
        };
    }

    /** D / N. */
    static Formula tokensPerParameter() {
        return (x, p, g) -> {
            g[0] = -x[1] / (x[0] * x[0]);
            g[1] = 1 / x[0];
            return x[1] / x[0];
        };
    }

    static Formula variable(int v) {
        return (x, p, g) -> {
            g[v] = 1;
            return x[v];
        };
    }

    static Formula parameter(int k) {
        return (x, p, g) -> p[k];
    }

    static Formula constant(double value) {
        return (x, p, g) -> value;
    }

    /** The sum of the variables from {@code from} (inclusive) to {@code to} (exclusive). */
    static Formula sum(int from, int to) {
        return (x, p, g) -> {
            double sum = 0;
            for (int v = from; v < to; v++) {
                g[v] = 1;
                sum += x[v];
            }
            return sum;
        };
    }
}
