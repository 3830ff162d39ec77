package org.isoflop.repl.printer;

import java.util.ArrayList;
import java.util.List;

/** Breaks lines that are longer than those of a terminal: at blanks, within words only where a word alone is too long. Nothing is lost. */
public final class LineBreaks {
    /** So many cells are always taken for a line. */
    public static final int NARROWEST = 20;
    private static final char ESCAPE = '\u001b';
    private static final int INDENT = 2;

    private LineBreaks() {
    }

    /** The text with no line of more cells than that; what goes on stands further right than where it began. */
    public static String within(String text, int cells) {
        int width = Math.max(NARROWEST, cells);
        if (text.length() <= width) {
            return text;
        }
        StringBuilder broken = new StringBuilder(text.length() + text.length() / 16);
        for (int start = 0; start < text.length();) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            line(text.substring(start, end), width, broken);
            broken.append(end < text.length() ? "\n" : "");
            start = end + 1;
        }
        return broken.toString();
    }

    private static void line(String line, int width, StringBuilder broken) {
        if (line.length() <= width) {
            broken.append(line);
            return;
        }
        int indent = indent(line, width / 2);
        String separator = "";
        for (String piece : pieces(line, width, indent)) {
            broken.append(separator).append(piece);
            separator = "\n" + " ".repeat(indent);
        }
    }

    /** Where a line goes on: below its last column that begins before a cell, else a little behind its own beginning. */
    private static int indent(String line, int most) {
        int margin = 0;
        while (margin < line.length() && line.charAt(margin) == ' ') {
            margin++;
        }
        int indent = margin + INDENT;
        int cells = 0;
        for (int i = 0; i < line.length() && cells <= most; i = next(line, i)) {
            boolean begins = i > margin + 1 && line.charAt(i) != ' ' && line.charAt(i - 1) == ' ' && line.charAt(i - 2) == ' ';
            indent = begins ? cells : indent;
            cells += cells(line, i);
        }
        return Math.min(indent, most);
    }

    /** A line in pieces, the first of so many cells at most, the others of that many less the indent. */
    public static List<String> pieces(String line, int width, int indent) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        int room = width;
        while (true) {
            int end = end(line, start, room);
            pieces.add(line.substring(start, end).stripTrailing());
            start = end;
            while (start < line.length() && line.charAt(start) == ' ') {
                start++;
            }
            if (start == line.length()) {
                return pieces;
            }
            room = width - indent;
        }
    }

    /** Where the piece that begins at a place ends: before the word that has no room, or within it if it is the first. */
    private static int end(String line, int start, int room) {
        int used = 0;
        int blank = -1;
        boolean inWord = false;
        for (int i = start; i < line.length(); i = next(line, i)) {
            int cells = cells(line, i);
            if (line.charAt(i) == ' ') {
                blank = inWord ? i : blank;
            } else if (used + cells > room) {
                return blank >= 0 ? blank : Math.max(i, next(line, start));
            } else {
                inWord |= cells > 0;
            }
            used += cells;
        }
        return line.length();
    }

    /** The place behind the character, or the whole colour, at a place. */
    private static int next(String line, int i) {
        if (line.charAt(i) == ESCAPE) {
            int end = line.indexOf('m', i);
            return end < 0 ? line.length() : end + 1;
        }
        return i + Character.charCount(line.codePointAt(i));
    }

    private static int cells(String line, int i) {
        return line.charAt(i) == ESCAPE ? 0 : Glyphs.width(line.codePointAt(i));
    }
}
