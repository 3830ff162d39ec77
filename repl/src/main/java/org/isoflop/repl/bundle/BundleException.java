package org.isoflop.repl.bundle;

import java.io.IOException;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;

/** A bundle that is refused: what is wrong with it, and what was expected there. */
public final class BundleException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;

    BundleException(Diagnostic diagnostic) {
        super(diagnostic.message(), null);
        this.diagnostic = diagnostic;
    }

    public Diagnostic diagnostic() {
        return diagnostic;
    }

    /**
     * @param archive as its user calls it
     * @param wrong what is wrong, a sentence without its full stop
     * @param expected what should be there instead
     */
    static BundleException of(String archive, String wrong, String expected) {
        return new BundleException(Diagnostic.of(Code.BUNDLE, archive, wrong).note("expected: " + expected));
    }
}
