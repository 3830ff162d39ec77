package org.isoflop.repl.golden;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An expected text in a file. */
final class Golden {
    static final boolean UPDATE = Boolean.getBoolean("golden.update");

    private Golden() {
    }

    /** Fails where the text is not that of the file, showing the lines that differ; or rewrites the file. */
    static void agree(Path file, String actual) throws IOException {
        if (UPDATE) {
            if (!Files.exists(file) || !read(file).equals(actual)) {
                Files.writeString(file, actual, StandardCharsets.UTF_8);
            }
            return;
        }
        if (!Files.exists(file)) {
            fail("there is no " + file + "; -Dgolden.update=true writes it:\n" + actual);
        }
        if (!read(file).equals(actual)) {
            fail(file + " differs; -Dgolden.update=true rewrites it:\n" + difference(read(file), actual));
        }
    }

    static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** The lines between the first and the last that differ, with two lines of what goes before. */
    static String difference(String expected, String actual) {
        List<String> old = List.of(expected.split("\n", -1));
        List<String> fresh = List.of(actual.split("\n", -1));
        int start = 0;
        while (start < Math.min(old.size(), fresh.size()) && old.get(start).equals(fresh.get(start))) {
            start++;
        }
        int end = 0;
        while (end < Math.min(old.size(), fresh.size()) - start
                && old.get(old.size() - 1 - end).equals(fresh.get(fresh.size() - 1 - end))) {
            end++;
        }
        StringBuilder text = new StringBuilder();
        old.subList(Math.max(0, start - 2), start).forEach(line -> text.append("  ").append(line).append('\n'));
        old.subList(start, old.size() - end).forEach(line -> text.append("- ").append(line).append('\n'));
        fresh.subList(start, fresh.size() - end).forEach(line -> text.append("+ ").append(line).append('\n'));
        return text.toString();
    }
}
