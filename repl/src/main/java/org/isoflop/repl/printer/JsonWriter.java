package org.isoflop.repl.printer;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.interpreter.value.Display;

/**
 * Writes JSON as it goes. An object or array is either spread over lines or kept on one; numbers are the shortest that
 * read back as the same double, and what is no number is null.
 */
public final class JsonWriter {
    private static final int FULL = 1 << 16;
    private final PrintStream out;
    private final StringBuilder text = new StringBuilder();
    private final List<Level> open = new ArrayList<>();
    private boolean named;

    private static final class Level {
        private final boolean spread;
        private final char close;
        private int count;

        Level(boolean spread, char close) {
            this.spread = spread;
            this.close = close;
        }
    }

    public JsonWriter(PrintStream out) {
        this.out = out;
    }

    /** Opens an object over several lines. */
    public JsonWriter object() {
        return open('{', '}', true);
    }

    /** Opens an object on one line. */
    public JsonWriter line() {
        return open('{', '}', false);
    }

    /** Opens an array with an element on each line. */
    public JsonWriter array() {
        return open('[', ']', true);
    }

    /** Opens an array on one line. */
    public JsonWriter list() {
        return open('[', ']', false);
    }

    private JsonWriter open(char bracket, char close, boolean spread) {
        before();
        text.append(bracket);
        open.add(new Level(spread && (open.isEmpty() || open.getLast().spread), close));
        return this;
    }

    /** Closes what was opened last; what closes the whole ends the line. */
    public JsonWriter end() {
        Level level = open.removeLast();
        if (level.spread && level.count > 0) {
            text.append('\n').repeat(' ', 2 * open.size());
        }
        text.append(level.close);
        if (open.isEmpty()) {
            text.append('\n');
        }
        if (open.isEmpty() || text.length() > FULL) {
            out.append(text);
            text.setLength(0);
        }
        return this;
    }

    public JsonWriter name(String name) {
        before();
        quote(name);
        text.append(": ");
        named = true;
        return this;
    }

    public JsonWriter value(@org.jspecify.annotations.Nullable String value) {
        before();
        if (value == null) {
            text.append("null");
        } else {
            quote(value);
        }
        return this;
    }

    public JsonWriter value(double value) {
        before();
        text.append(Double.isFinite(value) ? Display.exact(value) : "null");
        return this;
    }

    /** A number with all its digits, however many a double would keep. */
    public JsonWriter whole(long value) {
        before();
        text.append(value);
        return this;
    }

    public JsonWriter value(boolean value) {
        before();
        text.append(value);
        return this;
    }

    public JsonWriter missing() {
        return value(Double.NaN);
    }

    private void before() {
        if (named) {
            named = false;
            return;
        }
        if (open.isEmpty()) {
            return;
        }
        Level level = open.getLast();
        text.append(level.count++ > 0 ? "," : "");
        if (level.spread) {
            text.append('\n').repeat(' ', 2 * open.size());
        } else if (level.count > 1) {
            text.append(' ');
        }
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                case '\r' -> text.append("\\r");
                default -> {
                    if (c < 0x20 || c == 0x7F || c == '\u2028' || c == '\u2029' || isLone(value, i)) {
                        escape(c);
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }

    private void escape(char c) {
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(Character.forDigit(c >> shift & 15, 16));
        }
    }

    /** Half a surrogate pair, which UTF-8 cannot hold. */
    private static boolean isLone(String value, int i) {
        char c = value.charAt(i);
        return Character.isHighSurrogate(c) && (i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1)))
                || Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
    }
}
