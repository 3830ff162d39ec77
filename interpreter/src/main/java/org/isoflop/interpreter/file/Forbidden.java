package org.isoflop.interpreter.file;

import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/** A file that lies outside of what a study may read. */
public final class Forbidden extends AccessDeniedException {
    private static final long serialVersionUID = 1L;

    Forbidden(Path file, String reason) {
        super(file.toString(), null, reason);
    }

    /** What a user can do about it. */
    public String remedy() {
        return "`--allow-read DIR` lets a study read another folder, `--root DIR` stands for its own";
    }
}
