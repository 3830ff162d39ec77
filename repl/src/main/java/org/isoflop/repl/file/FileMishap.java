package org.isoflop.repl.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says what went wrong with a file. */
public final class FileMishap {
    private FileMishap() {
    }

    /** {@code plan.study: permission denied} */
    public static String reason(IOException failed) {
        if (failed instanceof FileSystemException file) {
            String why = switch (file) {
                case AccessDeniedException denied -> "permission denied";
                case NoSuchFileException gone -> "no such file";
                default -> file.getReason() == null ? "it cannot be used" : file.getReason();
            };
            return file.getFile() + ": " + why;
        }
        if (failed instanceof ClosedByInterruptException) {
            return "reading or writing a file was interrupted";
        }
        return failed.getMessage() == null ? "a file cannot be read or written" : failed.getMessage();
    }
}
