package org.isoflop.stdlib.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isoflop.stdlib.fit.Chinchilla;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.fit.Loss;
import org.isoflop.stdlib.random.RandomStream;
import org.junit.jupiter.api.Test;

class LeaveOneOutTest {
    private static final double[] X = {1, 2, 3, 4, 5, 6, 7, 20};
    private static final double[] Y = {2.1, 3.9, 6.2, 8.1, 9.7, 12.2, 14.1, 30};

    private static double leverage(int row) {
        double mean = 48 / 8.0;
        double squares = 0;
        for (double x : X) {
            squares += (x - mean) * (x - mean);
        }
        return 1 / 8.0 + (X[row] - mean) * (X[row] - mean) / squares;
    }

    /** The textbook's formulas for lines (Cook 1977; Belsley, Kuh and Welsch 1980, chapter 2). */
    @Test
    void linesInClosedForm() {
        FitResult fit = Lines.line(X, Y);
        LeaveOneOut without = LeaveOneOut.of(fit, null, Lines.OPTIONS);
        Influence influence = Influence.of(without, null);
        double variance = 0;
        double left = 0;
        for (double r : fit.residuals()) {
            variance += r * r / 6;
        }
        for (int row = 0; row < 8; row++) {
            double h = leverage(row);
            double r = fit.residuals()[row];
            assertEquals(h, influence.leverages()[row], 1e-9);
            assertEquals(r * r * h / (2 * variance * (1 - h) * (1 - h)), influence.distances()[row], 1e-6);
            left += r * r / ((1 - h) * (1 - h));
        }
        assertTrue(without.isExact());
        assertEquals(7, influence.byDistance()[0]);
        CrossValidation validation = CrossValidation.of(without);
        assertEquals(Math.sqrt(left / 8), validation.rmse(), 1e-8);
        assertEquals(7, validation.worst());
        assertEquals(0, without.failures());
    }

    /** Without refits, what leaving out a row of a line does is exact as well: the leverage takes care of the rest. */
    @Test
    void linesAreForeseenExactly() {
        FitResult fit = Lines.line(X, Y);
        double[][] foreseen = LeaveOneOut.foreseen(fit, LeaveOneOut.groups(fit, null), 8);
        double[][] refitted = LeaveOneOut.of(fit, null, Lines.OPTIONS).coefficients();
        for (int row = 0; row < 8; row++) {
            assertEquals(refitted[row][1], foreseen[row][1], 1e-8);
        }
    }

    @Test
    void curvatureForeseesTheRunsOfChinchilla() {
        FitResult fit = Fitter.fit(Chinchilla.problem(new Loss.Squared()), Lines.OPTIONS);
        double[][] exact = LeaveOneOut.of(fit, null, Lines.OPTIONS).coefficients();
        double[][] foreseen = LeaveOneOut.foreseen(fit, LeaveOneOut.groups(fit, null), fit.problem().rows());
        for (int row = 10; row < 230; row++) {
            assertEquals(exact[row][3], foreseen[row][3], 0.05 * fit.deviation(3));
        }
    }

    @Test
    void clustersAreLeftOutWhole() {
        FitResult fit = Lines.line(X, Y);
        int[] clusters = {0, 0, 1, 1, 2, 2, 3, 3};
        LeaveOneOut without = LeaveOneOut.of(fit, clusters, Lines.OPTIONS);
        FitResult rest = Lines.line(new double[] {1, 2, 3, 4, 5, 6}, new double[] {2.1, 3.9, 6.2, 8.1, 9.7, 12.2});
        assertEquals(4, without.groups());
        assertEquals(rest.coefficient("b"), without.coefficients()[3][1], 1e-9);
        assertEquals(2, Influence.of(without, clusters).leverages()[0] + Influence.of(without, clusters).leverages()[1]
                + Influence.of(without, clusters).leverages()[2] + Influence.of(without, clusters).leverages()[3], 1e-9);
    }

    /** New rows of a line with known noise lie within their 90 % intervals nine times of ten. */
    @Test
    void newRowsAreCovered() {
        RandomStream random = RandomStream.of(4, "held out");
        double[] x = new double[50];
        double[] y = new double[50];
        for (int i = 0; i < 50; i++) {
            x[i] = i;
            y[i] = 3 + 0.5 * i + random.normal(i);
        }
        FitResult fit = Lines.line(x, y);
        double[][] values = new double[2][500];
        for (int k = 0; k < 500; k++) {
            double mean = random.normal(1000 + 2 * k) / Math.sqrt(50);
            double slope = random.normal(1001 + 2 * k) / Math.sqrt(50 * (50 * 50 - 1) / 12.0);
            values[0][k] = fit.coefficient("a") + mean - 24.5 * slope;
            values[1][k] = fit.coefficient("b") + slope;
        }
        double[] newX = new double[1000];
        double[] newY = new double[1000];
        for (int i = 0; i < 1000; i++) {
            newX[i] = 50 * random.uniform(5000 + i);
            newY[i] = 3 + 0.5 * newX[i] + random.normal(9000 + i);
        }
        HeldOut held = HeldOut.of(fit, new double[][] {newX}, newY, values, 0.9);
        assertEquals(0.9, held.coverage(), 0.05);
        assertEquals(1, held.rmse(), 0.1);
        assertEquals(Math.abs(held.worstResidual()), Math.abs(newY[held.worst()] - fit.coefficient("a")
                - fit.coefficient("b") * newX[held.worst()]), 1e-9);
        assertTrue(Double.isNaN(HeldOut.of(fit, new double[][] {newX}, newY, null, 0.9).coverage()));
    }
}
