package org.isoflop.interpreter.analysis;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.isoflop.interpreter.type.Type;

/** A declaration checked for given types of its arguments. */
public final class Instance {
    private final Declaration declaration;
    private final List<Type> arguments;
    private final Typing typing = new Typing();
    private final Set<Instance> uses = new LinkedHashSet<>();
    private Type type = Type.UNKNOWN;
    private int slots;

    Instance(Declaration declaration, List<Type> arguments) {
        this.declaration = declaration;
        this.arguments = List.copyOf(arguments);
    }

    public Declaration declaration() {
        return declaration;
    }

    public List<Type> arguments() {
        return arguments;
    }

    public Typing typing() {
        return typing;
    }

    /** What it gives. */
    public Type type() {
        return type;
    }

    void settle(Type result, int slotCount) {
        type = result;
        slots = slotCount;
    }

    /** How many locals its body has; the parameters come first. */
    public int slots() {
        return slots;
    }

    /** The instances that its body mentions. */
    public Set<Instance> uses() {
        return uses;
    }

    /** Some instances and all that they are made of. */
    public static Set<Instance> reached(Collection<Instance> from) {
        Set<Instance> reached = new LinkedHashSet<>();
        Deque<Instance> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            Instance next = open.pop();
            if (reached.add(next)) {
                open.addAll(next.uses());
            }
        }
        return reached;
    }

    @Override
    public String toString() {
        return declaration.name();
    }
}
