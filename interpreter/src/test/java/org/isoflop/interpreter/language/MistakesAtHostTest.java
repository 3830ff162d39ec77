package org.isoflop.interpreter.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes in a study as a host sees them: exceptions of the guest with their place, never faults of ours. */
final class MistakesAtHostTest {
    private final Host host = new Host();

    @AfterEach
    void close() {
        host.close();
    }

    private PolyglotException mistake(String study) {
        PolyglotException exception = assertThrows(PolyglotException.class, () -> host.run(study));
        assertTrue(exception.isGuestException(), exception::toString);
        assertFalse(exception.isInternalError(), exception::toString);
        assertFalse(exception.isHostException());
        return exception;
    }

    @Test
    void whatTheCheckFindsIsSyntaxError() {
        PolyglotException mistake = mistake("let a = 1\nlet b = 1 param + 1 token\n");
        assertTrue(mistake.isSyntaxError());
        assertEquals(2, mistake.getSourceLocation().getStartLine());
        assertEquals("host.study", mistake.getSourceLocation().getSource().getName());
        assertTrue(mistake.getMessage().contains("token"), mistake.getMessage());
    }

    @Test
    void whatTheHostForbidsIsNotRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("runs.csv"), "N\n1\n2\n");
        String study = "data runs = csv(\"" + file + "\") { N: number }\nlet total = sum(runs.N)\n";
        assertTrue(mistake(study).getMessage().contains("its host lets the study read no files"));
        try (Context open = Context.newBuilder("isoflop").option("engine.WarnInterpreterOnly", "false")
                .allowIO(IOAccess.newBuilder().allowHostFileAccess(true).build()).build()) {
            assertEquals(3, open.eval("isoflop", study).getMember("total").asInt());
        }
    }

    @Test
    void placeIsTheWordItself() {
        PolyglotException mistake = mistake("let a = 1\nlet b = aa * 2\n");
        assertTrue(mistake.isSyntaxError());
        assertEquals("aa", mistake.getSourceLocation().getCharacters().toString());
        assertEquals(9, mistake.getSourceLocation().getStartColumn());
    }

    @Test
    void textThatEndsTooEarlyIsIncomplete() {
        assertTrue(mistake("let a = [1, 2").isIncompleteSource());
        assertTrue(mistake("let a =").isIncompleteSource());
        assertFalse(mistake("let a = )").isIncompleteSource());
        assertFalse(mistake("let a = b").isIncompleteSource());
    }

    @Test
    void whatShowsWhenRunningHasItsPlace() {
        PolyglotException mistake = mistake("let xs = [1, 2]\nlet ys = [1, 2, 3]\nlet zs =\n    xs + ys\n");
        assertFalse(mistake.isSyntaxError());
        assertEquals(4, mistake.getSourceLocation().getStartLine());
        assertEquals("xs + ys", mistake.getSourceLocation().getCharacters().toString());
    }

    @Test
    void missingFileIsMistakeOfTheStudy() {
        PolyglotException mistake = mistake("data runs = csv(\"no-such-file.csv\") {\n    N: params\n}\n");
        assertFalse(mistake.isSyntaxError());
        assertTrue(mistake.getMessage().contains("no-such-file.csv"), mistake.getMessage());
        assertEquals(1, mistake.getSourceLocation().getStartLine());
    }

    @Test
    void failedExpectationIsThrown() {
        PolyglotException mistake = mistake("let a = 3\nexpect a > 2\nexpect a > 5 because \"it is large\"\n");
        assertFalse(mistake.isSyntaxError());
        assertEquals(3, mistake.getSourceLocation().getStartLine());
    }

    @Test
    void guestFramesNameTheItems() {
        PolyglotException mistake = mistake("let xs = [1, 2]\nlet zs(n) = xs + linspace(0..1, n)\nlet w = zs(3)\n");
        StringBuilder frames = new StringBuilder();
        mistake.getPolyglotStackTrace().forEach(frame -> frames.append(frame.isGuestFrame() ? frame.getRootName() + " " : ""));
        assertTrue(frames.toString().startsWith("zs w "), frames.toString());
    }

    @Test
    void contextStaysUsable() {
        mistake("let a =");
        assertEquals(2, host.value("1 + 1").asInt());
    }

    @Test
    void bindingsAreTheItemsOfTheLastStudy() {
        host.run("let a = 3\nlet b = a + 1\n");
        Value bindings = host.context().getBindings("isoflop");
        assertEquals(4, bindings.getMember("b").asInt());
        assertTrue(bindings.hasMember("a"));
        assertFalse(bindings.hasMember("c"));
        host.run("let c = 5\n");
        assertFalse(bindings.hasMember("a"));
        assertEquals(5, bindings.getMember("c").asInt());
    }
}
