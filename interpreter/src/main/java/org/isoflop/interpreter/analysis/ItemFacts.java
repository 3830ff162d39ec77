package org.isoflop.interpreter.analysis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.NumberLiteral;
import org.isoflop.grammar.syntax.Expression.Reference;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Within;
import org.jspecify.annotations.Nullable;

/** What is known of items by their syntax alone; of those that an earlier check met too it is found once. */
final class ItemFacts {
    private final Map<Item, Facts> known = new IdentityHashMap<>();

    /**
     * What is known of an item.
     *
     * @param mentioned the names that its expressions mention
     * @param quantities its numbers that have a unit
     */
    record Facts(List<String> mentioned, List<NumberLiteral> quantities) {
        private static Facts of(Item item) {
            List<String> mentioned = new ArrayList<>();
            List<NumberLiteral> quantities = new ArrayList<>();
            Deque<Expression> open = new ArrayDeque<>(Within.of(item));
            while (!open.isEmpty()) {
                Expression expression = open.pop();
                if (expression instanceof Reference reference) {
                    mentioned.add(reference.name().text());
                } else if (expression instanceof NumberLiteral number && number.unit() != null) {
                    quantities.add(number);
                }
                open.addAll(Within.of(expression));
            }
            return new Facts(List.copyOf(mentioned), List.copyOf(quantities));
        }
    }

    /** @param before what an earlier check knew, null if there was none */
    ItemFacts(List<Item> items, @Nullable ItemFacts before) {
        for (Item item : items) {
            Facts facts = before == null ? null : before.known.get(item);
            known.put(item, facts == null ? Facts.of(item) : facts);
        }
    }

    Facts of(Item item) {
        return known.computeIfAbsent(item, Facts::of);
    }
}
