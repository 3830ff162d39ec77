package org.isoflop.interpreter.value;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.isoflop.interpreter.unit.Unit;

/**
 * Numbers with a unit: one quantity or a column. The numbers are in base units, the unit says how they are shown. To a
 * polyglot host one quantity is a number in its unit, a column an array; both have the members {@code value},
 * {@code unit}, {@code lower} and {@code upper}.
 */
@ExportLibrary(InteropLibrary.class)
public final class Quantity extends Value {
    private static final Members MEMBERS = new Members("value", "unit", "lower", "upper");
    /** Beyond this not every whole number is a double. */
    private static final double WHOLE = 1L << 53;
    private final Unit unit;
    private final Numbers numbers;

    public Quantity(Unit unit, Numbers numbers) {
        this.unit = unit;
        this.numbers = numbers;
    }

    public static Quantity of(double plain) {
        return new Quantity(Unit.NONE, Numbers.of(plain));
    }

    public Unit unit() {
        return unit;
    }

    public Numbers numbers() {
        return numbers;
    }

    /** The point of one number in base units. */
    public double point() {
        return numbers.point();
    }

    /** The point of a row in this value's unit. */
    public double inUnit(int row) {
        return numbers.point(row) / unit.scale();
    }

    @Override
    public String kind() {
        return numbers.isColumn() ? "list" : "quantity";
    }

    @Override
    public String text() {
        return text(Display.DEFAULT);
    }

    public String text(Display display) {
        return numbers.isColumn()
                ? ListValue.text(numbers.rows(), i -> display.quantity(unit, numbers, i))
                : display.quantity(unit, numbers, 0);
    }

    @ExportMessage
    boolean isNumber() {
        return !numbers.isColumn() && !Double.isNaN(numbers.point());
    }

    @ExportMessage
    boolean isNull() {
        return !numbers.isColumn() && Double.isNaN(numbers.point());
    }

    private double number() throws UnsupportedMessageException {
        if (!isNumber()) {
            throw UnsupportedMessageException.create();
        }
        return inUnit(0);
    }

    /** Whether it is a whole number of which neither the size nor the sign of a zero is lost. */
    private boolean isWhole(double limit) {
        double value = inUnit(0);
        return isNumber() && value == Math.rint(value) && Math.abs(value) <= limit && (value != 0 || 1 / value > 0);
    }

    @ExportMessage
    boolean fitsInByte() {
        return isWhole(Byte.MAX_VALUE);
    }

    @ExportMessage
    boolean fitsInShort() {
        return isWhole(Short.MAX_VALUE);
    }

    @ExportMessage
    boolean fitsInInt() {
        return isWhole(Integer.MAX_VALUE);
    }

    @ExportMessage
    boolean fitsInLong() {
        return isWhole(WHOLE);
    }

    @ExportMessage
    boolean fitsInBigInteger() {
        return isWhole(Double.MAX_VALUE);
    }

    @ExportMessage
    boolean fitsInFloat() {
        return isNumber() && (float) inUnit(0) == inUnit(0);
    }

    @ExportMessage
    boolean fitsInDouble() {
        return isNumber();
    }

    @ExportMessage
    byte asByte() throws UnsupportedMessageException {
        return (byte) whole(Byte.MAX_VALUE);
    }

    @ExportMessage
    short asShort() throws UnsupportedMessageException {
        return (short) whole(Short.MAX_VALUE);
    }

    @ExportMessage
    int asInt() throws UnsupportedMessageException {
        return (int) whole(Integer.MAX_VALUE);
    }

    @ExportMessage
    long asLong() throws UnsupportedMessageException {
        return (long) whole(WHOLE);
    }

    private double whole(double limit) throws UnsupportedMessageException {
        if (!isWhole(limit)) {
            throw UnsupportedMessageException.create();
        }
        return inUnit(0);
    }

    @ExportMessage
    @TruffleBoundary
    BigInteger asBigInteger() throws UnsupportedMessageException {
        if (!fitsInBigInteger()) {
            throw UnsupportedMessageException.create();
        }
        return new BigDecimal(number()).toBigInteger();
    }

    @ExportMessage
    float asFloat() throws UnsupportedMessageException {
        if (!fitsInFloat()) {
            throw UnsupportedMessageException.create();
        }
        return (float) number();
    }

    @ExportMessage
    double asDouble() throws UnsupportedMessageException {
        return number();
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
        return Double.isNaN(numbers.point((int) index)) ? Missing.VALUE : new Quantity(unit, numbers.row((int) index));
    }

    @ExportMessage
    boolean hasMembers() {
        return !isNull();
    }

    @ExportMessage
    Object getMembers(@SuppressWarnings("unused") boolean includeInternal) throws UnsupportedMessageException {
        if (isNull()) {
            throw UnsupportedMessageException.create();
        }
        return MEMBERS;
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return !isNull() && MEMBERS.contains(member);
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnsupportedMessageException, UnknownIdentifierException {
        if (isNull()) {
            throw UnsupportedMessageException.create();
        }
        return switch (member) {
            case "value" -> new Quantity(Unit.NONE, inUnit());
            case "unit" -> unit.toString();
            case "lower" -> bound((1 - Display.DEFAULT.level()) / 2);
            case "upper" -> bound((1 + Display.DEFAULT.level()) / 2);
            default -> throw UnknownIdentifierException.create(member);
        };
    }

    /** The points in this value's unit. */
    private Numbers inUnit() {
        double[] points = new double[numbers.rows()];
        for (int i = 0; i < points.length; i++) {
            points[i] = inUnit(i);
        }
        return Numbers.shaped(numbers.isColumn(), points, null, 0);
    }

    private Quantity bound(double probability) {
        double[] bounds = new double[numbers.rows()];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = numbers.quantile(i, probability);
        }
        return new Quantity(unit, Numbers.shaped(numbers.isColumn(), bounds, null, 0));
    }
}
