package org.isoflop.repl.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The line of progress, with a clock that is set by hand. */
final class ProgressLineTest {
    private static final String ERASE = "\r\u001b[K";

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private long now = 5_000_000_000L;
    private final ProgressLine line = new ProgressLine(new PrintStream(screen, false, StandardCharsets.UTF_8), () -> now, () -> 80);

    private String drawn() {
        String text = screen.toString(StandardCharsets.UTF_8);
        screen.reset();
        return text;
    }

    @Test
    void shortWorkIsNotSpokenOf() {
        line.reached("curve: resamples", 3, 1000);
        now += 900_000_000L;
        assertTrue(line.draw());
        line.close();
        assertEquals("", drawn());
    }

    @Test
    void theRateAndTheTimeLeftAreThoseOfTheWorkUnderWay() {
        line.reached("curve: resamples", 0, 100);
        line.draw();
        now += 3_000_000_000L;
        line.reached("best: descents", 1000, 7000);
        line.draw();
        assertEquals(ERASE + "best: descents 1,000 of 7,000, 3 s", drawn());
        now += 2_000_000_000L;
        line.reached("best: descents", 3000, 7000);
        line.draw();
        assertEquals(ERASE + "best: descents 3,000 of 7,000, 5 s, 1,000/s, 4 s left", drawn());
        now += 8_000_000_000L;
        line.reached("best: descents", 3010, 7000);
        line.draw();
        assertEquals(ERASE + "best: descents 3,010 of 7,000, 13 s, 201/s, 20 s left", drawn());
        // the same work begins anew
        line.reached("best: descents", 5, 10000);
        line.draw();
        assertEquals(ERASE + "best: descents 5 of 10,000, 13 s", drawn());
        now += 10_000_000_000L;
        line.reached("best: descents", 30, 10000);
        line.draw();
        assertEquals(ERASE + "best: descents 30 of 10,000, 23 s, 2.5/s, 66 min left", drawn());
    }

    @Test
    void longWorkIsDrawnAndErased() {
        now += 2_500_000_000L;
        assertTrue(line.draw());
        assertEquals("", drawn());
        line.reached("curve: resamples", 1234, 4000);
        line.draw();
        assertEquals(ERASE + "curve: resamples 1,234 of 4,000, 2 s", drawn());
        line.reached("x".repeat(200), 0, 0);
        line.draw();
        assertEquals(ERASE + "x".repeat(78), drawn());
        line.close();
        assertEquals(ERASE, drawn());
        assertFalse(line.draw());
        assertEquals("", drawn());
    }
}
