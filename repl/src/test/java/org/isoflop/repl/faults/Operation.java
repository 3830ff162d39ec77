package org.isoflop.repl.faults;

/** What is done to files. */
enum Operation {
    OPEN_TO_READ, READ, OPEN_TO_WRITE, WRITE, CLOSE, MOVE, DELETE, CREATE_FOLDER, LIST, ATTRIBUTES, SET_ATTRIBUTES, ACCESS, REAL_PATH;

    /** Whether it needs room on the disk, or leave to change it. */
    boolean changes() {
        return switch (this) {
            case OPEN_TO_WRITE, WRITE, CLOSE, MOVE, DELETE, CREATE_FOLDER, SET_ATTRIBUTES -> true;
            case OPEN_TO_READ, READ, LIST, ATTRIBUTES, ACCESS, REAL_PATH -> false;
        };
    }
}
