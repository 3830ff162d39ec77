package org.isoflop.repl.fuzz;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.Map;
import org.isoflop.interpreter.engine.Engine;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.engine.RunOptions;
import org.isoflop.repl.file.FileNames;
import org.isoflop.repl.printer.Ink;
import org.isoflop.repl.printer.TextPrinter;

/** An expression has a value that can be printed, or a mistake with its place; nothing fails in between. */
final class EvaluationFuzzTest {
    private static final Path FOLDER = Path.of("").toAbsolutePath();

    @FuzzTest(maxDuration = "20s")
    void evaluatesAnyExpression(FuzzedDataProvider data) {
        Result result = Engine.evaluate(data.consumeRemainingAsString(), null, FOLDER, new RunOptions(Map.of(), null, 1L, 1));
        for (Result.Shown shown : result.outputs()) {
            assertNotNull(new TextPrinter(new FileNames(FOLDER), Ink.PLAIN, () -> 80).value(result, shown.value()));
        }
    }
}
