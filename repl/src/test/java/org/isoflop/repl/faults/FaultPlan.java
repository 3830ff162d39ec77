package org.isoflop.repl.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which operation fails, counted among those below a folder that can fail in this way.
 *
 * @param at the first that fails, counted from one
 * @param lasting whether all that follow fail too, as on a disk that is full and stays so
 */
record FaultPlan(Path folder, Fault fault, int at, boolean lasting, List<String> struck, int[] seen) {
    private static final Set<Operation> WRITING = EnumSet.of(Operation.OPEN_TO_WRITE, Operation.WRITE, Operation.CLOSE, Operation.MOVE);
    private static volatile @Nullable FaultPlan current;

    static FaultPlan arm(Path folder, Fault fault, int at, boolean lasting) {
        FaultPlan plan = new FaultPlan(folder, fault, at, lasting, new ArrayList<>(), new int[1]);
        current = plan;
        return plan;
    }

    static void disarm() {
        current = null;
    }

    /** Fails if it is the turn of this operation. */
    static void before(Operation operation, Path file) throws IOException {
        FaultPlan plan = current;
        if (plan != null && plan.fault.fits(operation) && file.toAbsolutePath().startsWith(plan.folder)) {
            plan.count(operation, file);
        }
    }

    private void count(Operation operation, Path file) throws IOException {
        synchronized (seen) {
            seen[0]++;
            if (seen[0] != at && !(lasting && seen[0] > at)) {
                return;
            }
            struck.add(operation + " " + folder.relativize(file.toAbsolutePath()));
        }
        fault.strike(file.toString());
    }

    /** Whether what a file holds could not be written, opened for that, or put in its place. */
    boolean spoiledWriting() {
        return struck.stream().anyMatch(text -> WRITING.contains(Operation.valueOf(text.substring(0, text.indexOf(' ')))));
    }

    /** Whether a file could not be taken away, which excuses that it is left. */
    boolean spoiledDeletion() {
        return struck.stream().anyMatch(text -> text.startsWith(Operation.DELETE.name()));
    }
}
