package org.isoflop.repl.command;

/** The exit codes of the process. */
public final class Exit {
    public static final int WELL = 0;
    /** An expectation failed, or a file would change. */
    public static final int FAILED = 1;
    /** The study is wrong: syntax, names, units, data. */
    public static final int WRONG_STUDY = 2;
    /** The command line is wrong. */
    public static final int WRONG_COMMAND = 3;
    /** A limit was reached, or the run was interrupted. */
    public static final int LIMIT = 4;
    /** A fault of ours. */
    public static final int FAULT = 70;

    private Exit() {
    }
}
