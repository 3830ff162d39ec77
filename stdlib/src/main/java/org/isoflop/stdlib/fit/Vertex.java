package org.isoflop.stdlib.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Least absolute deviations to the last digits. Close to the optimum some rows are met exactly (as many as coefficients may
 * move, or fewer where the law bends); with their residuals held at zero the rest is smooth, and Newton's method for the
 * conditions of optimality ends at it (Bartels and Conn 1980). The multipliers of those rows are the certificate: none may
 * exceed one, or letting its row go would gain.
 */
final class Vertex {
    private static final int STEPS = 30;
    private static final int PIVOTS = 300;
    /** From among so many rows for each variable those are chosen that are met first. */
    private static final int NEAR = 4;
    private static final double TOLERANCE = 1e-8;
    /** Residuals below this part of the mean are met. */
    private static final double TIED = 1e-10;
    private static final int TURNS = 5000;

    private final Objective objective;
    private final int size;
    private final double[] point;
    private double[] residuals = new double[0];
    private double[] slopes = new double[0];
    private double[] lengths = new double[0];
    private int[] met = new int[0];
    private double[] multipliers = new double[0];
    private int[] free = new int[0];
    private double value;
    private double stationarity;

    Vertex(Objective objective) {
        this.objective = objective;
        size = objective.size();
        point = new double[size];
    }

    double[] point() {
        return point.clone();
    }

    /** The sum of weighted absolute residuals, and what priors add. */
    double value() {
        return value;
    }

    /** What is left of the slope, as a part of the sum of its terms' sizes: the largest over the variables. */
    double stationarity() {
        return stationarity;
    }

    /** The rows met exactly, and their multipliers between -1 and 1. */
    int[] met() {
        return met.clone();
    }

    double[] multipliers() {
        return multipliers.clone();
    }

    /**
     * Goes to the optimum from where the sum of Huber losses ended.
     *
     * @param delta of those losses: rows with smaller residuals are taken to be met
     * @return whether that is an optimum
     */
    boolean from(double[] start, double delta) {
        System.arraycopy(start, 0, point, 0, size);
        residuals = new double[objective.rows()];
        slopes = new double[objective.rows()];
        met = new int[0];
        look();
        scale();
        double before = value;
        choose(delta, NEAR * free.length);
        boolean there = settle();
        if (!there || value > before) {
            System.arraycopy(start, 0, point, 0, size);
            met = new int[0];
            look();
            choose(delta, within(delta));
            there = settle();
        }
        if (!there) {
            return false;
        }
        int loosest = loosest();
        for (int pivot = 0; pivot < PIVOTS && loosest >= 0 && exchange(loosest); pivot++) {
            loosest = loosest();
        }
        balance();
        return isOptimal();
    }

    /** Newton's method until it stands; false if it has no step. */
    private boolean settle() {
        double moved = 1;
        for (int step = 0; step < STEPS && moved > 1e-13; step++) {
            moved = step();
            if (!(moved <= Double.MAX_VALUE)) {
                return false;
            }
            look();
        }
        return moved < 1e-9;
    }

    /** The met row whose letting go gains most; -1 if none gains. */
    private int loosest() {
        int found = -1;
        double most = 1 + TOLERANCE;
        for (int z = 0; z < met.length; z++) {
            if (Math.abs(multipliers[z]) > most) {
                most = Math.abs(multipliers[z]);
                found = z;
            }
        }
        return found;
    }

    /**
     * Lets a met row go and follows the edge along which the others stay met, past rows that change sign, to the row at which
     * the sum no longer falls; that one is met instead. Where the law bends so much that no such row is lower, the row is
     * let go alone. Returns whether the sum fell.
     */
    private boolean exchange(int loose) {
        double[] edge = edge(loose);
        if (edge.length == 0) {
            return false;
        }
        double[][] jacobian = objective.jacobian(point);
        double[] rates = new double[residuals.length];
        List<Integer> ahead = new ArrayList<>();
        for (int row = 0; row < residuals.length; row++) {
            for (int j : free) {
                rates[row] += jacobian[j][row] * edge[j];
            }
            if (rates[row] * residuals[row] < 0 && objective.weight(row) > 0 && !isMet(row)) {
                ahead.add(row);
            }
        }
        ahead.sort(Comparator.comparingDouble((Integer row) -> -residuals[row] / rates[row]));
        double slope = objective.weight(met[loose]) * (1 - Math.abs(multipliers[loose]));
        int last = 0;
        while (last < ahead.size() && slope < 0) {
            slope += 2 * objective.weight(ahead.get(last)) * Math.abs(rates[ahead.get(last)]);
            last++;
        }
        for (int count = last; count > 0; count /= 2) {
            int row = ahead.get(count - 1);
            if (isLowerWith(loose, row, edge, -residuals[row] / rates[row])) {
                return true;
            }
        }
        return isLowerWith(loose, -1, edge, 0);
    }

    private boolean isMet(int row) {
        for (int each : met) {
            if (each == row) {
                return true;
            }
        }
        return false;
    }

    /** The direction in which a met row leaves zero as its multiplier says, and the others do not; empty if there is none. */
    private double[] edge(int loose) {
        int n = free.length;
        if (met.length != n) {
            return new double[0];
        }
        double[][] matrix = scaled(objective.slopes(point, met));
        double[] right = new double[n];
        for (int z = 0; z < n; z++) {
            right[z] = z == loose ? Math.signum(multipliers[loose]) : 0;
            double longest = 0;
            for (double entry : matrix[z]) {
                longest = Math.max(longest, Math.abs(entry));
            }
            for (int i = 0; i < n; i++) {
                matrix[z][i] /= longest;
            }
            right[z] /= longest;
        }
        if (!Matrices.eliminate(matrix, right)) {
            return new double[0];
        }
        double[] edge = new double[size];
        for (int i = 0; i < n; i++) {
            edge[free[i]] = right[i] / lengths[free[i]];
        }
        return edge;
    }

    /** Goes to where another row, or with -1 none, is met instead of one; stays where it was if that is not lower. */
    private boolean isLowerWith(int loose, int row, double[] edge, double length) {
        double[] pointBefore = point.clone();
        int[] metBefore = met;
        double[] multipliersBefore = multipliers;
        double valueBefore = value;
        met = new int[row < 0 ? metBefore.length - 1 : metBefore.length];
        multipliers = new double[met.length];
        int next = 0;
        for (int z = 0; z < metBefore.length; z++) {
            int each = z == loose ? row : metBefore[z];
            if (each >= 0) {
                multipliers[next] = z == loose ? 0 : Math.max(-1, Math.min(multipliersBefore[z], 1));
                met[next++] = each;
            }
        }
        sort();
        for (int j : free) {
            point[j] = Math.max(objective.lower(j), Math.min(point[j] + length * edge[j], objective.upper(j)));
        }
        look();
        if (settle() && value < valueBefore) {
            return true;
        }
        System.arraycopy(pointBefore, 0, point, 0, size);
        met = metBefore;
        multipliers = multipliersBefore;
        look();
        return false;
    }

    /** Met rows ascend. */
    private void sort() {
        for (int i = 1; i < met.length; i++) {
            for (int k = i; k > 0 && met[k] < met[k - 1]; k--) {
                int row = met[k];
                met[k] = met[k - 1];
                met[k - 1] = row;
                double multiplier = multipliers[k];
                multipliers[k] = multipliers[k - 1];
                multipliers[k - 1] = multiplier;
            }
        }
    }

    /**
     * Where more rows are met than variables may move, their multipliers are not unique: those are taken that balance the
     * slope best within -1..1.
     */
    private void balance() {
        double least = TIED * value / residuals.length;
        int[] tied = new int[residuals.length];
        int count = 0;
        for (int row = 0; row < residuals.length; row++) {
            if (Math.abs(residuals[row]) <= least && objective.weight(row) > 0) {
                tied[count++] = row;
            }
        }
        if (count <= met.length) {
            return;
        }
        met = Arrays.copyOf(tied, count);
        multipliers = new double[count];
        look();
        double[][] pulls = scaled(objective.slopes(point, met));
        for (int z = 0; z < count; z++) {
            for (int i = 0; i < free.length; i++) {
                pulls[z][i] *= objective.weight(met[z]);
            }
        }
        objective.lagrangian(point, slopes);
        double[] left = new double[free.length];
        for (int i = 0; i < free.length; i++) {
            left[i] = objective.gradient[free[i]] / lengths[free[i]];
        }
        balance(pulls, left);
        look();
    }

    /**
     * Finds the multipliers one at a time in turns.
     *
     * @param pulls what each row adds to the slope along each variable that may move, by a multiplier of one
     * @param left the slope without them
     */
    private void balance(double[][] pulls, double[] left) {
        double moved = 1;
        for (int turn = 0; turn < TURNS && moved > 1e-13; turn++) {
            moved = 0;
            for (int z = 0; z < pulls.length; z++) {
                double before = multipliers[z];
                double square = Matrices.dot(pulls[z], pulls[z]);
                multipliers[z] = square == 0 ? 0 : Math.clamp(before - Matrices.dot(pulls[z], left) / square, -1, 1);
                for (int i = 0; i < left.length; i++) {
                    left[i] += (multipliers[z] - before) * pulls[z][i];
                }
                moved = Math.max(moved, Math.abs(multipliers[z] - before));
            }
        }
    }

    /** Slopes of some rows along the variables that may move, in the units of those. */
    private double[][] scaled(double[][] slopesOfRows) {
        double[][] scaled = new double[slopesOfRows.length][free.length];
        for (int z = 0; z < scaled.length; z++) {
            for (int i = 0; i < free.length; i++) {
                scaled[z][i] = slopesOfRows[z][free[i]] / lengths[free[i]];
            }
        }
        return scaled;
    }

    private double[] deviations(int[] rows) {
        double[] deviations = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            deviations[i] = Math.abs(residuals[rows[i]]);
        }
        return deviations;
    }

    private void look() {
        objective.residuals(point, residuals);
        value = 0;
        for (int row = 0; row < residuals.length; row++) {
            value += objective.weight(row) * Math.abs(residuals[row]);
            slopes[row] = objective.weight(row) * Math.signum(residuals[row]);
        }
        for (int i = 0; i < met.length; i++) {
            slopes[met[i]] = objective.weight(met[i]) * multipliers[i];
        }
    }

    /** The unit of each variable: that in which a typical residual moves by the largest. */
    private void scale() {
        double[] signs = slopes.clone();
        double[][] jacobian = objective.jacobian(point);
        lengths = new double[size];
        free = new int[size];
        int count = 0;
        objective.lagrangian(point, signs);
        for (int j = 0; j < size; j++) {
            double sum = 0;
            for (int row = 0; row < residuals.length; row++) {
                sum += objective.weight(row) * Math.abs(jacobian[j][row]);
            }
            lengths[j] = sum;
            boolean held = point[j] <= objective.lower(j) && objective.gradient[j] >= 0
                    || point[j] >= objective.upper(j) && objective.gradient[j] <= 0 || objective.lower(j) == objective.upper(j);
            if (!held && sum > 0) {
                free[count++] = j;
            }
        }
        free = Arrays.copyOf(free, count);
    }

    private int within(double delta) {
        int count = 0;
        for (int row = 0; row < residuals.length; row++) {
            count += Math.abs(residuals[row]) <= delta && objective.weight(row) > 0 ? 1 : 0;
        }
        return count;
    }

    /** Of some rows with the smallest residuals as many as variables at most, whose slopes are independent. */
    private void choose(double delta, int most) {
        Integer[] order = new Integer[residuals.length];
        int count = 0;
        for (int row = 0; row < residuals.length; row++) {
            if (objective.weight(row) > 0) {
                order[count++] = row;
            }
        }
        Arrays.sort(order, 0, count, Comparator.comparingDouble((Integer row) -> Math.abs(residuals[row])));
        int[] near = new int[Math.min(count, most)];
        for (int i = 0; i < near.length; i++) {
            near[i] = order[i];
        }
        Arrays.sort(near);
        boolean[] taken = IndependentRows.among(scaled(objective.slopes(point, near)), deviations(near), free.length);
        met = new int[Math.min(near.length, free.length)];
        multipliers = new double[met.length];
        int next = 0;
        for (int i = 0; i < near.length; i++) {
            if (taken[i]) {
                met[next] = near[i];
                multipliers[next++] = Math.max(-1, Math.min(residuals[near[i]] / delta, 1));
            }
        }
        met = Arrays.copyOf(met, next);
        multipliers = Arrays.copyOf(multipliers, next);
        look();
    }

    /** One step of Newton's method for the point and the multipliers; its length, or infinity if there is none. */
    private double step() {
        double[][] jacobian = objective.slopes(point, met);
        objective.lagrangian(point, slopes);
        int n = free.length;
        int m = met.length;
        double[][] matrix = new double[n + m][n + m];
        double[] right = new double[n + m];
        // Variables in units of their lengths and the objective in units of its size, so that pivots compare.
        double unit = Math.max(value, Double.MIN_NORMAL);
        for (int i = 0; i < n; i++) {
            int row = free[i];
            double length = unit / lengths[row];
            for (int k = 0; k < n; k++) {
                double bend = objective.hessian.get(row, free[k]);
                matrix[i][k] = bend * length * (unit / lengths[free[k]]) / unit;
            }
            right[i] = -objective.gradient[row] * length / unit;
            for (int z = 0; z < m; z++) {
                double entry = jacobian[z][row] * length / unit * residuals.length;
                matrix[i][n + z] = entry * objective.weight(met[z]) / residuals.length;
                matrix[n + z][i] = entry;
            }
        }
        for (int z = 0; z < m; z++) {
            right[n + z] = -residuals[met[z]] / unit * residuals.length;
        }
        if (!Matrices.eliminate(matrix, right)) {
            return Double.POSITIVE_INFINITY;
        }
        double moved = 0;
        for (int i = 0; i < n; i++) {
            int j = free[i];
            double before = point[j];
            point[j] = Math.max(objective.lower(j), Math.min(before + right[i] * unit / lengths[j], objective.upper(j)));
            moved = Math.max(moved, Math.abs(right[i]));
        }
        for (int z = 0; z < m; z++) {
            multipliers[z] += right[n + z];
        }
        return moved;
    }

    private boolean isOptimal() {
        for (double multiplier : multipliers) {
            if (!(Math.abs(multiplier) <= 1 + TOLERANCE)) {
                return false;
            }
        }
        objective.lagrangian(point, slopes);
        value += objective.value;
        stationarity = 0;
        for (int j = 0; j < size; j++) {
            boolean held = point[j] <= objective.lower(j) && objective.gradient[j] >= 0
                    || point[j] >= objective.upper(j) && objective.gradient[j] <= 0;
            if (!held && lengths[j] > 0) {
                stationarity = Math.max(stationarity, Math.abs(objective.gradient[j]) / lengths[j]);
            }
        }
        return stationarity <= TOLERANCE && value <= Double.MAX_VALUE;
    }
}
