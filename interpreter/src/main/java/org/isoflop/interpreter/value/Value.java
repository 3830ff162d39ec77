package org.isoflop.interpreter.value;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** Anything that an expression may give. */
@ExportLibrary(InteropLibrary.class)
public abstract sealed class Value implements TruffleObject
        permits Quantity, Truth, Text, Texts, Missing, ListValue, Pending, Structured, Symbolic, SymbolicText, SymbolicTruth {

    /** The word for this kind of value in messages and in JSON. */
    public abstract String kind();

    /** The one-line text of this value. */
    @TruffleBoundary
    public abstract String text();

    /** How many single values it holds; what it holds twice counts twice, so that it is what writing it down would take. */
    public long cells() {
        return 1;
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return text();
    }

    @Override
    public final String toString() {
        return text();
    }
}
