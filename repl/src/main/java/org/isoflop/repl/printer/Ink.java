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
}
