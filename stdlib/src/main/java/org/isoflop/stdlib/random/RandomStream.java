package org.isoflop.stdlib.random;

import org.apache.commons.math3.special.Erf;
import org.isoflop.stdlib.keep.Composed;

/**
 * Random numbers by index: draw {@code i} depends on the seed, the stream's name and {@code i} alone, so that draws can be
 * made in any order and on any thread. The mixing function is that of SplitMix64 (Steele, Lea and Flood 2014).
 */
public final class RandomStream implements Composed {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final long key;

    private RandomStream(long key) {
        this.key = key;
    }

    /** The stream of that name under a seed. */
    public static RandomStream of(long seed, String name) {
        long key = mix(seed + GOLDEN);
        for (int i = 0; i < name.length(); i++) {
            key = mix(key * 31 + name.charAt(i) + GOLDEN);
        }
        return new RandomStream(mix(key ^ name.length()));
    }

    /** A stream of its own for each number, as for each resample. */
    public RandomStream part(long number) {
        return new RandomStream(mix(mix(number + GOLDEN) ^ Long.rotateLeft(key, 32)));
    }

    /** 64 random bits. */
    public long bits(long index) {
        return mix(key + (index + 1) * GOLDEN);
    }

    /** Evenly spread between 0 and 1, neither of which occurs. */
    public double uniform(long index) {
        return ((bits(index) >>> 12) + 0.5) * 0x1p-52;
    }

    /** Normal with mean 0 and standard deviation 1. */
    public double normal(long index) {
        return Math.sqrt(2) * Erf.erfInv(2 * uniform(index) - 1);
    }

    /** One of the numbers from 0 to {@code count - 1}. */
    public int choice(long index, int count) {
        return (int) Math.multiplyHigh(bits(index) >>> 1, 2L * count);
    }

    @Override
    public Object parts() {
        return key;
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
