package org.isoflop.interpreter.node.fit;

import java.util.ArrayDeque;
import java.util.Deque;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.Call;
import org.isoflop.grammar.syntax.Expression.Reference;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Within;
import org.isoflop.interpreter.analysis.Module;

/** Which fits a study tests on runs that they have not seen, by {@code rollout} or {@code leave_out}. */
public final class Rollouts {
    private Rollouts() {
    }

    /** Whether the study of a module tests the fit of a name. */
    public static boolean of(String fit, Module module) {
        Deque<Expression> open = new ArrayDeque<>();
        for (Item item : module.syntax().items()) {
            open.addAll(Within.of(item));
        }
        while (!open.isEmpty()) {
            Expression next = open.pop();
            boolean tests = next instanceof Call call && call.callee() instanceof Reference function
                    && (function.name().text().equals("rollout") || function.name().text().equals("leave_out"))
                    && !call.arguments().isEmpty() && call.arguments().getFirst().value() instanceof Reference first
                    && first.name().text().equals(fit);
            if (tests) {
                return true;
            }
            open.addAll(Within.of(next));
        }
        return false;
    }
}
