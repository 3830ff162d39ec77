package org.isoflop.interpreter.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static Limits within(long milliseconds) {
        return Limits.DEFAULT.with(Limit.TIME, milliseconds);
    }

    @Test
    void whatCannotEndInTimeIsNotBegun() {
        Diagnostic refusal = Forecast.refusal("`slow`", 1e13, 1, within(1000));
        assertNotNull(refusal);
        assertEquals(Code.LIMIT, refusal.code());
        assertTrue(refusal.message().startsWith("`slow` would take about "), refusal::message);
        assertTrue(refusal.message().endsWith("more than the limit of time, 1.0 sec"), refusal::message);
    }

    @Test
    void whatMayEndInTimeIs() {
        assertNull(Forecast.refusal("`quick`", 1e7, 1, within(1000)));
        double second = 1 / Forecast.seconds(1, 1);
        assertNull(Forecast.refusal("`longer`", 2 * second, 1, within(1000)));
        assertNotNull(Forecast.refusal("`slow`", Math.max(6e7, 4 * second), 1, within(1000)));
    }

    @Test
    void moreThreadsTakeLess() {
        assertTrue(Forecast.seconds(1e9, 1) >= Forecast.seconds(1e9, 2));
    }

    @Test
    void timesAreSaidAsLimitsAreWritten() {
        assertEquals("0.50 sec", Forecast.words(0.5));
        assertEquals("90 sec", Forecast.words(90));
        assertEquals("10 min", Forecast.words(600));
        assertEquals("3 hours", Forecast.words(10_800));
        assertEquals("4 days", Forecast.words(345_600));
    }
}
