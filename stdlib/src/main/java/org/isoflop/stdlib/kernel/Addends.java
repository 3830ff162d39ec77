package org.isoflop.stdlib.kernel;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.stdlib.operator.Operator;

/**
 * One output of a kernel taken apart into a sum.
 *
 * @param terms the same inputs, and an output for each term
 * @param signs by term, 1 where it is added and -1 where it is taken away
 */
public record Addends(Kernel terms, int[] signs) {
    /** A slot, what it is multiplied with and divided by, and whether the product is taken away. */
    private record Term(int slot, List<Factor> factors, int sign) {
    }

    private record Factor(int slot, boolean below) {
    }

    /** The sum that an output is; a single term where it is none. Factors of a sum are multiplied into its terms. */
    public static Addends of(Kernel kernel, int output) {
        List<Term> found = new ArrayList<>();
        collect(kernel, kernel.output(output), List.of(), 1, found);
        List<Integer> wanted = new ArrayList<>();
        for (Term term : found) {
            wanted.add(term.slot());
            term.factors().forEach(factor -> wanted.add(factor.slot()));
        }
        KernelBuilder builder = new KernelBuilder();
        int[] inputs = new int[kernel.inputCount()];
        for (int input = 0; input < inputs.length; input++) {
            inputs[input] = builder.input(kernel.inputName(input));
        }
        int[] nodes = builder.inline(kernel.giving(wanted.stream().mapToInt(Integer::intValue).toArray()), inputs);
        int[] outputs = new int[found.size()];
        int[] signs = new int[outputs.length];
        int next = 0;
        for (int t = 0; t < outputs.length; t++) {
            int node = nodes[next++];
            for (Factor factor : found.get(t).factors()) {
                node = builder.apply(factor.below() ? Operator.DIVIDE : Operator.MULTIPLY, node, nodes[next++]);
            }
            outputs[t] = node;
            signs[t] = found.get(t).sign();
        }
        return new Addends(builder.build(outputs), signs);
    }

    private static void collect(Kernel kernel, int slot, List<Factor> factors, int sign, List<Term> found) {
        int code = kernel.code(slot);
        if (code == Operator.ADD.ordinal() || code == Operator.SUBTRACT.ordinal()) {
            collect(kernel, kernel.argument(slot, 0), factors, sign, found);
            collect(kernel, kernel.argument(slot, 1), factors, code == Operator.ADD.ordinal() ? sign : -sign, found);
        } else if (code == Operator.NEGATE.ordinal()) {
            collect(kernel, kernel.argument(slot, 0), factors, -sign, found);
        } else
            if (code == Operator.MULTIPLY.ordinal() && isSum(kernel, kernel.argument(slot, 0)) != isSum(kernel, kernel.argument(slot, 1))) {
                int place = isSum(kernel, kernel.argument(slot, 0)) ? 0 : 1;
                collect(kernel, kernel.argument(slot, place), with(factors, kernel.argument(slot, 1 - place), false), sign, found);
            } else if (code == Operator.DIVIDE.ordinal() && isSum(kernel, kernel.argument(slot, 0))) {
                collect(kernel, kernel.argument(slot, 0), with(factors, kernel.argument(slot, 1), true), sign, found);
            } else {
                found.add(new Term(slot, factors, sign));
            }
    }

    private static boolean isSum(Kernel kernel, int slot) {
        int code = kernel.code(slot);
        return code == Operator.ADD.ordinal() || code == Operator.SUBTRACT.ordinal() || code == Operator.NEGATE.ordinal();
    }

    private static List<Factor> with(List<Factor> factors, int slot, boolean below) {
        List<Factor> more = new ArrayList<>(factors);
        more.add(new Factor(slot, below));
        return more;
    }
}
