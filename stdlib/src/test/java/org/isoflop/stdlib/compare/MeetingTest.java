package org.isoflop.stdlib.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.isoflop.stdlib.Cancellation;
import org.junit.jupiter.api.Test;

class MeetingTest {
    private static final Cancellation NEVER = new Cancellation();

    /** A curve for each parameter. */
    private static Meeting.Curves curves(double[] parameters, DoubleBinaryOperator formula) {
        return resources -> {
            double[] values = new double[parameters.length];
            Arrays.setAll(values, i -> formula.applyAsDouble(parameters[i], resources[i]));
            return values;
        };
    }

    /** Inverse of {@code 2 + k x^-0.05} in closed form; rounding of a target counts twenty times, and more the nearer to the floor. */
    @Test
    void powerLawsAreInverted() {
        double[] k = {30, 33, 20, 45, 0.001};
        double[] targets = {5, 5, 5, 5, 2.0001};
        double[] found = Meeting.reach(curves(k, (each, x) -> 2 + each * Math.pow(x, -0.05)), targets, 1e9, NEVER);
        for (int i = 0; i < k.length; i++) {
            double rounding = 20 * 2 * Math.ulp(targets[i]) / (targets[i] - 2);
            assertEquals(1, found[i] / Math.pow(k[i] / (targets[i] - 2), 20), 1e-11 + rounding, "curve " + i);
        }
    }

    @Test
    void risingCurvesAreInvertedToo() {
        double[] found = Meeting.reach(curves(new double[] {1, 4}, (each, x) -> each * Math.sqrt(x)), new double[] {10, 10}, 3, NEVER);
        assertArrayEquals(new double[] {100, 6.25}, found, 1e-9);
    }

    @Test
    void targetsBelowTheFloorAreNotReached() {
        double[] found = Meeting.reach(curves(new double[] {1, 3}, (floor, x) -> floor + 30 * Math.pow(x, -0.3)), new double[] {2, 2}, 1e3,
                NEVER);
        assertEquals(Math.pow(30, 1 / 0.3), found[0], 1e-7);
        assertTrue(Double.isNaN(found[1]));
    }

    /** {@code x - a} and {@code (x - a)(x - 10 a)} change their sign at a first; nothing does above its roots. */
    @Test
    void theLowestCrossingIsFound() {
        double[] roots = {2, 31.4, 5000};
        for (DoubleBinaryOperator formula : List.<DoubleBinaryOperator>of((a, x) -> x - a, (a, x) -> (x - a) * (x - 10 * a))) {
            double[] found = Meeting.crossings(curves(roots, formula), 3, 1, 1e5, NEVER);
            assertArrayEquals(roots, found, 1e-9);
        }
        double[] none = Meeting.crossings(curves(roots, (a, x) -> x - a), 3, 1e4, 1e5, NEVER);
        assertTrue(Arrays.stream(none).allMatch(Double::isNaN));
        double[] equal = Meeting.crossings(curves(roots, (a, x) -> 0), 3, 1, 1e5, NEVER);
        assertTrue(Arrays.stream(equal).allMatch(Double::isNaN));
        // A root on one of the places that are looked at.
        assertArrayEquals(new double[] {Math.pow(10, 2.5)},
                Meeting.crossings(curves(new double[] {Math.pow(10, 2.5)}, (a, x) -> x - a), 1, 1,
                        1e5, NEVER),
                1e-9);
    }
}
