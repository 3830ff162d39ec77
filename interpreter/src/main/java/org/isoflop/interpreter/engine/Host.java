package org.isoflop.interpreter.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.language.Handover;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.node.Settings;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** Where studies are evaluated that are handed over. */
final class Host implements AutoCloseable {
    private final Handover handover;
    private final @Nullable Tools tools;

    Host(Handover handover) {
        this.handover = handover;
        this.tools = Tools.areWanted() ? new Tools(handover.key()) : null;
    }

    /** Whether every item of a study is evaluated, not only what its outputs need. */
    boolean isWhole() {
        return handover.isWhole();
    }

    /** The values of the items of what was evaluated last, in file order. */
    Map<String, Value> values() {
        return new LinkedHashMap<>(handover.values());
    }

    /** Hands over a checked study and evaluates it, as {@link #evaluate(Source)} does. */
    Run evaluate(Checker checker, Settings settings) {
        handover.next(checker, settings, null, every -> true);
        return evaluate(checker.root().source());
    }

    /**
     * Evaluates what is handed over; its mistakes are with the run.
     *
     * @throws CancellationException if somebody cancelled it
     * @throws Engine.LargeWork if there is more to do than the run has patience for
     * @throws OutOfMemoryError if there is too little memory, also for what nests
     */
    Run evaluate(Source study) {
        try {
            if (tools == null) {
                handover.evaluate();
            } else {
                tools.evaluate(study);
            }
        } catch (StackOverflowError deep) {
            throw new OutOfMemoryError(deep.getMessage());
        } catch (RuntimeException failed) {
            Run run = handover.run();
            if (run != null && run.isTooMuch()) {
                throw new Engine.LargeWork(run.work());
            }
            if (run != null && run.cancellation().isCancelled()) {
                throw new CancellationException("interrupted");
            }
            throw failed;
        }
        return Objects.requireNonNull(handover.run());
    }

    @Override
    public void close() {
        handover.close();
        if (tools != null) {
            tools.close();
        }
    }
}
