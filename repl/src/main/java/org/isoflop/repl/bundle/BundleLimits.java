package org.isoflop.repl.bundle;

import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.diagnostic.Excess;
import org.isoflop.interpreter.node.Limits;

/** What opening a bundle may use, from what its directory says; nothing is expanded beyond that. */
final class BundleLimits {
    /** Tables as text shrink to a tenth, hardly ever to a fiftieth. */
    private static final long MOST_EXPANSION = 100;
    /** Little files may be as empty as they like. */
    private static final long LITTLE = 1 << 20;

    private BundleLimits() {
    }

    /** Holds an archive to the limit of bytes that are read. */
    static void hold(Archive archive, Limits limits) throws BundleException {
        double bytes = 0;
        for (ArchiveEntry entry : archive.entries()) {
            bytes += entry.size();
            if (entry.size() > LITTLE && entry.size() / MOST_EXPANSION > entry.compressed()) {
                throw new BundleException(Diagnostic.of(Code.LIMIT, entry + " would expand from " + entry.compressed() + " bytes to "
                        + entry.size() + ", more than " + MOST_EXPANSION + " times")
                        .fix("a bundle may hold files that are not compressed"));
            }
        }
        if (bytes > limits.file()) {
            throw new BundleException(Excess.of("file", "bytes in the bundle", bytes, limits.file()));
        }
    }

    static Diagnostic entries(String archive, int count, int most) {
        return Diagnostic.of(Code.LIMIT, "`" + archive + "` has " + count + " entries, more than the " + most + " that a bundle may have");
    }
}
