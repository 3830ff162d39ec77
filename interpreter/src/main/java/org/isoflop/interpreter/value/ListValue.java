package org.isoflop.interpreter.value;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.Collection;
import java.util.List;
import java.util.function.IntFunction;

/** A list of values that are no plain quantities, truths or texts: of lists, records, laws, fits, allocations. */
@ExportLibrary(InteropLibrary.class)
public final class ListValue extends Value {
    private static final int SHOWN = 20;
    /** Characters after which a list is cut, however short its items are when they are told on their own. */
    static final int LONGEST = 10_000;
    private final List<Value> items;
    private final long cells;

    public ListValue(List<? extends Value> items) {
        this.items = List.copyOf(items);
        this.cells = cells(this.items);
    }

    /** The cells of several values, as many as can be counted. */
    static long cells(Collection<Value> values) {
        long cells = 0;
        for (Value value : values) {
            cells = Math.min(Long.MAX_VALUE / 2, cells + value.cells());
        }
        return cells;
    }

    @Override
    public long cells() {
        return cells;
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
        int shown = 0;
        for (; shown < Math.min(size, SHOWN) && text.length() < LONGEST; shown++) {
            text.append(shown == 0 ? "" : ", ").append(element.apply(shown));
        }
        return text.append(size > shown ? ", … " + (size - shown) + " more]" : "]").toString();
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
