package org.isoflop.repl.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.isoflop.repl.Version;

/**
 * The frame of a page: its head with the style sheet, and a content security policy that forbids every fetch and every script but
 * those of ours, which are named by their hashes.
 */
public final class Page {
    private Page() {
    }

    /**
     * A whole page.
     *
     * @param body markup that was made by {@link Html}
     * @param drawn whether plots come alive, for which scripts are needed
     */
    static String of(String title, String body, boolean drawn) {
        return drawn ? of(title, body, Figures.style(), Figures.scripts()) : of(title, body);
    }

    /** A whole page without scripts. */
    public static String of(String title, String body) {
        return of(title, body, "", List.of());
    }

    private static String of(String title, String body, String style, List<String> scripts) {
        Html html = new Html();
        html.raw("<!doctype html>\n").open("html", "lang", "en").raw("\n").open("head").raw("\n");
        html.empty("meta", "charset", "utf-8").raw("\n");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy(scripts)).raw("\n");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").raw("\n");
        html.empty("meta", "name", "color-scheme", "content", "light dark").raw("\n");
        html.empty("meta", "name", "generator", "content", "Isoflop " + Version.TEXT).raw("\n");
        html.element("title", title).raw("\n").raw("<style>\n" + resource("page.css") + style + "</style>\n").end();
        html.open("body").raw("\n").raw(body);
        for (String script : scripts) {
            html.raw("<script>").raw(script).raw("</script>\n");
        }
        return html.end().close().raw("\n").toString();
    }

    private static String policy(List<String> scripts) {
        List<String> allowed = new ArrayList<>();
        for (String script : scripts) {
            allowed.add("'sha256-" + hash(script) + "'");
        }
        String own = allowed.isEmpty() ? "'none'" : String.join(" ", allowed);
        return "default-src 'none'; script-src " + own
                + "; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** A resource beside this class. */
    static String resource(String name) {
        try (InputStream stream = Page.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("there is no resource " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
