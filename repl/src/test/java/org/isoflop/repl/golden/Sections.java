package org.isoflop.repl.golden;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A script and the files it works on, in one text: what is before the first {@code -- name --}, and what follows each.
 *
 * @param lines the lines of the script
 * @param rest the files as they stand in the text
 */
record Sections(List<String> lines, String rest, Map<String, String> files) {

    static Sections of(String text) {
        List<String> lines = new ArrayList<>();
        Map<String, String> files = new LinkedHashMap<>();
        String name = null;
        int end = text.length();
        int offset = 0;
        for (String line : text.split("(?<=\n)")) {
            if (line.startsWith("-- ") && line.stripTrailing().endsWith(" --")) {
                end = name == null ? offset : end;
                name = line.strip().substring(3, line.strip().length() - 3);
                files.put(name, "");
            } else if (name == null) {
                lines.add(line.stripTrailing());
            } else {
                files.merge(name, line, String::concat);
            }
            offset += line.length();
        }
        return new Sections(lines, text.substring(end), files);
    }

    /** Writes the files below a folder. */
    void write(Path folder) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue(), StandardCharsets.UTF_8);
        }
    }
}
