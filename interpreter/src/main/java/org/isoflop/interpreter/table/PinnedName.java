package org.isoflop.interpreter.table;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.isoflop.interpreter.file.ContentHash;
import org.isoflop.interpreter.file.InputFile;
import org.jspecify.annotations.Nullable;

/** A file as a study names it, with the SHA-256 that its bytes must have if the name is pinned: {@code f.csv#sha256:…}. */
public record PinnedName(String name, @Nullable String sha256) {
    /** What stands between a name and its hash. */
    public static final String MARK = "#sha256:";
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /**
     * Takes a name apart.
     *
     * @throws TableException if what follows {@code #sha256:} is not 64 hexadecimal digits
     */
    public static PinnedName parse(String text) {
        int mark = text.lastIndexOf(MARK);
        if (mark < 0) {
            return new PinnedName(text, null);
        }
        String name = text.substring(0, mark);
        String hash = text.substring(mark + MARK.length()).toLowerCase(Locale.ROOT);
        if (!HASH.matcher(hash).matches()) {
            throw new TableException(TableProblem.ofFile(TableProblem.Kind.BAD_PIN, name,
                    "after `" + MARK + "` stand " + hash.length() + " characters, not 64 hexadecimal digits",
                    "`isoflop fmt --pin` writes the hash"));
        }
        return new PinnedName(name, hash);
    }

    /** The name alone, whatever stands behind it. */
    public static String bare(String text) {
        int mark = text.lastIndexOf(MARK);
        return mark < 0 ? text : text.substring(0, mark);
    }

    /** The name as a study writes it. */
    @Override
    public String toString() {
        return sha256 == null ? name : name + MARK + sha256;
    }

    /**
     * Checks the file against the pin; without one every file is right. A file that is not there is for the reader to
     * report.
     *
     * @throws TableException if the bytes of the file have another hash
     */
    public void verify(InputFile input) {
        if (sha256 == null || !input.isFile()) {
            return;
        }
        try {
            hold(ContentHash.sha256(input));
        } catch (IOException failed) {
            throw TableReader.unreadable(name, failed);
        }
    }

    /**
     * Checks the hash of a file against the pin; without one every hash is right.
     *
     * @throws TableException if it is another
     */
    public void hold(String found) {
        if (sha256 != null && !found.equals(sha256)) {
            throw new TableException(TableProblem.ofFile(TableProblem.Kind.PIN_DIFFERS, name, "its hash is " + found,
                    "if the change is meant, `isoflop fmt --pin` writes the new hash"));
        }
    }
}
