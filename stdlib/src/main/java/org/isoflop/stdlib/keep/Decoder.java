package org.isoflop.stdlib.keep;

import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an {@link Encoder} wrote. What is made is decided by the type that is asked for, never by the bytes: of a sealed type they
 * only choose one that it permits.
 */
final class Decoder {
    /** Fills a buffer with the next bytes, up to its limit. */
    @FunctionalInterface
    interface Spring {
        void fill(ByteBuffer buffer) throws IOException;
    }

    private final Spring spring;
    private final @Nullable Object given;
    private final ByteBuffer buffer = ByteBuffer.allocate(Encoder.BUFFER).order(ByteOrder.LITTLE_ENDIAN).flip();
    /** What is still to come after the buffer. */
    private long left;

    /**
     * @param length how many bytes there are
     * @param given the part that was not written
     */
    Decoder(Spring spring, long length, @Nullable Object given) {
        this.spring = spring;
        this.left = length;
        this.given = given;
    }

    /** Whether all was read. */
    boolean isAtEnd() {
        return left == 0 && !buffer.hasRemaining();
    }

    /**
     * Reads a value.
     *
     * @throws IOException if there is none of the type, or the bytes cannot be read
     */
    <R> R read(Class<R> type) throws IOException {
        Object value = value(type);
        if (value == null) {
            throw new DamagedException("nothing");
        }
        return type.cast(value);
    }

    private @Nullable Object value(Type type) throws IOException {
        byte tag = room(1).get();
        return switch (tag) {
            case Encoder.NULL -> null;
            case Encoder.GIVEN -> raw(type).cast(given);
            case Encoder.BOOLEAN -> room(1).get() != 0;
            case Encoder.INT -> room(Integer.BYTES).getInt();
            case Encoder.LONG -> room(Long.BYTES).getLong();
            case Encoder.DOUBLE -> Double.longBitsToDouble(room(Long.BYTES).getLong());
            case Encoder.TEXT -> text();
            case Encoder.ENUM -> constant(raw(type));
            case Encoder.RECORD -> record(raw(type));
            case Encoder.LIST -> list(type);
            case Encoder.ARRAY -> array(type);
            case Encoder.BOOLEANS -> booleans();
            case Encoder.INTS -> ints();
            case Encoder.DOUBLES -> doubles();
            case Encoder.BYTES -> bytes();
            default -> throw new DamagedException("what begins with " + tag);
        };
    }

    private static Class<?> raw(Type type) throws DamagedException {
        return switch (type) {
            case Class<?> known -> known;
            case ParameterizedType made -> (Class<?>) made.getRawType();
            default -> throw new DamagedException("something of type " + type);
        };
    }

    private Object constant(Class<?> type) throws IOException {
        Class<?> found = permitted(type, text());
        String name = named();
        for (Object constant : found.isEnum() ? found.getEnumConstants() : new Object[0]) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new DamagedException(name);
    }

    private Object record(Class<?> type) throws IOException {
        Class<?> found = permitted(type, text());
        RecordComponent[] components = found.getRecordComponents();
        if (components == null) {
            throw new DamagedException(found.getName());
        }
        @Nullable Object[] parts = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < parts.length; i++) {
            types[i] = components[i].getType();
            parts[i] = value(components[i].getGenericType());
        }
        try {
            Constructor<?> constructor = found.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(parts);
        } catch (InvocationTargetException | IllegalArgumentException unfit) {
            throw new DamagedException(found.getName());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The type itself or, if it is sealed, one that it permits. */
    private static Class<?> permitted(Class<?> type, String name) throws DamagedException {
        Class<?> found = find(type, name);
        if (found == null) {
            throw new DamagedException(name);
        }
        return found;
    }

    private static @Nullable Class<?> find(Class<?> type, String name) {
        if (type.getName().equals(name)) {
            return type;
        }
        for (Class<?> permitted : type.isSealed() ? type.getPermittedSubclasses() : new Class<?>[0]) {
            Class<?> found = find(permitted, name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private List<?> list(Type type) throws IOException {
        int length = length(1);
        Type part = type instanceof ParameterizedType made ? made.getActualTypeArguments()[0] : Object.class;
        List<@Nullable Object> list = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            list.add(value(part));
        }
        return Collections.unmodifiableList(list);
    }

    private Object array(Type type) throws IOException {
        int length = length(1);
        Type part = type instanceof GenericArrayType generic ? generic.getGenericComponentType() : raw(type).getComponentType();
        if (part == null) {
            throw new DamagedException("an array");
        }
        Object array = Array.newInstance(raw(part), length);
        try {
            for (int i = 0; i < length; i++) {
                Array.set(array, i, value(part));
            }
        } catch (IllegalArgumentException unfit) {
            throw new DamagedException("an array");
        }
        return array;
    }

    private boolean[] booleans() throws IOException {
        boolean[] truths = new boolean[length(1)];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = room(1).get() != 0;
        }
        return truths;
    }

    private int[] ints() throws IOException {
        int[] numbers = new int[length(Integer.BYTES)];
        for (int from = 0; from < numbers.length;) {
            int count = Math.min(numbers.length - from, room(Integer.BYTES).remaining() / Integer.BYTES);
            buffer.asIntBuffer().get(numbers, from, count);
            buffer.position(buffer.position() + count * Integer.BYTES);
            from += count;
        }
        return numbers;
    }

    private double[] doubles() throws IOException {
        double[] numbers = new double[length(Double.BYTES)];
        for (int from = 0; from < numbers.length;) {
            int count = Math.min(numbers.length - from, room(Double.BYTES).remaining() / Double.BYTES);
            buffer.asDoubleBuffer().get(numbers, from, count);
            buffer.position(buffer.position() + count * Double.BYTES);
            from += count;
        }
        return numbers;
    }

    private byte[] bytes() throws IOException {
        byte[] bytes = new byte[length(1)];
        for (int from = 0; from < bytes.length;) {
            int count = Math.min(bytes.length - from, room(1).remaining());
            buffer.get(bytes, from, count);
            from += count;
        }
        return bytes;
    }

    private String named() throws IOException {
        if (room(1).get() != Encoder.TEXT) {
            throw new DamagedException("no name");
        }
        return text();
    }

    private String text() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_16LE);
    }

    /** A length that leaves room for so many. */
    private int length(int each) throws IOException {
        int length = room(Integer.BYTES).getInt();
        if (length < 0 || (long) length * each > left + buffer.remaining()) {
            throw new DamagedException("a length of " + length);
        }
        return length;
    }

    private ByteBuffer room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            buffer.compact();
            buffer.limit((int) Math.min(buffer.capacity(), buffer.position() + left));
            int before = buffer.position();
            spring.fill(buffer);
            left -= buffer.position() - before;
            buffer.flip();
            if (buffer.remaining() < bytes) {
                throw new DamagedException("an early end");
            }
        }
        return buffer;
    }
}
