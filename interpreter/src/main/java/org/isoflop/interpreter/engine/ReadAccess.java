package org.isoflop.interpreter.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.interpreter.file.Folder;
import org.jspecify.annotations.Nullable;

/**
 * Which folders a study may read; the standard library is always at hand.
 *
 * @param root the folder below which it reads, null for its own
 * @param more further folders
 */
public record ReadAccess(@Nullable Path root, List<Path> more) {
    /** What a study may read that was only named: what lies in its folder or below. */
    public static final ReadAccess OWN_FOLDER = new ReadAccess(null, List.of());

    public ReadAccess {
        more = List.copyOf(more);
    }

    /** The folder where a study's paths start, with what it may read. */
    Folder from(Path folder) {
        List<Path> readable = new ArrayList<>(more);
        readable.addFirst(root == null ? folder : root);
        return Folder.confined(folder, readable);
    }
}
