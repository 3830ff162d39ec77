package org.isoflop.stdlib.allocate;

import org.jspecify.annotations.Nullable;

/**
 * Tells an optimum from a plateau at infinity. From the point where a search ended it walks far out along every variable that has no stated
 * end, keeping to the conditions that bind: where nothing out there is worse while the way back is, the objective has no optimum.
 */
final class Escape {
    private static final double[] FAR = {5, 20, 60, 120};

    private final Formulation form;
    private final Block block;

    Escape(Formulation form) {
        this.form = form;
        block = new Block(form, false);
    }

    @Nullable
    Unbounded check(Lanes ends, int lane) {
        if (!ends.holds(lane)) {
            return null;
        }
        for (int v = 0; v < form.size; v++) {
            double coordinate = ends.point[v][lane];
            if (!form.statedUpper[v] && coordinate >= form.upper[v] || !form.statedLower[v] && coordinate <= form.lower[v]) {
                return new Unbounded(v, coordinate > 0, ends.row[lane]);
            }
        }
        for (int v = 0; v < form.size; v++) {
            if (!form.statedUpper[v] && escapes(ends, lane, v, 1)) {
                return new Unbounded(v, true, ends.row[lane]);
            }
            if (!form.statedLower[v] && escapes(ends, lane, v, -1)) {
                return new Unbounded(v, false, ends.row[lane]);
            }
        }
        return null;
    }

    private boolean escapes(Lanes ends, int lane, int v, double sign) {
        double[] direction = direction(ends, lane, v, sign);
        if (!(Math.abs(direction[v]) > 0.1)) {
            return false;
        }
        int count = 2 * FAR.length + 1;
        double[][] at = new double[form.size][Block.CAPACITY];
        for (int i = 0; i < count; i++) {
            double distance = i == 0 ? 0 : i <= FAR.length ? FAR[i - 1] : -FAR[i - 1 - FAR.length];
            for (int w = 0; w < form.size; w++) {
                at[w][i] = form.clamp(w, ends.point[w][lane] + distance * direction[w]);
            }
            block.load(i, ends.row[lane]);
        }
        block.count = count;
        block.evaluate(at, new double[form.total][Block.CAPACITY]);
        double here = block.given(0);
        double size = Math.abs(here);
        for (int i = 1; i <= FAR.length; i++) {
            double worse = form.objectiveSign * (block.given(i) - here);
            if (!(worse <= 1e-11 * size) || !holds(i)) {
                return false;
            }
        }
        for (int i = FAR.length + 1; i < count; i++) {
            if (form.objectiveSign * (block.given(i) - here) > 1e-9 * size) {
                return true;
            }
        }
        return false;
    }

    private boolean holds(int i) {
        for (int c = 0; c < form.conditions; c++) {
            double value = block.value[c][i];
            if (!((form.equality[c] ? Math.abs(value) : value) <= 1e-8)) {
                return false;
            }
        }
        return true;
    }

    /** The way of a variable, less its parts along the normals of what binds. */
    private double[] direction(Lanes ends, int lane, int v, double sign) {
        double[][] at = new double[form.size][Block.CAPACITY];
        for (int w = 0; w < form.size; w++) {
            at[w][0] = ends.point[w][lane];
        }
        block.load(0, ends.row[lane]);
        block.count = 1;
        block.evaluate(at, new double[form.total][Block.CAPACITY]);
        double[] direction = new double[form.size];
        direction[v] = sign;
        double[][] basis = new double[form.size][];
        int known = 0;
        for (int j = 0; j < form.total && known < form.size; j++) {
            boolean binds = j < form.conditions
                    ? form.equality[j] || Math.abs(block.value[j][0]) <= 1e-8
                    : ends.multipliers()[j][lane] > 0;
            if (!binds) {
                continue;
            }
            double[] normal = new double[form.size];
            for (int w = 0; w < form.size; w++) {
                normal[w] = j < form.conditions ? block.normal[j][w][0] : form.endVariable[j - form.conditions] == w ? 1 : 0;
            }
            double before = norm(normal);
            for (int k = 0; k < known; k++) {
                subtract(normal, basis[k]);
            }
            if (norm(normal) > 1e-9 * before) {
                double length = norm(normal);
                for (int w = 0; w < form.size; w++) {
                    normal[w] /= length;
                }
                basis[known++] = normal;
                subtract(direction, normal);
            }
        }
        return direction;
    }

    private static void subtract(double[] vector, double[] unit) {
        double along = 0;
        for (int w = 0; w < vector.length; w++) {
            along += vector[w] * unit[w];
        }
        for (int w = 0; w < vector.length; w++) {
            vector[w] -= along * unit[w];
        }
    }

    private static double norm(double[] vector) {
        double sum = 0;
        for (double one : vector) {
            sum += one * one;
        }
        return Math.sqrt(sum);
    }
}
