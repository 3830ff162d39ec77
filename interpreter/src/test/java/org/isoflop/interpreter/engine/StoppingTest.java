package org.isoflop.interpreter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.node.Limits;
import org.isoflop.stdlib.Cancellation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are stopped before they are through. */
final class StoppingTest {
    private static final String STUDY = """
            data runs = [[1, 3.1], [2, 2.4], [4, 2.1], [8, 1.7], [16, 1.5], [32, 1.4]] { N: number, loss: nats/token }
            law power(N) -> nats/token = E + A / N^alpha where E, A > 0, alpha in 0..2
            let before = sum(runs.N)
            fit slow = loss ~ power(N) on runs { bootstrap: 1000000 }
            let after = slow.alpha + 1
            show before
            show after
            export runs to "runs.csv"
            """;

    @TempDir Path folder;

    private Result run(RunOptions options) throws IOException {
        return Engine.run(Files.writeString(folder.resolve("stopped.study"), STUDY), options);
    }

    private void keepsWhatWasFinished(Result result, Code code) {
        assertFalse(result.ok());
        List<Diagnostic> errors = result.findings().stream().map(Result.Finding::diagnostic).filter(Diagnostic::isError).toList();
        assertEquals(List.of(code), errors.stream().map(Diagnostic::code).toList());
        assertTrue(errors.getFirst().message().contains("`slow`, `after` have no values"), errors.getFirst()::message);
        assertEquals(List.of("before"), result.outputs().stream().map(Result.Shown::source).toList());
        assertEquals(List.of("runs", "power", "before"), result.values().stream().map(Result.Named::name).toList());
        assertTrue(Files.exists(folder.resolve("out/runs.csv")));
    }

    @Test
    @Timeout(60)
    void whatTakesTooLongIsStopped() throws IOException {
        Limits limits = new Limits(Duration.ofMillis(700), 1000, 1_000_000, 1_000_000, 1_000_000);
        keepsWhatWasFinished(run(RunOptions.defaults().with(limits)), Code.LIMIT);
    }

    @Test
    @Timeout(60)
    void whoeverInterruptsGetsWhatWasFinished() throws IOException {
        Cancellation cancellation = new Cancellation();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                Thread.sleep(700);
            } catch (InterruptedException never) {
                Thread.currentThread().interrupt();
            }
            cancellation.cancel();
        });
        keepsWhatWasFinished(run(new RunOptions(Map.of(), null, null, 2).with(cancellation)), Code.INTERRUPTED);
    }
}
