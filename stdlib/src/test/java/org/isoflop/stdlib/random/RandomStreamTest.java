package org.isoflop.stdlib.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RandomStreamTest {
    private static final int COUNT = 200_000;

    @Test
    void uniformDrawsAreEven() {
        RandomStream stream = RandomStream.of(0, "x");
        int[] counts = new int[100];
        double products = 0;
        for (int i = 0; i < COUNT; i++) {
            counts[(int) (100 * stream.uniform(i))]++;
            products += (stream.uniform(i) - 0.5) * (stream.uniform(i + 1) - 0.5);
        }
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - COUNT / 100.0) * (count - COUNT / 100.0) / (COUNT / 100.0);
        }
        assertTrue(chiSquare > 55 && chiSquare < 155, "chi square " + chiSquare);
        assertEquals(0, products / COUNT, 4 / 12.0 / Math.sqrt(COUNT));
    }

    @Test
    void normalDrawsHaveTheirMoments() {
        RandomStream stream = RandomStream.of(5, "noise");
        double sum = 0;
        double squares = 0;
        double fourth = 0;
        for (int i = 0; i < COUNT; i++) {
            double z = stream.normal(i);
            sum += z;
            squares += z * z;
            fourth += z * z * z * z;
        }
        assertEquals(0, sum / COUNT, 4 / Math.sqrt(COUNT));
        assertEquals(1, squares / COUNT, 4 * Math.sqrt(2.0 / COUNT));
        assertEquals(3, fourth / COUNT, 4 * Math.sqrt(96.0 / COUNT));
    }

    @Test
    void choicesAreEven() {
        RandomStream stream = RandomStream.of(5, "rows").part(17);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            counts[stream.choice(i, 7)]++;
        }
        for (int count : counts) {
            assertEquals(10_000, count, 400);
        }
    }

    @Test
    void seedNameAndPartMakeDifferentStreams() {
        RandomStream stream = RandomStream.of(0, "a");
        assertEquals(stream.bits(3), RandomStream.of(0, "a").bits(3));
        assertNotEquals(stream.bits(3), RandomStream.of(1, "a").bits(3));
        assertNotEquals(stream.bits(3), RandomStream.of(0, "b").bits(3));
        assertNotEquals(stream.part(0).bits(3), stream.part(1).bits(3));
    }
}
