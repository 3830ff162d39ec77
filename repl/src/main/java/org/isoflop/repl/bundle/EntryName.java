package org.isoflop.repl.bundle;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import org.isoflop.stdlib.Locales;
import org.jspecify.annotations.Nullable;

/** Names within an archive: relative, with {@code /} between parts, and the same file on every system. */
final class EntryName {
    private static final int LONGEST = 1000;
    static final String RULE = "a name is relative, with `/` between its parts, and without `..`, `\\`, `:` and control characters";

    private EntryName() {
    }

    /** The text of a name; null if the bytes are none in the character set they are said to be in. */
    static @Nullable String decode(ByteBuffer bytes, boolean unicode) {
        Charset charset = unicode ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
        try {
            return charset.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }

    /** What is wrong with a name, null if nothing is. A folder ends with {@code /}. */
    static @Nullable String mistake(String name) {
        if (name.isEmpty() || name.length() > LONGEST) {
            return name.isEmpty() ? "has no name" : "has a name of " + name.length() + " characters";
        }
        if (name.startsWith("/")) {
            return "has an absolute name";
        }
        if (name.indexOf('\\') >= 0) {
            return "has a backslash in its name";
        }
        if (name.indexOf(':') >= 0) {
            return "has a colon in its name, as drives and streams have";
        }
        if (name.codePoints().anyMatch(EntryName::isInvisible)) {
            return "has a character in its name that cannot be seen";
        }
        String inner = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        for (String part : inner.split("/", -1)) {
            if (part.equals("..")) {
                return "leads out of the bundle";
            }
            if (part.isEmpty() || part.equals(".") || part.endsWith(" ") || part.endsWith(".")) {
                return "has a part in its name that is empty or that some systems would cut";
            }
        }
        return null;
    }

    private static boolean isInvisible(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    /** The same text for all names that some file system takes for one: by case and by composition of characters. */
    static String key(String name) {
        String folded = Normalizer.normalize(name, Normalizer.Form.NFC).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    /** A name as it can be shown on a terminal, whatever stands in it. */
    static String shown(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints().limit(80).forEach(character -> {
            if (isInvisible(character)) {
                text.append(String.format(Locales.NONE, "\\u%04x", character));
            } else {
                text.appendCodePoint(character);
            }
        });
        return text + (name.codePointCount(0, name.length()) > 80 ? "…" : "");
    }
}
