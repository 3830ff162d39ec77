package org.isoflop.stdlib.keep;

import java.util.HexFormat;

/** A SHA-256 hash of what a result depends on, in hexadecimal digits. */
public record Key(String digits) {
    static final int BYTES = 32;

    public Key {
        if (digits.length() != 2 * BYTES) {
            throw new IllegalArgumentException(digits);
        }
    }

    static Key of(byte[] hash) {
        return new Key(HexFormat.of().formatHex(hash));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(digits);
    }
}
