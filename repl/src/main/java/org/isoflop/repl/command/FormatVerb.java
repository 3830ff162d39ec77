package org.isoflop.repl.command;

import java.io.IOException;
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
import org.isoflop.grammar.parse.Bounds;
import org.isoflop.grammar.parse.Parsed;
import org.isoflop.grammar.parse.Sources;
import org.isoflop.grammar.parse.StudyParser;
import org.isoflop.interpreter.engine.ReadAccess;
import org.isoflop.interpreter.file.FileBytes;
import org.isoflop.interpreter.node.Limits;
import org.isoflop.interpreter.table.WholeFile;
import org.isoflop.stdlib.Cancellation;
import org.jspecify.annotations.Nullable;

/** {@code isoflop fmt}: puts studies into the one layout. */
final class FormatVerb implements Verb {
    private static final String STANDARD_INPUT = "-";
    private static final String INPUT_NAME = "<stdin>";

    @Override
    public Usage usage() {
        return new Usage("fmt", "FILE…", Integer.MAX_VALUE, "puts studies into the one layout", """
                Rewrites studies in the one layout. Of a folder every *.study below it is rewritten; - reads
                standard input and writes standard output. A file with mistakes stays as it is.""",
                List.of(Option.CHECK, Option.PIN, Option.ROOT, Option.ALLOW_READ, Option.LIMIT),
                List.of(Usage.EXIT_WELL, "1   with --check: a file would change",
                        "2   a file does not follow the grammar", Usage.EXIT_COMMAND, Usage.EXIT_LIMIT, Usage.EXIT_FAULT));
    }

    /**
     * How files are formatted.
     *
     * @param pins whether hashes are asked for
     * @param mistakes those that were found so far
     */
    private record Work(boolean pins, ReadAccess access, Limits limits, List<Diagnostic> mistakes) {
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws Mistake, IOException {
        boolean check = arguments.has(Option.CHECK);
        Work work = new Work(arguments.has(Option.PIN), RunSettings.access(arguments, surroundings), RunLimits.of(arguments),
                new ArrayList<>());
        int changed = 0;
        if (arguments.operands().contains(STANDARD_INPUT)) {
            changed += standardInput(arguments, surroundings, work) ? 1 : 0;
        } else {
            List<Path> files = StudyFiles.all(arguments.operands(), surroundings);
            for (Path file : work.pins ? Pins.usedFirst(files, work.limits) : files) {
                changed += file(file, check, surroundings, work) ? 1 : 0;
            }
        }
        surroundings.streams().out().flush();
        surroundings.streams().err().print(surroundings.diagnostics(arguments).text(work.mistakes));
        return !work.mistakes.isEmpty() ? Printout.exit(work.mistakes) : check && changed > 0 ? Exit.FAILED : Exit.WELL;
    }

    /** Whether a file changes, or would. */
    private static boolean file(Path file, boolean check, Surroundings surroundings, Work work) throws Mistake, IOException {
        String name = surroundings.names().of(file);
        Diagnostic tooLong = work.limits.tooLong(name, Files.size(file));
        if (tooLong != null) {
            work.mistakes.add(tooLong);
            return false;
        }
        byte[] bytes = FileBytes.of(file, work.limits.readable()).bytes();
        byte[] formatted = formatted(name, bytes, work.pins ? file.getParent() : null, work);
        boolean changed = !Arrays.equals(bytes, formatted);
        if (changed && check) {
            surroundings.streams().out().println(name);
        } else if (changed) {
            rewrite(file, new String(formatted, StandardCharsets.UTF_8));
        }
        return changed;
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

    private static boolean standardInput(Arguments arguments, Surroundings surroundings, Work work) throws Mistake, IOException {
        if (arguments.operands().size() > 1) {
            throw new Mistake("`-` stands alone, not beside other files", null);
        }
        byte[] bytes = surroundings.streams().in().readNBytes(work.limits.readable());
        Diagnostic tooLong = surroundings.streams().in().read() < 0 ? null : work.limits.tooLong(INPUT_NAME, bytes.length + 1L);
        if (tooLong != null) {
            work.mistakes.add(tooLong);
            return false;
        }
        byte[] formatted = formatted(INPUT_NAME, bytes, work.pins ? surroundings.folder() : null, work);
        boolean changed = !Arrays.equals(bytes, formatted);
        if (arguments.has(Option.CHECK)) {
            if (changed) {
                surroundings.streams().out().println(INPUT_NAME);
            }
        } else if (work.mistakes.isEmpty()) {
            surroundings.streams().out().write(formatted, 0, formatted.length);
        }
        return changed;
    }

    /**
     * The bytes in the one layout, or the same bytes where there are mistakes, which are added.
     *
     * @param pinned the folder that names of files start from, null if their hashes are not asked for
     */
    private static byte[] formatted(String name, byte[] bytes, @Nullable Path pinned, Work work) throws Mistake, IOException {
        Sources.Decoded decoded = Sources.decode(name, bytes);
        if (decoded.mistake() != null) {
            work.mistakes.add(decoded.mistake());
            return bytes;
        }
        Bounds bounds = work.limits.bounds(new Cancellation());
        Parsed parsed = StudyParser.parse(decoded.source(), bounds);
        if (parsed.isCorrect() && pinned != null) {
            parsed = StudyParser.parse(Pins.write(parsed.study(), pinned, work.access), bounds);
        }
        if (!parsed.isCorrect()) {
            work.mistakes.addAll(parsed.diagnostics());
            return bytes;
        }
        return Formatter.format(parsed, bounds).getBytes(StandardCharsets.UTF_8);
    }
}
