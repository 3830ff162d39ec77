package org.isoflop.repl.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.isoflop.repl.bundle.Bundle;
import org.isoflop.repl.file.NearFile;

/** The studies that operands name. */
final class StudyFiles {
    private static final String STANDARD_INPUT = "of standard input `isoflop repl` takes entries and `isoflop fmt -` a study";

    private StudyFiles() {
    }

    /** The study that an operand names; it must be there. */
    static Path one(String operand, Surroundings surroundings) throws Mistake, IOException {
        return study(named(operand, surroundings), surroundings);
    }

    private static Path study(Path file, Surroundings surroundings) throws Mistake, IOException {
        if (Bundle.is(file)) {
            throw new Mistake("`" + surroundings.names().of(file) + "` is a bundle, not a study",
                    "`isoflop run`, `report`, `check` and `test` open bundles");
        }
        return file;
    }

    /** The study or bundle that an operand names; it must be there. */
    static Path named(String operand, Surroundings surroundings) throws Mistake, IOException {
        Path file = surroundings.resolve(operand);
        if (operand.isBlank()) {
            throw new Mistake("the name of the study is empty", null);
        }
        if (Files.isDirectory(file)) {
            throw new Mistake("`" + operand + "` is a folder, not a study", null);
        }
        if (!Files.exists(file)) {
            throw new Mistake("there is no file `" + operand + "`",
                    operand.equals("-") ? STANDARD_INPUT : NearFile.help(file, surroundings.names()));
        }
        if (!Files.isRegularFile(file)) {
            throw new Mistake("`" + operand + "` is a pipe, a device or a socket, not a file", STANDARD_INPUT);
        }
        if (!Files.isReadable(file)) {
            throw new Mistake("`" + operand + "` cannot be read: permission denied", null);
        }
        return file;
    }

    /** The studies that operands name, of a folder every study below it, by name. */
    static List<Path> all(List<String> operands, Surroundings surroundings) throws Mistake, IOException {
        List<Path> files = allNamed(operands, surroundings);
        for (Path file : files) {
            study(file, surroundings);
        }
        return files;
    }

    /** The studies and bundles that operands name. */
    static List<Path> allNamed(List<String> operands, Surroundings surroundings) throws Mistake, IOException {
        List<Path> files = new ArrayList<>();
        for (String operand : operands) {
            Path path = surroundings.resolve(operand);
            List<Path> named = Files.isDirectory(path) ? below(path, operand) : List.of(named(operand, surroundings));
            for (Path file : named) {
                if (!files.contains(file)) {
                    files.add(file);
                }
            }
        }
        return files;
    }

    /**
     * The one file that a verb writes: the one that was asked for, else one of the study's name where its outputs go.
     *
     * @param ending of the name, with its dot
     */
    static Path output(Arguments arguments, Option option, Path study, String ending, Surroundings surroundings) throws Mistake {
        String asked = arguments.value(option);
        if (asked == null) {
            String name = String.valueOf(study.getFileName()).replaceFirst("\\.(study|zip)$", "");
            return study.resolveSibling("out").resolve(name + ending);
        }
        Path file = surroundings.resolve(asked);
        if (asked.isBlank() || Files.isDirectory(file)) {
            throw new Mistake("`--out " + asked + "` names no file", "write `--out NAME" + ending + "`");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new Mistake("`--out " + asked + "` is a pipe, a device or a socket, which no file may take the place of", null);
        }
        return file;
    }

    private static List<Path> below(Path folder, String operand) throws Mistake, IOException {
        // What cannot be looked at fails the walk, where to ask whether it is a file would leave it out silently.
        try (Stream<Path> walk = Files.find(folder, Integer.MAX_VALUE, (path, attributes) -> isStudy(folder, path, attributes))) {
            List<Path> files = walk.sorted().toList();
            if (files.isEmpty()) {
                throw new Mistake("there is no *.study below `" + operand + "`", null);
            }
            return files;
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private static boolean isStudy(Path folder, Path path, BasicFileAttributes attributes) {
        for (Path part : folder.relativize(path)) {
            if (part.toString().startsWith(".") && part.toString().length() > 1) {
                return false;
            }
        }
        boolean isFile = attributes.isRegularFile() || attributes.isSymbolicLink() && Files.isRegularFile(path);
        return isFile && path.toString().endsWith(".study");
    }
}
