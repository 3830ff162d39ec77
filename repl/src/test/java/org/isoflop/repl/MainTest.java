package org.isoflop.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MainTest {
    @Test
    void resultsThatAreLostAreNoSuccess() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Main.run(new String[] {"--help"}, Streams.of(InputStream.nullInputStream(), full, err), Path.of(""), Map.of());
        assertEquals(4, exit);
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("standard output"));
    }

    @Test
    void everythingIsPrintedInUtf8() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Main.run(new String[] {"--help"}, Streams.of(InputStream.nullInputStream(), out, out), Path.of(""), Map.of());
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("FILE…"));
    }
}
