package org.isoflop.repl.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.engine.RunOptions;
import org.isoflop.interpreter.file.ContentHash;
import org.isoflop.interpreter.node.Limits;
import org.isoflop.repl.file.Refused;
import org.isoflop.repl.file.Scratch;
import org.isoflop.repl.printer.JsonPrinter;
import org.isoflop.repl.printer.JsonWriter;
import org.isoflop.repl.verify.Comparison;
import org.isoflop.repl.verify.Recorded;
import org.isoflop.repl.verify.Recorded.NoResult;

/** {@code isoflop verify}: runs a study again as a result says it was run, and compares. */
final class VerifyVerb implements Verb {
    @Override
    public Usage usage() {
        return new Usage("verify", "RESULT", 1, "runs the study of a result again and compares", """
                Takes a result as `isoflop run --format json` wrote it, or a bundle, runs its study again with
                the same seed and inputs, and tells which files have changed since, those that it wrote among
                them, and which values differ, by how much. The study is looked for beside the result, in the
                folder above it and in the current one; a bundle holds its own.
                Nothing is written, and no cache is used.""",
                List.of(Option.STUDY, Option.WRITTEN, Option.FORMAT, Option.THREADS, Option.ROOT, Option.ALLOW_READ, Option.LIMIT),
                List.of("0   the same files gave the same values", "1   a file has changed, or a value differs",
                        "2   the study is wrong by now", "3   the command line is wrong, or the file is no result",
                        Usage.EXIT_LIMIT, Usage.EXIT_FAULT));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws Mistake, IOException {
        Printout printout = Printout.of(arguments, Option.FORMAT, surroundings);
        Limits limits = RunLimits.of(arguments);
        try (OpenStudies opened = OpenStudies.one(arguments, limits, surroundings)) {
            OpenStudy named = opened.study();
            Recorded then = recorded(named, limits, surroundings);
            OpenStudy study = named.bundle() == null
                    ? study(then, named.file(), arguments, surroundings)
                    : bundled(named, arguments, surroundings);
            List<Verification.File> lying = new WrittenFiles(study, arguments, surroundings).of(then);
            return compare(then, study, lying, printout, arguments, opened.surroundings());
        }
    }

    private static int compare(Recorded then, OpenStudy study, List<Verification.File> lying, Printout printout, Arguments arguments,
            Surroundings surroundings) throws Mistake, IOException {
        Result now = again(then, study, arguments, surroundings);
        if (Printout.exit(now) == Exit.LIMIT) {
            surroundings.streams().err().print(surroundings.diagnostics(arguments).text(Printout.raised(now)));
            return Exit.LIMIT;
        }
        Verification verification = Verification.of(then, now, lying, Comparison.of(then, json(now, surroundings)));
        if (printout.json()) {
            verification.print(printout.writer());
        } else {
            surroundings.streams().out().print(verification.text(surroundings.ink(arguments, surroundings.streams().outTerminal())));
        }
        if (verification.holds()) {
            return Exit.WELL;
        }
        surroundings.streams().err().print(surroundings.diagnostics(arguments).text(errors(now)));
        return now.hasErrors() ? Exit.WRONG_STUDY : Exit.FAILED;
    }

    private static List<Diagnostic> errors(Result now) {
        return now.findings().stream().map(Result.Finding::diagnostic).filter(Diagnostic::isError).toList();
    }

    private static Recorded recorded(OpenStudy named, Limits limits, Surroundings surroundings) throws Mistake, IOException {
        String name = surroundings.names().of(named.named());
        Path file = named.bundle() == null ? named.file() : named.bundle().result();
        if (file == null) {
            throw new Mistake("`" + name + "` does not hold what its study came to", "`isoflop bundle` packs it");
        }
        try {
            return Recorded.read(Refused.ifTooLong(file, name, limits));
        } catch (NoResult wrong) {
            throw new Mistake("`" + name + "` is no result: " + wrong.message(), null);
        }
    }

    private static OpenStudy bundled(OpenStudy named, Arguments arguments, Surroundings surroundings) throws Mistake {
        for (Option option : List.of(Option.STUDY, Option.WRITTEN)) {
            if (arguments.has(option)) {
                throw new Mistake("`" + surroundings.names().of(named.named()) + "` is a bundle, which holds its study and what that wrote",
                        null);
            }
        }
        return named;
    }

    private static OpenStudy study(Recorded then, Path result, Arguments arguments, Surroundings surroundings) throws Mistake, IOException {
        Path study = arguments.has(Option.STUDY)
                ? StudyFiles.one(String.valueOf(arguments.value(Option.STUDY)), surroundings)
                : beside(then, result, surroundings);
        return new OpenStudy(study, study, null);
    }

    /** The study of a result: where there are several of its name, the one that it was found with. */
    private static Path beside(Recorded then, Path file, Surroundings surroundings) throws Mistake, IOException {
        Set<Path> folders = new LinkedHashSet<>();
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            folders.add(folder);
            folders.add(folder.getParent() == null ? folder : folder.getParent());
        }
        folders.add(surroundings.folder().toAbsolutePath().normalize());
        List<Path> found = new ArrayList<>();
        for (Path each : folders) {
            Path study = each.resolve(then.study().name());
            if (Files.isRegularFile(study)) {
                try (InputStream bytes = Files.newInputStream(study)) {
                    if (ContentHash.sha256(bytes).equals(then.study().sha256())) {
                        return study;
                    }
                }
                found.add(study);
            }
        }
        if (found.isEmpty()) {
            throw new Mistake("there is no `" + then.study().name() + "` beside the result, in the folder above it, or here",
                    "`--study FILE` says where it is");
        }
        return found.getFirst();
    }

    private static Result again(Recorded then, OpenStudy study, Arguments arguments, Surroundings surroundings)
            throws Mistake, IOException {
        try (Scratch scratch = Scratch.make("isoflop-verify"); ProgressLine progress = ProgressLine.on(surroundings)) {
            RunOptions asked = RunSettings.within(arguments, surroundings, scratch.path());
            RunOptions options = new RunOptions(then.inputs(), scratch.path(), then.seed(), asked.threads())
                    .with(study.access(asked.access()))
                    .with(asked.limits()).with(asked.cancellation());
            return surroundings.studies().run(study.file(), options.traced().with(progress));
        }
    }

    private static byte[] json(Result now, Surroundings surroundings) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            new JsonPrinter(surroundings.names()).print(now, List.of(), new JsonWriter(out));
        }
        return bytes.toByteArray();
    }
}
