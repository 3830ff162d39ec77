package org.isoflop.interpreter.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.grammar.syntax.Within;

/** Where a name is mentioned, and a text in which something else stands in its place. */
final class Mentions {
    private Mentions() {
    }

    /** The expressions within some expressions, and those themselves. */
    static List<Expression> all(Collection<Expression> expressions) {
        List<Expression> all = new ArrayList<>();
        Deque<Expression> open = new ArrayDeque<>(expressions);
        while (!open.isEmpty()) {
            Expression next = open.pop();
            all.add(next);
            open.addAll(Within.of(next));
            if (next instanceof Expression.Call call) {
                open.add(call.callee());
            }
        }
        return all;
    }

    /** A text in which a name gives way to an expression in parentheses; the same text where it is not mentioned. */
    static Source replaced(Source source, Collection<Expression> expressions, String name, String by) {
        List<Span> spans = new ArrayList<>();
        for (Expression expression : all(expressions)) {
            if (expression instanceof Expression.Reference reference && !reference.name().quoted()
                    && reference.name().text().equals(name)) {
                spans.add(reference.span());
            }
        }
        if (spans.isEmpty()) {
            return source;
        }
        spans.sort(Comparator.comparingInt(Span::start).reversed());
        StringBuilder text = new StringBuilder(source.text());
        spans.forEach(span -> text.replace(span.start(), span.end(), "(" + by + ")"));
        return new Source(source.name(), text.toString());
    }
}
