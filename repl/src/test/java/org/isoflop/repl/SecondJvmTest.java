package org.isoflop.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SecondJvmTest {
    private static final String ANNOUNCEMENT = "WARNING: Using incubator modules: jdk.incubator.vector";

    @Test
    void whatIsToldToEndIsHeardToTheEnd() throws IOException {
        String listening = "trap 'echo interrupted >&2; exit 4' TERM; echo ready >&2; while :; do sleep 0.05; done";
        Process process = new ProcessBuilder("sh", "-c", listening).start();
        try (BufferedReader said = process.errorReader(StandardCharsets.UTF_8)) {
            assertEquals("ready", said.readLine());
            SecondJvm.end(process);
            assertEquals("interrupted", said.readLine());
        }
    }

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
