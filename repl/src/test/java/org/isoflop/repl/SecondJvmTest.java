package org.isoflop.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SecondJvmTest {
    private static final String ANNOUNCEMENT = "WARNING: Using incubator modules: jdk.incubator.vector";

    @Test
    void onlyTheAnnouncementIsKeptBack() throws IOException {
        assertEquals("", passed(ANNOUNCEMENT + "\n"));
        assertEquals("", passed(ANNOUNCEMENT + "\r\n"));
        assertEquals("warning: é\nend", passed(ANNOUNCEMENT + "\nwarning: é\nend"));
        assertEquals(ANNOUNCEMENT + ", another\n", passed(ANNOUNCEMENT + ", another\n"));
        assertEquals("  " + ANNOUNCEMENT + "\n", passed("  " + ANNOUNCEMENT + "\n"));
        assertEquals("WARNING: Using", passed("WARNING: Using"));
    }

    private static String passed(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SecondJvm.pass(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, false, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}
