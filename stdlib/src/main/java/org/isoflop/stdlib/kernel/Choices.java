package org.isoflop.stdlib.kernel;

/** The array loops of comparisons, logic, choices and steps. A truth is 1 or 0; missing, which is NaN, stays missing. */
final class Choices {
    private Choices() {
    }

    static void min(double[] out, double[] a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.min(a[i], b[i]);
        }
    }

    static void min(double[] out, double[] a, double b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.min(a[i], b);
        }
    }

    static void max(double[] out, double[] a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.max(a[i], b[i]);
        }
    }

    static void max(double[] out, double[] a, double b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.max(a[i], b);
        }
    }

    static void select(double[] out, double[] condition, double[] yes, double[] no, int n) {
        for (int i = 0; i < n; i++) {
            double c = condition[i];
            out[i] = c == c ? (c != 0 ? yes[i] : no[i]) : Double.NaN;
        }
    }

    static void less(double[] out, double[] a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] < b[i] ? 1 : a[i] >= b[i] ? 0 : Double.NaN;
        }
    }

    static void lessEqual(double[] out, double[] a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] <= b[i] ? 1 : a[i] > b[i] ? 0 : Double.NaN;
        }
    }

    /** Whether entries are equal; with {@code yes} and {@code no} exchanged, whether they differ. */
    static void equal(double[] out, double[] a, double[] b, double yes, double no, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] == b[i] ? yes : a[i] < b[i] || a[i] > b[i] ? no : Double.NaN;
        }
    }

    static void and(double[] out, double[] a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] == 0 || b[i] == 0 ? 0 : a[i] == a[i] && b[i] == b[i] ? 1 : Double.NaN;
        }
    }

    static void or(double[] out, double[] a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            boolean one = a[i] < 0 || a[i] > 0 || b[i] < 0 || b[i] > 0;
            out[i] = one ? 1 : a[i] == a[i] && b[i] == b[i] ? 0 : Double.NaN;
        }
    }

    static void not(double[] out, double[] a, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] == 0 ? 1 : a[i] == a[i] ? 0 : Double.NaN;
        }
    }

    static void known(double[] out, double[] a, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] == a[i] ? 1 : 0;
        }
    }

    static void floor(double[] out, double[] a, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.floor(a[i]);
        }
    }

    static void ceil(double[] out, double[] a, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.ceil(a[i]);
        }
    }
}
