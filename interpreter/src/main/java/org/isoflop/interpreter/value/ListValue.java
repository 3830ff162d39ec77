package org.isoflop.interpreter.value;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.List;
import java.util.function.IntFunction;

/** A list of values that are no plain quantities, truths or texts: of lists, records, laws, fits, allocations. */
@ExportLibrary(InteropLibrary.class)
public final class ListValue extends Value {
    private static final int SHOWN = 20;
    private final List<Value> items;

    public ListValue(List<? extends Value> items) {
        this.items = List.copyOf(items);
    }

    public List<Value> items() {
        return items;
    }

    @Override
    public String kind() {
        return "list";
    }

    @Override
    public String text() {
        return text(items.size(), i -> items.get(i).text());
    }

    /** A list in brackets, cut where it gets long. */
    static String text(int size, IntFunction<String> element) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < Math.min(size, SHOWN); i++) {
            text.append(i == 0 ? "" : ", ").append(element.apply(i));
        }
        return text.append(size > SHOWN ? ", … " + (size - SHOWN) + " more]" : "]").toString();
    }

    @ExportMessage
    boolean hasArrayElements() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    long getArraySize() {
        return items.size();
    }

    @ExportMessage
    boolean isArrayElementReadable(long index) {
        return index >= 0 && index < getArraySize();
    }

    @ExportMessage
    @TruffleBoundary
    Object readArrayElement(long index) throws InvalidArrayIndexException {
        if (!isArrayElementReadable(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        return items.get((int) index);
    }
}
