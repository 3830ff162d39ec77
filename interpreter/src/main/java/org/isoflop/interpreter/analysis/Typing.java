package org.isoflop.interpreter.analysis;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.interpreter.function.Function;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/** What the checker found out about the expressions of one body. */
public final class Typing {
    private final Map<Expression, Type> types = new IdentityHashMap<>();
    private final Map<Expression, Binding> bindings = new IdentityHashMap<>();
    private final Map<Object, Integer> slots = new IdentityHashMap<>();
    private final Map<Object, Unit> units = new IdentityHashMap<>();
    private final Map<Object, TableScope> tables = new IdentityHashMap<>();
    private final Map<Object, Expression> applications = new IdentityHashMap<>();

    /** What a name, a member, a call or a change of a law stands for. */
    public sealed interface Binding {
        /** A local of the body. */
        record Local(int slot) implements Binding {
        }

        /** A declaration without parameters. */
        record Global(Instance instance) implements Binding {
        }

        /** A function that serves as a law: an argument of a library function that takes one. */
        record FunctionAsLaw(Instance instance, LawSignature signature) implements Binding {
        }

        /** A column of the file that a data item reads, by its header. */
        record FileColumn(String header) implements Binding {
        }

        /** A call of an elementwise operator. */
        record Elementwise(Operator operator) implements Binding {
        }

        /** A call of a library function; {@code slots} are the locals that its table's columns are put into, by label. */
        record Library(Function function, @Nullable TableScope columns) implements Binding {
        }

        /**
         * A call of an item with parameters.
         *
         * @param order for each parameter the index of the argument it gets
         * @param plain whether it is called within a law, with numbers in its units
         */
        record Item(Instance instance, int[] order, boolean plain) implements Binding {
        }

        /** An application of a law or fit; {@code order} as in {@link Item}, {@code plain} too. */
        record Law(LawSignature signature, int[] order, boolean plain) implements Binding {
        }

        /** A change of a law's coefficients; each entry sees the coefficients in the slots, in the signature's order. */
        record Change(int[] coefficientSlots) implements Binding {
        }

        /** {@code derivative(expr, x)}: the slot of what varies is the local that stands for it within the expression. */
        record Derivative(Varied varied, boolean elasticity) implements Binding {
        }

        /** {@code tornado(expr, x, …)}. */
        record Tornado(List<Varied> varied) implements Binding {
        }

        /** {@code influence(expr, fit)}. */
        record Influence(Varied fit) implements Binding {
        }

        /** A call that reads a file: {@code csv tsv json parquet read}. */
        record Reader(String format) implements Binding {
        }
    }

    /**
     * What is given another value.
     *
     * @param instance the item that is named, or null for a local
     * @param slot the local, or -1
     * @param path the members that lead from it to the number, none for the thing itself
     */
    public record Varied(@Nullable Instance instance, int slot, List<String> path) {
        public Varied {
            path = List.copyOf(path);
        }
    }

    /** The columns of a table that labelled arguments see, and the slots they are put into. */
    public record TableScope(List<String> names, int[] slots) {
    }

    void type(Expression expression, Type type) {
        types.put(expression, type);
    }

    public Type type(Expression expression) {
        Type type = types.get(expression);
        return type == null ? Type.UNKNOWN : type;
    }

    void bind(Expression expression, Binding binding) {
        bindings.put(expression, binding);
    }

    public @Nullable Binding binding(Expression expression) {
        return bindings.get(expression);
    }

    void slot(Object syntax, int slot) {
        slots.put(syntax, slot);
    }

    /** The local that a column, parameter, axis, variable, coefficient or definition is kept in. */
    public int slot(Object syntax) {
        Integer slot = slots.get(syntax);
        if (slot == null) {
            throw new IllegalStateException("no slot");
        }
        return slot;
    }

    void unit(Object syntax, Unit unit) {
        units.put(syntax, unit);
    }

    /** The unit that a column, variable or number is declared in. */
    public Unit unit(Object syntax) {
        Unit unit = units.get(syntax);
        return unit == null ? Unit.NONE : unit;
    }

    void table(Object syntax, TableScope scope) {
        tables.put(syntax, scope);
    }

    void application(Object syntax, Expression call) {
        applications.put(syntax, call);
    }

    /** The call that an option stands for which names a function; the argument is kept in the {@link #slot} of the option. */
    public Expression application(Object syntax) {
        Expression call = applications.get(syntax);
        if (call == null) {
            throw new IllegalStateException("no application");
        }
        return call;
    }

    /** The columns that the expressions of an item or option see, and where they are kept. */
    public TableScope table(Object syntax) {
        TableScope scope = tables.get(syntax);
        return scope == null ? new TableScope(List.of(), new int[0]) : scope;
    }
}
