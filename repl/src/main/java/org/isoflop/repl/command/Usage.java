package org.isoflop.repl.command;

import java.util.List;

/**
 * How a verb is called.
 *
 * @param operands what stands on the line besides options: {@code FILE…}, in square brackets if it may be left out, empty if there is nothing
 * @param most how many operands there may be
 * @param options those of this verb, without those that every verb has
 * @param exits the exit codes it may give, a line each
 */
record Usage(String verb, String operands, int most, String summary, String documentation, List<Option> options, List<String> exits) {
    static final String EXIT_WELL = "0   all well";
    static final String EXIT_EXPECTATION = "1   an expectation failed";
    static final String EXIT_STUDY = "2   a study is wrong: syntax, names, units, data";
    static final String EXIT_COMMAND = "3   the command line is wrong, or a file on it does not exist";
    static final String EXIT_LIMIT = "4   a limit was reached, or the run was interrupted";
    static final String EXIT_FAULT = "70  a fault of ours";

    /** Whether it may be called without operands. */
    boolean mayBeAlone() {
        return operands.isEmpty() || operands.startsWith("[");
    }

    /** {@code isoflop check FILE… [options]} */
    String line() {
        return "isoflop " + verb + (operands.isEmpty() ? "" : " " + operands) + " [options]";
    }
}
