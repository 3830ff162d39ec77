package org.isoflop.repl.file;

/** Text from files and their names as it may be sent to a terminal, which obeys some characters instead of showing them. */
public final class Harmless {
    private Harmless() {
    }

    /**
     * Whether a character would move the cursor, change the look of a terminal or turn the order of the text around it, so
     * that what is shown is not what is written.
     */
    public static boolean isHarmful(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR || type == Character.SURROGATE;
    }

    /** The text with every harmful character replaced; line breaks and tabs stay. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!isSpacing(text.charAt(i)) && isHarmful(text.codePointAt(i))) {
                return replaced(text);
            }
        }
        return text;
    }

    private static boolean isSpacing(int character) {
        return character == '\n' || character == '\t';
    }

    private static String replaced(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(!isSpacing(c) && isHarmful(c) ? '\uFFFD' : c));
        return clean.toString();
    }

    /** The same for a name, which stands in one line. */
    public static String name(String name) {
        return of(name).replace('\n', '\uFFFD').replace('\t', '\uFFFD');
    }
}
