package org.isoflop.interpreter.value;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.SourceSection;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.jspecify.annotations.Nullable;

/** A mistake in a study that stops it: what is thrown carries the diagnostic that is shown. */
@ExportLibrary(InteropLibrary.class)
public final class StudyException extends AbstractTruffleException {
    private static final long serialVersionUID = 1L;
    private final transient Diagnostic diagnostic;
    private final transient @Nullable SourceSection section;
    private final boolean syntax;
    private final boolean incomplete;

    private StudyException(Diagnostic diagnostic, @Nullable Node location, @Nullable SourceSection section, boolean syntax,
            boolean incomplete) {
        super(diagnostic.message(), location);
        this.diagnostic = diagnostic;
        this.section = section;
        this.syntax = syntax;
        this.incomplete = incomplete;
    }

    /** A mistake found while the study runs. */
    public StudyException(Diagnostic diagnostic, @Nullable Node location) {
        this(diagnostic, location, location == null ? null : location.getEncapsulatingSourceSection(), false, false);
    }

    /**
     * A mistake found before anything runs.
     *
     * @param incomplete whether more text may mend it
     */
    public static StudyException beforeRunning(Diagnostic diagnostic, @Nullable SourceSection section, boolean incomplete) {
        return new StudyException(diagnostic, null, section, true, incomplete);
    }

    /** What the outcome of a study throws to a host that has only values: an expectation that failed. */
    public static StudyException afterRunning(Diagnostic diagnostic, @Nullable SourceSection section) {
        return new StudyException(diagnostic, null, section, false, false);
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

    @ExportMessage
    boolean hasSourceLocation() {
        return section != null;
    }

    @ExportMessage(name = "getSourceLocation")
    SourceSection sourceLocation() throws UnsupportedMessageException {
        if (section == null) {
            throw UnsupportedMessageException.create();
        }
        return section;
    }
}
