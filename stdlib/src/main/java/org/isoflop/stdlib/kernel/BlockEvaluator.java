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
    /** By slot of a condition on columns, then block, the rows where it holds if these are few: found when first asked for. */
    private final int[] @Nullable [][] holding;
    private final double[] numbers;
    /** The inputs that are picked, and what they are picked from. */
    private final int[] picking;
    private double[] pool = NO_ROWS;
    /** By slot, its rows in the current block. */
    private final double[][] rows;
    /** The slots of outputs that are the same for all rows, each once: many are the constant 0. */
    private final int[] uniform;
    /** What the rows of each of those hold now. */
    private final double[] repeated;
    private int uniformCount;
    /** The instructions of {@link #run}, in order; the first so many are those of {@link #begin}. */
    private int[] program;
    private int begun;
    /** The outputs that {@link #begin} computes. */
    private int early;
    private double @Nullable [] @Nullable [] columns;
    private final double[][] filled = new double[3][BoundKernel.BLOCK];
    private final double[][] scratch = new double[4][BoundKernel.BLOCK];

    private static final double[] NO_ROWS = {};
    private static final int[] DENSE = {};
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
        rows = new double[kernel.slots()][];
        uniform = new int[kernel.slots()];
        repeated = new double[kernel.slots()];
        holding = new int[kernel.slots()][][];
        program = program();
        allocateBuffers(all);
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

    private int[] program() {
        boolean[] first = neededEarly();
        int[] slots = new int[kernel.slots()];
        int count = 0;
        for (int part = 0; part < 2; part++) {
            begun = part == 0 ? 0 : count;
            for (int slot = kernel.inputCount(); slot < slots.length; slot++) {
                if (runs(slot) && first[slot] == (part == 0)) {
                    slots[count++] = slot;
                }
            }
        }
        return Arrays.copyOf(slots, count);
    }

    /** By slot, whether the outputs that are computed first need it. */
    private boolean[] neededEarly() {
        boolean[] needed = new boolean[kernel.slots()];
        for (int output = 0; output < early; output++) {
            needed[kernel.output(output)] = true;
        }
        for (int slot = needed.length - 1; slot >= 0 && early > 0; slot--) {
            for (int place = 0; needed[slot] && place < kernel.arity(slot); place++) {
                needed[kernel.argument(slot, place)] = true;
            }
        }
        return needed;
    }

    private boolean runs(int slot) {
        return (running >> bound.kind(slot) & 1) != 0;
    }

    /** Buffers are used again once the last reader of their rows has run, unless the rows are an output or all are asked for. */
    private void allocateBuffers(boolean all) {
        Arrays.fill(rows, NO_ROWS);
        uniformCount = 0;
        int[] lastUse = new int[kernel.slots()];
        for (int slot : program) {
            for (int place = 0; place < kernel.arity(slot); place++) {
                lastUse[kernel.argument(slot, place)] = slot;
            }
        }
        for (int output = 0; output < kernel.outputCount(); output++) {
            lastUse[kernel.output(output)] = Integer.MAX_VALUE;
            int slot = kernel.output(output);
            if (bound.kind(slot) == BoundKernel.UNIFORM && rows[slot] == NO_ROWS) {
                rows[slot] = new double[BoundKernel.BLOCK];
                repeated[uniformCount] = 0;
                uniform[uniformCount++] = slot;
            }
        }
        for (int input : picking) {
            rows[input] = new double[BoundKernel.BLOCK];
            lastUse[input] = Integer.MAX_VALUE;
        }
        for (int input = 0; columns != null && input < kernel.inputCount(); input++) {
            if (bound.picks(input) != null) {
                continue;
            }
            rows[input] = columns[input] == null ? NO_ROWS : new double[BoundKernel.BLOCK];
            lastUse[input] = Integer.MAX_VALUE;
        }
        double[][] free = new double[program.length][];
        int available = 0;
        for (int slot : program) {
            rows[slot] = available > 0 ? free[--available] : new double[BoundKernel.BLOCK];
            for (int place = 0; place < kernel.arity(slot); place++) {
                int argument = kernel.argument(slot, place);
                if (lastUse[argument] == slot && runs(argument) && !all) {
                    free[available++] = rows[argument];
                    lastUse[argument] = -1;
                }
            }
        }
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
        for (int i = 0; i < uniformCount; i++) {
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
        Arrays.fill(holding, null);
        columns = other.streamed();
        if (running != running(other)) {
            running = running(other);
            program = program();
            allocateBuffers(false);
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
        program = program();
        allocateBuffers(false);
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
        for (int i = 0; i < begun; i++) {
            step(program[i], n);
        }
        return n;
    }

    /** Computes the rest of the block of so many rows that was begun last. */
    public void finish(int n) {
        for (int i = begun; i < program.length; i++) {
            step(program[i], n);
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
        int[][] blocks = holding[condition];
        if (blocks == null) {
            blocks = new int[bound.blocks()][];
            holding[condition] = blocks;
        }
        int[] chosen = blocks[block];
        if (chosen == null) {
            chosen = holding(rows[condition], n);
            blocks[block] = chosen;
        }
        if (chosen == DENSE) {
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

    private static int[] holding(double[] condition, int n) {
        int[] chosen = new int[n / 4];
        int count = 0;
        for (int row = 0; row < n; row++) {
            boolean holds = condition[row] != 0;
            if (condition[row] != condition[row] || holds && count == chosen.length) {
                return DENSE;
            }
            if (holds) {
                chosen[count++] = row;
            }
        }
        return Arrays.copyOf(chosen, count);
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
