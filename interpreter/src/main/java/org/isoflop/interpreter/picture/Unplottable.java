package org.isoflop.interpreter.picture;

/** What is asked for cannot be drawn; the message says why. */
public final class Unplottable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unplottable(String message) {
        super(message, null, false, false);
    }
}
