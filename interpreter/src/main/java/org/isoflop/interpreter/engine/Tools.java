package org.isoflop.interpreter.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.interpreter.language.IsoflopLanguage;

/**
 * A polyglot context, by which debuggers, profilers and the optimising runtime see what is evaluated. It takes longer to make than an
 * ordinary study takes to be run, so that there is one only where the process was started with {@code -Disoflop.tools=true}.
 */
final class Tools implements AutoCloseable {
    private static final String WANTED = "isoflop.tools";

    private final Context context;

    /** @param key of what is handed over */
    Tools(String key) {
        context = Context.newBuilder(IsoflopLanguage.ID).option("engine.WarnInterpreterOnly", "false")
                .arguments(IsoflopLanguage.ID, new String[] {key}).build();
        context.initialize(IsoflopLanguage.ID);
    }

    static boolean areWanted() {
        return Boolean.getBoolean(WANTED);
    }

    /**
     * Evaluates what is handed over, a study of this source.
     *
     * @throws CancellationException if somebody cancelled it
     * @throws OutOfMemoryError if there is too little memory, also for what nests
     */
    void evaluate(Source study) {
        try {
            context.eval(source(study));
        } catch (PolyglotException exception) {
            if (exception.isResourceExhausted()) {
                throw new OutOfMemoryError(exception.getMessage());
            }
            if (exception.isCancelled() || exception.isInterrupted()) {
                throw new CancellationException("interrupted");
            }
            throw new IllegalStateException(exception.getMessage(), exception);
        }
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
        try {
            context.close();
        } catch (PolyglotException left) {
            // A debugger that went away while the study ran must not cost the results.
        }
    }
}
