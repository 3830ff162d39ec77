package org.isoflop.interpreter.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.grammar.syntax.Study;

/** Where items of a text are found that was changed around them. */
final class Moved {
    private Moved() {
    }

    /** For spans within items that are in both texts the span in the second one, for all others {@link Span#NONE}. */
    static UnaryOperator<Span> between(Study before, Study now) {
        Map<String, Deque<Item>> known = new HashMap<>();
        now.items().forEach(item -> known.computeIfAbsent(now.source().text(item.span()), any -> new ArrayDeque<>()).add(item));
        Map<Span, Integer> shifts = new LinkedHashMap<>();
        for (Item item : before.items()) {
            Deque<Item> same = known.get(before.source().text(item.span()));
            if (same != null && !same.isEmpty()) {
                shifts.put(item.span(), same.poll().span().start() - item.span().start());
            }
        }
        return span -> {
            for (Map.Entry<Span, Integer> entry : shifts.entrySet()) {
                if (entry.getKey().start() <= span.start() && span.end() <= entry.getKey().end()) {
                    return new Span(span.start() + entry.getValue(), span.end() + entry.getValue());
                }
            }
            return Span.NONE;
        };
    }
}
