package org.isoflop.interpreter.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.interpreter.language.Handover;
import org.isoflop.interpreter.language.IsoflopLanguage;
import org.isoflop.interpreter.node.Run;

/** The polyglot context in which studies are evaluated that are handed over. */
final class Host implements AutoCloseable {
    private final Handover handover;
    private final Context context;

    Host(Handover handover) {
        this.handover = handover;
        this.context = Context.newBuilder(IsoflopLanguage.ID).option("engine.WarnInterpreterOnly", "false")
                .arguments(IsoflopLanguage.ID, new String[] {handover.key()}).build();
    }

    /**
     * Evaluates what is handed over; its mistakes are with the run.
     *
     * @throws CancellationException if somebody cancelled it
     * @throws Engine.LargeWork if there is more to do than the run has patience for
     */
    Run evaluate(Source study) {
        try {
            context.eval(source(study));
        } catch (PolyglotException exception) {
            Run run = handover.run();
            if (run != null && run.isTooMuch()) {
                throw new Engine.LargeWork(run.work());
            }
            if (exception.isResourceExhausted()) {
                throw new OutOfMemoryError(exception.getMessage());
            }
            if (exception.isCancelled() || exception.isInterrupted() || run != null && run.cancellation().isCancelled()) {
                throw new CancellationException("interrupted");
            }
            throw new IllegalStateException(exception.getMessage(), exception);
        }
        return java.util.Objects.requireNonNull(handover.run());
    }

    /** What debuggers know by the path of its file; where that cannot be reached any more, by its name alone. */
    private static org.graalvm.polyglot.Source source(Source source) {
        Path file = Path.of(source.name());
        if (Files.isRegularFile(file)) {
            try {
                return org.graalvm.polyglot.Source.newBuilder(IsoflopLanguage.ID, file.toFile()).content(source.text()).cached(false)
                        .build();
            } catch (IOException | AssertionError unreachable) {
                // Truffle looks where links lead, and asserts that this never fails. The text was read before.
            }
        }
        return org.graalvm.polyglot.Source.newBuilder(IsoflopLanguage.ID, source.text(), source.name()).cached(false).buildLiteral();
    }

    @Override
    public void close() {
        handover.close();
        try {
            context.close();
        } catch (PolyglotException left) {
            // A debugger that went away while the study ran must not cost the results.
        }
    }
}
