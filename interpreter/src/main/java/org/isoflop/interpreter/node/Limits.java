package org.isoflop.interpreter.node;

import java.util.EnumMap;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.diagnostic.Excess;
import org.isoflop.grammar.parse.Bounds;
import org.isoflop.interpreter.value.StudyException;
import org.isoflop.stdlib.Cancellation;
import org.jspecify.annotations.Nullable;

/** How much a study may use of each {@link Limit}. Reaching one stops what reached it, with an error that names it, and keeps what was finished. */
public final class Limits {
    public static final Limits DEFAULT = new Limits(new EnumMap<>(Limit.class));

    /** What is left of the heap is for what nobody estimates. */
    private static final double SHARE_OF_HEAP = 0.8;
    /** What an array may have. */
    private static final long LONGEST = Integer.MAX_VALUE - 8;

    private final Map<Limit, Long> given;

    private Limits(Map<Limit, Long> given) {
        this.given = given;
    }

    /** So much of something as was said, or what is usual. */
    public long of(Limit limit) {
        return given.getOrDefault(limit, limit.usual());
    }

    /** The same with another limit of something: milliseconds, bytes or a count. */
    public Limits with(Limit limit, long most) {
        Map<Limit, Long> more = new EnumMap<>(given);
        more.put(limit, limit == Limit.ROWS ? Math.min(LONGEST, most) : most);
        return new Limits(more);
    }

    /** Draws of one value. */
    public long draws() {
        return of(Limit.DRAWS);
    }

    /** How long what is read and checked may be, how deep it may nest, and for how long that may take: until a token is cancelled. */
    public Bounds bounds(Cancellation token) {
        return new Bounds((int) of(Limit.NESTING), readable(), token::poll);
    }

    /** Bytes of one file that is read. */
    public long file() {
        return of(Limit.FILE);
    }

    /** Bytes of one file that is read whole, as studies are: no more than an array may have. */
    public int readable() {
        return (int) Math.min(LONGEST, file());
    }

    /** What is said of a file that is to be read whole and has too many bytes; null if it has not. */
    public @Nullable Diagnostic tooLong(String name, long bytes) {
        return bytes <= readable() ? null : Bounds.tooLong(name, bytes, readable());
    }

    /** Bytes of one file that is written. */
    public long output() {
        return of(Limit.OUTPUT);
    }

    /** Bytes of memory: what was said, or most of what the JVM may have. */
    public long memory() {
        long given = of(Limit.MEMORY);
        return given > 0 ? given : (long) (SHARE_OF_HEAP * Runtime.getRuntime().maxMemory());
    }

    /** Whether somebody said how much memory there is to be. */
    public boolean boundsMemory() {
        return of(Limit.MEMORY) > 0;
    }

    /**
     * Holds what a study uses to a limit, before it does.
     *
     * @throws StudyException if it is more than the limit
     */
    public static void hold(ExpressionNode node, Limit limit, String what, double used) {
        Limits limits = Run.of(node).settings().limits();
        long most = limit == Limit.MEMORY ? limits.memory() : limits.of(limit);
        if (used > most) {
            throw new StudyException(Excess.of(limit.word(), what, used, most).at(node.site().source(), node.site().span()), node);
        }
    }

    /** Holds numbers that are about to be made to the limits of cells and of memory. */
    public static void holdCells(ExpressionNode node, String of, double cells, int bytesEach) {
        hold(node, Limit.CELLS, "cells of " + of, cells);
        hold(node, Limit.MEMORY, "bytes for " + of, cells * bytesEach);
    }

    /** What is said of what the machine itself does not suffice for, whatever the limits. */
    static Diagnostic exhausted(VirtualMachineError error, String what) {
        return error instanceof StackOverflowError
                ? Diagnostic.of(Code.LIMIT, "nesting: " + what + " leads through too many expressions and items within each other")
                        .fix("give parts a name with `let`, so that they are worked out on their own")
                : Diagnostic.of(Code.LIMIT, "memory: " + what + " needs more than the " + Excess.count(Runtime.getRuntime().maxMemory())
                        + " bytes that there are")
                        .fix("ask for fewer draws, rows or cells, or allow more with `ISOFLOP_JAVA_OPTIONS=-Xmx8g`");
    }

    /** What is said of a run that was cancelled: which limit it reached, or that somebody ended it. */
    public Diagnostic stopped(Cancellation token, String without) {
        String limit = token.expired();
        return limit == null ? Diagnostic.of(Code.INTERRUPTED, without) : reached(limit, without);
    }

    private Diagnostic reached(String limit, String without) {
        return limit.equals(Limit.TIME.word())
                ? Diagnostic.of(Code.LIMIT, "the run took longer than its limit of " + words(of(Limit.TIME)) + without)
                        .fix("`--limit time=" + words(4 * of(Limit.TIME)).replace(" ", "") + "` allows more")
                : Diagnostic.of(Code.LIMIT, "the run took more than its limit of " + Excess.count(memory()) + " bytes of memory" + without)
                        .fix("`--limit memory=" + Excess.count(4.0 * memory())
                                + "` allows more, up to what `ISOFLOP_JAVA_OPTIONS=-Xmx8g` gives");
    }

    /** A time as a reader would say it. */
    private static String words(double milliseconds) {
        double seconds = milliseconds / 1000;
        return seconds < 120 ? seconds + " sec" : seconds < 7200 ? (long) seconds / 60 + " min" : (long) seconds / 3600 + " h";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Limits limits && limits.given.equals(given);
    }

    @Override
    public int hashCode() {
        return given.hashCode();
    }
}
