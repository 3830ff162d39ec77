package org.isoflop.interpreter.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isoflop.interpreter.Property;
import org.junit.jupiter.api.Test;

/** Units are a commutative group with powers; their dimensions are what they print. */
final class UnitLawsTest {
    private static final int CASES = 2000;
    /** Scales of three units with powers up to 18 in all come out of a dozen roundings of logarithms and powers. */
    private static final double ROUNDING = 1e-12;

    private static void assertSameSize(Unit expected, Unit actual) {
        assertEquals(expected.dimension(), actual.dimension());
        assertEquals(expected.dimension().toString(), actual.dimension().toString());
        assertEquals(1, actual.scale() / expected.scale(), ROUNDING, () -> expected + " and " + actual);
    }

    /** Where two names of one dimension meet the first stays, so that sizes may differ; dimensions may not. */
    @Test
    void productsDoNotDependOnBrackets() {
        Property.holds(CASES, 1, (seeds, size) -> {
            RandomUnits random = new RandomUnits(seeds.nextLong());
            Unit a = random.next();
            Unit b = random.next();
            Unit c = random.next();
            Dimension left = a.times(b).times(c).dimension();
            Dimension right = a.times(b.times(c)).dimension();
            assertEquals(left, right);
            assertEquals(left.toString(), right.toString());
            assertEquals(a.over(b).over(c).dimension(), a.over(b.times(c)).dimension());
        });
    }

    @Test
    void inversesCancel() {
        Property.holds(CASES, 1, (seeds, size) -> {
            Unit a = new RandomUnits(seeds.nextLong()).next();
            Unit inverse = Unit.NONE.over(a);
            assertTrue(a.times(inverse).isNone() && inverse.times(a).isNone());
            assertSameSize(a, Unit.NONE.over(inverse));
            assertSameSize(inverse, a.power(-1));
        });
    }

    @Test
    void powersAddAndSpread() {
        Property.holds(CASES, 1, (seeds, size) -> {
            RandomUnits random = new RandomUnits(seeds.nextLong());
            Unit a = random.next();
            Unit b = random.next();
            double p = seeds.nextInt(1, 30) / 10.0;
            double q = seeds.nextInt(1, 30) / 10.0;
            assertSameSize(a.power(p + q), a.power(p).times(a.power(q)));
            assertEquals(a.times(b).power(p).dimension(), a.power(p).times(b.power(p)).dimension());
            assertSameSize(a, a.power(p).power(1 / p));
        });
    }

    @Test
    void dimensionsAreEqualWherePrintedAlike() {
        Property.holds(CASES, 1, (seeds, size) -> {
            RandomUnits random = new RandomUnits(seeds.nextLong());
            Dimension a = random.next().power(seeds.nextInt(1, 20) / 10.0).dimension();
            Dimension b = random.next().power(seeds.nextInt(1, 20) / 10.0).dimension();
            Dimension[] all = {a, b, b.over(a).times(a), a.times(b).over(b), a.power(3).power(1 / 3.0), a.power(0.1).times(a.power(0.2)),
                a.power(0.3), a.over(a), Dimension.NONE, a.power(-1), Dimension.NONE.over(a)};
            for (Dimension one : all) {
                for (Dimension other : all) {
                    assertEquals(one.equals(other), one.toString().equals(other.toString()), () -> one + " and " + other);
                    assertTrue(!one.equals(other) || one.hashCode() == other.hashCode());
                }
            }
        });
    }
}
