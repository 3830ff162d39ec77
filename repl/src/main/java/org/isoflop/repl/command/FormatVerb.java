package org.isoflop.repl.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.format.Formatter;
import org.isoflop.grammar.parse.Parsed;
import org.isoflop.grammar.parse.Sources;
import org.isoflop.grammar.parse.StudyParser;
import org.isoflop.interpreter.engine.ReadAccess;
import org.isoflop.interpreter.table.WholeFile;
import org.jspecify.annotations.Nullable;

/** {@code isoflop fmt}: puts studies into the one layout. */
final class FormatVerb implements Verb {
    private static final String STANDARD_INPUT = "-";

    @Override
    public Usage usage() {
        return new Usage("fmt", "FILE…", Integer.MAX_VALUE, "puts studies into the one layout", """
                Rewrites studies in the one layout. Of a folder every *.study below it is rewritten; - reads
                standard input and writes standard output. A file with mistakes stays as it is.""",
                List.of(Option.CHECK, Option.PIN, Option.ROOT, Option.ALLOW_READ),
                List.of(Usage.EXIT_WELL, "1   with --check: a file would change",
                        "2   a file does not follow the grammar", Usage.EXIT_COMMAND, Usage.EXIT_FAULT));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws Mistake, IOException {
        List<Diagnostic> mistakes = new ArrayList<>();
        boolean check = arguments.has(Option.CHECK);
        boolean pin = arguments.has(Option.PIN);
        ReadAccess access = RunSettings.access(arguments, surroundings);
        PrintStream out = surroundings.streams().out();
        int changed = 0;
        if (arguments.operands().contains(STANDARD_INPUT)) {
            changed += standardInput(arguments, surroundings, mistakes) ? 1 : 0;
        } else {
            List<Path> files = StudyFiles.all(arguments.operands(), surroundings);
            for (Path file : pin ? Pins.usedFirst(files) : files) {
                byte[] bytes = Files.readAllBytes(file);
                byte[] formatted = formatted(surroundings.names().of(file), bytes, pin ? file.getParent() : null, access, mistakes);
                if (!Arrays.equals(bytes, formatted)) {
                    changed++;
                    if (check) {
                        out.println(surroundings.names().of(file));
                    } else {
                        rewrite(file, new String(formatted, StandardCharsets.UTF_8));
                    }
                }
            }
        }
        out.flush();
        surroundings.streams().err().print(surroundings.diagnostics(arguments).text(mistakes));
        return !mistakes.isEmpty() ? Exit.WRONG_STUDY : check && changed > 0 ? Exit.FAILED : Exit.WELL;
    }

    /** Replaces a text at once; a link stays a link, and the file keeps its permissions. */
    private static void rewrite(Path file, String text) throws IOException {
        Path target = file.toRealPath();
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        Set<PosixFilePermission> permissions = posix ? Files.getPosixFilePermissions(target) : Set.of();
        WholeFile.write(target, writer -> writer.write(text));
        if (posix) {
            Files.setPosixFilePermissions(target, permissions);
        }
    }

    private static boolean standardInput(Arguments arguments, Surroundings surroundings, List<Diagnostic> mistakes)
            throws Mistake, IOException {
        if (arguments.operands().size() > 1) {
            throw new Mistake("`-` stands alone, not beside other files", null);
        }
        byte[] bytes = surroundings.streams().in().readAllBytes();
        byte[] formatted = formatted("<stdin>", bytes, arguments.has(Option.PIN) ? surroundings.folder() : null,
                RunSettings.access(arguments, surroundings), mistakes);
        boolean changed = !Arrays.equals(bytes, formatted);
        if (arguments.has(Option.CHECK)) {
            if (changed) {
                surroundings.streams().out().println("<stdin>");
            }
        } else if (mistakes.isEmpty()) {
            surroundings.streams().out().write(formatted, 0, formatted.length);
        }
        return changed;
    }

    /**
     * The bytes in the one layout, or the same bytes where there are mistakes, which are added.
     *
     * @param pinned the folder that names of files start from, null if their hashes are not asked for
     */
    private static byte[] formatted(String name, byte[] bytes, @Nullable Path pinned, ReadAccess access,
            List<Diagnostic> mistakes) throws Mistake, IOException {
        Sources.Decoded decoded = Sources.decode(name, bytes);
        if (decoded.mistake() != null) {
            mistakes.add(decoded.mistake());
            return bytes;
        }
        Parsed parsed = StudyParser.parse(decoded.source());
        if (parsed.isCorrect() && pinned != null) {
            parsed = StudyParser.parse(Pins.write(parsed.study(), pinned, access));
        }
        if (!parsed.isCorrect()) {
            mistakes.addAll(parsed.diagnostics());
            return bytes;
        }
        return Formatter.format(parsed).getBytes(StandardCharsets.UTF_8);
    }
}
