package org.isoflop.stdlib.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.isoflop.stdlib.operator.Elementary;

/**
 * Loops that HotSpot does not turn into vector code by itself, because they take bits apart, written with the Vector API:
 * bit for bit what {@link Loops} gives. Loaded only where {@link Tier} finds the API.
 *
 * <p>A loop holds one polynomial; with two its code outgrows the compiler's limits and its vectors become objects.
 */
final class VectorLoops {
    private static final VectorSpecies<Double> WIDTH = DoubleVector.SPECIES_PREFERRED;
    private static final long ROUNDER_BITS = Double.doubleToRawLongBits(Elementary.ROUNDER);

    private VectorLoops() {
    }

    /** {@code e^x - unit}, for units 0 and 1, of whole vectors; negative if an entry was beyond the normal range and is wrong. */
    static long exp(double[] out, double[] x, double unit, int n) {
        DoubleVector perLog2 = DoubleVector.broadcast(WIDTH, Elementary.PER_LOG_2);
        DoubleVector rounder = DoubleVector.broadcast(WIDTH, Elementary.ROUNDER);
        DoubleVector log2 = DoubleVector.broadcast(WIDTH, -Elementary.LOG_2);
        DoubleVector log2Rest = DoubleVector.broadcast(WIDTH, -Elementary.LOG_2_REST);
        DoubleVector c13 = DoubleVector.broadcast(WIDTH, 1.6059043836821613e-10);
        DoubleVector c12 = DoubleVector.broadcast(WIDTH, 2.08767569878681e-9);
        DoubleVector c11 = DoubleVector.broadcast(WIDTH, 2.505210838544172e-8);
        DoubleVector c10 = DoubleVector.broadcast(WIDTH, 2.755731922398589e-7);
        DoubleVector c9 = DoubleVector.broadcast(WIDTH, 2.7557319223985893e-6);
        DoubleVector c8 = DoubleVector.broadcast(WIDTH, 2.48015873015873e-5);
        DoubleVector c7 = DoubleVector.broadcast(WIDTH, 1.984126984126984e-4);
        DoubleVector c6 = DoubleVector.broadcast(WIDTH, 0.001388888888888889);
        DoubleVector c5 = DoubleVector.broadcast(WIDTH, 0.008333333333333333);
        DoubleVector c4 = DoubleVector.broadcast(WIDTH, 0.041666666666666664);
        DoubleVector c3 = DoubleVector.broadcast(WIDTH, 0.16666666666666666);
        DoubleVector c2 = DoubleVector.broadcast(WIDTH, 0.5);
        LongVector beyond = perLog2.sub(perLog2).reinterpretAsLongs();
        for (int i = 0; i < n; i += WIDTH.length()) {
            DoubleVector v = DoubleVector.fromArray(WIDTH, x, i);
            DoubleVector rounded = v.fma(perLog2, rounder);
            DoubleVector k = rounded.sub(rounder);
            DoubleVector r = k.fma(log2Rest, k.fma(log2, v));
            DoubleVector p = c13.fma(r, c12).fma(r, c11).fma(r, c10).fma(r, c9).fma(r, c8).fma(r, c7).fma(r, c6).fma(r, c5)
                    .fma(r, c4).fma(r, c3).fma(r, c2);
            LongVector bits = rounded.reinterpretAsLongs();
            DoubleVector scale = bits.add(1023).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
            LongVector whole = bits.sub(ROUNDER_BITS);
            beyond = beyond.or(whole.add(1020)).or(whole.neg().add(1020));
            scale.fma(p.fma(r.mul(r), r), scale.sub(unit)).intoArray(out, i);
        }
        return beyond.reduceLanes(VectorOperators.OR);
    }

    /** The logarithms of whole vectors; negative if an entry was no positive normal number and is wrong. */
    static long log(double[] out, double[] x, int n) {
        DoubleVector one = DoubleVector.broadcast(WIDTH, 1);
        DoubleVector two = DoubleVector.broadcast(WIDTH, 2);
        DoubleVector half = DoubleVector.broadcast(WIDTH, 0.5);
        DoubleVector rounder = DoubleVector.broadcast(WIDTH, Elementary.ROUNDER);
        DoubleVector log2High = DoubleVector.broadcast(WIDTH, Elementary.LOG_2_HIGH);
        DoubleVector log2Low = DoubleVector.broadcast(WIDTH, Elementary.LOG_2_LOW);
        DoubleVector c7 = DoubleVector.broadcast(WIDTH, 1.479819860511658591e-01);
        DoubleVector c6 = DoubleVector.broadcast(WIDTH, 1.531383769920937332e-01);
        DoubleVector c5 = DoubleVector.broadcast(WIDTH, 1.818357216161805012e-01);
        DoubleVector c4 = DoubleVector.broadcast(WIDTH, 2.222219843214978396e-01);
        DoubleVector c3 = DoubleVector.broadcast(WIDTH, 2.857142874366239149e-01);
        DoubleVector c2 = DoubleVector.broadcast(WIDTH, 3.999999999940941908e-01);
        DoubleVector c1 = DoubleVector.broadcast(WIDTH, 6.666666666666735130e-01);
        LongVector beyond = one.sub(one).reinterpretAsLongs();
        for (int i = 0; i < n; i += WIDTH.length()) {
            LongVector bits = DoubleVector.fromArray(WIDTH, x, i).reinterpretAsLongs();
            LongVector k = bits.sub(Elementary.LOG_START).lanewise(VectorOperators.ASHR, 52);
            beyond = beyond.or(k.add(1022)).or(k.neg().add(1023));
            // A small whole number added to the bits of the rounder is added to its value.
            DoubleVector exponent = k.add(ROUNDER_BITS).reinterpretAsDoubles().sub(rounder);
            DoubleVector f = bits.sub(k.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles().sub(one);
            DoubleVector s = f.div(two.add(f));
            DoubleVector z = s.mul(s);
            DoubleVector p = c7.fma(z, c6).fma(z, c5).fma(z, c4).fma(z, c3).fma(z, c2).fma(z, c1);
            DoubleVector halfSquare = half.mul(f).mul(f);
            DoubleVector tail = halfSquare.sub(s.fma(p.fma(z, halfSquare), exponent.mul(log2Low)));
            exponent.fma(log2High, f.sub(tail)).intoArray(out, i);
        }
        return beyond.reduceLanes(VectorOperators.OR);
    }

    /** Numbers in a vector. */
    static int lanes() {
        return WIDTH.length();
    }

    /** How many of the first {@code n} entries fill whole vectors. */
    static int whole(int n) {
        return WIDTH.loopBound(n);
    }
}
