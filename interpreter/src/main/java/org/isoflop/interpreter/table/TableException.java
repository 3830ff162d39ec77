package org.isoflop.interpreter.table;

import java.util.List;

/**
 * A file could not be read or written as a table. All that is wrong with its header is listed; of its cells the first
 * {@value #SHOWN} that are wrong.
 */
public final class TableException extends RuntimeException {
    /** How many wrong cells are listed. */
    public static final int SHOWN = 5;

    private static final long serialVersionUID = 1L;

    private final transient List<TableProblem> problems;
    private final long total;

    TableException(List<TableProblem> problems, long total) {
        super(problems.getFirst().message(), null, false, false);
        this.problems = List.copyOf(problems);
        this.total = total;
    }

    TableException(TableProblem problem) {
        this(List.of(problem), 1);
    }

    /** What is wrong, at least one. */
    public List<TableProblem> problems() {
        return problems;
    }

    /** How many problems there are, the listed ones included. */
    public long total() {
        return total;
    }
}
