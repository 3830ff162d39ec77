package org.isoflop.repl;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process reads and writes, in UTF-8 whatever the locale.
 *
 * @param inTerminal whether a person types what is read
 * @param outTerminal whether results are read by a person, for whom they are coloured and cut to the width
 * @param errTerminal whether messages are
 */
public record Streams(InputStream in, PrintStream out, PrintStream err, boolean inTerminal, boolean outTerminal,
        boolean errTerminal) {
    private static final int BUFFER = 1 << 14;
    /** The property that says so where messages reach a terminal through another process. */
    static final String TERMINAL = "isoflop.terminal";

    /** Streams that lead to no terminal. */
    public static Streams of(InputStream in, OutputStream out, OutputStream err) {
        return new Streams(in, new PrintStream(out, false, StandardCharsets.UTF_8), new PrintStream(err, false, StandardCharsets.UTF_8),
                false, false, false);
    }

    /** Those of the process. */
    static Streams ofProcess() {
        return new Streams(new FileInputStream(FileDescriptor.in), buffered(FileDescriptor.out), buffered(FileDescriptor.err),
                isTerminal(0), isTerminal(1), isTerminal(2) || Boolean.getBoolean(TERMINAL));
    }

    private static PrintStream buffered(FileDescriptor descriptor) {
        return new PrintStream(new java.io.BufferedOutputStream(new FileOutputStream(descriptor), BUFFER), false, StandardCharsets.UTF_8);
    }

    /** The console of the JDK does not tell standard output from standard error; the links of the process do. */
    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException noSuchSystem) {
            return System.console() != null && System.console().isTerminal();
        }
    }

    public void flush() {
        out.flush();
        err.flush();
    }
}
