package org.isoflop.interpreter.value;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import org.jspecify.annotations.Nullable;

/** A column or list of texts; missing ones are null. */
@ExportLibrary(InteropLibrary.class)
public final class Texts extends Value {
    private final @Nullable String[] values;

    public Texts(@Nullable String[] values) {
        this.values = values;
    }

    public int rows() {
        return values.length;
    }

    public @Nullable String row(int row) {
        return values[row];
    }

    /** The texts; not to be changed. */
    public @Nullable String[] values() {
        return values;
    }

    public Texts select(int[] rows) {
        @Nullable String[] chosen = new String[rows.length];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = values[rows[i]];
        }
        return new Texts(chosen);
    }

    @Override
    public String kind() {
        return "list";
    }

    @Override
    public String text() {
        return ListValue.text(values.length, i -> {
            String text = values[i];
            return text == null ? "missing" : '"' + text + '"';
        });
    }

    @ExportMessage
    boolean hasArrayElements() {
        return true;
    }

    @ExportMessage
    long getArraySize() {
        return values.length;
    }

    @ExportMessage
    boolean isArrayElementReadable(long index) {
        return index >= 0 && index < values.length;
    }

    @ExportMessage
    @TruffleBoundary
    Object readArrayElement(long index) throws InvalidArrayIndexException {
        if (!isArrayElementReadable(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        String text = values[(int) index];
        return text == null ? Missing.VALUE : new Text(text);
    }
}
