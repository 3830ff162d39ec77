package org.isoflop.interpreter.value;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.Node;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.jspecify.annotations.Nullable;

/** A mistake in a study that stops it: what is thrown carries the diagnostic that is shown. */
@ExportLibrary(InteropLibrary.class)
public final class StudyException extends AbstractTruffleException {
    private static final long serialVersionUID = 1L;
    private final transient Diagnostic diagnostic;
    private final boolean syntax;
    private final boolean incomplete;

    private StudyException(Diagnostic diagnostic, @Nullable Node location, boolean syntax, boolean incomplete) {
        super(diagnostic.message(), location);
        this.diagnostic = diagnostic;
        this.syntax = syntax;
        this.incomplete = incomplete;
    }

    /** A mistake found while the study runs. */
    public StudyException(Diagnostic diagnostic, @Nullable Node location) {
        this(diagnostic, location, false, false);
    }

    /** A mistake found before anything runs. */
    public static StudyException beforeRunning(Diagnostic diagnostic, boolean incomplete) {
        return new StudyException(diagnostic, null, true, incomplete);
    }

    public Diagnostic diagnostic() {
        return diagnostic;
    }

    @ExportMessage
    ExceptionType getExceptionType() {
        return syntax ? ExceptionType.PARSE_ERROR : ExceptionType.RUNTIME_ERROR;
    }

    @ExportMessage
    boolean isExceptionIncompleteSource() {
        return incomplete;
    }
}
