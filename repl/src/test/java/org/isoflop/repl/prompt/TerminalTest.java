package org.isoflop.repl.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.isoflop.repl.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The prompt in a real terminal, driven by tmux; where there is no tmux it is skipped. */
@Timeout(120)
final class TerminalTest {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private String server = "";

    @TempDir private Path folder = Path.of("");

    @BeforeEach
    void write() throws IOException {
        assumeTrue(hasTmux(), "there is no tmux on the path, which drives the terminal");
        Files.writeString(folder.resolve("slow.study"), """
                data runs = [[1, 3.1], [2, 2.4], [4, 2.1], [8, 1.7], [16, 1.6], [32, 1.55]] { N: number, y: number }
                law power(N) = E + A / N^alpha where E, A > 0, alpha in 0..2
                """);
    }

    private static boolean hasTmux() {
        try {
            return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
        } catch (IOException none) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @AfterEach
    void end() throws Exception {
        stop();
    }

    @Test
    void aSessionIsHeldAsItIsTyped() throws Exception {
        start("slow.study");
        type("let size = 70B params", "Enter");
        await("size = 70B params");
        type("siz", "Tab", " * 2", "Enter");
        await("140B params");
        type("let open = (1 +", "Enter");
        await("\n.");
        type("2)", "Enter");
        await("open = 3");
        type("let s = max(2, 3) # why");
        await("# why");
        assertTrue(screen("-e").contains("\u001b[35m") || screen("-e").contains("\u001b[36m2"), screen("-e"));
        type("C-c");
        await("# why\n>");
        type(":names_", "BSpace", "BSpace", "BSpace", "BSpace", "BSpace", "BSpace", "he", "Tab");
        await("> :help");
        type("C-c");

        type("fit slow = y ~ power(N) on runs { bootstrap: 1000000 }", "Enter");
        Thread.sleep(2000);
        type("C-c");
        await("cancelled");
        type("size", "Enter");
        await("\n70B params");

        tmux("set-buffer", "let pasted = 1\nlet twice =\n    2 * pasted\n");
        tmux("paste-buffer", "-p");
        type("Enter");
        await("twice = 2");
        type("C-d");
        await("ended with 0");
        assertTrue(screen().contains(" echo "), screen());

        start("");
        type("Up");
        await("2 * pasted");
        type("C-c", "C-r", "70B");
        await("let size = 70B params");
        type("Enter");
        await("size = 70B params");
        assertFalse(screen().contains("WARNING"), screen());
    }

    @Test
    void aDumbTerminalGetsNoEscapes() throws Exception {
        start("", "TERM=dumb", 80);
        type("let size = (70B params", "Enter");
        await("70B params\n.");
        type(")", "Enter");
        await("\nsize = 70B params");
        type("let given = up", "C-c");
        await("^C");
        type("let held =", "Enter");
        await("let held =\n.");
        type("C-c");
        type("size + 1 token", "Enter");
        await("tokens");
        assertFalse(screen("-e").contains("\u001b"), screen("-e"));
        type("C-d");
        await("ended with 0");
        assertEquals(List.of("let size = (70B params\\n)", "size + 1 token"), Files.readAllLines(folder.resolve("history")));
    }

    /** Nothing is said of a terminal that is not known, nor where a native library finds no place. */
    @Test
    void librariesSayNothing() throws Exception {
        start("", "TERM=no-such-terminal JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=/proc", 80);
        type("1 + 1", "Enter");
        await("\n2\n");
        assertFalse(screen().contains("WARNING") || screen().contains("jline"), screen());
    }

    @Test
    void aNarrowOneWithoutColours() throws Exception {
        start("", "NO_COLOR=1", 20);
        type("[{ N: 1B params, D: 20B tokens, cost: $3 }]", "Enter");
        await("\n  20B");
        assertFalse(screen("-e").matches("(?s).*\u001b\\[[0-9;]*3[0-7].*"), screen("-e"));
        type("C-d");
        await("ended with 0");
    }

    private void stop() throws Exception {
        if (!server.isEmpty()) {
            tmux("kill-server");
        }
    }

    private void start(String file) throws Exception {
        start(file, "TERM=screen", 120);
    }

    private void start(String file, String variable, int width) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String command = "trap : INT; cd '" + folder + "'; " + variable + " ISOFLOP_HISTORY='" + folder.resolve("history") + "' '" + java
                + "' -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
                + " -Dpolyglot.engine.WarnInterpreterOnly=false -cp '" + System.getProperty("java.class.path") + "' " + Main.class.getName()
                + " repl " + file + "; echo ended with $?; stty -a; sleep 100";
        Path script = Files.writeString(folder.resolve("start.sh"), command);
        stop();
        // A server that was told to end may not have done so when the next is asked for.
        server = "isoflop-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        tmux("new-session", "-d", "-x", String.valueOf(width), "-y", "50", "sh", script.toString());
        await("\n>");
    }

    private void type(String... keys) throws Exception {
        for (String key : keys) {
            tmux("send-keys", key);
        }
    }

    private void await(String text) throws Exception {
        long begun = System.nanoTime();
        while (!screen().contains(text)) {
            if (System.nanoTime() - begun > PATIENCE) {
                fail("`" + text + "` did not come; the screen shows\n" + screen());
            }
            Thread.sleep(50);
        }
    }

    private String screen(String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("capture-pane", "-p"));
        words.addAll(Arrays.asList(options));
        return tmux(words.toArray(String[]::new));
    }

    private String tmux(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("tmux", "-L", server, "-f", "/dev/null"));
        command.addAll(Arrays.asList(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }
}
