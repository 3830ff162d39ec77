package org.isoflop.repl.faults;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** A way in which an operation on files fails. */
enum Fault {
    DISK_FULL, ACCESS_DENIED, NOT_FOUND, DEVICE_ERROR, NO_ATOMIC_MOVE, INTERRUPTED, READ_ONLY;

    /** Whether an operation can fail like this. */
    boolean fits(Operation operation) {
        return switch (this) {
            case DISK_FULL, READ_ONLY -> operation.changes();
            case ACCESS_DENIED -> operation != Operation.READ && operation != Operation.WRITE && operation != Operation.CLOSE;
            case NOT_FOUND -> operation != Operation.READ && operation != Operation.WRITE && operation != Operation.CLOSE;
            case DEVICE_ERROR -> true;
            case NO_ATOMIC_MOVE -> operation == Operation.MOVE;
            case INTERRUPTED -> operation == Operation.READ || operation == Operation.WRITE;
        };
    }

    /** What an author must be told where writing failed. */
    String reason() {
        return switch (this) {
            case DISK_FULL -> "No space left on device";
            case ACCESS_DENIED -> "permission denied";
            case NOT_FOUND -> "it is gone";
            case DEVICE_ERROR -> "Input/output error";
            case NO_ATOMIC_MOVE -> "Invalid cross-device link";
            case INTERRUPTED -> "interrupted";
            case READ_ONLY -> "Read-only file system";
        };
    }

    void strike(String file) throws IOException {
        switch (this) {
            case DISK_FULL -> throw new FileSystemException(file, null, "No space left on device");
            case ACCESS_DENIED -> throw new AccessDeniedException(file);
            case NOT_FOUND -> throw new NoSuchFileException(file);
            case DEVICE_ERROR -> throw new IOException("Input/output error");
            case NO_ATOMIC_MOVE -> throw new AtomicMoveNotSupportedException(file, file, "Invalid cross-device link");
            case INTERRUPTED -> throw new ClosedByInterruptException();
            case READ_ONLY -> throw new FileSystemException(file, null, "Read-only file system");
        }
    }
}
