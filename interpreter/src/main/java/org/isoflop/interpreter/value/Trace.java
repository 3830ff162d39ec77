package org.isoflop.interpreter.value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.stdlib.allocate.Statistic;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;

/**
 * Builds a kernel by evaluating expressions on {@link Symbolic} values: what depends on a traced input becomes kernel
 * instructions, everything else is computed once and enters as a constant or, if it is a column or uncertain, as a
 * parameter.
 */
public final class Trace {
    private final KernelBuilder builder = new KernelBuilder();
    private final List<Numbers> parameters = new ArrayList<>();
    private final Map<Numbers, Integer> parameterNodes = new IdentityHashMap<>();
    private final List<LawUse> uses = new ArrayList<>();
    private final Map<String, Integer> coefficients = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    /** The nodes of all inputs of the kernel, in their order. */
    private final List<Integer> nodes = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();
    private final boolean ofDraws;
    private int inputs;
    private boolean lacking;

    public Trace() {
        this(false);
    }

    /** @param ofDraws whether it may be asked what all draws of something say together */
    public Trace(boolean ofDraws) {
        this.ofDraws = ofDraws;
    }

    /**
     * A statistic of all draws of something traced.
     *
     * @param input which input of the kernel stands for it, at {@code node}
     * @param of what it is of; of a share the two sides of each comparison, left to be at most right
     */
    public record Asked(int input, int node, Statistic.Kind kind, double level, int[] of) {
    }

    /** A law that was applied within the trace, to be judged where the solution lies. */
    public record LawUse(LawValue law, int[] arguments) {
    }

    public KernelBuilder builder() {
        return builder;
    }

    /** A new traced input; all of them come before the first parameter. */
    public Symbolic input(String name, Unit unit) {
        if (!parameters.isEmpty()) {
            throw new IllegalStateException("inputs come before parameters");
        }
        inputs++;
        names.add(name);
        int node = builder.input(name);
        nodes.add(node);
        return new Symbolic(this, node, unit);
    }

    /** What stands for a value that is worked out elsewhere; it stays among the parameters, without a value. */
    public Symbolic standIn(Unit unit) {
        int node = builder.input("parameter " + parameters.size());
        parameters.add(Numbers.of(Double.NaN));
        nodes.add(node);
        return new Symbolic(this, node, unit);
    }

    public boolean isOfDraws() {
        return ofDraws;
    }

    /** A statistic of all draws of nodes; it is an input from here on. */
    public Symbolic statistic(Statistic.Kind kind, double level, Unit unit, int... of) {
        int input = inputs + parameters.size();
        Symbolic stand = standIn(unit);
        asked.add(new Asked(input, stand.node(), kind, level, of));
        return stand;
    }

    /** The statistics that were asked for, each after those it depends on. */
    public List<Asked> asked() {
        return asked;
    }

    /** A formula with the node of a value in place of what stood for it. */
    public int replaced(int formula, Symbolic standIn, int value) {
        int[] arguments = nodes.stream().mapToInt(node -> node == standIn.node() ? value : node).toArray();
        return builder.inline(builder.build(formula), arguments)[0];
    }

    /** A coefficient of the law that is traced, also those that it takes over from laws that it calls. */
    public Symbolic coefficient(String name) {
        Symbolic input = input(name, Unit.NONE);
        coefficients.put(name, input.node());
        return input;
    }

    /** The node of a coefficient, or -1. */
    public int coefficientNode(String name) {
        return coefficients.getOrDefault(name, -1);
    }

    /** The name of a traced input. */
    public String name(int index) {
        return names.get(index);
    }

    /** How many inputs were traced; the parameters follow them among the kernel's inputs. */
    public int inputs() {
        return inputs;
    }

    /** What entered the trace as columns or uncertain numbers, in the order of the kernel's inputs after the traced ones. */
    public List<Numbers> parameters() {
        return parameters;
    }

    public List<LawUse> uses() {
        return uses;
    }

    /** Forgets all but the first uses: those of what only stood for a value are not judged. */
    public void forgetUses(int first) {
        uses.subList(first, uses.size()).clear();
    }

    public void uses(LawValue law, int[] arguments) {
        uses.add(new LawUse(law, arguments));
    }

    /** Whether a single number that entered the trace is missing. */
    public boolean isLacking() {
        return lacking;
    }

    /** The parameters that have a value: all but those that stand for what is worked out elsewhere. */
    public List<Numbers> known() {
        return parameters.stream().filter(parameterNodes::containsKey).toList();
    }

    /** The node of numbers that do not depend on the traced inputs. */
    public int node(Numbers numbers) {
        if (!numbers.isColumn() && !numbers.isUncertain()) {
            lacking |= Double.isNaN(numbers.point());
            return builder.constant(numbers.point());
        }
        Integer known = parameterNodes.get(numbers);
        if (known == null) {
            known = builder.input("parameter " + parameters.size());
            nodes.add(known);
            parameters.add(numbers);
            parameterNodes.put(numbers, known);
        }
        return known;
    }

    /** The node of a value within this trace. */
    public int node(Value value) {
        return switch (value) {
            case Symbolic symbolic -> symbolic.node();
            case SymbolicTruth truth -> truth.node();
            case Quantity quantity -> node(quantity.numbers());
            case Truth truth -> node(truth.numbers());
            case Missing missing -> node(Numbers.of(Double.NaN));
            default -> throw new WrongKind("a number", value);
        };
    }

    public int apply(Operator operator, int... arguments) {
        return builder.apply(operator, arguments);
    }
}
