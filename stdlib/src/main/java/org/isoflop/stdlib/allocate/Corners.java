package org.isoflop.stdlib.allocate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isoflop.stdlib.kernel.Bends;
import org.isoflop.stdlib.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/**
 * Takes lanes that stopped where the formula bends to the optimum there. With the bends that meet held one way each, all is smooth, and
 * conditions say where: what is the optimum of each of these pieces is one of the formula.
 */
final class Corners {
    /** So near a bend, in e-foldings of a variable or parts of its range, both of its sides are tried at first, and in the end. */
    private static final double NEAR = 1e-3;
    private static final double THERE = 1e-6;
    /** So many bends at most are held at once, each one way and the other. */
    private static final int MOST = 5;
    private static final int ROUNDS = 8;
    /** What is better by less, relatively, is as good. */
    private static final double BETTER = 1e-13;
    /** What is worse by more, relatively, has left its start uphill. */
    private static final double SAME = 1e-10;
    /** What differs by more, relatively, on both sides of a bend is a leap. */
    private static final double LEAP = 1e-5;

    private final Formulation form;
    private final KernelProgram program;
    private final Bends bends;
    private final Kernel differences;
    private final Options options;
    private final Map<List<Integer>, KernelProgram> pieces = new HashMap<>();

    private Corners(Formulation form, KernelProgram program, Bends bends, Options options) {
        this.form = form;
        this.program = program;
        this.bends = bends;
        differences = bends.differences().withGradient(IntStream.range(0, form.size).toArray());
        this.options = new Options(options.starts(), options.threads(), options.cancelled());
    }

    /** Null where the program does not bend. */
    static @Nullable Corners of(Formulation form, Options options) {
        if (!(form.program instanceof KernelProgram program)) {
            return null;
        }
        Bends bends = Bends.of(program.kernel(), form.size);
        return bends.count() == 0 ? null : new Corners(form, program, bends, options);
    }

    /** The best that the pieces about a lane came to. */
    private static final class Best {
        private @Nullable Lanes ends;
        private int lane;
        /** Of the pieces that hold there the largest; NaN where one of them did not end there. */
        private double residual;
        private double[] point = new double[0];
        private double worst = Double.NEGATIVE_INFINITY;

        double objective() {
            return ends == null ? Double.NaN : ends.objective[lane];
        }
    }

    /** Whether some lanes stopped. */
    static boolean isFor(Lanes ends) {
        for (int i = 0; i < ends.count; i++) {
            if (hasStopped(ends, i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a lane did not converge; where a condition bends, one may have stopped without fulfilling it. */
    private static boolean hasStopped(Lanes ends, int lane) {
        return ends.ended[lane] == Lockstep.FAILED || ends.ended[lane] == Lockstep.INFEASIBLE;
    }

    /** Improves such lanes, in place. */
    void settle(Lanes ends) {
        int[] open = IntStream.range(0, ends.count).filter(i -> hasStopped(ends, i)).toArray();
        for (int round = 0; round < ROUNDS && open.length > 0; round++) {
            open = round(ends, open, round == 0);
        }
    }

    /** Tries the pieces about some lanes; gives those that are still to be tried from where they are now. */
    private int[] round(Lanes ends, int[] open, boolean first) {
        Map<List<Integer>, List<Integer>> groups = new LinkedHashMap<>();
        for (int lane : open) {
            List<Integer> meeting = meeting(ends, lane, first ? NEAR : THERE);
            if (!first || !meeting.isEmpty()) {
                groups.computeIfAbsent(meeting, any -> new ArrayList<>()).add(lane);
            }
        }
        List<Integer> next = new ArrayList<>();
        groups.forEach((meeting, lanes) -> {
            int[] which = lanes.stream().mapToInt(Integer::intValue).toArray();
            Best[] best = solve(ends, which, meeting);
            for (int k = 0; k < which.length; k++) {
                if (isTaken(ends, which[k], best[k], first)) {
                    next.add(which[k]);
                }
            }
        });
        return next.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    /** The bends that a lane is near to, the nearest of many. */
    private List<Integer> meeting(Lanes ends, int lane, double near) {
        double[] inputs = new double[differences.inputCount()];
        for (int input = 0; input < inputs.length; input++) {
            inputs[input] = input < form.size
                    ? form.variable(input, ends.point[input][lane])
                    : form.problem.parameters().get(input - form.size).at(ends.row[lane]);
        }
        double[] results = new double[differences.outputCount()];
        differences.evaluate(inputs, results);
        double[] distance = new double[bends.count()];
        for (int k = 0; k < distance.length; k++) {
            double most = 0;
            for (int v = 0; v < form.size; v++) {
                double unit = form.logarithmic[v] ? inputs[v] : form.width[v];
                most = Math.max(most, Math.abs(unit * results[distance.length + k * form.size + v]));
            }
            distance[k] = Math.abs(results[k]) / most;
        }
        return IntStream.range(0, distance.length).filter(k -> distance[k] <= near).boxed()
                .sorted((a, b) -> Double.compare(distance[a], distance[b])).limit(MOST).sorted().toList();
    }

    /** Solves all pieces from where the lanes are. */
    private Best[] solve(Lanes ends, int[] which, List<Integer> meeting) {
        Best[] best = new Best[which.length];
        Arrays.setAll(best, k -> new Best());
        for (int ways = 0; ways < 1 << meeting.size(); ways++) {
            int[] order = new int[bends.count()];
            for (int k = 0; k < meeting.size(); k++) {
                order[meeting.get(k)] = (ways >> k & 1) == 0 ? -1 : 1;
            }
            Lanes lanes = new Lanes(form, which.length);
            for (int k = 0; k < which.length; k++) {
                lanes.row[k] = ends.row[which[k]];
                for (int v = 0; v < form.size; v++) {
                    lanes.point[v][k] = ends.point[v][which[k]];
                }
            }
            compare(best, piece(order, meeting.size(), lanes), lanes, Cases.values(form, program, lanes));
        }
        return best;
    }

    private void compare(Best[] best, Formulation piece, Lanes start, double[][] values) {
        double[][] there = Cases.values(form, piece.program, start);
        Lanes found = new Lanes(piece, start.count);
        System.arraycopy(start.row, 0, found.row, 0, start.count);
        for (int v = 0; v < form.size; v++) {
            System.arraycopy(start.point[v], 0, found.point[v], 0, start.count);
        }
        new Engine(piece, false, options).plain(found);
        double[][] points = new double[form.size][];
        Arrays.setAll(points, v -> found.point[v].clone());
        double[] residual = Residuals.of(piece.rowsOnly(found.row), found);
        for (int k = 0; k < best.length; k++) {
            boolean empty = found.ended[k] == Lockstep.INFEASIBLE || found.ended[k] == Lockstep.CONTRADICTION;
            if (empty || found.ended[k] == Lockstep.RUNAWAY) {
                continue;
            }
            double objective = form.objectiveSign * found.objective[k];
            if (isJoined(values, there, k)) {
                best[k].residual = Math.max(best[k].residual, found.holds(k) && found.converged(k) ? residual[k] : Double.NaN);
                best[k].worst = Math.max(best[k].worst, objective);
            }
            if (found.holds(k) && !(form.objectiveSign * best[k].objective() <= objective)) {
                best[k].ends = found;
                best[k].lane = k;
                int lane = k;
                best[k].point = new double[form.size];
                Arrays.setAll(best[k].point, v -> points[v][lane]);
            }
        }
    }

    /** Whether a piece goes on from the others where it starts; else the formula leaps there, and what it comes to is another matter. */
    private static boolean isJoined(double[][] values, double[][] there, int lane) {
        boolean joined = true;
        for (int output = 0; output < values.length; output++) {
            double value = values[output][lane];
            joined &= Math.abs(there[output][lane] - value) <= LEAP * Math.abs(value);
        }
        return joined;
    }

    /** The problem with bends held, on the scale of the whole. */
    private Formulation piece(int[] order, int held, Lanes lanes) {
        KernelProgram of = pieces.computeIfAbsent(Arrays.stream(order).boxed().toList(),
                any -> new KernelProgram(bends.held(order), form.size));
        int count = form.conditions + held;
        List<Condition> conditions = new ArrayList<>(form.problem.conditions());
        while (conditions.size() < count) {
            conditions.add(Condition.atMost("bend"));
        }
        boolean[] logarithmic = Arrays.copyOf(form.logarithmicCondition, count);
        double[][] values = Cases.values(form, of, lanes);
        for (int c = form.conditions; c < count; c++) {
            logarithmic[c] = Arrays.stream(values[1 + 2 * c]).allMatch(each -> each > 0)
                    && Arrays.stream(values[2 + 2 * c]).allMatch(each -> each > 0);
        }
        AllocationProblem problem = new AllocationProblem(of, form.problem.goal(), form.problem.domains(), conditions,
                form.problem.parameters());
        return new Formulation(problem, form.objectiveLogarithmic, logarithmic, Arrays.copyOf(form.linear, count));
    }

    /** Takes what the pieces came to; whether the lane is to be tried again from there. */
    private boolean isTaken(Lanes ends, int lane, Best best, boolean first) {
        Lanes found = best.ends;
        double before = ends.holds(lane) ? form.objectiveSign * ends.objective[lane] : Double.MAX_VALUE;
        double now = form.objectiveSign * best.objective();
        if (found == null || !(now <= before + SAME * Math.abs(before)) || !isSo(ends.row[lane], best)) {
            return false;
        }
        int held = found.multipliers().length - form.total;
        for (int v = 0; v < form.size; v++) {
            ends.point[v][lane] = best.point[v];
        }
        for (int j = 0; j < form.total; j++) {
            ends.multipliers()[j][lane] = found.multipliers()[j < form.conditions ? j : j + held][best.lane];
        }
        ends.objective[lane] = best.objective();
        ends.violation[lane] = found.violation[best.lane];
        ends.ended[lane] = Lockstep.FAILED;
        boolean better = now < before - BETTER * Math.abs(before);
        boolean alike = best.worst <= now + SAME * Math.abs(now);
        if (!first && !better && alike && !Double.isNaN(best.residual)) {
            ends.ended[lane] = Lockstep.CONVERGED;
            ends.corner(lane, best.residual);
            return false;
        }
        return first || better;
    }

    /** Whether the formula itself is there what the piece says: it may leap where a piece ends. */
    private boolean isSo(int row, Best best) {
        Lanes there = new Lanes(form, 1);
        there.row[0] = row;
        for (int v = 0; v < form.size; v++) {
            there.point[v][0] = best.point[v];
        }
        return Cases.isSo(form, Cases.values(form, program, there), 0, best.objective());
    }
}
