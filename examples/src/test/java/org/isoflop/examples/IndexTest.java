package org.isoflop.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of examples names every study once, by the title that it has. */
final class IndexTest {
    private static final Path FOLDER = Path.of("");
    private static final List<String> LISTED = List.of("tutorial", "chinchilla", "gallery");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\(([^)]*\\.study)\\)");
    private static final Pattern TITLE = Pattern.compile("(?m)^study \"([^\"]*)\"");

    @Test
    void complete() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        List<String> twice = new ArrayList<>();
        Matcher link = LINK.matcher(Files.readString(FOLDER.resolve("README.md")));
        while (link.find()) {
            if (listed.put(link.group(2), link.group(1)) != null) {
                twice.add(link.group(2));
            }
        }
        assertEquals(List.of(), twice, "a study stands in one place");
        assertEquals(titles(), listed);
    }

    private static Map<String, String> titles() throws IOException {
        Map<String, String> titles = new TreeMap<>();
        for (String folder : LISTED) {
            try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
                for (Path file : files.filter(each -> each.toString().endsWith(".study")).toList()) {
                    Matcher title = TITLE.matcher(Files.readString(file));
                    titles.put(folder + "/" + file.getFileName(), title.find() ? title.group(1) : "a study without a title");
                }
            }
        }
        return titles;
    }
}
