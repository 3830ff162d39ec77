package org.isoflop.stdlib.fit;

/** A fit that cannot be carried out on these rows; the message says why, in words for the user. */
public final class FitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public FitException(String message) {
        super(message);
    }
}
