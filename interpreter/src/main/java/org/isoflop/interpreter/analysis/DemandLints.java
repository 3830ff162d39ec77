package org.isoflop.interpreter.analysis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.unit.UnitTable;
import org.jspecify.annotations.Nullable;

/**
 * A study that says how many tokens its model is going to serve, by a quantity in {@code inference_tokens}, and decides on a size to which
 * that does not matter: what is best to train is then taken for what is best to use.
 */
final class DemandLints {
    private static final String SERVED = "inference_token";
    private static final Unit SIZE = Unit.of(Objects.requireNonNull(new UnitTable().find("param")));

    private final Problems problems;

    DemandLints(Problems problems) {
        this.problems = problems;
    }

    /** @param declarations those of the study, with their general instances */
    void judge(List<Instance> declarations) {
        Instance demand = declarations.stream().filter(DemandLints::isDemand).findFirst().orElse(null);
        if (demand == null) {
            return;
        }
        for (Instance instance : declarations) {
            if (instance.declaration().item() instanceof Item.Allocate allocate && decidesOnSize(instance.type())
                    && !knowsDemand(instance)) {
                problems.report(Diagnostic.of(Code.UNSERVED, instance.toString(), demand.toString())
                        .at(instance.declaration().source(), allocate.name().span())
                        .fix("let what serving takes into the objective or a condition, as `laws.sardana2023.lifetime_flop(N, D, " + demand
                                + ")` does, or say in an `accept` what the size for training alone is for"),
                        instance.declaration());
            }
        }
    }

    private static boolean isDemand(Instance instance) {
        return switch (instance.declaration().item()) {
            case Item.Input input -> isServed(instance.type());
            case Item.Let let -> let.parameters() == null && isServed(instance.type());
            case Item other -> false;
        };
    }

    /** Tokens that are served, or as many in some time. */
    private static boolean isServed(@Nullable Type type) {
        Unit unit = type == null ? null : Type.unitOf(type);
        return unit != null && unit.factors().stream().anyMatch(factor -> factor.exponent() == 1 && SERVED.equals(factor.unit().name()));
    }

    private static boolean decidesOnSize(Type type) {
        return type instanceof Type.AllocationOf allocation && allocation.variables().values().stream()
                .anyMatch(variable -> variable instanceof Type.Quantity(Unit unit, boolean zero) && unit.sameDimension(SIZE));
    }

    /** Whether an item, or anything that it is made of, is about served tokens. */
    private static boolean knowsDemand(Instance allocation) {
        Set<Instance> seen = new HashSet<>();
        Deque<Instance> open = new ArrayDeque<>(List.of(allocation));
        while (!open.isEmpty()) {
            Instance instance = open.pop();
            if (seen.add(instance)) {
                if (isServed(instance.type()) || instance.arguments().stream().anyMatch(DemandLints::isServed)) {
                    return true;
                }
                open.addAll(instance.uses());
            }
        }
        return false;
    }
}
