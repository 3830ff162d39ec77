package org.isoflop.repl.golden;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A script of commands with what they print, and the files they work on, in one text:
 *
 * <pre>
 * # comment
 * $ NAME=value isoflop fmt - &lt; a.study
 * | a line of standard output
 * ! a line of standard error
 * [exit 0]
 *
 * -- a.study --
 * show 1+1
 * </pre>
 *
 * {@code $ cat FILE} and {@code $ ls FOLDER} look at what a command has done; of a zip archive, {@code cat} shows what it lists and,
 * with a name behind it, what is in an entry. {@code $ zip FILE NAME=FILE…} packs an archive, entries under whatever names.
 * {@code > FILE} behind a command takes what it prints to standard output.
 */
final class CommandScript {
    private final Sections sections;
    private final Path folder;

    CommandScript(String text, Path folder) throws IOException {
        this.folder = folder;
        this.sections = Sections.of(text);
        sections.write(folder);
    }

    /** The whole text with what the commands now print. */
    String run() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : sections.lines()) {
            if (line.startsWith("$ ")) {
                text.append(line).append('\n');
                print(run(words(line.substring(2))).named(folder, "FOLDER"), text);
            } else if (!line.startsWith("|") && !line.startsWith("!") && !line.startsWith("[exit ")) {
                text.append(line).append('\n');
            }
        }
        return text + sections.rest();
    }

    private Outcome run(List<String> words) throws IOException {
        int into = words.indexOf(">");
        if (into < 0) {
            return perform(words);
        }
        Path file = folder.resolve(words.remove(into + 1));
        words.remove(into);
        Outcome outcome = perform(words);
        Files.writeString(file, outcome.out());
        return new Outcome(outcome.exit(), "", outcome.err());
    }

    private Outcome perform(List<String> words) throws IOException {
        Map<String, String> variables = new HashMap<>();
        while (words.getFirst().matches("[A-Z_]+=.*")) {
            String variable = words.removeFirst();
            variables.put(variable.substring(0, variable.indexOf('=')), variable.substring(variable.indexOf('=') + 1));
        }
        byte[] in = new byte[0];
        int redirection = words.indexOf("<");
        if (redirection >= 0) {
            in = Files.readAllBytes(folder.resolve(words.remove(redirection + 1)));
            words.remove(redirection);
        }
        return switch (words.removeFirst()) {
            case "isoflop" -> Outcome.of(folder, in, variables, words);
            case "cat" ->
                    new Outcome(0, words.getFirst().endsWith(".zip") ? unzipped(words) : Golden.read(folder.resolve(words.getFirst())), "");
            case "zip" -> zip(words);
            case "ls" -> new Outcome(0, list(folder.resolve(words.getFirst())), "");
            default -> throw new IOException("a line begins with `$ isoflop`, `$ cat`, `$ ls` or `$ zip`");
        };
    }

    private Outcome zip(List<String> words) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve(words.removeFirst())))) {
            for (String word : words) {
                zip.putNextEntry(new ZipEntry(word.substring(0, word.indexOf('='))));
                Files.copy(folder.resolve(word.substring(word.indexOf('=') + 1)), zip);
            }
        }
        return new Outcome(0, "", "");
    }

    private String unzipped(List<String> words) throws IOException {
        try (ZipFile zip = new ZipFile(folder.resolve(words.getFirst()).toFile())) {
            return words.size() > 1
                    ? new String(zip.getInputStream(zip.getEntry(words.get(1))).readAllBytes(), StandardCharsets.UTF_8)
                    : zip.stream().map(entry -> entry.getName() + "\n").reduce("", String::concat);
        }
    }

    private static String list(Path folder) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(path -> path.getFileName() + "\n").sorted().reduce("", String::concat);
        }
    }

    private static void print(Outcome outcome, StringBuilder text) {
        print(outcome.out(), '|', text);
        print(outcome.err(), '!', text);
        text.append("[exit ").append(outcome.exit()).append("]\n");
    }

    private static void print(String printed, char mark, StringBuilder text) {
        printed.replace("\u001b", "\\e").lines().forEach(line -> text.append(line.isEmpty() ? mark + "\n" : mark + " " + line + "\n"));
    }

    /** Splits at blanks; quotes of both kinds keep what is between them together. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (char c : line.toCharArray()) {
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                begun = true;
            } else if (quote == 0 && c == ' ') {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
