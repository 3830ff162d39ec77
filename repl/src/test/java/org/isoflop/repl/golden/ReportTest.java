package org.isoflop.repl.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reports: {@code report/x.study} gives {@code report/x.html}, of which the head, drawings and scripts are left out; each page is sound
 * as a document; and where there is a Chromium, it shows the page without a complaint and without asking the network for anything.
 */
final class ReportTest {
    private static final Path ROOT = Path.of("src/test/golden/report");
    private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\\s+[a-zA-Z-]+(?:=\"[^\"<>]*\")?)*)\\s*(/?)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-zA-Z-]+)=\"([^\"]*)\"");
    private static final Set<String> VOID = Set.of("meta", "br", "hr", "link", "img", "input");
    private static final long SECONDS = 60;

    @TempDir private Path scratch = ROOT;

    @TestFactory
    Stream<DynamicTest> pages() throws IOException {
        return studies().stream().map(study -> DynamicTest.dynamicTest(study.getFileName().toString(), study.toUri(), () -> {
            String page = page(study);
            sound(page);
            assertEquals(page, page(study), "made again");
            Golden.agree(study.resolveSibling(study.getFileName().toString().replace(".study", ".html")), body(page));
        }));
    }

    private static List<Path> studies() throws IOException {
        try (Stream<Path> list = Files.list(ROOT)) {
            return list.filter(file -> file.toString().endsWith(".study")).sorted().toList();
        }
    }

    private String page(Path study) throws IOException {
        Path folder = Files.createDirectories(scratch.resolve("studies"));
        try (Stream<Path> list = Files.list(ROOT)) {
            for (Path each : list.toList()) {
                Files.copy(each, folder.resolve(each.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path file = scratch.resolve(study.getFileName() + ".html");
        Outcome outcome = Outcome.of(folder, "report", study.getFileName().toString(), "-o", file.toString());
        assertTrue(outcome.exit() <= 1, outcome.err());
        return Golden.read(file);
    }

    /** What is of the study, without drawings, which are tested as files, and what the catalogue says of codes. */
    private static String body(String page) {
        String body = page.substring(page.indexOf("<body>"));
        body = body.replaceAll("<p class=\"explanation\">.*?</p>", "<p class=\"explanation\"></p>");
        return body.replaceAll("(?s)<svg.*?</svg>", "<svg></svg>").replaceAll("(?s)<script.*?</script>", "<script></script>");
    }

    /** Elements nest, names are unique, links arrive, headings are in order, nothing is fetched, everything has a text. */
    private static void sound(String page) {
        List<String> open = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        List<String> targets = new ArrayList<>();
        List<Integer> headings = new ArrayList<>();
        String markup = page.replaceAll("(?s)<style>.*?</style>", "<style></style>").replaceAll("(?s)(<script[^>]*>).*?</script>",
                "$1</script>");
        Matcher tag = TAG.matcher(markup);
        while (tag.find()) {
            String name = tag.group(2);
            if (!tag.group(1).isEmpty()) {
                assertEquals(open.removeLast(), name, () -> "closes at " + around(markup, tag.start()));
                continue;
            }
            Matcher attribute = ATTRIBUTE.matcher(tag.group(3));
            while (attribute.find()) {
                String value = attribute.group(2);
                switch (attribute.group(1)) {
                    case "id" -> assertTrue(ids.add(value), () -> "twice: " + value);
                    case "href" -> targets.add(value);
                    default -> assertFalse(attribute.group(1).startsWith("on") || attribute.group(1).equals("src"),
                            () -> "an attribute that acts: " + tag.group());
                }
            }
            if (name.matches("h[1-6]")) {
                headings.add(name.charAt(1) - '0');
            }
            if (!VOID.contains(name) && tag.group(4).isEmpty()) {
                open.add(name);
            }
        }
        assertEquals(List.of(), open, "left open");
        assertFalse(TAG.matcher(markup).replaceAll("").replace("<!doctype html>", "").contains("<"), "markup that is none");
        for (String target : targets) {
            assertTrue(target.startsWith("#") ? ids.contains(target.substring(1)) : target.startsWith("https://"),
                    () -> "leads nowhere: " + target);
        }
        assertEquals(1, headings.getFirst());
        for (int i = 1; i < headings.size(); i++) {
            assertTrue(headings.get(i) > 1 && headings.get(i) <= headings.get(i - 1) + 1, "headings " + headings);
        }
        assertEquals(count(markup, "<svg "), count(markup, "role=\"img\""), "every drawing says what it shows");
        assertTrue(page.contains("default-src 'none'") || page.contains("default-src &#39;none&#39;"));
        alive(page);
    }

    /** Each drawing has the numbers of a chart; the script is there once and by its hash, and not at all without drawings. */
    private static void alive(String page) {
        int drawings = count(page, "<svg xmlns");
        assertEquals(drawings, count(page, "<script type=\"application/json\">"));
        assertEquals(drawings, count(page, "<div data-plot>"));
        assertEquals(drawings == 0 ? 0 : 1, count(page, "<script>"));
        assertEquals(drawings > 0, page.contains("script-src &#39;sha256-"), "what may run");
        assertEquals(drawings > 0, page.contains("echarts"), "the library");
    }

    private static int count(String text, String piece) {
        return text.split(Pattern.quote(piece), -1).length - 1;
    }

    private static String around(String text, int at) {
        return text.substring(Math.max(0, at - 80), Math.min(text.length(), at + 40));
    }

    @Test
    void aBrowserShowsPagesWithoutComplaintOrRequest() throws IOException, InterruptedException {
        Path browser = browser();
        assumeTrue(browser != null, "there is no Chromium on this machine");
        Objects.requireNonNull(browser);
        for (Path study : studies()) {
            page(study);
            isShown(browser, scratch.resolve(study.getFileName() + ".html"));
        }
        assertEquals(100, count(isShown(browser, hundredPlots()), "<svg xmlns"), "what is out of sight stays a drawing");
    }

    @Test
    void aPageOfAHundredPlotsHoldsTheLibraryOnce() throws IOException {
        String page = Golden.read(hundredPlots());
        sound(page);
        assertEquals(100, count(page, "<svg xmlns"));
        assertTrue(page.length() < 3_000_000, page.length() + " characters");
    }

    private Path hundredPlots() throws IOException {
        StringBuilder study = new StringBuilder("data points = [[1, 2], [2, 5], [3, 4]] { x: number, y: number }\n");
        for (int i = 0; i < 100; i++) {
            study.append("plot points to \"p").append(i).append(".svg\" { x: x, y: y, title: \"Plot ").append(i).append("\" }\n");
        }
        Files.writeString(scratch.resolve("hundred.study"), study);
        Path page = scratch.resolve("hundred.html");
        Outcome outcome = Outcome.of(scratch, "report", "hundred.study", "-o", page.toString());
        assertEquals(0, outcome.exit(), outcome.err());
        return page;
    }

    /** The document as it is when its scripts have run. */
    private String isShown(Path browser, Path page) throws IOException, InterruptedException {
        Path net = scratch.resolve("net.json");
        Path log = scratch.resolve("log");
        Process process = new ProcessBuilder(browser.toString(), "--headless", "--no-sandbox", "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
                "--user-data-dir=" + scratch.resolve("profile"), "--log-net-log=" + net, "--enable-logging=stderr",
                "--virtual-time-budget=2000",
                "--dump-dom", page.toUri().toString()).redirectOutput(scratch.resolve("dom").toFile()).redirectError(log.toFile())
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            assumeTrue(false, "Chromium took longer than " + SECONDS + " seconds");
        }
        String complaints = Files.readString(log, StandardCharsets.UTF_8);
        assertFalse(complaints.contains("CONSOLE"), complaints);
        assertFalse(Files.readString(net, StandardCharsets.UTF_8).contains("example.org"), "the page asked for something");
        String shown = Files.readString(scratch.resolve("dom"), StandardCharsets.UTF_8);
        assertTrue(shown.contains("<footer>"), "the page was not shown whole: " + complaints);
        return shown;
    }

    private static @Nullable Path browser() {
        for (String folder : String.valueOf(System.getenv("PATH")).split(":")) {
            for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
                if (Files.isExecutable(Path.of(folder, name))) {
                    return Path.of(folder, name);
                }
            }
        }
        return null;
    }
}
