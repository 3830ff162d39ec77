package org.isoflop.stdlib.allocate;

import java.util.Arrays;

/** The program on a block of lanes, on the scale of the {@link Formulation}: objective, conditions and their derivatives. */
final class Block {
    static final int CAPACITY = 512;
    static final double DIFFERENCE = 3e-5;
    private static final double FORWARD = Math.exp(DIFFERENCE);
    private static final double BACKWARD = Math.exp(-DIFFERENCE);

    final Formulation form;
    private final boolean feasibilityOnly;
    private final int size;
    private final int conditions;
    private final Parameter[] parameters;
    private final double[][] columns;
    private final int[] columnOf;
    private final double[][] variable;
    private final double[][] values;
    private final double[][][] gradients;
    private final double[] kept = new double[CAPACITY];
    private final double[] work = new double[CAPACITY];

    /** Whether all lanes were evaluated before, so that the normals of linear conditions are there. */
    private boolean known;

    int count;
    final double[] objective = new double[CAPACITY];
    final double[] objectiveScale = new double[CAPACITY];
    final double[][] gradient;
    final double[][] value;
    final double[][][] normal;
    final double[][] sideScale;
    /** Of the Lagrangian, {@code [v * size + w][lane]}. */
    final double[][] hessian;

    Block(Formulation form, boolean feasibilityOnly) {
        this.form = form;
        this.feasibilityOnly = feasibilityOnly;
        size = form.size;
        conditions = form.conditions;
        int outputs = form.program.outputs();
        parameters = new Parameter[form.program.parameters()];
        columnOf = new int[parameters.length];
        int varying = 0;
        for (int p = 0; p < parameters.length; p++) {
            parameters[p] = form.problem.parameters().get(p);
            columnOf[p] = parameters[p] instanceof Parameter.Column ? varying++ : -1;
        }
        columns = new double[varying][CAPACITY];
        for (int p = 0; p < parameters.length; p++) {
            if (columnOf[p] >= 0) {
                parameters[p] = new Parameter.Column(columns[columnOf[p]]);
            }
        }
        variable = new double[size][CAPACITY];
        values = new double[outputs][CAPACITY];
        gradients = new double[outputs][size][CAPACITY];
        gradient = new double[size][CAPACITY];
        value = new double[conditions][CAPACITY];
        normal = new double[conditions][size][CAPACITY];
        sideScale = new double[conditions][CAPACITY];
        hessian = new double[size * size][CAPACITY];
    }

    /** Reads the parameters of a row into a lane. */
    void load(int i, int row) {
        for (int p = 0; p < columnOf.length; p++) {
            if (columnOf[p] >= 0) {
                columns[columnOf[p]][i] = form.problem.parameters().get(p).at(row);
            }
        }
        known = false;
        objectiveScale[i] = 0;
        for (int c = 0; c < conditions; c++) {
            sideScale[c][i] = 0;
        }
    }

    /** Reads the parameters of some rows into the first lanes. */
    void load(int[] rows, int from, int lanes) {
        for (int p = 0; p < columnOf.length; p++) {
            if (form.problem.parameters().get(p) instanceof Parameter.Column(double[] source)) {
                double[] target = columns[columnOf[p]];
                for (int i = 0; i < lanes; i++) {
                    target[i] = source[rows[from + i]];
                }
            }
        }
        known = false;
        Arrays.fill(objectiveScale, 0, lanes, 0);
        for (double[] scale : sideScale) {
            Arrays.fill(scale, 0, lanes, 0);
        }
    }

    /** Moves a lane's data to another place. */
    void copy(int from, int to) {
        for (double[] column : columns) {
            column[to] = column[from];
        }
        for (int v = 0; v < size; v++) {
            variable[v][to] = variable[v][from];
            gradient[v][to] = gradient[v][from];
            for (int c = 0; c < conditions; c++) {
                normal[c][v][to] = normal[c][v][from];
            }
        }
        for (double[] entry : hessian) {
            entry[to] = entry[from];
        }
        for (int c = 0; c < conditions; c++) {
            value[c][to] = value[c][from];
            sideScale[c][to] = sideScale[c][from];
        }
        objective[to] = objective[from];
        objectiveScale[to] = objectiveScale[from];
        values[0][to] = values[0][from];
    }

    /** The objective as the program gave it at the last evaluation. */
    double given(int i) {
        return values[0][i];
    }

    /** Evaluates at coordinates; multipliers of conditions that are differences follow the scale of their sides. */
    void evaluate(double[][] coordinates, double[][] multiplier) {
        for (int v = 0; v < size; v++) {
            double[] source = coordinates[v];
            double[] target = variable[v];
            if (form.logarithmic[v]) {
                for (int i = 0; i < count; i++) {
                    target[i] = Math.exp(source[i]);
                }
            } else {
                double base = form.base[v];
                double width = form.width[v];
                for (int i = 0; i < count; i++) {
                    target[i] = base + width * source[i];
                }
            }
        }
        form.program.evaluate(variable, parameters, 0, count, values, gradients);
        scaleObjective(multiplier);
        for (int v = 0; v < size; v++) {
            gradientOf(v, gradient[v]);
        }
        for (int c = 0; c < conditions; c++) {
            scaleCondition(c, multiplier[c]);
            if (known && form.linear[c] && form.logarithmicCondition[c]) {
                continue;
            }
            for (int v = 0; v < size; v++) {
                normalOf(c, v, normal[c][v]);
            }
        }
        known = true;
    }

    private void scaleObjective(double[][] multiplier) {
        double[] given = values[0];
        double sign = form.objectiveSign;
        if (feasibilityOnly) {
            return;
        }
        if (form.objectiveLogarithmic) {
            for (int i = 0; i < count; i++) {
                objective[i] = given[i] > 0 ? sign * Math.log(given[i]) : Double.NaN;
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            if (objectiveScale[i] == 0) {
                double scale = Math.abs(given[i]);
                for (int v = 0; v < size; v++) {
                    scale = Math.max(scale, Math.abs((form.logarithmic[v] ? variable[v][i] : form.width[v]) * gradients[0][v][i]));
                }
                objectiveScale[i] = scale > 0 && scale < Double.MAX_VALUE ? scale : 1;
                for (double[] one : multiplier) {
                    one[i] /= objectiveScale[i];
                }
                for (double[] one : hessian) {
                    one[i] /= objectiveScale[i];
                }
            }
            objective[i] = sign * given[i] / objectiveScale[i];
        }
    }

    private void scaleCondition(int c, double[] multiplier) {
        double[] left = values[1 + 2 * c];
        double[] right = values[2 + 2 * c];
        double[] target = value[c];
        double orientation = form.orientation[c];
        if (form.logarithmicCondition[c]) {
            for (int i = 0; i < count; i++) {
                target[i] = left[i] > 0 && right[i] > 0 ? orientation * Math.log(left[i] / right[i]) : Double.NaN;
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            double scale = sideSize(c, i);
            multiplier[i] *= sideScale[c][i] == 0 ? scale : scale / sideScale[c][i];
            sideScale[c][i] = scale;
            target[i] = orientation * (left[i] - right[i]) / scale;
        }
    }

    /** A difference is measured against its sides; where both vanish, against what a unit of the coordinates changes. */
    private double sideSize(int c, int i) {
        double scale = Math.max(Math.abs(values[1 + 2 * c][i]), Math.abs(values[2 + 2 * c][i]));
        for (int v = 0; v < size; v++) {
            double unit = form.logarithmic[v] ? variable[v][i] : form.width[v];
            scale = Math.max(scale, Math.abs(unit * (gradients[1 + 2 * c][v][i] - gradients[2 + 2 * c][v][i])));
        }
        return scale > 0 && scale < Double.MAX_VALUE ? scale : 1;
    }

    private void gradientOf(int v, double[] target) {
        double[] given = form.objectiveLogarithmic ? values[0] : objectiveScale;
        double[] derivative = gradients[0][v];
        double[] unit = variable[v];
        double sign = form.objectiveSign;
        if (feasibilityOnly) {
            return;
        }
        if (form.logarithmic[v]) {
            for (int i = 0; i < count; i++) {
                target[i] = sign * unit[i] * derivative[i] / given[i];
            }
        } else {
            double width = form.width[v];
            for (int i = 0; i < count; i++) {
                target[i] = sign * width * derivative[i] / given[i];
            }
        }
    }

    private void normalOf(int c, int v, double[] target) {
        double[] left = form.logarithmicCondition[c] ? values[1 + 2 * c] : sideScale[c];
        double[] right = form.logarithmicCondition[c] ? values[2 + 2 * c] : sideScale[c];
        double[] leftDerivative = gradients[1 + 2 * c][v];
        double[] rightDerivative = gradients[2 + 2 * c][v];
        double[] unit = variable[v];
        double orientation = form.orientation[c];
        if (form.logarithmic[v]) {
            for (int i = 0; i < count; i++) {
                target[i] = orientation * unit[i] * (leftDerivative[i] / left[i] - rightDerivative[i] / right[i]);
            }
        } else {
            double width = form.width[v];
            for (int i = 0; i < count; i++) {
                target[i] = orientation * width * (leftDerivative[i] / left[i] - rightDerivative[i] / right[i]);
            }
        }
    }

    /** Second derivatives of the Lagrangian, one coordinate after the other, for every lane that wants them. */
    void differentiate(double[][] at, double[][] multiplier, boolean[] wanted) {
        for (int v = 0; v < size; v++) {
            if (!feasibilityOnly) {
                evaluateBeside(v, at[v]);
            }
            for (int w = 0; w < size; w++) {
                double[] target = hessian[v * size + w];
                if (feasibilityOnly) {
                    Arrays.fill(target, 0, count, v == w ? 1 : 0);
                    continue;
                }
                gradientOf(w, work);
                for (int i = 0; i < count; i++) {
                    if (wanted[i]) {
                        target[i] = (work[i] - gradient[w][i]) / offset(v, at[v][i]);
                    }
                }
                for (int c = 0; c < conditions; c++) {
                    if (!form.linear[c]) {
                        normalOf(c, w, work);
                        for (int i = 0; i < count; i++) {
                            if (wanted[i]) {
                                target[i] += multiplier[c][i] * (work[i] - normal[c][w][i]) / offset(v, at[v][i]);
                            }
                        }
                    }
                }
            }
            if (!feasibilityOnly) {
                System.arraycopy(kept, 0, variable[v], 0, count);
            }
        }
    }

    private double offset(int v, double coordinate) {
        return coordinate + DIFFERENCE <= form.upper[v] ? DIFFERENCE : -DIFFERENCE;
    }

    /** The lanes that want derivatives were just evaluated where they stand, so only one variable moves. */
    private void evaluateBeside(int v, double[] at) {
        double[] target = variable[v];
        System.arraycopy(target, 0, kept, 0, count);
        for (int i = 0; i < count; i++) {
            double offset = offset(v, at[i]);
            target[i] = form.logarithmic[v] ? target[i] * (offset > 0 ? FORWARD : BACKWARD) : target[i] + form.width[v] * offset;
        }
        form.program.evaluate(variable, parameters, 0, count, values, gradients);
    }
}
