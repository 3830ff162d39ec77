package org.isoflop.stdlib.kernel;

import java.util.Arrays;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/**
 * Runs a bound kernel block by block: {@link #set} takes the numbers that change between evaluations and computes what
 * depends on them alone; {@link #run} computes the outputs' rows of one block. For one thread at a time; allocates nothing
 * after it was made.
 */
public final class BlockEvaluator {
    private BoundKernel bound;
    private final Kernel kernel;
    /** The kinds of slot whose instructions run per block, as bits. */
    private int running;
    private int block;
    private final FewRows fewRows;
    private final double[] numbers;
    /** The inputs that are picked, and what they are picked from. */
    private final int[] picking;
    private double[] pool = {};
    private Schedule schedule;
    /** By slot, its rows in the current block. */
    private double[][] rows;
    /** What the rows of each output hold now that is the same for all rows. */
    private final double[] repeated;
    /** The outputs that {@link #begin} computes. */
    private int early;
    private double @Nullable [] @Nullable [] columns;
    private final double[][] filled = new double[3][BoundKernel.BLOCK];
    private final double[][] scratch = new double[4][BoundKernel.BLOCK];

    /** Slots beyond which a kernel has likely many choices. */
    private static final int MANY = 200;
    private static final Operator[] OPERATORS = Operator.values();

    static BlockEvaluator of(BoundKernel bound) {
        return new BlockEvaluator(bound, running(bound), bound.streamed(), false);
    }

    private static int running(BoundKernel bound) {
        return bound.streamed() == null ? 1 << BoundKernel.MIXED : 1 << BoundKernel.MIXED | 1 << BoundKernel.DATA;
    }

    /** For the instructions on columns alone, once when bound. */
    static BlockEvaluator ofData(BoundKernel bound, double @Nullable [] @Nullable [] columns) {
        BlockEvaluator evaluator = new BlockEvaluator(bound, 1 << BoundKernel.DATA, columns, true);
        evaluator.computeNumbers();
        return evaluator;
    }

    private BlockEvaluator(BoundKernel bound, int running, double @Nullable [] @Nullable [] columns, boolean all) {
        this.bound = bound;
        this.running = running;
        this.columns = columns;
        kernel = bound.kernel();
        numbers = kernel.newWorkspace();
        // What is computed once is of columns alone.
        picking = all ? new int[0] : picking();
        fewRows = new FewRows(kernel.slots());
        repeated = new double[kernel.slots()];
        schedule = new Schedule(bound, running, 0, columns, picking, all);
        rows = schedule.rows;
    }

    private int[] picking() {
        int[] result = new int[kernel.inputCount()];
        int count = 0;
        for (int input = 0; input < result.length; input++) {
            if (bound.picks(input) != null) {
                result[count++] = input;
            }
        }
        return Arrays.copyOf(result, count);
    }

    private void arrange() {
        schedule = new Schedule(bound, running, early, columns, picking, false);
        rows = schedule.rows;
        Arrays.fill(repeated, 0);
    }

    /** Takes what the rows of some inputs are picked from, as it will be when blocks are run. */
    public void pick(double[] from) {
        pool = from;
    }

    /** Takes the inputs that are not columns; the places of columns are not read. */
    public void set(double[] inputs) {
        for (int input = 0; input < kernel.inputCount(); input++) {
            numbers[input] = inputs[input];
        }
        computeNumbers();
        int[] uniform = schedule.uniform;
        for (int i = 0; i < uniform.length; i++) {
            double number = numbers[uniform[i]];
            if (Double.doubleToRawLongBits(number) != Double.doubleToRawLongBits(repeated[i])) {
                Arrays.fill(rows[uniform[i]], number);
                repeated[i] = number;
            }
        }
    }

    /** Goes on with other rows of the same kernel, as {@link BoundKernel#gather} gives them. */
    public void use(BoundKernel other) {
        if (other.kernel() != kernel) {
            throw new IllegalArgumentException("another kernel");
        }
        bound = other;
        fewRows.forget();
        columns = other.streamed();
        if (running != running(other)) {
            running = running(other);
            arrange();
        }
    }

    private void computeNumbers() {
        for (int slot = kernel.inputCount(); slot < numbers.length; slot++) {
            int code = kernel.code(slot);
            if (code >= 0 && bound.kind(slot) == BoundKernel.UNIFORM) {
                numbers[slot] = Opcode.apply(code, numbers[kernel.argument(slot, 0)], numbers[kernel.argument(slot, 1)],
                        numbers[kernel.argument(slot, 2)]);
            }
        }
    }

    /** Has {@link #begin} compute the first so many outputs alone. */
    public void computeFirst(int outputs) {
        early = outputs;
        arrange();
    }

    /** Computes a block; its rows are then in {@link #output}. Returns how many there are. */
    public int run(int block) {
        int n = begin(block);
        finish(n);
        return n;
    }

    /** Computes of a block what {@link #computeFirst} asked for. Returns how many rows there are. */
    public int begin(int block) {
        this.block = block;
        int n = bound.rowsIn(block);
        double[] @Nullable [] sources = columns;
        if (sources == null) {
            takeCached(block);
        } else {
            takeColumns(sources, block, n);
        }
        for (int input : picking) {
            takePicked(bound.picks(input), block * BoundKernel.BLOCK, rows[input], n);
        }
        for (int i = 0; i < schedule.begun; i++) {
            step(schedule.program[i], n);
        }
        return n;
    }

    /** Computes the rest of the block of so many rows that was begun last. */
    public void finish(int n) {
        for (int i = schedule.begun; i < schedule.program.length; i++) {
            step(schedule.program[i], n);
        }
    }

    private void takeCached(int block) {
        for (int slot = 0; slot < rows.length; slot++) {
            double[][] kept = bound.cached(slot);
            if (kept != null) {
                rows[slot] = kept[block];
            }
        }
    }

    private void takePicked(int @Nullable [] places, int first, double[] out, int n) {
        for (int i = 0; i < n && places != null; i++) {
            out[i] = pool[places[first + i]];
        }
    }

    private void takeColumns(double[] @Nullable [] sources, int block, int n) {
        for (int input = 0; input < kernel.inputCount(); input++) {
            double[] column = sources[input];
            if (column != null) {
                System.arraycopy(column, block * BoundKernel.BLOCK, rows[input], 0, n);
            }
        }
    }

    /** The rows of an output in the block last run; read only, at least as many as the block has. */
    public double[] output(int index) {
        return rows[kernel.output(index)];
    }

    double[] row(int slot) {
        return rows[slot];
    }

    private void step(int slot, int n) {
        int code = kernel.code(slot);
        double[] out = rows[slot];
        if (code >= Opcode.HOLD) {
            general(code, slot, out, n);
            return;
        }
        int a = kernel.argument(slot, 0);
        int b = kernel.argument(slot, 1);
        switch (OPERATORS[code]) {
            case ADD -> {
                if (byRow(a) && byRow(b)) {
                    Loops.add(out, rows[a], rows[b], n);
                } else {
                    Loops.add(out, rows[byRow(a) ? a : b], numbers[byRow(a) ? b : a], n);
                }
            }
            case MULTIPLY -> {
                if (byRow(a) && byRow(b)) {
                    Loops.multiply(out, rows[a], rows[b], n);
                } else {
                    Loops.multiply(out, rows[byRow(a) ? a : b], numbers[byRow(a) ? b : a], n);
                }
            }
            case SUBTRACT -> {
                if (byRow(a) && byRow(b)) {
                    Loops.subtract(out, rows[a], rows[b], n);
                } else if (byRow(a)) {
                    Loops.add(out, rows[a], -numbers[b], n);
                } else {
                    Loops.subtract(out, numbers[a], rows[b], n);
                }
            }
            case DIVIDE -> {
                if (byRow(a) && byRow(b)) {
                    Loops.divide(out, rows[a], rows[b], n);
                } else if (byRow(a)) {
                    Loops.divide(out, rows[a], numbers[b], n);
                } else {
                    Loops.divide(out, numbers[a], rows[b], n);
                }
            }
            case NEGATE -> Loops.negate(out, rows[a], n);
            case ABS -> Loops.abs(out, rows[a], n);
            case SQRT -> Loops.sqrt(out, rows[a], n);
            case MIN -> {
                if (byRow(a) && byRow(b)) {
                    Choices.min(out, rows[a], rows[b], n);
                } else {
                    Choices.min(out, rows[byRow(a) ? a : b], numbers[byRow(a) ? b : a], n);
                }
            }
            case MAX -> {
                if (byRow(a) && byRow(b)) {
                    Choices.max(out, rows[a], rows[b], n);
                } else {
                    Choices.max(out, rows[byRow(a) ? a : b], numbers[byRow(a) ? b : a], n);
                }
            }
            case EXP -> Functions.exp(out, rows[a], scratch[0], scratch[1], n);
            case EXPM1 -> Functions.expm1(out, rows[a], scratch[0], scratch[1], n);
            case LOG -> Functions.log(out, rows[a], scratch[0], scratch[1], n);
            case LOG1P -> Functions.log1p(out, rows[a], scratch[0], scratch[1], scratch[2], n);
            case SIGMOID -> Functions.sigmoid(out, rows[a], scratch[0], scratch[1], scratch[2], n);
            case SOFTPLUS -> Functions.softplus(out, rows[a], scratch[0], scratch[1], scratch[2], scratch[3], n);
            case TANH -> Functions.tanh(out, rows[a], scratch[0], scratch[1], scratch[2], n);
            case POWER, LOG2, LOG10, ATAN, SIN, COS, CHOOSE, FLOOR, CEIL, ROUND, CLAMP, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL,
                    UNEQUAL, KNOWN, AND, OR, NOT, SELECT -> choose(OPERATORS[code], slot, out, n);
        }
    }

    private void choose(Operator operator, int slot, double[] out, int n) {
        if (operator == Operator.SELECT && rows.length > MANY && bound.cached(kernel.argument(slot, 0)) != null && pick(slot, out, n)) {
            return;
        }
        int arity = kernel.arity(slot);
        double[] a = filled(kernel.argument(slot, 0), 0, n);
        double[] b = arity > 1 ? filled(kernel.argument(slot, 1), 1, n) : a;
        double[] c = arity > 2 ? filled(kernel.argument(slot, 2), 2, n) : b;
        switch (operator) {
            case LESS -> Choices.less(out, a, b, n);
            case LESS_EQUAL -> Choices.lessEqual(out, a, b, n);
            case GREATER -> Choices.less(out, b, a, n);
            case GREATER_EQUAL -> Choices.lessEqual(out, b, a, n);
            case EQUAL -> Choices.equal(out, a, b, 1, 0, n);
            case UNEQUAL -> Choices.equal(out, a, b, 0, 1, n);
            case KNOWN -> Choices.known(out, a, n);
            case AND -> Choices.and(out, a, b, n);
            case OR -> Choices.or(out, a, b, n);
            case NOT -> Choices.not(out, a, n);
            case SELECT -> Choices.select(out, a, b, c, n);
            case FLOOR -> Choices.floor(out, a, n);
            case CEIL -> Choices.ceil(out, a, n);
            default -> Functions.seldom(operator, out, a, b, c, n);
        }
    }

    /** A choice that falls on few rows of the block, as where each of many groups has its own; returns false if it does not. */
    private boolean pick(int slot, double[] out, int n) {
        int condition = kernel.argument(slot, 0);
        int[] chosen = fewRows.of(condition, block, bound.blocks(), rows[condition], n);
        if (chosen == null) {
            return false;
        }
        int yes = kernel.argument(slot, 1);
        int no = kernel.argument(slot, 2);
        if (!byRow(no)) {
            Arrays.fill(out, 0, n, numbers[no]);
        } else {
            System.arraycopy(rows[no], 0, out, 0, n);
        }
        for (int row : chosen) {
            out[row] = byRow(yes) ? rows[yes][row] : numbers[yes];
        }
        return true;
    }

    private void general(int code, int slot, double[] out, int n) {
        int a = kernel.argument(slot, 0);
        switch (code) {
            case Opcode.RAISED, Opcode.RAISED_LESS_ONE -> {
                if (Functions.exp(out, filled(a, 0, n), code == Opcode.RAISED ? 0 : 1, scratch[0], scratch[1], n)) {
                    raiseNegative(code, slot, out, n);
                }
            }
            case Opcode.LOG_RAISED -> {
                System.arraycopy(filled(a, 0, n), 0, out, 0, n);
                raiseNegative(code, slot, out, n);
            }
            default -> {
                double[] x = filled(a, 0, n);
                for (int i = 0; i < n; i++) {
                    out[i] = Opcode.apply(code, x[i], 0, 0);
                }
            }
        }
    }

    private void raiseNegative(int code, int slot, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = out[i] == out[i]
                    ? out[i]
                    : Opcode.apply(code, Double.NaN, at(kernel.argument(slot, 1), i), at(kernel.argument(slot, 2), i));
        }
    }

    /** A slot's value in a row of the block; of a base that is nowhere negative nothing is kept, and nothing is said. */
    private double at(int slot, int row) {
        return !byRow(slot) ? numbers[slot] : rows[slot].length == 0 ? Double.NaN : rows[slot][row];
    }

    private boolean byRow(int slot) {
        return bound.kind(slot) != BoundKernel.UNIFORM;
    }

    /** The rows of a slot; a number is repeated in a buffer of its place among the arguments. */
    private double[] filled(int slot, int place, int n) {
        if (byRow(slot)) {
            return rows[slot];
        }
        Arrays.fill(filled[place], 0, n, numbers[slot]);
        return filled[place];
    }
}
