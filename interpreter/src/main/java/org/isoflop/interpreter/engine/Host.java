package org.isoflop.interpreter.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.language.Handover;
import org.isoflop.interpreter.language.IsoflopLanguage;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.node.Settings;
import org.isoflop.interpreter.value.Value;

/**
 * The polyglot context in which studies are evaluated that are handed over. The first of a process takes as long to make as a
 * study takes to be read and checked, so that a thread of its own makes it meanwhile.
 */
final class Host implements AutoCloseable {
    private final Handover handover;
    private final CompletableFuture<Context> context = new CompletableFuture<>();
    private volatile boolean closed;

    Host(Handover handover) {
        this.handover = handover;
        Thread.ofPlatform().daemon().name("isoflop-context").start(this::make);
    }

    private void make() {
        try {
            Context made = Context.newBuilder(IsoflopLanguage.ID).option("engine.WarnInterpreterOnly", "false")
                    .arguments(IsoflopLanguage.ID, new String[] {handover.key()}).build();
            made.initialize(IsoflopLanguage.ID);
            context.complete(made);
            if (closed) {
                close(made);
            }
        } catch (RuntimeException | Error failed) {
            context.completeExceptionally(failed);
        }
    }

    /** Waits for it, whoever interrupts: only what evaluates asks whether it is to end. */
    private Context context() {
        if (!context.isDone()) {
            Annotations.ask();
        }
        try {
            return context.join();
        } catch (CompletionException failed) {
            switch (failed.getCause()) {
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                case null, default -> throw failed;
            }
        }
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
     */
    Run evaluate(Source study) {
        try {
            context().eval(source(study));
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

    /** Closes the context; one that nobody waited for, as the study is wrong, once it is made. */
    @Override
    public void close() {
        closed = true;
        handover.close();
        if (context.isDone() && !context.isCompletedExceptionally()) {
            close(context.join());
        }
    }

    private static void close(Context made) {
        try {
            made.close();
        } catch (PolyglotException left) {
            // A debugger that went away while the study ran must not cost the results.
        }
    }
}
