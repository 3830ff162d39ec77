package org.isoflop.repl.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.file.FileBytes;
import org.isoflop.interpreter.node.Limits;

/** A file that is not taken: what is wrong with it, and what was expected there. */
public class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;

    protected Refused(Diagnostic diagnostic) {
        super(diagnostic.message(), null);
        this.diagnostic = diagnostic;
    }

    public final Diagnostic diagnostic() {
        return diagnostic;
    }

    /**
     * The bytes of a file that is read whole.
     *
     * @param name the file as its user calls it
     * @throws Refused if there are more than the limits allow
     */
    public static byte[] ifTooLong(Path file, String name, Limits limits) throws IOException {
        Diagnostic tooLong = limits.tooLong(name, Files.size(file));
        if (tooLong != null) {
            throw new Refused(tooLong);
        }
        return FileBytes.of(file, limits.readable()).bytes();
    }
}
