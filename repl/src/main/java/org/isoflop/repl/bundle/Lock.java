package org.isoflop.repl.bundle;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.repl.printer.JsonWriter;

/**
 * What a bundle was made of and by: enough to tell whether anything is another thing now, and to run the study as it was run.
 *
 * @param version of the program
 * @param study the name of the study in the archive
 * @param inputs the texts of the inputs that were given from outside
 * @param files everything in the archive but the lock itself, in the order of their names
 */
public record Lock(String version, String study, Map<String, String> inputs, long seed, int draws, List<LockedFile> files) {
    /** The name of the lock in the archive. */
    static final String NAME = "isoflop.lock";
    /** The format of the lock, for the day when there is another. */
    static final int FORMAT = 1;

    public Lock {
        inputs = new LinkedHashMap<>(inputs);
        files = List.copyOf(files);
    }

    /** The lock as JSON. */
    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        JsonWriter json = new JsonWriter(out).object().name("format").value(FORMAT).name("isoflop").value(version).name("study")
                .value(study);
        json.name("inputs").object();
        inputs.forEach((name, text) -> json.name(name).value(text));
        json.end().name("seed").whole(seed).name("draws").value(draws).name("files").array();
        for (LockedFile file : files) {
            json.line().name("name").value(file.name()).name("role").value(file.role().word()).name("bytes").whole(file.bytes())
                    .name("sha256").value(file.sha256()).end();
        }
        json.end().end();
        out.flush();
        return bytes.toByteArray();
    }
}
