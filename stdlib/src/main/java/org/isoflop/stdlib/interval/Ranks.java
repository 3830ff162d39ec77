package org.isoflop.stdlib.interval;

import java.util.Arrays;

/** Draws by their order. */
final class Ranks {
    private Ranks() {
    }

    /** The numbers of the draws that are known, ascending by value; equal ones by number. */
    static int[] order(double[] draws) {
        Integer[] numbers = new Integer[draws.length];
        int known = 0;
        for (int k = 0; k < draws.length; k++) {
            if (!Double.isNaN(draws[k])) {
                numbers[known++] = k;
            }
        }
        Arrays.sort(numbers, 0, known, (a, b) -> Double.compare(draws[a], draws[b]));
        int[] order = new int[known];
        for (int i = 0; i < known; i++) {
            order[i] = numbers[i];
        }
        return order;
    }

    /** Between order statistics by distance (definition 7 of Hyndman and Fan 1996). */
    static double quantile(double[] sorted, double probability) {
        double place = probability * (sorted.length - 1);
        int below = Math.min((int) place, sorted.length - 1);
        double above = sorted[Math.min(below + 1, sorted.length - 1)];
        return place == below || above == sorted[below] ? sorted[below] : sorted[below] + (place - below) * (above - sorted[below]);
    }
}
