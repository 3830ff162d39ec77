package org.isoflop.repl.plot;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isoflop.interpreter.plot.Layer;
import org.isoflop.interpreter.plot.Tint;

/** The names of what is drawn, right of the drawing. */
final class Legend {
    static final double LINE = 20;
    static final int LONGEST = 26;
    private final List<Entry> entries = new ArrayList<>();

    /** What stands before a name. */
    enum Mark {
        LINE, POINTS, BARS
    }

    record Entry(String label, Tint tint, Set<Mark> marks) {
    }

    private record Key(String label, Tint tint) {
    }

    /**
     * Of a single layer the axes say enough.
     *
     * @param most how many names there is room for beside a line that counts the others
     */
    Legend(List<Layer> layers, int most) {
        Map<Key, Set<Mark>> found = new LinkedHashMap<>();
        for (Layer layer : layers) {
            Mark mark = switch (layer) {
                case Layer.Line line -> Mark.LINE;
                case Layer.Points points -> Mark.POINTS;
                case Layer.Bars bars -> Mark.BARS;
                case Layer.Cells cells -> Mark.BARS;
                case Layer.Contour contour -> Mark.LINE;
            };
            if (!layer.label().isEmpty()) {
                found.computeIfAbsent(new Key(layer.label(), layer.tint()), key -> EnumSet.noneOf(Mark.class)).add(mark);
            }
        }
        if (layers.size() > 1) {
            found.forEach((key, marks) -> entries.add(new Entry(shortened(key.label, LONGEST), key.tint, marks)));
        }
        // One more takes the line that would say so.
        if (entries.size() > most + 1) {
            int more = entries.size() - most;
            entries.subList(most, entries.size()).clear();
            entries.add(new Entry("… " + more + " more", Tint.Plain.FAINT, Set.of()));
        }
    }

    static String shortened(String label, int longest) {
        int length = label.codePointCount(0, label.length());
        return length <= longest ? label : label.substring(0, label.offsetByCodePoints(0, longest - 1)) + "…";
    }

    /** The entries, the last one a count of those there is no room for. */
    List<Entry> entries() {
        return entries;
    }

    /** The room that names of this length take, guessed: nobody knows the font. */
    double width() {
        int longest = 0;
        for (Entry entry : entries) {
            longest = Math.max(longest, entry.label().codePointCount(0, entry.label().length()));
        }
        return entries.isEmpty() ? 0 : 44 + 7.2 * longest;
    }
}
