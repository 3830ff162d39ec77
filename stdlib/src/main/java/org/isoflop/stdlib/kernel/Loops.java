package org.isoflop.stdlib.kernel;

/**
 * The array loops of arithmetic. HotSpot turns a loop into vector code by itself if all its arrays are indexed by the same
 * variable and it holds only arithmetic; so these need no second form.
 */
final class Loops {
    private Loops() {
    }

    static void add(double[] out, double[] a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] + b[i];
        }
    }

    static void add(double[] out, double[] a, double b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] + b;
        }
    }

    static void subtract(double[] out, double[] a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] - b[i];
        }
    }

    static void subtract(double[] out, double a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a - b[i];
        }
    }

    static void multiply(double[] out, double[] a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] * b[i];
        }
    }

    static void multiply(double[] out, double[] a, double b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] * b;
        }
    }

    static void divide(double[] out, double[] a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] / b[i];
        }
    }

    static void divide(double[] out, double[] a, double b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] / b;
        }
    }

    static void divide(double[] out, double a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a / b[i];
        }
    }

    static void negate(double[] out, double[] a, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = -a[i];
        }
    }

    static void abs(double[] out, double[] a, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.abs(a[i]);
        }
    }

    static void sqrt(double[] out, double[] a, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.sqrt(a[i]);
        }
    }
}
