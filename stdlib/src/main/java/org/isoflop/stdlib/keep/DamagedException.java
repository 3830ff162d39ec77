package org.isoflop.stdlib.keep;

import java.io.IOException;

/** An entry that is not what was written. */
final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
        super(message);
    }
}
