package org.isoflop.interpreter.analysis;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.diagnostic.NearestName;
import org.isoflop.grammar.parse.Bounds;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.interpreter.file.FileBytes;
import org.isoflop.interpreter.file.Forbidden;
import org.isoflop.interpreter.file.InputFile;
import org.jspecify.annotations.Nullable;

/** The files of modules. Each is read once: used again, with other inputs, it has to be the same. */
final class ModuleFiles {
    private final Problems problems;
    private final Bounds bounds;
    private final Set<Path> read = new LinkedHashSet<>();
    private final Map<Path, FileBytes> contents = new LinkedHashMap<>();

    ModuleFiles(Problems problems, Bounds bounds) {
        this.problems = problems;
        this.bounds = bounds;
    }

    /** The files that were read, or looked for. */
    Set<Path> read() {
        return read;
    }

    /** What the files held that were read. */
    Collection<FileBytes> all() {
        return contents.values();
    }

    /** What a file held that was read before; null if it was not. */
    @Nullable
    FileBytes known(Path file) {
        return contents.get(file);
    }

    /**
     * What a file holds; null where it cannot be read, which is reported.
     *
     * @param file where it is named
     * @param name as it is named there, without its hash
     */
    @Nullable
    FileBytes of(Module module, Expression.TextLiteral file, String name, InputFile input) {
        Path path = input.path();
        read.add(path);
        FileBytes known = contents.get(path);
        if (known != null) {
            return known;
        }
        Diagnostic wrong;
        try {
            input.access().real(path);
            if (!input.isFile()) {
                throw new IOException(input.access().isFolder(path) ? "it is a folder" : "it is not a file");
            }
            wrong = bounds.tooLong(name, input.size());
            if (wrong == null) {
                FileBytes content = FileBytes.of(path, () -> input.bytes(bounds.bytes()));
                contents.put(path, content);
                return content;
            }
        } catch (Forbidden outside) {
            wrong = Diagnostic.of(Code.IMPORT_FAILED, name, String.valueOf(outside.getReason())).fix(outside.remedy());
        } catch (NoSuchFileException missing) {
            wrong = Diagnostic.of(Code.IMPORT_FAILED, name, "there is no such file").fix(neighbour(input));
        } catch (IOException failed) {
            String reason = failed instanceof FileSystemException ? "it cannot be read" : String.valueOf(failed.getMessage());
            wrong = Diagnostic.of(Code.IMPORT_FAILED, name, reason);
        }
        problems.report(wrong.at(module.source(), file.span()), null);
        return null;
    }

    /** The file beside the missing one that was probably meant. */
    private static @Nullable String neighbour(InputFile input) {
        String nearest = NearestName.nearest(String.valueOf(input.path().getFileName()), input.neighbours());
        return nearest == null ? null : "did you mean `" + nearest + "`?";
    }
}
