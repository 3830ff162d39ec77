package org.isoflop.repl.command;

import java.io.IOException;

/** One thing that the command can do. */
interface Verb {
    Usage usage();

    /**
     * Does it.
     *
     * @return the exit code
     * @throws Mistake if the command line is wrong
     * @throws IOException if a file that the command line names cannot be read or written
     */
    int run(Arguments arguments, Surroundings surroundings) throws Mistake, IOException;
}
