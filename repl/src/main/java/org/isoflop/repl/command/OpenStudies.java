package org.isoflop.repl.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.node.Limits;
import org.isoflop.repl.Version;
import org.isoflop.repl.bundle.Bundle;
import org.isoflop.repl.file.FileNames;

/** The studies that operands name; bundles are opened, and what was laid down of them is gone when this is closed. */
final class OpenStudies implements AutoCloseable {
    private final List<OpenStudy> studies = new ArrayList<>();
    private final Surroundings outside;
    private FileNames names;

    private OpenStudies(Surroundings outside) {
        this.outside = outside;
        this.names = outside.names();
    }

    /** The one study that the first operand names. */
    static OpenStudies one(Arguments arguments, Limits limits, Surroundings surroundings) throws Mistake, IOException {
        return of(List.of(StudyFiles.named(arguments.operands().getFirst(), surroundings)), arguments, limits, surroundings);
    }

    /** All studies that operands name, of a folder every study below it. */
    static OpenStudies all(Arguments arguments, Limits limits, Surroundings surroundings) throws Mistake, IOException {
        return of(StudyFiles.allNamed(arguments.operands(), surroundings), arguments, limits, surroundings);
    }

    private static OpenStudies of(List<Path> files, Arguments arguments, Limits limits, Surroundings surroundings)
            throws Mistake, IOException {
        OpenStudies opened = new OpenStudies(surroundings);
        try {
            for (Path file : files) {
                opened.open(file, arguments, limits);
            }
            return opened;
        } catch (Mistake | IOException | RuntimeException | Error failed) {
            opened.close();
            throw failed;
        }
    }

    private void open(Path file, Arguments arguments, Limits limits) throws Mistake, IOException {
        if (!Bundle.is(file)) {
            studies.add(new OpenStudy(file, file, null));
            return;
        }
        if (arguments.has(Option.ROOT) || arguments.has(Option.ALLOW_READ)) {
            throw new Mistake("`" + outside.names().of(file) + "` is a bundle, which reads what it holds and nothing else", null);
        }
        Bundle bundle = Bundle.open(file, outside.names().of(file), limits);
        studies.add(new OpenStudy(bundle.study(), file, bundle));
        String name = outside.names().of(file);
        names = names.calling(bundle.study(), name).calling(bundle.folder(), name);
        if (!bundle.lock().version().equals(Version.TEXT)) {
            outside.streams().err().print(outside.diagnostics(arguments).text(List.of(Diagnostic.of(Code.OTHER_VERSION,
                    outside.names().of(file), bundle.lock().version(), Version.TEXT))));
        }
    }

    List<OpenStudy> studies() {
        return studies;
    }

    OpenStudy study() {
        return studies.getFirst();
    }

    /** The surroundings in which files of bundles are called after them. */
    Surroundings surroundings() {
        return outside.calling(names);
    }

    @Override
    public void close() throws IOException {
        for (OpenStudy study : studies) {
            if (study.bundle() != null) {
                study.bundle().close();
            }
        }
    }
}
