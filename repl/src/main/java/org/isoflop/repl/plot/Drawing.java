package org.isoflop.repl.plot;

/** The text of an SVG file in the making. Coordinates have two decimals, so that the same drawing has the same bytes. */
final class Drawing {
    private final StringBuilder text = new StringBuilder();

    Drawing raw(String markup) {
        text.append(markup);
        return this;
    }

    /** Text content or an attribute's value. */
    Drawing escaped(String content) {
        content.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                default -> text.appendCodePoint(isAllowed(c) ? c : '\uFFFD');
            }
        });
        return this;
    }

    /** The characters that XML 1.0 can hold. */
    private static boolean isAllowed(int c) {
        return c >= 0x20 && c < 0xD800 || c == '\t' || c == '\n' || c >= 0xE000 && c < 0xFFFE || c >= 0x10000;
    }

    Drawing number(double coordinate) {
        long hundredths = Math.round(coordinate * 100);
        if (hundredths < 0) {
            text.append('-');
        }
        long size = Math.abs(hundredths);
        text.append(size / 100);
        long rest = size % 100;
        if (rest != 0) {
            text.append('.').append(rest / 10);
            if (rest % 10 != 0) {
                text.append(rest % 10);
            }
        }
        return this;
    }

    Drawing point(double x, double y) {
        return number(x).raw(" ").number(y);
    }

    Drawing attribute(String name, double coordinate) {
        return raw(" ").raw(name).raw("=\"").number(coordinate).raw("\"");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
