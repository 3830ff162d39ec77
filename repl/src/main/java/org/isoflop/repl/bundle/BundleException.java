package org.isoflop.repl.bundle;

import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.repl.file.Refused;

/** A bundle that is refused: what is wrong with it, and what was expected there. */
public final class BundleException extends Refused {
    private static final long serialVersionUID = 1L;

    BundleException(Diagnostic diagnostic) {
        super(diagnostic);
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
