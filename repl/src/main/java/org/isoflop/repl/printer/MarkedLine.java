package org.isoflop.repl.printer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.isoflop.repl.file.Harmless;
import org.isoflop.repl.printer.Ink.Role;
import org.jspecify.annotations.Nullable;

/**
 * One source line as shown, with its marks below: tabs spread, harmful characters replaced, wide ones counted as two
 * cells, a very long line cut around what is marked.
 */
final class MarkedLine {
    private static final String CUT = "…";
    private final Ink ink;
    private final int room;
    private final StringBuilder text = new StringBuilder();
    private final List<Underline> underlines = new ArrayList<>();

    /** A mark in cells of the shown line; it fills at least one. */
    private record Underline(int start, int end, boolean primary, Role role, String text) {
    }

    /**
     * @param width the cells that are shown of the line
     * @param room the cells that a text below may fill
     */
    MarkedLine(String line, List<Mark> marks, Ink ink, int width, int room) {
        this.ink = ink;
        this.room = room;
        int[] cells = cells(line);
        int total = cells[line.length()];
        int from = 0;
        int to = total;
        if (total > width && !marks.isEmpty()) {
            from = windowStart(cells, marks, width, total);
            to = Math.min(total, from + width);
        } else if (total > width) {
            to = width;
        }
        show(line, cells, from, to, total);
        for (Mark mark : marks) {
            int start = cells[mark.start()];
            int end = Math.max(start + 1, cells[mark.end()]);
            if (start <= to && end > from) {
                underlines.add(new Underline(Math.max(start, from) - from, Math.max(Math.min(end, to), start + 1) - from, mark.primary(),
                        mark.role(), mark.text()));
            }
        }
        underlines.sort(Comparator.comparingInt(Underline::start).thenComparingInt(Underline::end));
    }

    /** The cell at which each UTF-16 offset of the line stands. */
    private static int[] cells(String line) {
        int[] cells = new int[line.length() + 1];
        int cell = 0;
        for (int i = 0; i < line.length();) {
            int codePoint = line.codePointAt(i);
            int next = i + Character.charCount(codePoint);
            for (int k = i; k < next; k++) {
                cells[k] = cell;
            }
            cell += codePoint == '\t' ? Glyphs.TAB - cell % Glyphs.TAB : Harmless.isHarmful(codePoint) ? 1 : Glyphs.width(codePoint);
            i = next;
        }
        cells[line.length()] = cell;
        return cells;
    }

    /** All marks in the middle if they fit, else the primary one near the left. */
    private static int windowStart(int[] cells, List<Mark> marks, int width, int total) {
        int first = Integer.MAX_VALUE;
        int last = 0;
        int primary = cells[marks.getFirst().start()];
        for (Mark mark : marks) {
            first = Math.min(first, cells[mark.start()]);
            last = Math.max(last, cells[mark.end()]);
            primary = mark.primary() ? cells[mark.start()] : primary;
        }
        int start = last - first + 4 <= width ? (first + last - width) / 2 : primary - width / 4;
        return Math.max(0, Math.min(start, total + 2 - width));
    }

    private void show(String line, int[] cells, int from, int to, int total) {
        boolean cutLeft = from > 0;
        boolean cutRight = to < total;
        if (cutLeft) {
            text.append(CUT);
        }
        int cell = from + (cutLeft ? 1 : 0);
        int end = to - (cutRight ? 1 : 0);
        for (int i = 0; i < line.length();) {
            int codePoint = line.codePointAt(i);
            int next = i + Character.charCount(codePoint);
            if (cells[i] >= cell && cells[next] <= end) {
                text.repeat(" ", cells[i] - cell);
                cell = cells[next];
                if (codePoint == '\t') {
                    text.repeat(" ", cells[next] - cells[i]);
                } else {
                    text.appendCodePoint(Harmless.isHarmful(codePoint) ? '\uFFFD' : codePoint);
                }
            }
            i = next;
        }
        if (cutRight) {
            text.repeat(" ", end - cell).append(CUT);
        } else {
            text.setLength(text.toString().stripTrailing().length());
        }
    }

    String text() {
        return text.toString();
    }

    /** The lines below: the underlines with the text of the last, then one line for each further text, from the right. */
    List<String> below() {
        List<String> lines = new ArrayList<>();
        if (underlines.isEmpty()) {
            return lines;
        }
        Underline inline = inline();
        lines.add(underlined(inline));
        List<Underline> waiting = new ArrayList<>();
        for (Underline underline : underlines) {
            if (!underline.equals(inline) && !underline.text.isEmpty()) {
                waiting.add(underline);
            }
        }
        while (!waiting.isEmpty()) {
            Underline last = waiting.removeLast();
            int at = last.start + Glyphs.width(last.text) <= room ? last.start : Math.min(last.start, room / 2);
            for (String piece : LineBreaks.pieces(last.text, room - at, 0)) {
                Row row = new Row();
                for (Underline left : waiting) {
                    if (left.start < at) {
                        row.put(left.start, "|", left.role, left.primary);
                    }
                }
                lines.add(row.ended(at, piece, last.role));
            }
        }
        return lines;
    }

    /** The mark whose text stands on the line of the underlines: the one that ends last, if it also begins last and there is room. */
    private @Nullable Underline inline() {
        Underline last = underlines.getLast();
        if (!last.text.isEmpty() && last.end + 1 + Glyphs.width(last.text) > room) {
            return null;
        }
        for (Underline other : underlines) {
            if (!other.equals(last) && other.end > last.start) {
                return other.text.isEmpty() && other.end <= last.end ? last : null;
            }
        }
        return last;
    }

    private String underlined(@Nullable Underline inline) {
        Row row = new Row();
        for (Underline underline : underlines) {
            if (!underline.primary) {
                row.put(underline.start, "-".repeat(underline.end - underline.start), underline.role, false);
            }
        }
        for (Underline underline : underlines) {
            if (underline.primary) {
                row.put(underline.start, "^".repeat(underline.end - underline.start), underline.role, true);
            }
        }
        return inline == null ? row.ended(0, "", Role.STRONG) : row.ended(inline.end + 1, inline.text, inline.role);
    }

    /** Cells of one line with their roles. */
    private final class Row {
        private final StringBuilder cells = new StringBuilder();
        private final List<Role> roles = new ArrayList<>();

        void put(int start, String marks, Role role, boolean over) {
            while (cells.length() < start + marks.length()) {
                cells.append(' ');
                roles.add(Role.STRONG);
            }
            for (int i = 0; i < marks.length(); i++) {
                if (over || cells.charAt(start + i) == ' ') {
                    cells.setCharAt(start + i, marks.charAt(i));
                    roles.set(start + i, role);
                }
            }
        }

        /** The row with a text at a cell behind all others, runs of one role coloured together. */
        String ended(int at, String text, Role role) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < cells.length();) {
                int run = i;
                while (run < cells.length() && (cells.charAt(run) == ' ') == (cells.charAt(i) == ' ') && roles.get(run) == roles.get(i)) {
                    run++;
                }
                String piece = cells.substring(i, run);
                line.append(piece.isBlank() ? piece : ink.of(roles.get(i), piece));
                i = run;
            }
            if (!text.isEmpty()) {
                line.repeat(" ", Math.max(0, at - cells.length())).append(ink.of(role, text));
            }
            return line.toString();
        }
    }
}
