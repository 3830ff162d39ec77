package org.isoflop.interpreter.value;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** Truths: 1 for true, 0 for false, NaN for missing; one or a column, with draws where a condition is uncertain. */
@ExportLibrary(InteropLibrary.class)
public final class Truth extends Value {
    private final Numbers numbers;

    public Truth(Numbers numbers) {
        this.numbers = numbers;
    }

    public static Truth of(boolean truth) {
        return new Truth(Numbers.of(truth ? 1 : 0));
    }

    public Numbers numbers() {
        return numbers;
    }

    /** Whether it is true at its point; of a column, in every row. Missing counts as false. */
    public boolean holds() {
        for (double point : numbers.points()) {
            if (point != 1) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String kind() {
        return numbers.isColumn() ? "list" : "truth";
    }

    static String text(double truth) {
        return Double.isNaN(truth) ? "missing" : truth != 0 ? "true" : "false";
    }

    @Override
    public String text() {
        return numbers.isColumn() ? ListValue.text(numbers.rows(), i -> text(numbers.point(i))) : text(numbers.point());
    }

    @ExportMessage
    boolean isBoolean() {
        return !numbers.isColumn() && !Double.isNaN(numbers.point());
    }

    @ExportMessage
    boolean isNull() {
        return !numbers.isColumn() && Double.isNaN(numbers.point());
    }

    @ExportMessage
    boolean asBoolean() throws UnsupportedMessageException {
        if (!isBoolean()) {
            throw UnsupportedMessageException.create();
        }
        return numbers.point() != 0;
    }

    @ExportMessage
    boolean hasArrayElements() {
        return numbers.isColumn();
    }

    @ExportMessage
    long getArraySize() throws UnsupportedMessageException {
        if (!numbers.isColumn()) {
            throw UnsupportedMessageException.create();
        }
        return numbers.rows();
    }

    @ExportMessage
    boolean isArrayElementReadable(long index) {
        return numbers.isColumn() && index >= 0 && index < numbers.rows();
    }

    @ExportMessage
    @TruffleBoundary
    Object readArrayElement(long index) throws InvalidArrayIndexException {
        if (!isArrayElementReadable(index)) {
            throw InvalidArrayIndexException.create(index);
        }
        return Double.isNaN(numbers.point((int) index)) ? Missing.VALUE : new Truth(numbers.row((int) index));
    }
}
