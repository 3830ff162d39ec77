package org.isoflop.stdlib.keep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.isoflop.stdlib.Workers;

/** Makes a key of what a result depends on. Long columns are hashed in slices, by several threads. */
final class Fingerprint extends Encoder {
    private static final int SLICE = 1 << 17;

    private final int threads;

    private Fingerprint(MessageDigest digest, int threads) {
        super(digest::update, null);
        this.threads = threads;
    }

    /**
     * The key of some values in their order.
     *
     * @throws UnsupportedOperationException if one of them cannot be told from others by its parts
     */
    static Key of(int threads, Object... values) {
        MessageDigest digest = sha256();
        Fingerprint fingerprint = new Fingerprint(digest, threads);
        try {
            fingerprint.write(values);
            fingerprint.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Key.of(digest.digest());
    }

    @Override
    void doubles(double[] numbers) throws IOException {
        if (numbers.length <= SLICE) {
            super.doubles(numbers);
            return;
        }
        byte[][] hashes = new byte[(numbers.length + SLICE - 1) / SLICE][];
        Workers.run(threads, hashes.length,
                () -> slice -> hashes[slice] = hash(numbers, slice * SLICE, Math.min(numbers.length, (slice + 1) * SLICE)));
        sized(SLICES, numbers.length);
        write(hashes);
    }

    private static byte[] hash(double[] numbers, int from, int to) {
        MessageDigest digest = sha256();
        Encoder encoder = new Encoder(digest::update, null);
        try {
            encoder.bare(numbers, from, to);
            encoder.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return digest.digest();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
