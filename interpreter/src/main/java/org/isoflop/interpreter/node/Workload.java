package org.isoflop.interpreter.node;

/**
 * How much work was announced, as evaluations of a kernel on a row. Where the same is to be done for many rows, what the first of them
 * announces is counted for all, so that the whole is known before any of it is done; the others then announce only what is more.
 */
final class Workload {
    private double announced;
    /** For how many rows alike an announcement stands. */
    private double rows = 1;
    /** What was counted for rows that have not yet announced it. */
    private double foreseen;

    /** What an announcement means for now, to return to. */
    record Scope(double rows, double foreseen) {
    }

    void announce(double evaluations) {
        double covered = Math.min(foreseen, evaluations);
        double more = evaluations - covered;
        announced += rows * more;
        foreseen += (rows - 1) * more - covered;
    }

    double announced() {
        return announced;
    }

    Scope scope() {
        return new Scope(rows, foreseen);
    }

    /** Lets announcements stand for so many rows of each for which they stand around. */
    void standFor(int each, Scope around) {
        rows = each * around.rows;
    }

    /** Goes on as around rows that are done: what they did not need after all covers nothing else. */
    void leaveRows(Scope around) {
        rows = around.rows;
        foreseen = rows > 1 ? foreseen : Math.min(foreseen, around.foreseen);
    }

    /** Begins what is done once, however many rows need it. */
    Scope enterOnce() {
        Scope around = scope();
        rows = 1;
        foreseen = 0;
        return around;
    }

    void leaveOnce(Scope around) {
        rows = around.rows;
        foreseen = around.foreseen;
    }
}
