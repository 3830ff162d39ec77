package org.isoflop.stdlib.kernel;

import java.util.Arrays;
import org.isoflop.stdlib.keep.Composed;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/**
 * A formula as an immutable flat program: inputs, then instructions in an order in which arguments come first. It can be
 * evaluated at a point, bound to columns ({@link #bind}), and differentiated into another kernel ({@link #withGradient}).
 * Safe to share between threads.
 */
public final class Kernel implements Composed {
    private final String[] names;
    private final int[] codes;
    private final int[] first;
    private final int[] second;
    private final int[] third;
    private final double[] values;
    private final int[] outputs;

    private Kernel(String[] names, int[][] program, double[] values, int[] outputs) {
        this.names = names;
        codes = program[0];
        first = program[1];
        second = program[2];
        third = program[3];
        this.values = values;
        this.outputs = outputs;
    }

    /** Takes over what the outputs need; all inputs come first, needed or not. */
    static Kernel of(Graph graph, String[] names, int[] outputs) {
        boolean[] needed = graph.needed(outputs);
        int[] slots = new int[graph.size()];
        int count = names.length;
        for (int node = 0; node < slots.length; node++) {
            boolean input = graph.code(node) == Opcode.INPUT;
            slots[node] = input ? graph.argument(node, 0) : needed[node] ? count++ : -1;
        }
        int[][] program = new int[4][count];
        double[] values = new double[count];
        Arrays.fill(program[0], 0, names.length, Opcode.INPUT);
        for (int node = 0; node < slots.length; node++) {
            int slot = slots[node];
            if (slot >= names.length) {
                program[0][slot] = graph.code(node);
                values[slot] = graph.value(node);
                for (int place = 0; place < Opcode.arity(graph.code(node)); place++) {
                    program[place + 1][slot] = slots[graph.argument(node, place)];
                }
            }
        }
        int[] places = new int[outputs.length];
        for (int i = 0; i < outputs.length; i++) {
            places[i] = slots[outputs[i]];
        }
        return new Kernel(names, program, values, places);
    }

    public int inputCount() {
        return names.length;
    }

    public int outputCount() {
        return outputs.length;
    }

    /** The name an input was made with. */
    public String inputName(int input) {
        return names[input];
    }

    /** Whether an output is the constant 0. */
    public boolean isZero(int output) {
        return codes[outputs[output]] == Opcode.CONSTANT && values[outputs[output]] == 0;
    }

    /** Whether two outputs are the same computation. */
    public boolean isSame(int output, int other) {
        return outputs[output] == outputs[other];
    }

    /** Whether an output depends on an input at all. */
    public boolean depends(int output, int input) {
        return reached(input)[outputs[output]];
    }

    /** By slot, whether it depends on an input. */
    private boolean[] reached(int input) {
        boolean[] reached = new boolean[codes.length];
        reached[input] = true;
        for (int slot = names.length; slot < codes.length; slot++) {
            for (int place = 0; place < arity(slot) && !reached[slot]; place++) {
                reached[slot] = reached[argument(slot, place)];
            }
        }
        return reached;
    }

    /** For each output, which inputs from {@code first} on it depends on: {@code result[output][input - first]}. */
    public boolean[][] dependencies(int first) {
        boolean[][] result = new boolean[outputs.length][names.length - first];
        for (int input = first; input < names.length; input++) {
            boolean[] reached = reached(input);
            for (int output = 0; output < outputs.length; output++) {
                result[output][input - first] = reached[outputs[output]];
            }
        }
        return result;
    }

    /**
     * Whether somewhere a power of one input is taken, with an exponent that another decides: whether something that depends on
     * {@code exponent} multiplies the logarithm of {@code base} in an exponential. Of what is raised, {@code base} alone of the
     * first {@code columns} inputs may be a part.
     */
    public boolean raises(int base, int exponent, int columns) {
        int[] reached = new int[codes.length];
        for (int slot = 0; slot < codes.length; slot++) {
            if (slot < names.length) {
                reached[slot] = (slot == base ? BASE | BARE : slot < columns ? OTHER : 0) | (slot == exponent ? EXPONENT : 0);
                continue;
            }
            for (int place = 0; place < (codes[slot] >= Opcode.RAISED ? 1 : arity(slot)); place++) {
                reached[slot] |= reached[argument(slot, place)];
            }
            if (codes[slot] == Operator.LOG.ordinal()) {
                reached[slot] &= ~BARE;
            } else if (codes[slot] == Operator.MULTIPLY.ordinal()) {
                int a = reached[argument(slot, 0)];
                int b = reached[argument(slot, 1)];
                boolean power = a == EXPONENT && b == BASE || b == EXPONENT && a == BASE;
                reached[slot] |= power ? POWER : 0;
            } else
                if ((codes[slot] == Operator.EXP.ordinal() || codes[slot] >= Opcode.RAISED)
                        && (reached[argument(slot, 0)] & POWER) != 0) {
                            return true;
                        }
        }
        return false;
    }

    /** The arguments of the sines and cosines that depend on an input, as outputs of a kernel with the same inputs. */
    public Kernel angles(int input) {
        boolean[] reached = reached(input);
        int[] found = new int[codes.length];
        int count = 0;
        for (int slot = names.length; slot < codes.length; slot++) {
            boolean turning = codes[slot] == Operator.SIN.ordinal() || codes[slot] == Operator.COS.ordinal();
            if (turning && reached[slot]) {
                found[count++] = first[slot];
            }
        }
        return showing(found, count);
    }

    /**
     * What an input is subtracted from, or what is subtracted from it, where that depends on the first {@code columns} inputs
     * alone: as outputs of a kernel with the same inputs. So a place on a column is a coefficient, of a peak or of a step.
     */
    public Kernel opposites(int input, int columns) {
        boolean[] varies = new boolean[codes.length];
        boolean[] fixed = new boolean[codes.length];
        int[] found = new int[codes.length];
        int count = 0;
        for (int slot = 0; slot < codes.length; slot++) {
            varies[slot] = slot >= columns && slot < names.length;
            fixed[slot] = slot < columns;
            for (int place = 0; place < arity(slot); place++) {
                varies[slot] |= varies[argument(slot, place)];
                fixed[slot] |= fixed[argument(slot, place)];
            }
            if (codes[slot] == Operator.SUBTRACT.ordinal() && (first[slot] == input || second[slot] == input)) {
                found[count++] = first[slot] == input ? second[slot] : first[slot];
            }
        }
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (fixed[found[i]] && !varies[found[i]]) {
                found[kept++] = found[i];
            }
        }
        return showing(found, kept);
    }

    private Kernel showing(int[] slots, int count) {
        return new Kernel(names, new int[][] {codes, first, second, third}, values, Arrays.copyOf(slots, count));
    }

    /** What a slot depends on: the base of a power, the base not through a logarithm, other columns, the exponent, their product. */
    private static final int BASE = 1;
    private static final int BARE = 2;
    private static final int OTHER = 4;
    private static final int EXPONENT = 8;
    private static final int POWER = 16;

    /** Writes the values at a point: {@code inputs} and {@code results} in the order of inputs and outputs. */
    public void evaluate(double[] inputs, double[] results) {
        evaluate(inputs, results, newWorkspace());
    }

    /** An array for {@link #evaluate(double[], double[], double[])}, for one thread at a time. */
    public double[] newWorkspace() {
        return values.clone();
    }

    /** As {@link #evaluate(double[], double[])}, without allocating. */
    public void evaluate(double[] inputs, double[] results, double[] workspace) {
        System.arraycopy(inputs, 0, workspace, 0, names.length);
        for (int slot = names.length; slot < codes.length; slot++) {
            if (codes[slot] >= 0) {
                workspace[slot] = Opcode.apply(codes[slot], workspace[first[slot]], workspace[second[slot]], workspace[third[slot]]);
            }
        }
        for (int output = 0; output < outputs.length; output++) {
            results[output] = workspace[outputs[output]];
        }
    }

    /** The value at a point of a kernel with one output. */
    public double value(double... inputs) {
        double[] results = new double[outputs.length];
        evaluate(inputs, results);
        return results[0];
    }

    /**
     * The same formula with its exact gradient: after the {@code m} outputs of this kernel come {@code m * k} more, where
     * output {@code m + i * k + j} is the derivative of output {@code i} by the input {@code by[j]}, {@code k = by.length}.
     */
    public Kernel withGradient(int... by) {
        return differentiated(false, by);
    }

    /**
     * The same formula with exact first and second derivatives: outputs as {@link #withGradient}, then for each output
     * the lower triangle of its Hessian by rows: (0,0), (1,0), (1,1), (2,0), ….
     */
    public Kernel withHessian(int... by) {
        return differentiated(true, by);
    }

    private Kernel differentiated(boolean twice, int[] by) {
        KernelBuilder builder = new KernelBuilder();
        int[] inputs = new int[names.length];
        for (int input = 0; input < inputs.length; input++) {
            inputs[input] = builder.input(names[input]);
        }
        int[] variables = new int[by.length];
        for (int j = 0; j < by.length; j++) {
            variables[j] = inputs[by[j]];
        }
        int m = outputs.length;
        int k = by.length;
        int triangle = twice ? k * (k + 1) / 2 : 0;
        int[] results = Arrays.copyOf(builder.inline(this, inputs), m + m * k + m * triangle);
        int next = m + m * k;
        for (int i = 0; i < m; i++) {
            int[] gradient = builder.derivatives(results[i], variables);
            System.arraycopy(gradient, 0, results, m + i * k, k);
            if (twice) {
                System.arraycopy(builder.hessian(gradient, variables), 0, results, next, triangle);
                next += triangle;
            }
        }
        return builder.build(results);
    }

    /**
     * Ties inputs to columns of equal length; {@code columns[i]} is the column of input {@code i}, or null if the input
     * stays one number, given anew at each evaluation. What depends on columns alone is computed here, once.
     */
    public BoundKernel bind(double[] @Nullable [] columns, int rows) {
        return new BoundKernel(this, columns, new int[names.length][], rows, 1);
    }

    /** Ties inputs as {@link #bind(double[][], int)} does, for a kernel that is evaluated once: nothing is computed here. */
    public BoundKernel bindOnce(double[] @Nullable [] columns, int rows) {
        return BoundKernel.once(this, columns, rows);
    }

    /**
     * Ties inputs as {@link #bind(double[][], int)} does, and some to numbers that are picked for each row out of those that change: at
     * place {@code picks[i][row]} of what is given to {@link BlockEvaluator#pick}.
     *
     * @param threads how many may compute what depends on columns alone
     */
    public BoundKernel bind(double[] @Nullable [] columns, int[] @Nullable [] picks, int rows, int threads) {
        return new BoundKernel(this, columns, picks, rows, threads);
    }

    /** Makes its nodes again in a builder, on other nodes as inputs. */
    int[] replayed(KernelBuilder builder, int[] arguments) {
        int[] nodes = new int[codes.length];
        Arrays.fill(nodes, -1);
        System.arraycopy(arguments, 0, nodes, 0, arguments.length);
        return replay(builder, nodes);
    }

    /** The same where the nodes of some slots are given; -1 stands for the others. What only those need is not made. */
    int[] replay(KernelBuilder builder, int[] nodes) {
        boolean[] needed = new boolean[codes.length];
        for (int output : outputs) {
            needed[output] = true;
        }
        for (int slot = codes.length - 1; slot >= names.length; slot--) {
            for (int place = 0; needed[slot] && nodes[slot] < 0 && place < arity(slot); place++) {
                needed[argument(slot, place)] = true;
            }
        }
        for (int slot = names.length; slot < codes.length; slot++) {
            if (nodes[slot] >= 0 || !needed[slot]) {
                continue;
            }
            int arity = arity(slot);
            int b = arity > 1 ? nodes[second[slot]] : -1;
            nodes[slot] = codes[slot] == Opcode.CONSTANT
                    ? builder.constant(values[slot])
                    : builder.applyCode(codes[slot], nodes[first[slot]], b, arity > 2 ? nodes[third[slot]] : -1);
        }
        int[] results = new int[outputs.length];
        for (int output = 0; output < results.length; output++) {
            results[output] = nodes[outputs[output]];
        }
        return results;
    }

    /** The same formula with some of its outputs, without what only the others need. */
    public Kernel only(int... some) {
        int[] slots = new int[some.length];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = outputs[some[i]];
        }
        KernelBuilder builder = new KernelBuilder();
        int[] inputs = new int[names.length];
        for (int input = 0; input < inputs.length; input++) {
            inputs[input] = builder.input(names[input]);
        }
        return builder.build(builder.inline(giving(slots), inputs));
    }

    /** The program as text, an instruction a line, for whoever looks into it. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        for (int slot = 0; slot < codes.length; slot++) {
            text.append(slot).append(" = ");
            if (codes[slot] == Opcode.INPUT) {
                text.append(names[slot]);
            } else if (codes[slot] == Opcode.CONSTANT) {
                text.append(values[slot]);
            } else {
                text.append(codes[slot] >= Opcode.HOLD ? "internal" + codes[slot] : Opcode.operator(codes[slot]).name());
            }
            for (int place = 0; place < arity(slot); place++) {
                text.append(' ').append(argument(slot, place));
            }
            text.append('\n');
        }
        return text.append("outputs ").append(Arrays.toString(outputs)).toString();
    }

    @Override
    public Object parts() {
        return new Object[] {names, codes, first, second, third, values, outputs};
    }

    int slots() {
        return codes.length;
    }

    int code(int slot) {
        return codes[slot];
    }

    /** The number of a constant. */
    double constant(int slot) {
        return values[slot];
    }

    /** The same program with other slots as its outputs. */
    Kernel giving(int... slots) {
        return new Kernel(names, new int[][] {codes, first, second, third}, values, slots);
    }

    int arity(int slot) {
        return Opcode.arity(codes[slot]);
    }

    int argument(int slot, int place) {
        return place == 0 ? first[slot] : place == 1 ? second[slot] : third[slot];
    }

    int output(int index) {
        return outputs[index];
    }
}
