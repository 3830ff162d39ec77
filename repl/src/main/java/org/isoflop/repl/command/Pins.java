package org.isoflop.repl.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.isoflop.grammar.parse.Sources;
import org.isoflop.grammar.parse.StudyParser;
import org.isoflop.grammar.syntax.Expression.TextLiteral;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Study;
import org.isoflop.interpreter.analysis.NamedFiles;
import org.isoflop.interpreter.engine.ReadAccess;
import org.isoflop.interpreter.file.ContentHash;
import org.isoflop.interpreter.file.FileBytes;
import org.isoflop.interpreter.file.Folder;
import org.isoflop.interpreter.file.InputFile;
import org.isoflop.interpreter.node.Limits;
import org.isoflop.interpreter.table.PinnedName;
import org.isoflop.stdlib.Cancellation;

/** Writes the hash of each file that a study uses or reads behind its name, so that a study stands for the same files for ever. */
final class Pins {
    private Pins() {
    }

    /**
     * The source with every literal name of a file pinned to what the file now holds.
     *
     * @param folder where its names start
     * @param access what it may read
     */
    static Source write(Study study, Path folder, ReadAccess access) throws Mistake, IOException {
        List<Path> readable = new ArrayList<>(access.more());
        readable.addFirst(access.root() == null ? folder : access.root());
        Folder from = Folder.confined(folder, readable);
        List<TextLiteral> files = new ArrayList<>(NamedFiles.of(study));
        files.sort(Comparator.comparingInt((TextLiteral file) -> file.span().start()).reversed());
        StringBuilder text = new StringBuilder(study.source().text());
        for (TextLiteral file : files) {
            String name = PinnedName.bare(file.value());
            InputFile input = from.file(name);
            if (!input.isFile()) {
                throw new Mistake("`" + name + "` in `" + study.source().name()
                        + "` cannot be pinned: there is no such file, or the study may not read it", null);
            }
            // A text ends with a quote that no name can hold, so that the mark goes before it or before the old one.
            String written = study.source().text(file.span());
            int end = written.indexOf(PinnedName.MARK) < 0 ? written.length() - 1 : written.indexOf(PinnedName.MARK);
            text.replace(file.span().start(), file.span().end(),
                    written.substring(0, end) + PinnedName.MARK + ContentHash.sha256(input) + "\"");
        }
        return new Source(study.source().name(), text.toString());
    }

    /** The files in an order in which each comes before those that use it, since pinning a file changes its own hash. */
    static List<Path> usedFirst(List<Path> files, Limits limits) throws IOException {
        Set<Path> all = new LinkedHashSet<>();
        files.forEach(file -> all.add(file.toAbsolutePath().normalize()));
        Set<Path> ordered = new LinkedHashSet<>();
        for (Path file : all) {
            visit(file, all, new LinkedHashSet<>(), ordered, limits);
        }
        return List.copyOf(ordered);
    }

    private static void visit(Path file, Set<Path> all, Set<Path> underWay, Set<Path> ordered, Limits limits)
            throws IOException {
        if (ordered.contains(file) || !all.contains(file) || !underWay.add(file)) {
            return;
        }
        // What is too long is not read here either; whoever pins the file says so.
        byte[] bytes = Files.size(file) > limits.readable() ? new byte[0] : FileBytes.of(file, limits.readable()).bytes();
        Source source = Sources.decode(file.toString(), bytes).source();
        for (Item item : StudyParser.parse(source, limits.bounds(new Cancellation())).study().items()) {
            if (item instanceof Item.Use use && use.file() != null) {
                try {
                    visit(file.resolveSibling(PinnedName.bare(use.file().value())).normalize(), all, underWay, ordered, limits);
                } catch (InvalidPathException noName) {
                    // Whoever pins the file says so.
                }
            }
        }
        ordered.add(file);
    }
}
