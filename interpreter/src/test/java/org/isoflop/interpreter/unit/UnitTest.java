package org.isoflop.interpreter.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Products and powers of units. */
final class UnitTest {
    private static final int CASES = 3000;
    private final UnitTable table = new UnitTable();

    private Unit unit(String name) {
        NamedUnit named = table.find(name);
        assertNotNull(named, name);
        return Unit.of(named);
    }

    @Test
    void quotientUndoesProduct() {
        RandomUnits random = new RandomUnits(1);
        for (int i = 0; i < CASES; i++) {
            Unit a = random.next();
            Unit b = random.next();
            Unit back = a.times(b).over(b);
            assertEquals(a.dimension(), back.dimension(), () -> a + " times and over " + b);
            assertEquals(a.dimension().hashCode(), back.dimension().hashCode());
            assertTrue(a.sameDimension(back));
        }
    }

    @Test
    void productsCommuteInDimensionAndAreAsLargeAsTheirNames() {
        RandomUnits random = new RandomUnits(2);
        for (int i = 0; i < CASES; i++) {
            Unit a = random.next();
            Unit b = random.next();
            Unit product = a.times(b);
            assertEquals(product.dimension(), b.times(a).dimension());
            assertEquals(a.dimension().times(b.dimension()), product.dimension());
            assertEquals(a.dimension().over(b.dimension()), a.over(b).dimension());
            double scale = 1;
            for (Unit.Factor factor : product.factors()) {
                scale *= Math.pow(factor.unit().scale(), factor.exponent());
            }
            assertEquals(scale, product.scale(), 1e-12 * scale);
        }
    }

    @Test
    void powerOfPowerIsPowerOfProduct() {
        RandomUnits random = new RandomUnits(3);
        for (int i = 0; i < CASES; i++) {
            Unit a = random.next();
            double p = random.exponent();
            double q = random.exponent();
            assertEquals(a.power(p * q).dimension(), a.power(p).power(q).dimension());
            assertEquals(a.dimension().power(p), a.power(p).dimension());
            assertTrue(a.power(0).isNone());
            assertEquals(a.dimension(), a.power(1.0 / 3).power(3).dimension(), () -> a + " by thirds");
        }
    }

    @Test
    void overItselfIsPlain() {
        RandomUnits random = new RandomUnits(4);
        for (int i = 0; i < CASES; i++) {
            Unit a = random.next();
            assertEquals(Unit.NONE, a.over(a), a::toString);
            assertEquals(a, a.times(Unit.NONE));
            assertEquals(a, a.over(Unit.NONE));
        }
    }

    @Test
    void daysOverSecondsArePlain() {
        assertTrue(unit("day").over(unit("sec")).isNone());
        assertEquals("tokens/param", unit("token").over(unit("param")).toString());
        assertEquals("FLOP/sec", unit("FLOP").over(unit("sec")).toString());
        assertEquals("tokens", unit("token").over(unit("param")).times(unit("param")).toString());
        assertEquals("sec^-1", Unit.NONE.over(unit("sec")).toString());
        assertEquals("sec^-1*FLOP^-0.5", Unit.NONE.over(unit("sec")).over(unit("FLOP").power(0.5)).toString());
        assertEquals("FLOP/param/token", unit("FLOP").over(unit("param")).over(unit("token")).toString());
        assertEquals("token/param", unit("token").over(unit("param")).symbol(false));
        assertEquals("param^0.5", unit("param").power(0.5).toString());
    }

    @Test
    void compoundNamesComeApartWhereSomethingCancels() {
        Unit energy = unit("W").times(unit("sec"));
        assertEquals(unit("J").dimension(), energy.dimension());
        assertEquals(1, energy.scale(), 0);
        assertEquals(1e15 * 86400, unit("PFday").scale(), 0);
        assertEquals(unit("FLOP").dimension(), unit("PFday").dimension());
        assertEquals(3_600_000, unit("kWh").over(unit("J")).isNone() ? unit("kWh").scale() : Double.NaN, 1e-6);
    }

    /** A kind counts as its base and travels along. */
    @Test
    void kindsTravel() {
        Unit active = unit("active_params");
        Unit total = unit("total_params");
        assertTrue(active.sameDimension(unit("param")));
        assertEquals("active_param", active.kind(StandardUnits.PARAMETERS));
        assertEquals("active_param", unit("FLOP").over(active).times(unit("token")).kind(StandardUnits.PARAMETERS));
        assertEquals(Unit.NONE, active.over(unit("param")));
        Unit.KindClash clash = active.kindClash(total);
        assertNotNull(clash);
        assertEquals("total_param", clash.second());
        assertNull(active.kindClash(unit("param")));
        assertNull(active.kindClash(active));
        assertNull(active.kindClash(unit("inference_tokens")));
        assertEquals(active, unit("param").withKindsOf(active));
        assertEquals(active, active.withKindsOf(total));
    }

    @Test
    void equalityIsOfNamesNotOfSizes() {
        assertNotEquals(unit("hour"), unit("minute").power(1));
        assertEquals(unit("hour"), Unit.of(StandardUnits.byName().get("hour")));
        assertEquals(unit("hour").hashCode(), unit("hours").hashCode());
        assertFalse(unit("param").sameDimension(unit("token")));
        assertFalse(unit("GPU").sameDimension(unit("param")));
    }
}
