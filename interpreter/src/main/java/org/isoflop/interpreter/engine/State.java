package org.isoflop.interpreter.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.analysis.Statement;
import org.isoflop.interpreter.node.Memory;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * What a session is between two entries.
 *
 * @param checker the study, checked
 * @param run what evaluates it, null before anything was evaluated
 * @param memory what is known of it
 * @param findings everything that was found, at its place in the whole text
 * @param last what {@code _} stands for
 */
record State(SessionText text, Checker checker, Fingerprints prints, @Nullable Run run, Memory memory, List<Result.Finding> findings,
        @Nullable Last last) {

    /**
     * The expression that was entered last.
     *
     * @param source its text, in which {@code _} does not occur
     * @param print the fingerprint of what it uses
     */
    record Last(Source source, String print, Value value) {
        /** A text in which {@code _} gives way to the expression. */
        Source within(Source text, Collection<Expression> expressions) {
            return Mentions.replaced(text, expressions, Evaluation.LAST, source.text().strip());
        }
    }

    /** The same with another expression that was entered last. */
    State with(@Nullable Last other) {
        return new State(text, checker, prints, run, memory, findings, other);
    }

    String title() {
        Item.Header header = checker.root().header();
        return header == null ? checker.root().name() : header.title().value();
    }

    /** The values of the items without parameters, in the order of the study. */
    Map<String, Value> values() {
        Map<String, Value> values = new LinkedHashMap<>();
        for (Declaration declaration : checker.root().declarations().values()) {
            Value value = value(declaration);
            if (value != null) {
                values.put(declaration.name(), value);
            }
        }
        return values;
    }

    @Nullable
    Value value(Declaration declaration) {
        if (!declaration.takesArguments()) {
            for (Instance instance : declaration.instances()) {
                return memory.value(instance);
            }
        }
        return null;
    }

    /** Whether an item is not what it was before, or something that it uses is not. */
    boolean isNew(@Nullable Declaration declaration, State before) {
        return declaration != null && declaration.instances().stream()
                .noneMatch(instance -> before.prints.instances().containsKey(prints.of(instance)));
    }

    /** What of this state holds in another one: the instances here, each with the one that stands for it there. */
    Map<Instance, Instance> holding(Fingerprints there) {
        Map<String, Instance> now = there.instances();
        Map<Instance, Instance> holding = new HashMap<>();
        Map<Instance, Boolean> outdated = new HashMap<>();
        prints.instances().forEach((print, instance) -> {
            Instance successor = now.get(print);
            if (successor != null && !isOutdated(instance, outdated)) {
                holding.put(instance, successor);
            }
        });
        return holding;
    }

    private boolean isOutdated(Instance instance, Map<Instance, Boolean> known) {
        Boolean before = known.get(instance);
        if (before != null) {
            return before;
        }
        boolean outdated = memory.isOutdated(instance.declaration());
        for (Instance used : instance.uses()) {
            outdated |= isOutdated(used, known);
        }
        known.put(instance, outdated);
        return outdated;
    }

    /** The outputs here that stand unchanged in another state, each with the one there. */
    Map<Statement, Statement> holding(Checker there, Fingerprints itsPrints, Set<Instance> valid) {
        Map<String, Statement> now = new HashMap<>();
        there.statements().forEach(statement -> now.putIfAbsent(itsPrints.of(statement), statement));
        Map<Statement, Statement> holding = new HashMap<>();
        for (Statement statement : checker.statements()) {
            Statement successor = now.get(prints.of(statement));
            if (successor != null && statement.module() == checker.root() && valid.containsAll(statement.uses())) {
                holding.put(statement, successor);
            }
        }
        return holding;
    }

    /** The fingerprints of the outputs here of which everything that they use is valid. */
    Set<String> outputs(Set<Instance> valid) {
        Set<String> outputs = new HashSet<>();
        for (Statement statement : checker.statements()) {
            if (statement.module() == checker.root() && valid.containsAll(statement.uses())) {
                outputs.add(prints.of(statement));
            }
        }
        return outputs;
    }
}
