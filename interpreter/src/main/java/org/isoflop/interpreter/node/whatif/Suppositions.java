package org.isoflop.interpreter.node.whatif;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Within;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.analysis.Typing;
import org.isoflop.interpreter.node.Supposition;
import org.jspecify.annotations.Nullable;

/** How an expression leads to what is supposed to have another value. */
public final class Suppositions {
    private Suppositions() {
    }

    /** Whether an expression names something, itself or through other items. */
    public static boolean mentions(Expression expression, Typing.Varied varied, Typing typing) {
        for (Typing.Binding binding : bindings(expression, typing)) {
            boolean local = binding instanceof Typing.Binding.Local(int slot) && slot == varied.slot();
            if (local || varied.instance() != null && instance(binding) instanceof Instance named
                    && reaches(named, Set.of(varied.instance()))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether what varies is met only in the expression itself, as the local that stands for it, and goes into nothing that
     * is solved for: then the expression can be traced.
     */
    public static boolean isTraceable(Expression expression, Typing.Varied varied, Typing typing) {
        if (!varied.path().isEmpty() || varied.slot() < 0) {
            return false;
        }
        for (Typing.Binding binding : bindings(expression, typing)) {
            if (!(instance(binding) instanceof Instance named)) {
                continue;
            }
            boolean reached = varied.instance() != null && reaches(named, Set.of(varied.instance()));
            if (reached || Supposition.all(named).stream().anyMatch(Suppositions::solves)) {
                return false;
            }
        }
        return true;
    }

    /** Whether an item with parameters makes something that is not a formula of its arguments. */
    private static boolean solves(Instance instance) {
        Item item = instance.declaration().item();
        return instance.declaration().takesArguments()
                && (item instanceof Item.Allocate || item instanceof Item.Fit || item instanceof Item.Data || item instanceof Item.Sweep);
    }

    private static List<Typing.Binding> bindings(Expression expression, Typing typing) {
        List<Typing.Binding> bindings = new ArrayList<>();
        Deque<Expression> open = new ArrayDeque<>(List.of(expression));
        while (!open.isEmpty()) {
            Expression next = open.pop();
            if (typing.binding(next) instanceof Typing.Binding binding) {
                bindings.add(binding);
            }
            open.addAll(Within.of(next));
        }
        return bindings;
    }

    private static @Nullable Instance instance(Typing.Binding binding) {
        return switch (binding) {
            case Typing.Binding.Global(Instance instance) -> instance;
            case Typing.Binding.Item(Instance instance, int[] order, boolean plain) -> instance;
            default -> null;
        };
    }

    /** Whether a declaration is one of some others or leads to one. */
    static boolean reaches(Instance from, Set<Instance> others) {
        return others.contains(from) || Supposition.all(from).stream().anyMatch(others::contains);
    }
}
