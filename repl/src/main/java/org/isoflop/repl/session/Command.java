package org.isoflop.repl.session;

import java.io.IOException;

/**
 * Something that is asked of the session itself: {@code :save plan.study}.
 *
 * @param name without the colon
 * @param operand what follows it, in square brackets if it may be left out; empty for nothing
 * @param takes what the operand is, which completion and highlighting go by
 */
public record Command(String name, String operand, Operand takes, String summary, Action action) {

    /** What a command is given. */
    public enum Operand {
        NOTHING, WORD, NAME, EXPRESSION, FILE, SETTING
    }

    /** Does it. */
    @FunctionalInterface
    interface Action {
        void run(String operand) throws IOException;
    }

    boolean mayBeAlone() {
        return operand.isEmpty() || operand.startsWith("[");
    }

    /** {@code :save [FILE]} */
    String line() {
        return ":" + name + (operand.isEmpty() ? "" : " " + operand);
    }
}
