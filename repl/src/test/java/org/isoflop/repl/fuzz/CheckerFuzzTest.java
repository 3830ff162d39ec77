package org.isoflop.repl.fuzz;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.isoflop.grammar.parse.Sources;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.analysis.Problems;
import org.isoflop.interpreter.file.Folder;
import org.junit.jupiter.params.provider.MethodSource;

/** Names, types and units of any text: the check ends, and says what is wrong rather than failing. */
final class CheckerFuzzTest {
    @MethodSource("org.isoflop.repl.fuzz.Seeds#studies")
    @FuzzTest(maxDuration = "20s")
    void checks(byte[] bytes) {
        Sources.Decoded decoded = Sources.decode("fuzz.study", bytes);
        if (decoded.mistake() != null) {
            return;
        }
        Checker checker = new Checker("fuzz", decoded.source(), Folder.none());
        checker.check();
        for (Problems.Found found : checker.problems().found()) {
            assertNotNull(found.diagnostic().message());
        }
    }
}
