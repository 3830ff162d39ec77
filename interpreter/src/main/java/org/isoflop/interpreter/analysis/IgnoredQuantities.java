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
 * A study that states a quantity which a decision hangs on, and decides without it: how many tokens a model is going to serve, which its size
 * hangs on, or how much text there is, which its tokens hang on.
 */
final class IgnoredQuantities {
    private static final List<Rule> RULES = List.of(
            new Rule("inference_token", "param", Code.UNSERVED,
                    "let what serving takes into the objective or a condition, as `laws.sardana2023.lifetime_flop(N, D, %s)` does, or say in"
                            + " an `accept` what the size for training alone is for"),
            new Rule("unique_token", "token", Code.UNLIMITED_TEXT,
                    "limit the tokens by a condition, as `D <= %s`, or decide by a law of repeated text, such as"
                            + " `laws.muennighoff2023.data_constrained`"));

    private final Problems problems;

    IgnoredQuantities(Problems problems) {
        this.problems = problems;
    }

    /**
     * What is stated and what is decided.
     *
     * @param stated the unit that tells the quantity from others
     * @param decided a unit of what an allocation chooses
     * @param fix with a place for the name of the quantity
     */
    private record Rule(String stated, String decided, Code code, String fix) {
        boolean isStated(Instance instance) {
            return switch (instance.declaration().item()) {
                case Item.Input input -> knows(instance.type());
                case Item.Let let -> let.parameters() == null && knows(instance.type());
                case Item other -> false;
            };
        }

        /** So many of them, or as many in some time. */
        boolean knows(@Nullable Type type) {
            Unit unit = type == null ? null : Type.unitOf(type);
            return unit != null
                    && unit.factors().stream().anyMatch(factor -> factor.exponent() == 1 && stated.equals(factor.unit().name()));
        }

        boolean decides(Type type) {
            Unit unit = Unit.of(Objects.requireNonNull(new UnitTable().find(decided)));
            return type instanceof Type.AllocationOf allocation && allocation.variables().values().stream()
                    .anyMatch(variable -> variable instanceof Type.Quantity(Unit chosen, boolean zero) && chosen.sameDimension(unit));
        }
    }

    /** @param declarations those of the study, with their general instances */
    void judge(List<Instance> declarations) {
        for (Rule rule : RULES) {
            declarations.stream().filter(rule::isStated).findFirst().ifPresent(stated -> judge(rule, stated, declarations));
        }
    }

    private void judge(Rule rule, Instance stated, List<Instance> declarations) {
        for (Instance instance : declarations) {
            if (instance.declaration().item() instanceof Item.Allocate allocate && rule.decides(instance.type())
                    && !knows(rule, instance)) {
                problems.report(Diagnostic.of(rule.code, instance.toString(), stated.toString())
                        .at(instance.declaration().source(), allocate.name().span()).fix(String.format(rule.fix, stated)),
                        instance.declaration());
            }
        }
    }

    /** Whether an item, or anything that it is made of, is about what is stated. */
    private static boolean knows(Rule rule, Instance allocation) {
        Set<Instance> seen = new HashSet<>();
        Deque<Instance> open = new ArrayDeque<>(List.of(allocation));
        while (!open.isEmpty()) {
            Instance instance = open.pop();
            if (seen.add(instance)) {
                if (rule.knows(instance.type()) || instance.arguments().stream().anyMatch(rule::knows)) {
                    return true;
                }
                open.addAll(instance.uses());
            }
        }
        return false;
    }
}
