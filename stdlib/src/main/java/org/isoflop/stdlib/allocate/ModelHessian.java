package org.isoflop.stdlib.allocate;

/** The second derivatives of a subproblem and their Cholesky factor L, made definite where they are not. Reused for every lane of a thread. */
final class ModelHessian {
    private final int size;
    /** The matrix row by row, to be filled in before {@link #factorise}. */
    final double[] entries;
    private final double[] factor;
    private final double[] work;
    private final boolean[] augmentedSet;
    private double augmentation;
    /** Whether it had to be changed in directions that matter, so that a step with it is no Newton step. */
    boolean shifted;

    ModelHessian(int size, int total) {
        this.size = size;
        entries = new double[size * size];
        factor = new double[size * size];
        work = new double[size * size];
        augmentedSet = new boolean[total];
    }

    /**
     * W may be indefinite across the active conditions although it is definite along them. Adding multiples of a a' for those conditions
     * repairs that without changing the Newton step; only what is still not definite is shifted.
     */
    void factorise(double[] normal, boolean[] active, boolean[] equality, double[] gradient) {
        shifted = false;
        augmentation = 0;
        System.arraycopy(entries, 0, work, 0, work.length);
        if (cholesky()) {
            return;
        }
        double largest = largest(entries);
        double guessedNorm = 0;
        for (int j = 0; j < augmentedSet.length; j++) {
            augmentedSet[j] = active[j] || equality[j];
            if (augmentedSet[j]) {
                double squared = squared(normal, j * size);
                guessedNorm = guessedNorm == 0 ? squared : Math.min(guessedNorm, Math.max(squared, 1e-3 * guessedNorm));
            }
        }
        if (guessedNorm > 0) {
            augmentation = 10 * Math.max(largest, 1e-6) / guessedNorm;
            for (int j = 0; j < augmentedSet.length; j++) {
                if (augmentedSet[j]) {
                    addOuter(normal, j * size, augmentation);
                }
            }
            if (cholesky()) {
                return;
            }
        }
        shifted = true;
        double shift = Math.max(1e-9, Math.max(1e-3 * largest, largest(gradient) / 8));
        double added = 0;
        do {
            for (int v = 0; v < size; v++) {
                work[v * size + v] += shift - added;
            }
            added = shift;
            shift *= 10;
        } while (!cholesky() && shift < 1e60);
    }

    private void addOuter(double[] normal, int from, double weight) {
        for (int v = 0; v < size; v++) {
            for (int w = 0; w < size; w++) {
                work[v * size + w] += weight * normal[from + v] * normal[from + w];
            }
        }
    }

    private boolean cholesky() {
        double diagonal = 0;
        for (int v = 0; v < size; v++) {
            diagonal = Math.max(diagonal, work[v * size + v]);
        }
        double least = 1e-10 * diagonal + 1e-11;
        for (int v = 0; v < size; v++) {
            for (int w = 0; w <= v; w++) {
                double sum = work[v * size + w];
                for (int k = 0; k < w; k++) {
                    sum -= factor[v * size + k] * factor[w * size + k];
                }
                if (v == w) {
                    if (!(sum > least)) {
                        return false;
                    }
                    factor[v * size + v] = Math.sqrt(sum);
                } else {
                    factor[v * size + w] = sum / factor[w * size + w];
                }
            }
        }
        return true;
    }

    /** The multiple of the outer product of a condition's normal that was added. */
    double augmentation(int j) {
        return augmentation > 0 && augmentedSet[j] ? augmentation : 0;
    }

    /** Solves L x = b in place. */
    void forward(double[] vector, int offset) {
        for (int v = 0; v < size; v++) {
            double sum = vector[offset + v];
            for (int k = 0; k < v; k++) {
                sum -= factor[v * size + k] * vector[offset + k];
            }
            vector[offset + v] = sum / factor[v * size + v];
        }
    }

    /** Solves L' x = b. */
    void backward(double[] point, double[] step) {
        for (int v = size - 1; v >= 0; v--) {
            double sum = point[v];
            for (int k = v + 1; k < size; k++) {
                sum -= factor[k * size + v] * step[k];
            }
            step[v] = sum / factor[v * size + v];
        }
    }

    private double squared(double[] normal, int from) {
        double sum = 0;
        for (int v = 0; v < size; v++) {
            sum += normal[from + v] * normal[from + v];
        }
        return sum;
    }

    private static double largest(double[] numbers) {
        double most = 0;
        for (double number : numbers) {
            most = Math.max(most, Math.abs(number));
        }
        return most;
    }
}
