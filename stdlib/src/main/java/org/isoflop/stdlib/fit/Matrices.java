package org.isoflop.stdlib.fit;

import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;

/** Small vectors and dense symmetric matrices, as many rows as coefficients; only lower triangles are read and written. */
final class Matrices {
    private Matrices() {
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    /**
     * Factors in place into {@code L L'}. Returns false if the matrix is not positive definite: if a pivot falls below
     * {@code tolerance} times its diagonal entry.
     */
    static boolean factor(double[][] matrix, int size, double tolerance) {
        for (int j = 0; j < size; j++) {
            double[] row = matrix[j];
            double pivot = row[j];
            for (int k = 0; k < j; k++) {
                pivot -= row[k] * row[k];
            }
            if (!(pivot > tolerance * Math.abs(row[j])) || pivot == Double.POSITIVE_INFINITY) {
                return false;
            }
            double root = Math.sqrt(pivot);
            row[j] = root;
            for (int i = j + 1; i < size; i++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= matrix[i][k] * row[k];
                }
                matrix[i][j] = sum / root;
            }
        }
        return true;
    }

    /**
     * Solves {@code A x = b} in place of b for a full square matrix, by elimination with pivots chosen from scaled rows; the
     * matrix is overwritten. Returns false if it is singular in double precision.
     */
    static boolean eliminate(double[][] matrix, double[] b) {
        int size = b.length;
        for (int j = 0; j < size; j++) {
            int pivot = j;
            for (int i = j + 1; i < size; i++) {
                pivot = Math.abs(matrix[i][j]) > Math.abs(matrix[pivot][j]) ? i : pivot;
            }
            if (!(Math.abs(matrix[pivot][j]) > 1e-14)) {
                return false;
            }
            double[] row = matrix[pivot];
            matrix[pivot] = matrix[j];
            matrix[j] = row;
            double value = b[pivot];
            b[pivot] = b[j];
            b[j] = value;
            for (int i = j + 1; i < size; i++) {
                double factor = matrix[i][j] / row[j];
                for (int k = j; k < size && factor != 0; k++) {
                    matrix[i][k] -= factor * row[k];
                }
                b[i] -= factor * value;
            }
        }
        for (int i = size - 1; i >= 0; i--) {
            for (int k = i + 1; k < size; k++) {
                b[i] -= matrix[i][k] * b[k];
            }
            b[i] /= matrix[i][i];
        }
        return true;
    }

    /**
     * Eigenvalues of a full symmetric matrix, in no order, and its eigenvectors in the columns of {@code vectors}, which must
     * be the unit matrix or have no rows; the matrix is overwritten.
     */
    static double[] diagonalise(double[][] matrix, double[][] vectors) {
        int size = matrix.length;
        if (size > Roles.FEW) {
            return diagonaliseMany(matrix, vectors);
        }
        for (int sweep = 0; sweep < 60; sweep++) {
            double off = 0;
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < i; j++) {
                    off += Math.abs(matrix[i][j]);
                    rotate(matrix, vectors, i, j);
                }
            }
            if (off == 0) {
                break;
            }
        }
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = matrix[i][i];
        }
        return values;
    }

    /** By way of a tridiagonal matrix, which takes a fraction of the time, and small eigenvalues lose some digits. */
    private static double[] diagonaliseMany(double[][] matrix, double[][] vectors) {
        EigenDecomposition decomposition = new EigenDecomposition(MatrixUtils.createRealMatrix(matrix));
        for (int axis = 0; axis < matrix.length && vectors.length > 0; axis++) {
            double[] vector = decomposition.getEigenvector(axis).toArray();
            for (int i = 0; i < vector.length; i++) {
                vectors[i][axis] = vector[i];
            }
        }
        return decomposition.getRealEigenvalues();
    }

    private static void rotate(double[][] m, double[][] vectors, int p, int q) {
        if (m[p][q] == 0) {
            return;
        }
        double theta = (m[q][q] - m[p][p]) / (2 * m[p][q]);
        double t = Math.copySign(1 / (Math.abs(theta) + Math.sqrt(theta * theta + 1)), theta);
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        turn(m, p, q, c, s);
        turn(vectors, p, q, c, s);
        for (int k = 0; k < m.length; k++) {
            double a = m[p][k];
            double b = m[q][k];
            m[p][k] = c * a - s * b;
            m[q][k] = s * a + c * b;
        }
        m[p][q] = 0;
        m[q][p] = 0;
    }

    private static void turn(double[][] m, int p, int q, double c, double s) {
        for (double[] row : m) {
            double a = row[p];
            double b = row[q];
            row[p] = c * a - s * b;
            row[q] = s * a + c * b;
        }
    }
}
