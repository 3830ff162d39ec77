package org.isoflop.interpreter.language;

import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.TruffleLanguage.Env;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.isoflop.interpreter.file.FileAccess;

/** The files that a polyglot host lets its guests read. */
final class HostFiles implements FileAccess {
    private final Env environment;

    HostFiles(Env environment) {
        this.environment = environment;
    }

    @Override
    public InputStream open(Path file) throws IOException {
        return allowed(file, () -> at(file).newInputStream());
    }

    @Override
    public long size(Path file) throws IOException {
        return allowed(file, () -> at(file).size());
    }

    @Override
    public Path real(Path file) throws IOException {
        return allowed(file, () -> Path.of(at(file).getCanonicalFile().toString()));
    }

    @Override
    public boolean isFile(Path file) {
        return is(file, () -> at(file).isRegularFile());
    }

    @Override
    public boolean isFolder(Path folder) {
        return is(folder, () -> at(folder).isDirectory());
    }

    @Override
    public List<String> names(Path folder, Predicate<String> wanted) {
        List<String> names = new ArrayList<>();
        try {
            for (TruffleFile file : allowed(folder, () -> at(folder).list())) {
                if (names.size() < MOST_NAMES && wanted.test(file.getName())) {
                    names.add(file.getName());
                }
            }
        } catch (IOException unreadable) {
            // Only a suggestion is lost.
        }
        Collections.sort(names);
        return names;
    }

    private TruffleFile at(Path path) {
        return environment.getPublicTruffleFile(path.toString());
    }

    private static boolean is(Path file, Callable<Boolean> question) {
        try {
            return allowed(file, question);
        } catch (IOException denied) {
            return false;
        }
    }

    private static <T> T allowed(Path file, Callable<T> access) throws IOException {
        try {
            return access.call();
        } catch (IOException | RuntimeException failed) {
            if (failed instanceof SecurityException) {
                throw new AccessDeniedException(file.toString(), null, "its host lets the study read no files");
            }
            throw failed;
        } catch (Exception other) {
            throw new IllegalStateException(other);
        }
    }
}
