package org.isoflop.repl.command;

import java.io.PrintStream;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.isoflop.stdlib.Locales;
import org.isoflop.stdlib.Progress;
import org.jspecify.annotations.Nullable;

/**
 * How far a run has come, how fast and for how long yet, in one line of the terminal that is drawn again and again and erased in the end. Work of less than a
 * second is not spoken of. Whoever tells of progress only leaves a note; a thread of its own draws.
 */
final class ProgressLine implements Progress, AutoCloseable {
    private static final long SECOND = 1_000_000_000L;
    private static final long PATIENCE = SECOND;
    private static final long PAUSE = 200;
    private static final int WIDTH = 78;
    private static final String ERASE = "\r\u001b[K";

    private final PrintStream terminal;
    private final LongSupplier clock;
    private final IntSupplier room;
    private final long began;
    private volatile @Nullable Note last;
    /** The first note of the work that is under way, and when it was seen. */
    private @Nullable Note first;
    private long since;
    private boolean drawn;
    private boolean closed;

    private record Note(String work, long done, long of) {
    }

    /**
     * @param clock nanoseconds since some moment
     * @param room tells the cells of a line
     */
    ProgressLine(PrintStream terminal, LongSupplier clock, IntSupplier room) {
        this.terminal = terminal;
        this.room = room;
        this.clock = clock;
        this.began = clock.getAsLong();
    }

    /** One that is drawn until it is closed; where messages are not read on a terminal, one that says nothing. */
    static ProgressLine on(Surroundings surroundings) {
        ProgressLine line = new ProgressLine(surroundings.streams().err(), System::nanoTime,
                surroundings.room(surroundings.streams().errTerminal()));
        if (surroundings.streams().errTerminal() && !"dumb".equals(surroundings.variables().get("TERM"))) {
            Thread drawing = new Thread(line::keepDrawing, "isoflop-progress");
            drawing.setDaemon(true);
            drawing.start();
        }
        return line;
    }

    @Override
    public void reached(String work, long done, long of) {
        last = new Note(work, done, of);
    }

    private void keepDrawing() {
        try {
            while (draw()) {
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }

    /** Draws what was told last; false once the line is closed. */
    synchronized boolean draw() {
        Note note = last;
        long passed = clock.getAsLong() - began;
        if (note != null && (first == null || !first.work.equals(note.work) || note.done < first.done)) {
            first = note;
            since = passed;
        }
        if (note != null && passed >= PATIENCE && !closed) {
            String text = text(note, passed / SECOND);
            terminal.print(ERASE + text.substring(0, Math.min(Math.min(WIDTH, room.getAsInt() - 1), text.length())));
            terminal.flush();
            drawn = true;
        }
        return !closed;
    }

    private String text(Note note, long seconds) {
        String count = note.of == 0 ? "" : String.format(Locales.NONE, " %,d of %,d", note.done, note.of);
        return note.work + count + ", " + time(seconds) + pace(note, seconds);
    }

    /** How much is done in a second and how long the rest takes at that; nothing before it can be told. */
    private String pace(Note note, long seconds) {
        Note from = first;
        double looked = seconds - since / (double) SECOND;
        if (from == null || looked < 1 || note.done <= from.done || note.of == 0) {
            return "";
        }
        double rate = (note.done - from.done) / looked;
        double left = Math.ceil((note.of - note.done) / rate);
        return String.format(Locales.NONE, rate < 10 ? ", %.1f/s" : ", %,.0f/s", rate)
                + (left > 0 ? ", " + time((long) left) + " left" : "");
    }

    private static String time(long seconds) {
        return seconds < 120 ? seconds + " s" : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }

    /** Erases the line. */
    @Override
    public synchronized void close() {
        closed = true;
        if (drawn) {
            terminal.print(ERASE);
            terminal.flush();
        }
    }
}
