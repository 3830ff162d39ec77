package org.isoflop.repl.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.interpreter.file.ContentHash;
import org.isoflop.repl.verify.Recorded;
import org.jspecify.annotations.Nullable;

/** What a study wrote when a result was found, as it lies there by now: in its output folder, or in the bundle. */
record WrittenFiles(OpenStudy study, Arguments arguments, Surroundings surroundings) {
    /** Each that is still there, then and now; what was written may have been moved away. */
    List<Verification.File> of(Recorded then) throws IOException {
        String out = arguments.value(Option.WRITTEN);
        Path folder = (out == null ? study.outputs() : surroundings.resolve(out)).toAbsolutePath().normalize();
        List<Verification.File> files = new ArrayList<>();
        for (Recorded.Document output : then.outputs()) {
            String now = study.bundle() == null ? hash(folder.resolve(output.name())) : study.bundle().output(output.name());
            if (now != null) {
                String name = study.bundle() == null
                        ? surroundings.names().of(folder.resolve(output.name()))
                        : surroundings.names().of(study.named()) + "/out/" + output.name();
                files.add(new Verification.File("file", name, output.sha256(), now));
            }
        }
        return files;
    }

    private static @Nullable String hash(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            return ContentHash.sha256(bytes);
        }
    }
}
