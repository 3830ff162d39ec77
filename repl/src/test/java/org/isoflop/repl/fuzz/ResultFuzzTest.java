package org.isoflop.repl.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.isoflop.repl.verify.Recorded;
import org.isoflop.repl.verify.Recorded.NoResult;

/** Any bytes are a result that names its study, or are said to be none. */
final class ResultFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void isAResultOrNone(FuzzedDataProvider data) {
        try {
            String study = Recorded.read(data.consumeRemainingAsBytes()).study().name();
            assertFalse(study.isBlank() || study.contains("/") || study.contains("\\"));
        } catch (NoResult none) {
            assertFalse(none.message().isBlank());
        }
    }
}
