package org.isoflop.interpreter.analysis;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Parameter;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.interpreter.type.Type;
import org.jspecify.annotations.Nullable;

/** A named item of a module. Without parameters it has one instance, with them one for each list of argument types. */
public final class Declaration {
    private final Module module;
    private final Item.Declaration item;
    private final Map<List<Type>, Instance> instances = new HashMap<>();
    private @Nullable Replacement replacement;

    /**
     * What stands for an input instead of its default.
     *
     * @param outside whether it comes from the command line, where a plain number takes the input's unit
     */
    public record Replacement(Expression value, Module module, boolean outside) {
    }

    Declaration(Module module, Item.Declaration item) {
        this.module = module;
        this.item = item;
    }

    public Module module() {
        return module;
    }

    public Item.Declaration item() {
        return item;
    }

    public String name() {
        return item.name().text();
    }

    public Source source() {
        return module.source();
    }

    /** Whether it must be called to give a value. A law is a value by itself. */
    public boolean takesArguments() {
        return item.parameters() != null && !(item instanceof Item.Law);
    }

    public List<Parameter> parameters() {
        List<Parameter> parameters = item.parameters();
        return parameters == null ? List.of() : parameters;
    }

    void replace(Replacement by) {
        replacement = by;
    }

    public @Nullable Replacement replacement() {
        return replacement;
    }

    @Nullable
    Instance instance(List<Type> arguments) {
        return instances.get(arguments);
    }

    /** What it was checked as: once for each list of argument types. */
    public Collection<Instance> instances() {
        return instances.values();
    }

    /** Forgets one that was not checked to its end. */
    void remove(Instance instance) {
        instances.remove(instance.arguments());
    }

    void add(Instance instance) {
        instances.put(instance.arguments(), instance);
    }

    /** The word that begins the item. */
    public String word() {
        return switch (item) {
            case Item.Unit unit -> "unit";
            case Item.Input input -> "input";
            case Item.Let let -> "let";
            case Item.Data data -> "data";
            case Item.Law law -> "law";
            case Item.Fit fit -> "fit";
            case Item.Constraint constraint -> "constraint";
            case Item.Budget budget -> "budget";
            case Item.Allocate allocate -> "allocate";
            case Item.Sweep sweep -> "sweep";
        };
    }

    @Override
    public String toString() {
        return name();
    }
}
