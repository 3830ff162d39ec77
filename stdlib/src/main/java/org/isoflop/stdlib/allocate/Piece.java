package org.isoflop.stdlib.allocate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ChanceProgram} whose deciding draws are held: its objective and conditions, then for each share that is followed that its
 * deciding draw holds its comparisons, then for each draw that is near that it stays at its side. For one thread at a time.
 */
final class Piece implements Program {
    private static final double FARTHEST = 300;

    private final ChanceProgram program;
    private final Selection selection;
    private final Walker plain;
    private final Walker differentiated;
    /** Of the program with soft edges, which finds the point with the most room where nothing but the shares is to be optimised. */
    private final @Nullable Walker soft;
    private final List<Side> sides = new ArrayList<>();
    /** The first so many sides say that shares are held. */
    private final int followed;

    /** That one draw is no further than another; {@code than} is -1 for the edge of a share. */
    private record Side(Selection.Order order, int draw, int than) {
    }

    Piece(ChanceProgram program, Selection selection, Walker plain, Walker differentiated, @Nullable Walker soft) {
        this.program = program;
        this.selection = selection;
        this.plain = plain;
        this.differentiated = differentiated;
        this.soft = soft;
        for (Selection.Order order : selection.orders()) {
            if (program.isFollowed(order.statistic())) {
                sides.add(new Side(order, order.last(), -1));
            }
        }
        followed = sides.size();
        for (Selection.Order order : selection.orders()) {
            int first = order.inner() < 0 ? order.last() : order.inner();
            if (order.inner() >= 0) {
                sides.add(new Side(order, order.inner(), order.last()));
            }
            for (int near : order.near()) {
                sides.add(new Side(order, near, first));
            }
        }
    }

    /** The problem on the scale of that of the whole program. */
    Formulation form(Formulation whole) {
        int count = conditions();
        List<Condition> conditions = new ArrayList<>(whole.problem.conditions());
        boolean[] logarithmic = Arrays.copyOf(whole.logarithmicCondition, count);
        Arrays.fill(logarithmic, whole.conditions, count, true);
        while (conditions.size() < count) {
            conditions.add(Condition.atMost("draw"));
        }
        AllocationProblem problem = new AllocationProblem(this, whole.problem.goal(), whole.problem.domains(), conditions,
                whole.problem.parameters());
        return new Formulation(problem, whole.objectiveLogarithmic, logarithmic, Arrays.copyOf(whole.linear, count));
    }

    /** By order, then by its near draws, whether a positive multiplier says that one meets those that decide. */
    List<boolean[]> meeting(Lanes ends) {
        List<boolean[]> meeting = new ArrayList<>();
        int side = program.conditions() + followed;
        for (Selection.Order order : selection.orders()) {
            side += order.inner() < 0 ? 0 : 1;
            boolean[] met = new boolean[order.near().length];
            for (int k = 0; k < met.length; k++) {
                met[k] = ends.multipliers()[side++][0] > 1e-12;
            }
            meeting.add(met);
        }
        return meeting;
    }

    Selection selection() {
        return selection;
    }

    @Override
    public int variables() {
        return program.variables();
    }

    @Override
    public int parameters() {
        return program.parameters();
    }

    @Override
    public int conditions() {
        return program.conditions() + sides.size();
    }

    @Override
    public void evaluate(double[][] variables, Parameter[] parameters, int from, int to, double[][] values,
            double @Nullable [][][] gradients) {
        Walker walker = gradients == null ? plain : differentiated;
        walker.select(selection);
        for (int i = from; i < to; i++) {
            walker.evaluate(variables, parameters, i);
            walker.sides();
            for (int output = 0; output < program.outputs(); output++) {
                values[output][i] = walker.value[output];
                for (int v = 0; gradients != null && v < variables.length; v++) {
                    gradients[output][v][i] = walker.slope[output][v];
                }
            }
            sides(walker, i, values, gradients);
            if (soft != null) {
                room(soft, variables, parameters, i, values, gradients);
            }
        }
        walker.select(null);
    }

    private void sides(Walker walker, int i, double[][] values, double @Nullable [][][] gradients) {
        for (int k = 0; k < sides.size(); k++) {
            Side side = sides.get(k);
            Selection.Order order = side.order;
            int s = order.statistic();
            double unit = order.sign() / order.scale();
            double further = side.than < 0
                    ? order.sign() * walker.level(s, side.draw) + Walker.CLEAR
                    : unit * (walker.level(s, side.draw) - walker.level(s, side.than));
            int left = program.outputs() + 2 * k;
            values[left][i] = Math.exp(Math.clamp(further, -FARTHEST, FARTHEST));
            values[left + 1][i] = 1;
            for (int v = 0; gradients != null && v < variables(); v++) {
                double slope = side.than < 0
                        ? order.sign() * walker.levelSlope(s, v, side.draw)
                        : unit * (walker.levelSlope(s, v, side.draw) - walker.levelSlope(s, v, side.than));
                gradients[left][v][i] = values[left][i] * slope;
                gradients[left + 1][v][i] = 0;
            }
        }
    }

    /** Puts in place of the objective what it is with soft edges. */
    private void room(Walker soft, double[][] variables, Parameter[] parameters, int i, double[][] values,
            double @Nullable [][][] gradients) {
        soft.evaluate(variables, parameters, i);
        values[0][i] = soft.value[0];
        for (int v = 0; gradients != null && v < variables.length; v++) {
            gradients[0][v][i] = soft.slope[0][v];
        }
    }
}
