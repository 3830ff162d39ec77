package org.isoflop.interpreter.picture;

/** What is asked for cannot be drawn; its reason says why. */
public final class Unplottable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public Unplottable(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
