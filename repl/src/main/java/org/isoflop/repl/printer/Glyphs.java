package org.isoflop.repl.printer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isoflop.repl.file.Harmless;

/** How characters stand on a terminal: how many cells they fill, and which must not be sent to one. */
final class Glyphs {
    /** What sets the colour of text, and ends it. */
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    static final int TAB = 4;
    /** First and last code points of what fills two cells: East Asian wide and full-width characters, and emoji. */
    private static final int[] WIDE = {0x1100, 0x115F, 0x231A, 0x231B, 0x2E80, 0x303E, 0x3041, 0x33FF, 0x3400, 0x4DBF, 0x4E00, 0x9FFF,
        0xA000, 0xA4CF, 0xA960, 0xA97C, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE30, 0xFE6F, 0xFF00, 0xFF60, 0xFFE0, 0xFFE6, 0x1F300,
        0x1F64F, 0x1F680, 0x1F6FF, 0x1F900, 0x1F9FF, 0x20000, 0x3FFFD};

    private Glyphs() {
    }

    /** The cells that a code point fills. */
    static int width(int codePoint) {
        if (codePoint < 0x300) {
            return 1;
        }
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        for (int i = 0; i < WIDE.length; i += 2) {
            if (codePoint >= WIDE[i] && codePoint <= WIDE[i + 1]) {
                return 2;
            }
        }
        return 1;
    }

    /** The cells that a text fills. */
    static int width(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            width += width(text.codePointAt(i));
        }
        return width;
    }

    /** A whole output without what a terminal obeys; where it is coloured, what sets colours stays. */
    static String harmless(String output, Ink ink) {
        if (ink == Ink.PLAIN || output.indexOf('\u001b') < 0) {
            return Harmless.of(output);
        }
        Matcher colour = COLOUR.matcher(output);
        StringBuilder clean = new StringBuilder(output.length());
        int from = 0;
        while (colour.find()) {
            clean.append(Harmless.of(output.substring(from, colour.start()))).append(colour.group());
            from = colour.end();
        }
        return clean.append(Harmless.of(output.substring(from))).toString();
    }

    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    static String paddedLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text))) + text;
    }
}
