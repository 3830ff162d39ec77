package org.isoflop.interpreter.value;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** The value of {@code missing} and of what is made from it where no number is left. */
@ExportLibrary(InteropLibrary.class)
public final class Missing extends Value {
    public static final Missing VALUE = new Missing();

    private Missing() {
    }

    @Override
    public String kind() {
        return "missing";
    }

    @Override
    public String text() {
        return "missing";
    }

    @ExportMessage
    boolean isNull() {
        return true;
    }
}
