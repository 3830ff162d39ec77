package org.isoflop.repl.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.isoflop.repl.Streams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The scripts for shells, each tried in its shell where there is one. */
@Timeout(60)
final class ShellCompletionTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void bashCompletes() throws Exception {
        script("bash");
        String tries = """
                source ./script
                try() { COMP_WORDS=("$@"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _isoflop 2>/dev/null; echo "${COMPREPLY[*]}"; }
                """;
        assertEquals("report repl", shell("bash", tries + "try isoflop re"));
        assertEquals("--format", shell("bash", tries + "try isoflop run a.study --fo"));
        assertEquals("json", shell("bash", tries + "try isoflop --jit run --format j"));
        assertEquals("markdown", shell("bash", tries + "try isoflop eval --format = m"));
        assertEquals("text json csv markdown", shell("bash", tries + "try isoflop eval --format ="));
        assertEquals("time=", shell("bash", tries + "try isoflop run --limit t"));
        assertEquals("bash zsh fish", shell("bash", tries + "try isoflop completion ''"));
        Files.createDirectories(folder.resolve("a folder"));
        assertEquals("a folder", shell("bash", tries + "try isoflop run --out a"));
        assertEquals("", shell("bash", tries + "try isoflop run --out x.study a"), "files are left to bash");
        for (Verb verb : Verbs.ALL) {
            for (Option option : Arguments.all(verb.usage())) {
                assertEquals(option.name(), shell("bash", tries + "try isoflop " + verb.usage().verb() + " " + option.name()));
            }
        }
    }

    @Test
    void fishCompletes() throws Exception {
        script("fish");
        assertEquals("repl\nreport", words(shell("fish", "source ./script; complete -C 'isoflop re'")));
        assertEquals("csv\njson\nmarkdown\ntext", words(shell("fish", "source ./script; complete -C 'isoflop run --format '")));
        assertEquals("--limit", words(shell("fish", "source ./script; complete -C 'isoflop run --lim'")));
        assertEquals("bash\nfish\nzsh", words(shell("fish", "source ./script; complete -C 'isoflop completion '")));
        assertTrue(shell("fish", "source ./script; complete -C 'isoflop run scr'").contains("script"), "files");
    }

    @Test
    void zshReadsItsScript() throws Exception {
        script("zsh");
        assertEquals("", shell("zsh", "zsh -n script"));
        assertEquals("_isoflop", shell("zsh", "compdef() { print $1 }; source ./script"));
    }

    /** What stands before the explanations. */
    private static String words(String lines) {
        return String.join("\n", lines.lines().map(line -> line.split("\t")[0]).toList());
    }

    private void script(String shell) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit = CommandLine.run(new String[] {"completion", shell},
                Streams.of(new ByteArrayInputStream(new byte[0]), out, new ByteArrayOutputStream()), folder, Map.of());
        assertEquals(0, exit);
        Files.write(folder.resolve("script"), out.toByteArray());
    }

    private String shell(String shell, String command) throws Exception {
        Process process;
        try {
            ProcessBuilder builder = new ProcessBuilder(List.of(shell, "-c", command)).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().put("HOME", folder.toString());
            process = builder.start();
        } catch (IOException none) {
            assumeTrue(false, "there is no " + shell);
            throw none;
        }
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed.strip();
    }
}
