package org.isoflop.stdlib.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/**
 * What a kernel picks, row by row, out of several of its inputs: a coefficient for each of many groups, written as a chain of
 * choices on the value of one column. Each such chain is one input of {@link #kernel}, so that what it is computed from and
 * differentiated into does not grow with the number of groups. {@link Kernel#bind(double[][], int[][], int)} gives such an input its rows.
 *
 * @param kernel its inputs are the columns, then those inputs that are not picked, in their order, then one for each chain
 * @param kept the inputs of the original kernel, behind the columns, that are not picked
 */
public record Picks(Kernel kernel, int[] kept, List<Pick> picks) {
    /**
     * A chain of choices.
     *
     * @param column the input whose value decides
     * @param values what it is compared with
     * @param inputs what is picked for each of the values, and last for all others
     */
    public record Pick(int column, double[] values, int[] inputs) {
        /** For each row the input that is picked. */
        public int[] rows(double[] column) {
            Map<Double, Integer> places = new HashMap<>();
            for (int i = 0; i < values.length; i++) {
                places.putIfAbsent(values[i] + 0.0, i);
            }
            int[] result = new int[column.length];
            for (int row = 0; row < result.length; row++) {
                result[row] = inputs[places.getOrDefault(column[row] + 0.0, values.length)];
            }
            return result;
        }
    }

    /** Those of a kernel whose first {@code columns} inputs are columns; null if it has none, or uses what it picks in other ways too. */
    public static @Nullable Picks of(Kernel kernel, int columns) {
        @Nullable Pick[] chains = new @Nullable Pick[kernel.slots()];
        for (int slot = kernel.inputCount(); slot < chains.length; slot++) {
            chains[slot] = chain(kernel, slot, columns, chains);
        }
        List<Integer> roots = roots(kernel, chains, columns);
        List<Pick> picks = roots.stream().map(root -> chains[root]).toList();
        boolean[] picked = new boolean[kernel.inputCount()];
        for (Pick pick : picks) {
            for (int input : pick.inputs) {
                if (picked[input]) {
                    return null;
                }
                picked[input] = true;
            }
        }
        return picks.isEmpty() || isUsedElsewhere(kernel, chains, picked) ? null : reduced(kernel, columns, picked, roots, picks);
    }

    /** The chain that begins with a slot, which is a choice on whether a column has a value; null if none does. */
    private static @Nullable Pick chain(Kernel kernel, int slot, int columns, @Nullable Pick[] chains) {
        int condition = kernel.code(slot) == Operator.SELECT.ordinal() ? kernel.argument(slot, 0) : -1;
        if (condition < 0 || kernel.code(condition) != Operator.EQUAL.ordinal()) {
            return null;
        }
        int column = kernel.argument(condition, 0);
        int value = kernel.argument(condition, 1);
        int chosen = kernel.argument(slot, 1);
        int rest = kernel.argument(slot, 2);
        Pick others = chains[rest];
        boolean ends = isCoefficient(kernel, rest, columns);
        if (column >= columns || kernel.code(value) != Opcode.CONSTANT || !isCoefficient(kernel, chosen, columns)
                || !ends && (others == null || others.column != column)) {
            return null;
        }
        double[] values = {kernel.constant(value)};
        return ends || others == null
                ? new Pick(column, values, new int[] {chosen, rest})
                : new Pick(column, joined(values, others.values), joined(chosen, others.inputs));
    }

    private static boolean isCoefficient(Kernel kernel, int slot, int columns) {
        return slot >= columns && slot < kernel.inputCount();
    }

    private static double[] joined(double[] first, double[] others) {
        double[] all = Arrays.copyOf(first, 1 + others.length);
        System.arraycopy(others, 0, all, 1, others.length);
        return all;
    }

    private static int[] joined(int first, int[] others) {
        int[] all = new int[1 + others.length];
        all[0] = first;
        System.arraycopy(others, 0, all, 1, others.length);
        return all;
    }

    /** The chains that are used whole. */
    private static List<Integer> roots(Kernel kernel, @Nullable Pick[] chains, int columns) {
        boolean[] root = new boolean[chains.length];
        for (int slot = kernel.inputCount(); slot < chains.length; slot++) {
            for (int place = 0; place < kernel.arity(slot); place++) {
                root[kernel.argument(slot, place)] |= chains[slot] == null;
            }
        }
        for (int output = 0; output < kernel.outputCount(); output++) {
            root[kernel.output(output)] = true;
        }
        List<Integer> result = new ArrayList<>();
        for (int slot = columns; slot < chains.length; slot++) {
            if (root[slot] && chains[slot] != null) {
                result.add(slot);
            }
        }
        return result;
    }

    /** Whether something but a chain reads what is picked. */
    private static boolean isUsedElsewhere(Kernel kernel, @Nullable Pick[] chains, boolean[] picked) {
        boolean used = false;
        for (int slot = kernel.inputCount(); slot < chains.length; slot++) {
            for (int place = 0; place < kernel.arity(slot) && chains[slot] == null; place++) {
                int argument = kernel.argument(slot, place);
                used |= argument < picked.length && picked[argument];
            }
        }
        for (int output = 0; output < kernel.outputCount(); output++) {
            used |= kernel.output(output) < picked.length && picked[kernel.output(output)];
        }
        return used;
    }

    private static Picks reduced(Kernel kernel, int columns, boolean[] picked, List<Integer> roots, List<Pick> picks) {
        KernelBuilder builder = new KernelBuilder();
        int[] nodes = new int[kernel.slots()];
        Arrays.fill(nodes, -1);
        int[] kept = new int[kernel.inputCount()];
        int count = 0;
        for (int input = 0; input < kernel.inputCount(); input++) {
            if (!picked[input]) {
                nodes[input] = builder.input(kernel.inputName(input));
                kept[count] = input;
                count += input >= columns ? 1 : 0;
            }
        }
        for (int i = 0; i < picks.size(); i++) {
            nodes[roots.get(i)] = builder.input(kernel.inputName(picks.get(i).inputs[0]));
        }
        return new Picks(builder.build(kernel.replay(builder, nodes)), Arrays.copyOf(kept, count), picks);
    }
}
