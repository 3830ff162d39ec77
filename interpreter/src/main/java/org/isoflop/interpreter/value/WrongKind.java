package org.isoflop.interpreter.value;

/** A value of another kind than was needed, where types could not tell before: an element of a list that holds several kinds. */
public final class WrongKind extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param needed what it should have been: {@code a number} */
    public WrongKind(String needed, Value value) {
        super(needed + " is needed here, and this is " + (value.kind().startsWith("a") ? "an " : "a ") + value.kind(), null, false, false);
    }

    /** The message, which is never absent. */
    public String message() {
        return String.valueOf(getMessage());
    }
}
