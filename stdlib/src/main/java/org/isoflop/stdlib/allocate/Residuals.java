package org.isoflop.stdlib.allocate;

import java.util.Arrays;

/**
 * How far the rows of an allocation are from fulfilling the conditions of Karush, Kuhn and Tucker, by the program's own derivatives at the
 * variables that are handed out: whatever found them, this looks anew. Where a formula bends it has no derivatives; there counts what was
 * found of the pieces that meet.
 */
final class Residuals {
    private static final int SLICE = 1024;

    private final Allocation allocation;
    private final Formulation form;
    private final double[][] at;
    private final double[][] value;
    private final double[][][] gradient;
    private final double[][] beside;
    private final double[] scale = new double[SLICE];

    private Residuals(Allocation allocation) {
        this.allocation = allocation;
        form = allocation.form();
        int outputs = form.program.outputs();
        at = new double[form.size][SLICE];
        value = new double[outputs][SLICE];
        gradient = new double[outputs][form.size][SLICE];
        beside = new double[outputs][SLICE];
    }

    static double[] of(Allocation allocation) {
        double[] residual = new double[allocation.rows()];
        Residuals residuals = new Residuals(allocation);
        for (int from = 0; from < residual.length; from += SLICE) {
            residuals.slice(from, Math.min(residual.length, from + SLICE), residual);
        }
        return residual;
    }

    /** Of lanes as the rows of a formulation; their coordinates become variables. */
    static double[] of(Formulation form, Lanes ends) {
        return of(new Allocation(form, ends, null, null, null, new Allocation.Certificate(Allocation.Method.STARTS, 0, 0, 0, null)));
    }

    private void slice(int from, int to, double[] residual) {
        int count = to - from;
        Parameter[] parameters = form.rows(from, to);
        for (int v = 0; v < form.size; v++) {
            System.arraycopy(allocation.variables()[v], from, at[v], 0, count);
        }
        form.program.evaluate(at, parameters, 0, count, value, gradient);
        measure(parameters, count);
        for (int i = 0; i < count; i++) {
            double corner = allocation.corner(from + i);
            residual[from + i] = !allocation.feasible[from + i] ? Double.NaN : Double.isNaN(corner) ? residual(i, from + i) : corner;
        }
    }

    /** What the objective is measured against: its size, or what an e-folding of a variable or the width of its range changes. */
    private void measure(Parameter[] parameters, int count) {
        for (int i = 0; i < count; i++) {
            scale[i] = Math.abs(value[0][i]);
        }
        for (int v = 0; v < form.size; v++) {
            double[] kept = at[v].clone();
            for (int step = -1; step <= 1; step += 2) {
                for (int i = 0; i < count; i++) {
                    double moved = form.logarithmic[v] ? kept[i] * Math.exp(step) : kept[i] + step * form.width[v];
                    at[v][i] = Math.min(form.most(v), Math.max(form.least(v), moved));
                }
                form.program.evaluate(at, parameters, 0, count, beside, null);
                for (int i = 0; i < count; i++) {
                    double change = Math.abs(beside[0][i] - value[0][i]);
                    scale[i] = change <= Double.MAX_VALUE ? Math.max(scale[i], change) : scale[i];
                }
            }
            at[v] = kept;
        }
        for (int i = 0; i < count; i++) {
            scale[i] = scale[i] > 0 ? scale[i] : 1;
        }
    }

    private double residual(int i, int row) {
        double worth = form.objectiveLogarithmic ? Math.abs(value[0][i]) : 1;
        double most = 0;
        double[] pull = new double[form.size];
        Arrays.setAll(pull, v -> form.objectiveSign * unit(v, i) * gradient[0][v][i]);
        for (int c = 0; c < form.conditions; c++) {
            double left = value[1 + 2 * c][i];
            double right = value[2 + 2 * c][i];
            boolean ratio = form.logarithmicCondition[c];
            double size = Math.max(Math.abs(left), Math.abs(right));
            double excess = form.orientation[c] * (ratio ? Math.log(left / right) : left - right);
            double multiplier = worth * allocation.lagrange()[c][row];
            double broken = form.equality[c] ? Math.abs(excess) : Math.max(0, excess);
            most = Math.max(most, ratio || size == 0 ? broken : broken / size);
            most = Math.max(most, Math.abs(multiplier * excess) / scale[i]);
            if (!form.equality[c]) {
                most = Math.max(most, -multiplier * (ratio ? 1 : size) / scale[i]);
            }
            for (int v = 0; v < form.size && multiplier != 0; v++) {
                double normal = ratio
                        ? gradient[1 + 2 * c][v][i] / left - gradient[2 + 2 * c][v][i] / right
                        : gradient[1 + 2 * c][v][i] - gradient[2 + 2 * c][v][i];
                pull[v] += multiplier * form.orientation[c] * unit(v, i) * normal;
            }
        }
        for (int e = 0; e < form.endSign.length; e++) {
            double multiplier = worth * allocation.lagrange()[form.conditions + e][row];
            pull[form.endVariable[e]] += form.endSign[e] * multiplier;
            most = Math.max(most, -multiplier / scale[i]);
        }
        for (double sum : pull) {
            most = Math.max(most, Math.abs(sum) / scale[i]);
        }
        return most;
    }

    private double unit(int v, int i) {
        return form.logarithmic[v] ? at[v][i] : form.width[v];
    }
}
