package org.isoflop.interpreter.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.format.Formatter;
import org.isoflop.grammar.parse.Parsed;
import org.isoflop.grammar.parse.ParsedExpression;
import org.isoflop.grammar.parse.StudyParser;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Study;

/** A session as the file of a study: what took the place of another item stands there, and inputs have the values that were set. */
final class Written {
    private final SessionText text;
    private final Study study;
    private final Map<String, String> inputs;

    private Written(State state, Map<String, String> inputs) {
        this.text = state.text();
        this.study = state.checker().root().syntax();
        this.inputs = inputs;
    }

    /** The text of a study that gives the same values, in the one layout. */
    static String of(State state, Map<String, String> inputs) {
        Written written = new Written(state, inputs);
        StringBuilder whole = new StringBuilder();
        written.chunks().forEach(chunk -> whole.append(SessionText.left(chunk.text)));
        Parsed parsed = StudyParser.parse(new Source(text(state), whole.toString()));
        return parsed.isCorrect() ? Formatter.format(parsed) : whole.toString();
    }

    private static String text(State state) {
        return state.text().whole().name();
    }

    /**
     * Whole lines that hold an item with the comments before it.
     *
     * @param place where they belong
     * @param end where what they were made of ends there: an input that was set is longer or shorter than it was
     */
    private record Chunk(int place, int end, String text) {
    }

    /** The text in pieces, with what took the place of something else cut in there. */
    private List<Chunk> chunks() {
        List<Chunk> moved = new ArrayList<>();
        List<Chunk> chunks = new ArrayList<>();
        String whole = text.whole().text();
        int begin = 0;
        for (Item item : study.items()) {
            int end = whole.indexOf('\n', Math.max(item.span().end() - 1, begin));
            end = end < 0 ? whole.length() : end + 1;
            int place = text.place(item.span().start());
            if (place != item.span().start()) {
                moved.add(new Chunk(place, place, lines(begin, end, item)));
            } else {
                if (text.isFirstEntry(place)) {
                    chunks.add(new Chunk(begin, begin, "\n"));
                }
                chunks.add(new Chunk(begin, end, lines(begin, end, item)));
            }
            begin = end;
        }
        chunks.add(new Chunk(begin, whole.length(), whole.substring(begin)));
        moved.sort(Comparator.comparingInt(Chunk::place));
        List<Chunk> ordered = new ArrayList<>();
        for (Chunk chunk : chunks) {
            int from = 0;
            while (!moved.isEmpty() && moved.getFirst().place < chunk.end) {
                Chunk next = moved.removeFirst();
                int cut = Math.max(from, next.place - chunk.place);
                ordered.add(new Chunk(chunk.place, chunk.end, chunk.text.substring(from, cut)));
                ordered.add(next);
                from = cut;
            }
            ordered.add(new Chunk(chunk.place, chunk.end, chunk.text.substring(from)));
        }
        ordered.addAll(moved);
        return ordered;
    }

    private String lines(int begin, int end, Item item) {
        StringBuilder lines = new StringBuilder(text.whole().text().substring(begin, end));
        if (item instanceof Item.Input input && inputs.containsKey(input.name().text())) {
            lines.replace(input.value().span().start() - begin, input.value().span().end() - begin,
                    inUnit(inputs.get(input.name().text()), input));
        }
        return lines.charAt(lines.length() - 1) == '\n' ? lines.toString() : lines + "\n";
    }

    /** A plain number that was set for an input has the input's unit, which a study says. */
    private String inUnit(String value, Item.Input input) {
        ParsedExpression parsed = StudyParser.parseExpression(new Source("", value));
        Expression expression = parsed.expression();
        Expression number = expression instanceof Expression.Unary unary ? unary.operand() : expression;
        boolean plain = number instanceof Expression.NumberLiteral literal && literal.unit() == null && !literal.money();
        return plain && input.unit() != null ? value.strip() + " " + text.whole().text(input.unit().span()).replaceAll("\\s", "") : value;
    }
}
