package org.isoflop.repl.plot;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.interpreter.plot.PlotModel.Series;

/** The names of several series, right of the drawing. */
final class Legend {
    static final double LINE = 20;
    private static final int MOST = 18;
    private static final int LONGEST = 24;
    private final List<String> labels = new ArrayList<>();

    Legend(List<Series> series) {
        if (series.size() < 2) {
            return;
        }
        for (Series one : series) {
            labels.add(shortened(one.label()));
        }
        if (labels.size() > MOST) {
            int more = labels.size() - MOST;
            labels.subList(MOST, labels.size()).clear();
            labels.add("… " + more + " more");
        }
    }

    private static String shortened(String label) {
        int length = label.codePointCount(0, label.length());
        return length <= LONGEST ? label : label.substring(0, label.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    /** The names, the last one a count of those there is no room for. */
    List<String> labels() {
        return labels;
    }

    /** The room that names of this length take, guessed: nobody knows the font. */
    double width() {
        int longest = 0;
        for (String label : labels) {
            longest = Math.max(longest, label.codePointCount(0, label.length()));
        }
        return labels.isEmpty() ? 0 : 36 + 7.4 * longest;
    }
}
