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
    private final ProgressLine line = new ProgressLine(new PrintStream(screen, false, StandardCharsets.UTF_8), () -> now);

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
