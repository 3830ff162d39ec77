package org.isoflop.interpreter.value;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** A text. */
@ExportLibrary(InteropLibrary.class)
public final class Text extends Value {
    private final String value;

    public Text(String value) {
        this.value = value;
    }

    public String value() {
        return value;
    }

    @Override
    public String kind() {
        return "text";
    }

    @Override
    public String text() {
        return value;
    }

    @ExportMessage
    boolean isString() {
        return true;
    }

    @ExportMessage
    String asString() {
        return value;
    }
}
