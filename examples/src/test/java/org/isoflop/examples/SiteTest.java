package org.isoflop.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Severity;
import org.isoflop.interpreter.engine.Engine;
import org.isoflop.repl.report.Manual;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Builds the documentation as static pages, in {@code examples/target/site}: the guide, the reference, the library, the diagnostics, and
 * every example that draws something as its report. Every link between the pages has to arrive.
 */
final class SiteTest {
    private static final Path ROOT = Path.of("..");
    private static final Path SITE = Path.of("target/site");
    private static final Pattern MEMBER = Pattern
            .compile("(?m)^    (?:law|let|data|input|unit|constraint|budget|fit|allocate|sweep) (\\S+)");
    private static final Pattern LINK = Pattern.compile(" href=\"([^\"]+)\"");
    private static final Pattern ANCHOR = Pattern.compile(" id=\"([^\"]+)\"");
    private static final Map<String, String> PAGES = pages();

    private final Map<String, String> written = new TreeMap<>();

    private static Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("index.html", "Isoflop");
        pages.put("tutorial.html", "Five minutes");
        pages.put("prompt.html", "Prompt");
        pages.put("language.html", "Reference");
        pages.put("library.html", "Library");
        pages.put("diagnostics.html", "Diagnostics");
        pages.put("gallery.html", "Gallery");
        pages.put("claims.html", "Claims");
        pages.put("performance.html", "Performance");
        return pages;
    }

    @Test
    void build() throws IOException {
        manual("index.html", Files.readString(ROOT.resolve("README.md")));
        for (String page : List.of("tutorial", "prompt", "language", "claims", "performance")) {
            manual(page + ".html", Files.readString(ROOT.resolve("docs/" + page + ".md")));
        }
        manual("library.html", library());
        manual("diagnostics.html", diagnostics());
        manual("gallery.html", gallery());
        Files.createDirectories(SITE.resolve("gallery"));
        for (Map.Entry<String, String> page : written.entrySet()) {
            Files.writeString(SITE.resolve(page.getKey()), page.getValue(), StandardCharsets.UTF_8);
        }
        assertEquals(List.of(), lost(), "links that lead nowhere");
    }

    private void manual(String address, String markdown) {
        written.put(address, Manual.page(markdown.replaceAll("(?m)^<!-- .* -->$", ""), SiteTest::link, PAGES));
    }

    /** Pages of the documentation link to each other as files; what is no page stays in the repository. */
    private static @Nullable String link(@Nullable String target) {
        if (target == null || target.startsWith("#") || target.startsWith("https://")) {
            return target;
        }
        String page = target.replaceFirst("^(\\.\\./)?(docs/)?", "").replaceFirst("^README\\.md", "index.md");
        String address = page.replaceFirst("\\.md(?=$|#)", ".html");
        boolean listed = PAGES.containsKey(address.replaceFirst("#.*", ""));
        return listed || address.startsWith("gallery/") && address.endsWith(".html") ? address : null;
    }

    private static String library() {
        StringBuilder text = new StringBuilder(
                "# Library\n\nThe modules of the standard library with their declarations, as `isoflop doc` shows them.\n");
        for (String name : Engine.describable()) {
            String about = Engine.describe(name, null);
            if (about != null && about.startsWith("module ")) {
                module(name, about, text);
            }
        }
        return text.toString();
    }

    private static void module(String name, String about, StringBuilder text) {
        text.append("\n## ").append(name).append("\n\n").append(about.lines().skip(2).findFirst().orElse("")).append("\n\n");
        Matcher member = MEMBER.matcher(about);
        while (member.find()) {
            String full = name + "." + member.group(1);
            String said = Engine.describe(full, null);
            text.append("### ").append(full).append("\n\n").append(study(said == null ? "" : said)).append("\n");
        }
        Matcher below = Pattern.compile("(?m)^    (" + Pattern.quote(name) + "\\.[a-z0-9_]+)\\s").matcher(about);
        while (below.find()) {
            String inner = Engine.describe(below.group(1), null);
            if (inner != null) {
                module(below.group(1), inner, text);
            }
        }
    }

    /** What is said of a declaration, in which its code is set in by four blanks. */
    private static String study(String said) {
        StringBuilder text = new StringBuilder();
        boolean within = false;
        for (String line : said.lines().skip(1).toList()) {
            boolean code = line.startsWith("    ") || within && line.isBlank();
            text.append(code == within ? "" : code ? "```study\n" : "```\n\n");
            text.append(code && !line.isBlank() ? line.substring(4) : line).append('\n');
            within = code;
        }
        return text.append(within ? "```\n" : "").toString().replace("\n\n```\n", "\n```\n").strip() + "\n";
    }

    private static String diagnostics() {
        StringBuilder text = new StringBuilder(
                "# Diagnostics\n\nAn error stops a study, a warning does not; `accept` names a warning by its code.\n");
        for (Severity severity : List.of(Severity.WARNING, Severity.ERROR)) {
            text.append("\n## ").append(severity == Severity.WARNING ? "Warnings" : "Errors").append("\n");
            for (Code code : Code.values()) {
                if (code.severity() == severity) {
                    text.append("\n### ").append(code.word()).append("\n\n").append(code.explanation()).append("\n");
                }
            }
        }
        return text.toString();
    }

    /** Examples that draw something, each with what came of it. */
    private String gallery() throws IOException {
        StringBuilder text = new StringBuilder(
                "# Gallery\n\nExamples that draw something, with the first of their pictures and a report of each.\n");
        try (Stream<Path> walk = Files.walk(Path.of("gallery"))) {
            for (Path study : walk.filter(path -> path.toString().endsWith(".study")).sorted().toList()) {
                String source = Files.readString(study);
                if (!Pattern.compile("(?m)^plot ").matcher(source).find()) {
                    continue;
                }
                String name = String.valueOf(study.getFileName()).replace(".study", ".html");
                Path page = SITE.resolve("gallery").resolve(name);
                Command command = Command.run(Path.of(""), "report", study.toString(), "-o", page.toString());
                assertEquals(0, command.exit(), command::text);
                Matcher title = Pattern.compile("(?m)^study \"([^\"]*)\"").matcher(source);
                String called = title.find() ? title.group(1) : name;
                written.put("gallery/" + name, Files.readString(page));
                text.append("\n## ").append(called).append("\n\n![").append(called).append("](")
                        .append(picture(written.getOrDefault("gallery/" + name, "")))
                        .append(")\n\n[What the study says, and all that came of it](gallery/").append(name).append(")\n");
            }
        }
        return text.toString();
    }

    /** The first drawing of a report, as the address of an image that is fetched from nowhere. */
    private static String picture(String page) {
        Matcher drawing = Pattern.compile("(?s)<svg .*?</svg>").matcher(page);
        assertTrue(drawing.find(), "a report without a drawing");
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(drawing.group().getBytes(StandardCharsets.UTF_8));
    }

    private List<String> lost() {
        List<String> lost = new ArrayList<>();
        Map<String, List<String>> anchors = new LinkedHashMap<>();
        written.forEach((address, page) -> anchors.put(address, ANCHOR.matcher(page).results().map(found -> found.group(1)).toList()));
        written.forEach((address, page) -> {
            Matcher link = LINK.matcher(page);
            while (link.find()) {
                String target = link.group(1);
                String[] parts = target.split("#", 2);
                String file = parts[0].isEmpty() ? address : parts[0];
                boolean arrives = target.startsWith("https://") || anchors.containsKey(file)
                        && (parts.length == 1 || anchors.getOrDefault(file, List.of()).contains(parts[1]));
                if (!arrives) {
                    lost.add(address + " -> " + target);
                }
            }
        });
        return lost;
    }

    @Test
    void thePagesAreThere() {
        PAGES.keySet().stream().filter(page -> page.matches("tutorial.html|prompt.html|language.html|claims.html|performance.html"))
                .forEach(page -> assertTrue(Files.exists(ROOT.resolve("docs/" + page.replace(".html", ".md"))), page));
    }
}
