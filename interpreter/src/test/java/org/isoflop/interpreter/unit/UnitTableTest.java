package org.isoflop.interpreter.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Names of units: singular and plural, prefixes, and what a study adds. */
final class UnitTableTest {
    private final UnitTable table = new UnitTable();

    private double scale(String name) {
        NamedUnit unit = table.find(name);
        assertNotNull(unit, name);
        return unit.scale();
    }

    @Test
    void singularAndPluralAreOne() {
        for (String name : new String[] {"param", "token", "day", "nat", "bit", "byte", "step", "sequence", "example", "device",
            "active_param", "GPU"}) {
            assertNotNull(table.find(name), name);
            assertSame(table.find(name), table.find(name + "s"), name);
        }
    }

    @Test
    void symbolsHaveNoPlural() {
        for (String name : new String[] {"FLOPs", "FLOPS", "secs", "USDs", "Js", "s", "", "parameterss"}) {
            assertNull(table.find(name), name);
        }
    }

    /** SI prefixes are powers of a thousand. */
    @Test
    void prefixes() {
        assertEquals(1e3, scale("kFLOP"), 0);
        assertEquals(1e15, scale("PFLOP"), 0);
        assertEquals(1e18, scale("EFLOP"), 0);
        assertEquals(1e9, scale("GB"), 0);
        assertEquals(scale("GB"), scale("Gbyte"), 0);
        assertEquals(scale("GB"), scale("Gbytes"), 0);
        assertEquals(1e6, scale("MW"), 0);
        assertEquals(3.6e6, scale("kWh"), 0);
        assertNull(table.find("kparam"));
        assertNull(table.find("Mtoken"));
        assertNull(table.find("mW"));
        assertEquals("GB", table.find("Gbyte").name());
    }

    /** A year is 365.25 days, a month a twelfth of it. */
    @Test
    void times() {
        assertEquals(365.25 * 86400, scale("year"), 0);
        assertEquals(scale("year") / 12, scale("month"), 1e-9);
        assertEquals(7 * scale("day"), scale("week"), 0);
        assertEquals(Math.log(2), scale("bit"), 0);
    }

    @Test
    void whatStudiesDeclare() {
        table.declareBase("image", "A picture.");
        NamedUnit image = table.find("images");
        assertNotNull(image);
        assertTrue(!image.dimension().equals(table.find("token").dimension()));
        table.declareMultiple("seq", Unit.of(table.find("token")), 2048, "A row of a batch.");
        assertEquals(2048, scale("seqs"), 0);
        table.declareKind("draft_param", Unit.of(table.find("param")), "Of the draft model.");
        assertEquals("draft_param", table.find("draft_params").kind());
        assertEquals(table.find("param").dimension(), table.find("draft_param").dimension());
        assertTrue(table.declares("seq"));
        UnitTable other = new UnitTable();
        assertNull(other.find("seq"));
        other.addAll(table);
        assertSame(table.find("seq"), other.find("seq"));
    }

    @Test
    void everyNameIsFoundAndDocumented() {
        for (String name : table.names()) {
            assertNotNull(table.find(name), name);
        }
        for (NamedUnit unit : StandardUnits.all()) {
            assertTrue(unit.documentation().endsWith("."), unit.name());
        }
    }
}
