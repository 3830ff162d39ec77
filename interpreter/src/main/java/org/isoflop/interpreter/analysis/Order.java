package org.isoflop.interpreter.analysis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An order in which declarations stand behind what they mention, as far as there is one. Checking and running in this
 * order keeps a long chain of declarations from becoming a deep recursion.
 */
final class Order {
    private final Map<String, Declaration> declarations;
    private final ItemFacts facts;
    private final Set<Declaration> done = new HashSet<>();
    private final List<Declaration> order = new ArrayList<>();

    private Order(Map<String, Declaration> declarations, ItemFacts facts) {
        this.declarations = declarations;
        this.facts = facts;
    }

    static List<Declaration> of(Map<String, Declaration> declarations, ItemFacts facts) {
        Order order = new Order(declarations, facts);
        declarations.values().forEach(order::visit);
        return order.order;
    }

    private record Visit(Declaration declaration, Deque<Declaration> open) {
    }

    private void visit(Declaration start) {
        Deque<Visit> path = new ArrayDeque<>();
        enter(start, path);
        while (!path.isEmpty()) {
            Visit visit = path.peek();
            Declaration next = visit.open.poll();
            if (next == null) {
                order.add(visit.declaration);
                path.pop();
            } else {
                enter(next, path);
            }
        }
    }

    private void enter(Declaration declaration, Deque<Visit> path) {
        if (done.add(declaration)) {
            path.push(new Visit(declaration, mentioned(declaration)));
        }
    }

    /** The declarations whose names an item mentions; a local of the same name does no harm. */
    private Deque<Declaration> mentioned(Declaration declaration) {
        Deque<Declaration> found = new ArrayDeque<>();
        for (String name : facts.of(declaration.item()).mentioned()) {
            if (declarations.get(name) instanceof Declaration known) {
                found.add(known);
            }
        }
        return found;
    }
}
