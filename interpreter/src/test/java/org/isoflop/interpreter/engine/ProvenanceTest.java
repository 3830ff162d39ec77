package org.isoflop.interpreter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.engine.Provenance.Document;
import org.isoflop.interpreter.engine.Provenance.Input;
import org.isoflop.interpreter.engine.Provenance.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProvenanceTest {
    private static final String STUDY = """
            study "Traced" { seed: 7, draws: 100, level: 90% }
            use "b.study"
            use "a.study"
            input days = 30 days
            input size = 1e9
            data first = csv("abc.csv") { x: number? }
            data second = csv("abc.csv") { x: number? }
            """;

    @TempDir private Path folder;

    private static Provenance of(Result result) {
        Provenance provenance = result.provenance();
        assertNotNull(provenance);
        return provenance;
    }

    private Result run(String text, RunOptions options) {
        Studies studies = new Studies(folder);
        studies.write("b.study", "let of_b = 1");
        studies.write("a.study", "use \"c.study\"\nlet of_a = c.of_c");
        studies.write("c.study", "let of_c = 1");
        studies.write("abc.csv", "x\n1\n");
        return Engine.run(studies.write("traced.study", text), options);
    }

    @Test
    void tellsWhatAResultRestsOn() {
        Provenance provenance = of(run(STUDY, Studies.inputs("days", "60").traced()));
        Document study = provenance.study();
        assertNotNull(study);
        assertEquals("traced.study", study.name());
        assertEquals(STUDY.length(), study.bytes());
        assertEquals(List.of(Role.MODULE, Role.MODULE, Role.MODULE, Role.DATA), provenance.files().stream().map(Document::role).toList());
        assertEquals(List.of("a.study", "b.study", "c.study", "abc.csv"), provenance.files().stream().map(Document::name).toList());
        // printf 'x\n1\n' | sha256sum
        assertEquals(new Document(Role.DATA, folder.resolve("abc.csv"), "abc.csv", 4,
                "daff832f802000e645771a60983c76c963f6ee602a6230e45237bd360e91cc1a"), provenance.files().getLast());
        assertEquals(Map.of("days", new Input("60", true), "size", new Input("1e9", false)), provenance.inputs());
        assertEquals(7, provenance.seed());
        assertEquals(100, provenance.draws());
        assertEquals(0.9, provenance.level());
    }

    @Test
    void isThereForStudiesThatAreWrongToo() {
        Provenance provenance = of(run("use \"b.study\"\nshow nothing", Studies.seed(5).traced()));
        assertEquals(5, provenance.seed());
        assertEquals(List.of("b.study"), provenance.files().stream().map(Document::name).toList());
    }

    @Test
    void isThereForExpressions() {
        Provenance provenance = of(Engine.evaluate("1 + 1", null, folder, Studies.threads(1).traced()));
        assertNull(provenance.study());
        assertEquals(List.of(), provenance.documents());
    }

    /** Hashing takes time that nobody who reads text would want to wait. */
    @Test
    void isNotWorkedOutUnasked() {
        assertNull(run(STUDY, Studies.threads(1)).provenance());
    }
}
