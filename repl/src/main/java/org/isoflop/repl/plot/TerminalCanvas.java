package org.isoflop.repl.plot;

import java.util.Arrays;
import org.isoflop.repl.printer.Ink;
import org.jspecify.annotations.Nullable;

/** Cells of a terminal: each holds eight dots of Braille, or a character that stands above them, or shade behind them. */
final class TerminalCanvas {
    static final int ACROSS = 2;
    static final int DOWN = 4;
    private static final int BRAILLE = 0x2800;
    private static final int[][] DOTS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

    private final int columns;
    private final int rows;
    private final boolean ascii;
    private final int[] dots;
    private final char[] characters;
    private final @Nullable String[] colours;

    TerminalCanvas(int columns, int rows, boolean ascii) {
        this.columns = columns;
        this.rows = rows;
        this.ascii = ascii;
        this.dots = new int[columns * rows];
        this.characters = new char[columns * rows];
        this.colours = new String[columns * rows];
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    private boolean isInside(double x, double y) {
        return x >= 0 && y >= 0 && x < columns * ACROSS && y < rows * DOWN;
    }

    private int cell(double x, double y) {
        return (int) y / DOWN * columns + (int) x / ACROSS;
    }

    /** One dot; without Braille a full stop in its cell. */
    void dot(double x, double y, String colour) {
        if (!isInside(x, y)) {
            return;
        }
        int cell = cell(x, y);
        if (ascii) {
            mark(x, y, '.', colour);
            return;
        }
        dots[cell] |= DOTS[(int) y % DOWN][(int) x % ACROSS];
        if (characters[cell] == 0 || isShade(characters[cell])) {
            colours[cell] = colour;
        }
    }

    /** A character over whatever is there. */
    void mark(double x, double y, char character, String colour) {
        if (isInside(x, y)) {
            characters[cell(x, y)] = character;
            colours[cell(x, y)] = colour;
        }
    }

    /** A character where nothing is yet. */
    void shade(double x, double y, char character, String colour) {
        if (isInside(x, y) && characters[cell(x, y)] == 0) {
            mark(x, y, character, colour);
        }
    }

    private static boolean isShade(char character) {
        return character == '░' || character == ':';
    }

    /** A straight line of dots, or of a character. */
    void line(double x1, double y1, double x2, double y2, char character, String colour) {
        int steps = (int) Math.ceil(Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1)));
        // What lies far outside takes no time.
        if (steps > 100_000) {
            return;
        }
        for (int i = 0; i <= steps; i++) {
            double share = steps == 0 ? 0 : (double) i / steps;
            double x = x1 + share * (x2 - x1);
            double y = y1 + share * (y2 - y1);
            if (character == 0) {
                dot(x, y, colour);
            } else {
                mark(x, y, character, colour);
            }
        }
    }

    /** A row of cells as text. */
    String row(int row, Ink ink) {
        StringBuilder text = new StringBuilder();
        int from = row * columns;
        int end = from + columns;
        while (end > from && characters[end - 1] == 0 && dots[end - 1] == 0) {
            end--;
        }
        int at = from;
        while (at < end) {
            int start = at;
            String colour = colours[at];
            StringBuilder run = new StringBuilder();
            while (at < end && java.util.Objects.equals(colours[at], colour)) {
                run.append(character(at++));
            }
            text.append(colour == null || start == at ? run : ink.tinted(colour, run.toString()));
        }
        return text.toString();
    }

    private char character(int cell) {
        if (characters[cell] != 0 && (dots[cell] == 0 || !isShade(characters[cell]))) {
            return characters[cell];
        }
        return dots[cell] == 0 ? ' ' : (char) (BRAILLE + dots[cell]);
    }

    @Override
    public String toString() {
        return columns + " by " + rows + Arrays.hashCode(dots);
    }
}
