package org.isoflop.interpreter.table;

import java.util.ArrayList;
import java.util.List;

/** Counts problems and keeps the first few. */
final class Problems {
    private final List<TableProblem> first = new ArrayList<>();
    private long total;

    void add(TableProblem problem) {
        total++;
        if (first.size() < TableException.SHOWN) {
            first.add(problem);
        }
    }

    void throwIfAny() {
        if (total > 0) {
            throw new TableException(first, total);
        }
    }
}
