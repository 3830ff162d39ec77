package org.isoflop.stdlib.keep;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Writes records, and what they are made of, as bytes: numbers bit for bit, everything with what it is and how long, so that no two
 * values are written alike.
 */
class Encoder {
    static final byte NULL = 0;
    static final byte GIVEN = 1;
    static final byte BOOLEAN = 2;
    static final byte INT = 3;
    static final byte LONG = 4;
    static final byte DOUBLE = 5;
    static final byte TEXT = 6;
    static final byte ENUM = 7;
    static final byte RECORD = 8;
    static final byte LIST = 9;
    static final byte ARRAY = 10;
    static final byte BOOLEANS = 11;
    static final byte BYTES = 12;
    static final byte INTS = 13;
    static final byte DOUBLES = 14;
    static final byte PARTS = 15;
    static final byte SLICES = 16;
    static final int BUFFER = 1 << 16;

    /** Takes bytes as they come. */
    @FunctionalInterface
    interface Drain {
        void take(ByteBuffer bytes) throws IOException;
    }

    private final Drain drain;
    private final @Nullable Object given;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);

    /** @param given a part that is not written, as whoever reads has it; null if there is none */
    Encoder(Drain drain, @Nullable Object given) {
        this.drain = drain;
        this.given = given;
    }

    /**
     * Writes a value.
     *
     * @throws UnsupportedOperationException if it is, or holds, nothing that can be written
     */
    final void write(@Nullable Object value) throws IOException {
        if (value != null && value == given) {
            tag(GIVEN);
            return;
        }
        switch (value) {
            case null -> tag(NULL);
            case Boolean truth -> tag(BOOLEAN).put((byte) (truth ? 1 : 0));
            case Integer number -> tag(INT).putInt(number);
            case Long number -> tag(LONG).putLong(number);
            case Double number -> tag(DOUBLE).putLong(Double.doubleToRawLongBits(number));
            case String text -> text(TEXT, text);
            case Enum<?> constant -> {
                text(ENUM, constant.getDeclaringClass().getName());
                text(TEXT, constant.name());
            }
            case boolean[] truths -> booleans(truths);
            case byte[] bytes -> {
                sized(BYTES, bytes.length);
                bytes(bytes);
            }
            case int[] numbers -> ints(numbers);
            case double[] numbers -> doubles(numbers);
            case Object[] many -> {
                sized(ARRAY, many.length);
                for (Object each : many) {
                    write(each);
                }
            }
            case Collection<?> many -> {
                sized(LIST, many.size());
                for (Object each : many) {
                    write(each);
                }
            }
            case Record made -> record(made);
            case Composed composed -> {
                text(PARTS, composed.getClass().getName());
                write(composed.parts());
            }
            default -> throw new UnsupportedOperationException(value.getClass().getName());
        }
    }

    private void record(Record made) throws IOException {
        text(RECORD, made.getClass().getName());
        for (RecordComponent component : made.getClass().getRecordComponents()) {
            write(part(made, component));
        }
    }

    private static @Nullable Object part(Record made, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(made);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void booleans(boolean[] truths) throws IOException {
        sized(BOOLEANS, truths.length);
        for (boolean truth : truths) {
            room(1).put((byte) (truth ? 1 : 0));
        }
    }

    private void ints(int[] numbers) throws IOException {
        sized(INTS, numbers.length);
        for (int from = 0; from < numbers.length;) {
            int count = Math.min(numbers.length - from, room(Integer.BYTES).remaining() / Integer.BYTES);
            buffer.asIntBuffer().put(numbers, from, count);
            buffer.position(buffer.position() + count * Integer.BYTES);
            from += count;
        }
    }

    void doubles(double[] numbers) throws IOException {
        sized(DOUBLES, numbers.length);
        bare(numbers, 0, numbers.length);
    }

    /** Some of many numbers, without saying how many. */
    final void bare(double[] numbers, int first, int end) throws IOException {
        for (int from = first; from < end;) {
            int count = Math.min(end - from, room(Double.BYTES).remaining() / Double.BYTES);
            buffer.asDoubleBuffer().put(numbers, from, count);
            buffer.position(buffer.position() + count * Double.BYTES);
            from += count;
        }
    }

    private void text(byte tag, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_16LE);
        sized(tag, bytes.length);
        bytes(bytes);
    }

    private void bytes(byte[] bytes) throws IOException {
        for (int from = 0; from < bytes.length;) {
            int count = Math.min(bytes.length - from, room(1).remaining());
            buffer.put(bytes, from, count);
            from += count;
        }
    }

    final void sized(byte tag, int length) throws IOException {
        tag(tag).putInt(length);
    }

    /** Writes a tag and has room for a number behind it. */
    private ByteBuffer tag(byte tag) throws IOException {
        return room(1 + Long.BYTES).put(tag);
    }

    private ByteBuffer room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    final void flush() throws IOException {
        buffer.flip();
        drain.take(buffer);
        buffer.clear();
    }
}
