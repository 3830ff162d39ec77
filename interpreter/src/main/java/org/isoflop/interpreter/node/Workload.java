package org.isoflop.interpreter.node;

/**
 * How much work was announced, as evaluations of a kernel on a row. Where the same is to be done for many rows, what the first of them
 * announces is counted for all, so that the whole is known before any of it is done; the others then announce only what is more.
 */
final class Workload {
    private final Tally todo = new Tally();
    /** The same with what was done by earlier runs and kept. */
    private final Tally asked = new Tally();
    /** For how many rows alike an announcement stands. */
    private double rows = 1;

    /** A sum of announcements. */
    private static final class Tally {
        private double sum;
        /** What was counted for rows that have not yet announced it. */
        private double foreseen;

        void add(double evaluations, double rows) {
            double covered = Math.min(foreseen, evaluations);
            double more = evaluations - covered;
            sum += rows * more;
            foreseen += (rows - 1) * more - covered;
        }
    }

    /** What an announcement means for now, to return to. */
    record Scope(double rows, double foreseen, double foreseenOfAll) {
    }

    /** Counts work that is to be done. */
    void announce(double evaluations) {
        todo.add(evaluations, rows);
    }

    /** Counts work whose result may be known, before it is looked for: how much was asked for so far. */
    double ask(double evaluations) {
        asked.add(evaluations, rows);
        return asked.sum;
    }

    /** Takes back what was announced since and is not begun. */
    void withdraw(double before) {
        todo.sum = before;
    }

    double announced() {
        return todo.sum;
    }

    Scope scope() {
        return new Scope(rows, todo.foreseen, asked.foreseen);
    }

    /** Lets announcements stand for so many rows of each for which they stand around. */
    void standFor(int each, Scope around) {
        rows = each * around.rows;
    }

    /** Goes on as around rows that are done: what they did not need after all covers nothing else. */
    void leaveRows(Scope around) {
        rows = around.rows;
        if (rows <= 1) {
            todo.foreseen = Math.min(todo.foreseen, around.foreseen);
            asked.foreseen = Math.min(asked.foreseen, around.foreseenOfAll);
        }
    }

    /** Begins what is done once, however many rows need it. */
    Scope enterOnce() {
        Scope around = scope();
        rows = 1;
        todo.foreseen = 0;
        asked.foreseen = 0;
        return around;
    }

    void leaveOnce(Scope around) {
        rows = around.rows;
        todo.foreseen = around.foreseen;
        asked.foreseen = around.foreseenOfAll;
    }
}
