package org.isoflop.repl.printer;

/** Colours by role: the one place that knows which role looks how. */
public enum Ink {
    PLAIN, COLOURED;

    /** What a piece of text is. */
    public enum Role {
        ERROR("1;31"), WARNING("1;33"), SECONDARY("1;34"), GUTTER("34"), HELP("1;36"), STRONG("1"), GOOD("32"), FAINT("2");

        private final String code;

        Role(String code) {
            this.code = code;
        }
    }

    /** The text in the look of its role. */
    public String of(Role role, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + role.code + "m" + text + "\u001b[0m";
    }

    /** The text in a colour given as {@code #rrggbb}, or in that of all text where that is empty. */
    public String tinted(String colour, String text) {
        if (this == PLAIN || text.isEmpty() || colour.isEmpty()) {
            return text;
        }
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return "\u001b[38;2;" + (rgb >> 16) + ";" + (rgb >> 8 & 255) + ";" + (rgb & 255) + "m" + text + "\u001b[0m";
    }
}
