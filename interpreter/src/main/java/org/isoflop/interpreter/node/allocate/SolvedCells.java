package org.isoflop.interpreter.node.allocate;

import org.isoflop.interpreter.value.Numbers;
import org.isoflop.stdlib.allocate.Allocation;
import org.jspecify.annotations.Nullable;

/**
 * A solved batch of allocations. Its cells are the rows, one below the other; each has its point first and then its draws.
 * Where there are discrete choices each was solved for itself, and every cell knows the best.
 */
final class SolvedCells {
    private final boolean column;
    private final int rows;
    private final int draws;
    private final Allocation[] solved;
    private final boolean maximize;
    private final boolean @Nullable [] missing;
    /** Which of the choices is best, by cell. */
    private final int[] best;

    /**
     * @param solved an allocation of all cells for each choice
     * @param missing the cells that lack a number they need; null for none
     */
    SolvedCells(boolean column, int rows, int draws, Allocation[] solved, boolean maximize, boolean @Nullable [] missing) {
        this.column = column;
        this.rows = rows;
        this.draws = draws;
        this.solved = solved.clone();
        this.maximize = maximize;
        this.missing = missing;
        this.best = new int[rows * (1 + draws)];
        for (int cell = 0; cell < best.length; cell++) {
            for (int choice = 1; choice < solved.length; choice++) {
                if (better(choice, best[cell], cell)) {
                    best[cell] = choice;
                }
            }
        }
    }

    private boolean better(int candidate, int known, int cell) {
        Allocation one = solved[candidate];
        Allocation other = solved[known];
        if (one.feasible()[cell] != other.feasible()[cell]) {
            return one.feasible()[cell];
        }
        double difference = one.objective()[cell] - other.objective()[cell];
        return maximize ? difference > 0 : difference < 0;
    }

    boolean isColumn() {
        return column;
    }

    boolean isMaximum() {
        return maximize;
    }

    int rows() {
        return rows;
    }

    int draws() {
        return draws;
    }

    int choices() {
        return solved.length;
    }

    Allocation allocation(int choice) {
        return solved[choice];
    }

    /** The cell of a row's point; its draws follow. */
    int point(int row) {
        return row * (1 + draws);
    }

    int best(int cell) {
        return best[cell];
    }

    boolean isFeasible(int cell) {
        return solved[best[cell]].feasible()[cell];
    }

    /** Whether a cell has no allocation because a number that it needs is missing. */
    boolean isMissing(int cell) {
        return missing != null && missing[cell] && !isFeasible(cell);
    }

    /** Whether a choice is the best for the point of some row. */
    boolean isBestSomewhere(int choice) {
        for (int row = 0; row < rows; row++) {
            if (best[point(row)] == choice) {
                return true;
            }
        }
        return false;
    }

    /** Numbers of every cell that an allocation holds as an array; nothing is copied where there is one choice and no draw. */
    Numbers numbers(Array array) {
        if (solved.length == 1 && draws == 0) {
            return Numbers.shaped(column, array.of(solved[0], 0), null, 0);
        }
        double[][] all = new double[solved.length][];
        for (int choice = 0; choice < all.length; choice++) {
            all[choice] = array.of(solved[choice], choice);
        }
        return numbers((allocation, choice, cell) -> all[choice][cell]);
    }

    /** What an allocation says of each of its cells; not to be changed. */
    interface Array {
        double[] of(Allocation allocation, int choice);
    }

    /** One number of the solution of a cell. */
    interface Cell {
        double of(Allocation allocation, int choice, int cell);
    }

    /** A number of the solution of a cell in each of the draws over which it was decided at once; null if it is the same in all. */
    interface Outcomes {
        double @Nullable [] of(Allocation allocation, int choice, int row);
    }

    /** That number of every cell where each was decided over draws at once: what it is at the points, and what becomes of it by draw. */
    Numbers numbers(Cell cell, Outcomes outcomes, int together) {
        Numbers points = numbers(cell);
        double[] all = new double[rows * together];
        boolean certain = true;
        for (int row = 0; row < rows; row++) {
            double[] own = outcomes.of(solved[best[row]], best[row], row);
            certain &= own == null;
            for (int k = 0; k < together; k++) {
                all[row * together + k] = own == null || !isFeasible(row) ? points.point(row) : own[row * together + k];
            }
        }
        return certain ? points : Numbers.shaped(column, points.points(), all, together);
    }

    /** That number of every cell. What is the same in every draw, as a limit that is written out, is certain. */
    Numbers numbers(Cell cell) {
        double[] points = new double[rows];
        double[] all = new double[rows * draws];
        boolean certain = true;
        for (int row = 0; row < rows; row++) {
            int at = point(row);
            points[row] = cell.of(solved[best[at]], best[at], at);
            for (int k = 0; k < draws; k++) {
                double draw = cell.of(solved[best[at + 1 + k]], best[at + 1 + k], at + 1 + k);
                all[row * draws + k] = draw;
                certain &= draw == points[row];
            }
        }
        return Numbers.shaped(column, points, certain ? null : all, certain ? 0 : draws);
    }
}
