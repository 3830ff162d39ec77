package org.isoflop.interpreter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code accept} covers. */
final class AcceptanceTest {
    private static final String STUDY = """
            law power(C: FLOP) -> nats/token = a * C^-b where a, b > 0 { valid: { C: 1e18..1e20 FLOP } }
            law given = power with { a: 100, b: 0.05 }
            let far(C: FLOP) = given(C)
            let one = far(1e24 FLOP)
            let two = given(1e25 FLOP)
            let near_one = given(1e19 FLOP)
            """;

    @TempDir Path folder;
    private Studies studies;

    @BeforeEach
    void open() {
        studies = new Studies(folder);
    }

    @Test
    void warningsStandUnlessAccepted() {
        Result result = studies.run(STUDY);
        assertEquals(List.of("extrapolation", "extrapolation"), Studies.open(result));
        assertTrue(result.ok());
    }

    @Test
    void acceptWithoutItemsCoversAll() {
        Result result = studies.run(STUDY + "accept extrapolation because \"planned\"\n");
        assertEquals(List.of(), Studies.open(result));
        assertEquals(List.of("extrapolation", "extrapolation"), Studies.accepted(result));
        assertEquals("planned", result.findings().getFirst().accepted());
    }

    @Test
    void acceptCoversWhatTheItemCalls() {
        Result result = studies.run(STUDY + "accept extrapolation in one because \"planned\"\n");
        assertEquals(List.of("extrapolation"), Studies.accepted(result));
        assertEquals(List.of("extrapolation"), Studies.open(result));
        assertEquals(List.of("extrapolation"), Studies.accepted(studies.run(STUDY + "accept extrapolation in far because \"planned\"\n")));
    }

    @Test
    void acceptCoversTheReaderOfAResultWhateverTheOrder() {
        String accept = "accept extrapolation in reader because \"x\"\n";
        Result before = studies.run(STUDY.replace("let one", "let reader = one + one\nlet one") + accept);
        Result after = studies.run(STUDY + "let reader = one + one\n" + accept);
        assertEquals(Studies.open(before), Studies.open(after));
        assertEquals(List.of("extrapolation"), Studies.accepted(after));
    }

    @Test
    void acceptThatAcceptsNothingIsWarning() {
        Result result = studies.run(STUDY + "accept extrapolation because \"x\"\naccept at_bound because \"never happens\"\n");
        assertEquals(List.of("unused_accept"), Studies.open(result));
        Result elsewhere = studies.run(STUDY + "accept extrapolation in near_one because \"x\"\n");
        assertEquals(List.of("extrapolation", "extrapolation", "unused_accept"), Studies.open(elsewhere).stream().sorted().toList());
    }

    @Test
    void checkingDoesNotJudgeWhatOnlyARunShows() {
        Path file = studies.write("test.study", STUDY + "accept extrapolation because \"x\"\n");
        assertEquals(List.of(), Engine.check(file, ReadAccess.OWN_FOLDER).diagnostics());
    }
}
