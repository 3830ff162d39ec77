package org.isoflop.interpreter.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.grammar.syntax.Study;

/**
 * The text of a study that grows: what was loaded and entered, one piece behind the other. It only grows; what was replaced is blanked
 * out in its place, so that whatever stays keeps its span.
 */
final class SessionText {
    /** What stands for what was replaced: a blank to the language, that is told from those that were written. */
    private static final char BLANK = '\u00A0';
    private static final Pattern BLANKED = Pattern.compile("(?m)^[ \\t]*\u00A0[\u00A0 \\t]*(\\n|\\z)");

    private final List<Piece> pieces;
    private final Source whole;
    /** For items that took the place of others where those began, by where they begin. */
    private final Map<Integer, Integer> places;

    /** What was loaded or entered at once, as it was, and where it begins in the whole. */
    private record Piece(Source source, int start) {
    }

    private SessionText(List<Piece> pieces, Source whole, Map<Integer, Integer> places) {
        this.pieces = List.copyOf(pieces);
        this.whole = whole;
        this.places = Map.copyOf(places);
    }

    static SessionText of(Source first) {
        return new SessionText(List.of(new Piece(first, 0)), first, Map.of());
    }

    /** The whole as one text; a place in it is said by {@link #told}. */
    Source whole() {
        return whole;
    }

    /** Where the next piece will begin. */
    int end() {
        String text = whole.text();
        return text.isEmpty() || text.endsWith("\n") ? text.length() : text.length() + 1;
    }

    /** With another piece behind it. */
    SessionText with(Source piece) {
        String text = whole.text();
        List<Piece> more = new ArrayList<>(pieces);
        more.add(new Piece(piece, end()));
        return new SessionText(more, new Source(whole.name(), text + (end() > text.length() ? "\n" : "") + piece.text()), places);
    }

    /** The same, remembering whose places items took: where they begin, by where each of them does. */
    SessionText placing(Map<Integer, Integer> taken) {
        Map<Integer, Integer> all = new HashMap<>(places);
        taken.forEach((item, before) -> all.put(item, place(before)));
        return new SessionText(pieces, whole, all);
    }

    /** Where an item that begins at an offset belongs: there, or where what it took the place of began. */
    int place(int offset) {
        return places.getOrDefault(offset, offset);
    }

    /** A part of the whole without the lines that were blanked out. */
    static String left(String part) {
        return BLANKED.matcher(part).replaceAll("");
    }

    /** Whether nothing but blanks stands between an offset and the first piece, behind which it is. */
    boolean isFirstEntry(int offset) {
        return pieces.size() > 1 && pieces.get(1).start > 1 && pieces.get(1).start <= offset
                && left(whole.text().substring(pieces.get(1).start, offset)).isBlank();
    }

    /** What is left of each piece but the first. */
    List<Source> entries() {
        List<Source> entries = new ArrayList<>();
        for (Piece piece : pieces.subList(1, pieces.size())) {
            String text = whole.text().substring(piece.start, piece.start + piece.source.text().length());
            if (!left(text).isBlank()) {
                entries.add(new Source(piece.source.name(), text));
            }
        }
        return entries;
    }

    /** With some items blanked out, and the comments that belong to them. */
    SessionText without(Study study, List<Item> items) {
        if (items.isEmpty()) {
            return this;
        }
        StringBuilder text = new StringBuilder(whole.text());
        int end = 0;
        for (Item item : study.items()) {
            if (items.contains(item)) {
                blank(item.span(), text);
                for (Study.Comment comment : study.comments()) {
                    if (belongs(comment, item, end)) {
                        blank(comment.span(), text);
                    }
                }
            }
            end = item.span().end();
        }
        return new SessionText(pieces, new Source(whole.name(), text.toString()), places);
    }

    /** Documentation before an item, remarks within it and behind it on its last line. */
    private boolean belongs(Study.Comment comment, Item item, int before) {
        int at = comment.span().start();
        boolean documents = comment.text().startsWith("##") && at >= before && at < item.span().start()
                && whole.text().substring(whole.lineStart(whole.line(at)), at).isBlank();
        boolean remarks = at >= item.span().start() && whole.line(at) <= whole.line(Math.max(item.span().start(), item.span().end() - 1));
        return documents || remarks;
    }

    private static void blank(Span span, StringBuilder text) {
        for (int i = span.start(); i < span.end(); i++) {
            if (text.charAt(i) != '\n') {
                text.setCharAt(i, BLANK);
            }
        }
    }

    /** A diagnostic of the whole, its places told as those of what was loaded or entered. */
    Diagnostic told(Diagnostic diagnostic) {
        List<Diagnostic.Label> labels = new ArrayList<>();
        for (Diagnostic.Label label : diagnostic.labels()) {
            labels.add(label.source() == whole ? told(label) : label);
        }
        return new Diagnostic(diagnostic.code(), diagnostic.message(), labels, diagnostic.notes(), diagnostic.fix());
    }

    private Diagnostic.Label told(Diagnostic.Label label) {
        Piece found = pieces.getFirst();
        for (Piece piece : pieces) {
            found = piece.start <= label.span().start() ? piece : found;
        }
        int length = found.source.text().length();
        int start = Math.min(label.span().start() - found.start, length);
        int end = Math.clamp(label.span().end() - found.start, start, length);
        return new Diagnostic.Label(found.source, new Span(start, end), label.text());
    }
}
