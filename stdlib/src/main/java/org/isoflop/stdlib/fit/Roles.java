package org.isoflop.stdlib.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isoflop.stdlib.kernel.BoundKernel;
import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.kernel.Picks;
import org.jspecify.annotations.Nullable;

/**
 * What coefficients are to a row. Most have a role of their own, the same in every row; where a law picks one of many by the row's
 * group, as {@code k[arch]}, these share a role, which in each row another of them plays. Kernels and their derivatives are over
 * roles, so that they do not grow with the number of groups, and of matrices only what groups can have is kept.
 */
final class Roles {
    /** Coefficients up to which each has a role of its own: dense sums in vector code are faster then. */
    static final int FEW = 24;

    private final Kernel prediction;
    private final int columns;
    /** By role the coefficients that play it; of the first {@link #shared} roles one each. */
    private final int[][] members;
    private final int shared;
    private final List<Picks.Pick> picks;
    private final Envelope envelope;

    private Roles(Kernel prediction, int columns, int[][] members, int shared, List<Picks.Pick> picks, Envelope envelope) {
        this.prediction = prediction;
        this.columns = columns;
        this.members = members;
        this.shared = shared;
        this.picks = picks;
        this.envelope = envelope;
    }

    static Roles of(FitProblem problem) {
        int columns = problem.columns().length;
        int size = problem.coefficients().size();
        Picks picks = size <= FEW ? null : Picks.of(problem.prediction(), columns);
        return picks == null || !areAlike(problem, picks) ? each(problem) : shared(picks, columns);
    }

    /** A role for each coefficient. */
    static Roles each(FitProblem problem) {
        int size = problem.coefficients().size();
        int[][] own = new int[size][];
        Arrays.setAll(own, j -> new int[] {j});
        return new Roles(problem.prediction(), problem.columns().length, own, size, List.of(), Envelope.dense(size));
    }

    private static Roles shared(Picks picks, int columns) {
        List<int[]> members = new ArrayList<>();
        for (int input : picks.kept()) {
            members.add(new int[] {input - columns});
        }
        for (Picks.Pick pick : picks.picks()) {
            members.add(Arrays.stream(pick.inputs()).map(input -> input - columns).toArray());
        }
        return new Roles(picks.kernel(), columns, members.toArray(int[][]::new), picks.kept().length, picks.picks(),
                envelope(picks, columns));
    }

    /** Whether all that share a role are searched in the same way. */
    private static boolean areAlike(FitProblem problem, Picks picks) {
        boolean alike = true;
        for (Picks.Pick pick : picks.picks()) {
            boolean logarithmic = problem.coefficients().get(pick.inputs()[0] - problem.columns().length).isLogarithmic();
            for (int input : pick.inputs()) {
                alike &= problem.coefficients().get(input - problem.columns().length).isLogarithmic() == logarithmic;
            }
        }
        return alike;
    }

    /** What is picked by the most numerous groups is eliminated first; what is picked by others counts as shared by all. */
    private static Envelope envelope(Picks picks, int columns) {
        Picks.Pick most = picks.picks().getFirst();
        for (Picks.Pick pick : picks.picks()) {
            most = pick.inputs().length > most.inputs().length ? pick : most;
        }
        List<Picks.Pick> together = new ArrayList<>();
        int[] others = Arrays.stream(picks.kept()).map(input -> input - columns).toArray();
        for (Picks.Pick pick : picks.picks()) {
            if (pick.column() == most.column() && Arrays.equals(pick.values(), most.values())) {
                together.add(pick);
            } else {
                int[] all = Arrays.copyOf(others, others.length + pick.inputs().length);
                for (int i = 0; i < pick.inputs().length; i++) {
                    all[others.length + i] = pick.inputs()[i] - columns;
                }
                others = all;
            }
        }
        int[][] groups = new int[most.inputs().length][together.size()];
        for (int group = 0; group < groups.length; group++) {
            for (int i = 0; i < together.size(); i++) {
                groups[group][i] = together.get(i).inputs()[group] - columns;
            }
        }
        return Envelope.grouped(groups, others);
    }

    /** The law over columns and roles. */
    Kernel prediction() {
        return prediction;
    }

    int count() {
        return members.length;
    }

    /** How many of the first roles are a coefficient each. */
    int shared() {
        return shared;
    }

    /** The coefficients that play a role. */
    int[] members(int role) {
        return members[role];
    }

    /** The first of them. */
    int first(int role) {
        return members[role][0];
    }

    /** The role of a coefficient. */
    int roleOf(int coefficient) {
        for (int role = 0; role < members.length; role++) {
            for (int member : members[role]) {
                if (member == coefficient) {
                    return role;
                }
            }
        }
        throw new IllegalArgumentException("no coefficient " + coefficient);
    }

    /** Which entries matrices over the coefficients have. */
    Envelope envelope() {
        return envelope;
    }

    /** Ties a kernel whose inputs are columns and roles to the rows of columns, with several threads where they are many. */
    BoundKernel bind(Kernel kernel, double[][] rowsOf, int rows, int threads) {
        int[] @Nullable [] picked = new int[kernel.inputCount()][];
        for (int i = 0; i < picks.size(); i++) {
            Picks.Pick pick = picks.get(i);
            int[] chosen = pick.rows(rowsOf[pick.column()]);
            for (int row = 0; row < chosen.length; row++) {
                chosen[row] -= columns;
            }
            picked[columns + shared + i] = chosen;
        }
        return kernel.bind(Arrays.copyOf(rowsOf, kernel.inputCount()), picked, rows, threads);
    }

    /** For each row the coefficient that plays a role that is not shared. */
    int[] playing(BoundKernel bound, int role) {
        int[] playing = bound.picks(columns + role);
        if (playing == null) {
            throw new IllegalArgumentException("role " + role + " is the same in every row");
        }
        return playing;
    }

    /** Writes what roles that are shared are into the inputs of a kernel. */
    void fill(double[] coefficients, double[] inputs) {
        for (int role = 0; role < shared; role++) {
            inputs[columns + role] = coefficients[members[role][0]];
        }
    }
}
