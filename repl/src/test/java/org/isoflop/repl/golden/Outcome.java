package org.isoflop.repl.golden;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.isoflop.repl.Main;
import org.isoflop.repl.Streams;

/** What a command printed and how it ended. */
record Outcome(int exit, String out, String err) {

    /** Runs the command in this process; it reads what is given and sees no terminal. */
    static Outcome of(Path folder, byte[] in, Map<String, String> variables, List<String> words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = Streams.of(new ByteArrayInputStream(in), out, err);
        int exit = Main.run(words.toArray(String[]::new), streams, folder.toAbsolutePath(), variables);
        return new Outcome(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static Outcome of(Path folder, String... words) {
        return of(folder, new byte[0], Map.of(), List.of(words));
    }

    /** The same with a folder, whose name changes from run to run, under a name that stays. */
    Outcome named(Path folder, String name) {
        String path = folder.toAbsolutePath().toString().replace('\\', '/');
        return new Outcome(exit, out.replace(path, name), err.replace(path, name));
    }
}
