package org.isoflop.interpreter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is offered at places of unfinished texts. In {@code completion.txt} a bar marks the cursor and a slash at the end of a line that the
 * text goes on; the first offers stand below. {@code -Dgolden.update=true} rewrites them.
 */
final class CompletionTest {
    private static final Path CASES = Path.of("src/test/resources/org/isoflop/interpreter/engine/completion.txt");
    private static final int SHOWN = 6;

    @TempDir private Path folder;

    private Session session() throws IOException {
        Files.writeString(folder.resolve("runs.csv"),
                "Model Size,N,D,loss\n1,1e8,1e9,3.1\n2,2e8,2e9,2.9\n3,4e8,4e9,2.7\n4,8e8,9e9,2.5\n5,9e8,3e9,2.6\n");
        Files.writeString(folder.resolve("other.study"), "let a = 1\n");
        Files.createDirectory(folder.resolve("data"));
        Session session = Session.begin(folder, RunOptions.defaults());
        for (String text : List.of("use hardware",
                "data runs = csv(\"runs.csv\") { N: params\n D: tokens\n loss: nats/token }",
                "## Loss by size alone.\nlaw size(N: params) -> nats/token = E + A / N^alpha where E, A > 0, alpha in 0..1",
                "fit curve = loss ~ size(N) on runs { residuals: log, robust: none, bootstrap: none }",
                "allocate best = minimize curve(N) over N: params subject to N <= 900M params",
                "sweep plan = over scale in [1, 2] { N = scale * 100M params }",
                "let gopher = { N: 280B params, D: 300B tokens }",
                "input `how many`: days = 3 days", "unit image", "1 token + 1 token")) {
            Reply reply = session.enter(text);
            assertEquals(Reply.Outcome.TAKEN, reply.outcome(), () -> text + reply.result().findings());
        }
        return session;
    }

    @Test
    void dotsAloneLeadNowhere() throws IOException {
        try (Session session = session()) {
            for (String text : new String[] {".", "..", "...", "..\n..", ".a", "a..", "runs.."}) {
                for (int cursor = 0; cursor <= text.length(); cursor++) {
                    assertNotNull(session.complete(text, cursor));
                }
            }
        }
    }

    @Test
    void offersAreThoseOfThePlace() throws IOException {
        String expected = Files.readString(CASES);
        StringBuilder actual = new StringBuilder();
        StringBuilder text = new StringBuilder();
        try (Session session = session()) {
            for (String line : expected.lines().toList()) {
                if (line.startsWith("    ")) {
                    continue;
                }
                actual.append(line).append('\n');
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                text.append(line.endsWith("\\") ? line.substring(0, line.length() - 1) + "\n" : line);
                if (!line.endsWith("\\")) {
                    offers(session, text.toString(), actual);
                    text.setLength(0);
                }
            }
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(CASES, actual, StandardCharsets.UTF_8);
        }
        assertEquals(Files.readString(CASES), actual.toString());
    }

    /** The first time may be too early, while DuckDB is being loaded. */
    @Test
    void columnsOfOtherFilesAreOfferedOnceTheyAreKnown() throws IOException {
        Files.writeString(folder.resolve("runs.json"), "[{\"Model Size\": 1, \"Mood\": 2, \"loss\": 3}]");
        try (Session session = session()) {
            for (String file : List.of("runs.json", "runs.json#sha256:12")) {
                String text = "data more = json(\"" + file + "\") { size: params = Mo";
                List<String> offers = List.of();
                for (long end = System.nanoTime() + 60_000_000_000L; offers.isEmpty() && System.nanoTime() < end;) {
                    offers = session.complete(text, text.length()).stream().map(Candidate::text).toList();
                }
                assertEquals(List.of("`Model Size`", "Mood"), offers);
            }
        }
    }

    private static void offers(Session session, String marked, StringBuilder into) {
        int cursor = marked.indexOf('|');
        String text = marked.substring(0, cursor) + marked.substring(cursor + 1);
        List<Candidate> offers = session.complete(text, cursor);
        for (Candidate offer : offers.subList(0, Math.min(SHOWN, offers.size()))) {
            assertEquals(cursor, offer.replaced().end());
            String typed = text.substring(offer.replaced().start(), cursor);
            into.append("    ").append(typed.isEmpty() ? "" : typed + " → ").append(offer.text()).append("  ").append(offer.kind())
                    .append(offer.documentation().isEmpty() ? "" : ": " + offer.documentation()).append('\n');
        }
        into.append(offers.size() > SHOWN ? "    …\n" : offers.isEmpty() ? "    nothing\n" : "");
    }

    @Test
    void everyPlaceOfAStudyHasAnAnswer() throws IOException {
        String study = """
                data more = csv("runs.csv") { N: params = N, keep N > 1
                law f(x: params) -> nats = a * x^-b where a, b > 0 { source: "x" }
                fit g = loss ~ f(N) on runs { keep: D > 1, priors: { a: 1 ± 2 } }
                plot g { x: N, kind: points } to "out/x.svg"
                show g.a, gopher.N as tokens, [1, 2][0], if a then b else `how many
                """;
        try (Session session = session()) {
            for (int cursor = 0; cursor <= study.length(); cursor++) {
                int at = cursor;
                for (Candidate offer : session.complete(study, at)) {
                    assertTrue(offer.replaced().end() == at && offer.replaced().start() <= at);
                }
                session.complete(study.substring(0, at), at);
            }
        }
    }

    /** The text of the session is not read again: a completion allocates little beside an entry, which checks the whole. */
    @Test
    void aLargeSessionIsNotReadAgain() throws IOException {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Session session = session()) {
            StringBuilder many = new StringBuilder();
            for (int i = 0; i < 1000; i++) {
                many.append("let value").append(i).append(" = ").append(i).append(" tokens\n");
            }
            session.enter(many.toString());
            assertEquals(111, session.complete("show value99 + value1", 21).size());
            session.complete("curve.", 6);
            long before = threads.getCurrentThreadAllocatedBytes();
            session.enter("value1");
            long entry = threads.getCurrentThreadAllocatedBytes();
            session.complete("curve.", 6);
            session.complete("show value1", 11);
            long completions = threads.getCurrentThreadAllocatedBytes();
            assertTrue(completions - entry < (entry - before) / 4, () -> completions - entry + " bytes against " + (entry - before));
        }
    }
}
