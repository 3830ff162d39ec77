package org.isoflop.stdlib.allocate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.kernel.Steps;
import org.jspecify.annotations.Nullable;

/**
 * Formulas that round what is decided to whole numbers, as nodes of eight devices are counted. With the numbers given a case is smooth. From
 * those where the search ended, and from those of the optimum without rounding, neighbouring numbers are tried until none is better.
 */
final class WholeNumbers extends Cases {
    /** More steps than these are left to the search. */
    private static final int MOST = 3;
    /** So often at most neighbours are tried. */
    private static final int ROUNDS = 40;
    private static final double SAME = 1e-9;
    /** Starts in a case that is only looked at. */
    private static final int FEW = 6;

    private final Steps steps;
    private final Kernel numbers;
    private final Kernel held;
    private final int[][] neighbours;
    private final Search judge;
    /** For cases that may be left at once. */
    private final Options quick;

    private WholeNumbers(Formulation form, int rows, Options options, Steps steps) {
        super(form, rows, options);
        this.steps = steps;
        numbers = steps.numbers();
        boolean[] all = new boolean[steps.count()];
        Arrays.fill(all, true);
        held = steps.held(all);
        quick = options.withStarts(options.starts() > 0 ? Math.min(options.starts(), FEW) : FEW);
        judge = new Search(new Engine(form, false, options), options);
        neighbours = neighbours(steps.count());
    }

    /** Null where nothing is rounded, or too much. */
    static @Nullable WholeNumbers of(Formulation form, KernelProgram program, int rows, Options options) {
        Steps steps = Steps.of(program.kernel(), form.size);
        return steps.count() == 0 || steps.count() > MOST ? null : new WholeNumbers(form, rows, options, steps);
    }

    /** About how many cases a program comes to; 0 where nothing is rounded. */
    static int count(KernelProgram program) {
        int count = Steps.of(program.kernel(), program.variables()).count();
        return count == 0 || count > MOST ? 0 : 4 * neighbours(count).length;
    }

    /** One up, down or none in each number, but for none in all. */
    private static int[][] neighbours(int count) {
        int ways = (int) Math.round(Math.pow(3, count));
        return IntStream.range(0, ways).filter(way -> way != ways / 2)
                .mapToObj(way -> IntStream.range(0, count).map(k -> way / (int) Math.round(Math.pow(3, k)) % 3 - 1).toArray())
                .toArray(int[][]::new);
    }

    @Override
    void improve(Lanes ends) {
        Solver relaxed = new Solver(held(steps.held(new boolean[steps.count()]), List.of()), rows, options);
        Lanes first = search(numbers(ends));
        Lanes second = search(numbers(relaxed.solve()));
        int fewest = 0;
        for (int row = 0; row < rows; row++) {
            Lanes best = judge.better(second, row, first, row) ? second : first;
            if (best.holds(row) && ends.ended[row] != Lockstep.RUNAWAY) {
                Search.copy(best, row, ends, row);
                double apart = Math.abs(first.objective[row] - second.objective[row]);
                boolean agree = first.holds(row) && second.holds(row) && apart <= SAME * Math.abs(best.objective[row]);
                fewest = !agree ? 1 : fewest == 0 ? 2 : fewest;
            }
        }
        certificate = new Allocation.Certificate(Allocation.Method.STARTS, rows, 2, fewest, null);
    }

    /** The numbers at the ends of lanes, {@code [step][row]}. */
    private double[][] numbers(Lanes ends) {
        double[][] result = new double[steps.count()][rows];
        double[] inputs = new double[numbers.inputCount()];
        double[] outputs = new double[result.length];
        for (int row = 0; row < rows; row++) {
            for (int input = 0; input < inputs.length; input++) {
                inputs[input] = input < form.size
                        ? form.variable(input, ends.point[input][row])
                        : form.problem.parameters().get(input - form.size).at(row);
            }
            numbers.evaluate(inputs, outputs);
            for (int step = 0; step < outputs.length; step++) {
                result[step][row] = outputs[step];
            }
        }
        return result;
    }

    /**
     * The best ends from some numbers on. Where no neighbour is better, one number is moved alone, the others going where they lead without
     * rounding: a step of one may be worth many of another.
     */
    private Lanes search(double[][] start) {
        Lanes best = lanes();
        double[][] now = descend(start, best);
        boolean better = steps.count() > 1;
        for (int round = 0; round < ROUNDS && better; round++) {
            better = false;
            for (int step = 0; step < now.length; step++) {
                for (int move = -1; move <= 1; move += 2) {
                    Lanes other = lanes();
                    double[][] there = descend(led(now, step, move), other);
                    for (int row = 0; row < rows; row++) {
                        if (other.holds(row) && judge.better(other, row, best, row)) {
                            Search.copy(other, row, best, row);
                            for (int each = 0; each < now.length; each++) {
                                now[each][row] = there[each][row];
                            }
                            better = true;
                        }
                    }
                }
            }
        }
        solve(held(held, parameters(now)), IntStream.range(0, rows).toArray(), best, options);
        return best;
    }

    private Lanes lanes() {
        Lanes lanes = new Lanes(form, rows);
        Arrays.setAll(lanes.row, i -> i);
        return lanes;
    }

    /** The numbers that follow from one of them. */
    private double[][] led(double[][] now, int step, int move) {
        boolean[] given = new boolean[now.length];
        given[step] = true;
        double[] moved = Arrays.stream(now[step]).map(number -> number + move).toArray();
        List<Parameter> parameters = new ArrayList<>();
        add(step, moved, parameters);
        Lanes ends = new Solver(held(steps.held(given), parameters), rows, quick).solve();
        double[][] led = numbers(ends);
        led[step] = moved;
        return led;
    }

    /** Goes from numbers to better neighbours, each row by itself; gives the numbers of the best ends. */
    private double[][] descend(double[][] start, Lanes best) {
        double[][] now = copy(start);
        int[] open = IntStream.range(0, rows).toArray();
        solve(held(held, parameters(now)), open, best, quick);
        for (int round = 0; round < ROUNDS && open.length > 0; round++) {
            boolean[] moved = new boolean[rows];
            double[][] next = copy(now);
            for (int[] neighbour : neighbours) {
                double[][] trial = copy(now);
                for (int step = 0; step < trial.length; step++) {
                    for (int row = 0; row < rows; row++) {
                        trial[step][row] += neighbour[step];
                    }
                }
                for (int row : solve(held(held, parameters(trial)), open, best, quick).better()) {
                    moved[row] = true;
                    for (int step = 0; step < trial.length; step++) {
                        next[step][row] = trial[step][row];
                    }
                }
            }
            now = next;
            open = Arrays.stream(open).filter(row -> moved[row]).toArray();
        }
        return now;
    }

    private static double[][] copy(double[][] numbers) {
        return Arrays.stream(numbers).map(double[]::clone).toArray(double[][]::new);
    }

    private List<Parameter> parameters(double[][] now) {
        List<Parameter> parameters = new ArrayList<>();
        for (int step = 0; step < now.length; step++) {
            add(step, now[step], parameters);
        }
        return parameters;
    }

    /** The numbers of a step by row, and the edges of each. */
    private void add(int step, double[] now, List<Parameter> parameters) {
        parameters.add(Parameter.of(now));
        parameters.add(Parameter.of(Arrays.stream(now).map(number -> steps.edge(step, number, false)).toArray()));
        parameters.add(Parameter.of(Arrays.stream(now).map(number -> steps.edge(step, number, true)).toArray()));
    }
}
