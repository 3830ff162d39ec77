package org.isoflop.repl.golden;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.isoflop.repl.Main;
import org.isoflop.repl.Streams;

/**
 * A session as it reads on a screen, and the files it works on:
 *
 * <pre>
 * # comment, at the top
 * $ isoflop repl plan.study
 * &gt; an entry
 * . that goes on
 * what it prints, results and diagnostics
 * $ cp other.study plan.study
 * [exit 0]
 *
 * -- plan.study --
 * let a = 1
 * </pre>
 *
 * {@code $ cat}, {@code $ cp} and {@code $ rm} look at files and change them between two entries. Without a line that starts it the session
 * is {@code isoflop repl}. Where the files lie is written {@code FOLDER}, how long an entry took {@code TIME}.
 */
final class SessionScript {
    private static final String START = "$ isoflop ";

    private final Sections sections;
    private final Path folder;
    private final List<String> head = new ArrayList<>();
    private final Deque<String> steps = new ArrayDeque<>();
    private List<String> words = List.of("repl");
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    SessionScript(String text, Path folder) throws IOException {
        this.folder = folder;
        this.sections = Sections.of(text);
        sections.write(folder);
        for (String line : sections.lines()) {
            read(line);
        }
    }

    private void read(String line) {
        if (steps.isEmpty() && (line.startsWith("#") || line.startsWith(START))) {
            head.add(line);
            words = line.startsWith(START) ? List.of(line.substring(START.length()).split(" ")) : words;
        } else if (line.startsWith("> ") || line.startsWith("$ ")) {
            steps.add(line);
        } else if (line.equals(".") || line.startsWith(". ")) {
            steps.add(steps.removeLast() + '\n' + line);
        }
    }

    /** The whole text with what the session now prints. */
    String run() {
        int exit = play();
        return dialogue() + "[exit " + exit + "]\n" + (sections.rest().isEmpty() ? "" : "\n") + sections.rest();
    }

    /** The same without how it ended. */
    static String dialogue(String text, Path folder) throws IOException {
        SessionScript script = new SessionScript(text, folder);
        script.play();
        return script.dialogue();
    }

    private int play() {
        Streams streams = Streams.of(new Typist(), screen, screen);
        return Main.run(words.toArray(String[]::new), streams, folder.toAbsolutePath(), Map.of());
    }

    private String dialogue() {
        StringBuilder text = new StringBuilder();
        head.forEach(line -> text.append(line).append('\n'));
        String printed = screen.toString(StandardCharsets.UTF_8).replace(folder.toAbsolutePath().toString(), "FOLDER")
                .replaceAll("(?m)^took [0-9.]+ m?s$", "took TIME");
        return text.append(printed.replace("\u001b", "\\e")).toString();
    }

    /** Writes each entry down on the screen at the moment it is asked for. */
    private final class Typist extends InputStream {
        private byte[] typed = new byte[0];
        private int next;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            if (next == typed.length && !type()) {
                return -1;
            }
            int count = Math.min(most, typed.length - next);
            System.arraycopy(typed, next, into, from, count);
            next += count;
            return count;
        }

        private boolean type() throws IOException {
            while (!steps.isEmpty()) {
                String step = steps.removeFirst();
                screen.writeBytes((step + '\n').getBytes(StandardCharsets.UTF_8));
                if (step.startsWith("> ")) {
                    String entry = step.substring(2).replaceAll("\n\\. ?", "\n");
                    typed = (entry + "\n\n").getBytes(StandardCharsets.UTF_8);
                    next = 0;
                    return true;
                }
                shell(step.substring(2).split(" "));
            }
            return false;
        }
    }

    private void shell(String[] command) throws IOException {
        Path file = folder.resolve(command[1]);
        switch (command[0]) {
            case "cat" -> screen.writeBytes(Files.readAllBytes(file));
            case "cp" -> Files.copy(file, folder.resolve(command[2]), StandardCopyOption.REPLACE_EXISTING);
            case "rm" -> Files.delete(file);
            default -> throw new IOException("a line begins with `> `, `$ cat`, `$ cp` or `$ rm`");
        }
    }
}
