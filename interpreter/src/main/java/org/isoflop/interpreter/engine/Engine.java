package org.isoflop.interpreter.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.diagnostic.Excess;
import org.isoflop.grammar.parse.Sources;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.analysis.Problems;
import org.isoflop.interpreter.file.FileBytes;
import org.isoflop.interpreter.file.Folder;
import org.isoflop.interpreter.language.Handover;
import org.isoflop.interpreter.node.Limits;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.node.Settings;
import org.jspecify.annotations.Nullable;

/** Checks, runs and evaluates studies. Every call stands alone and leaves nothing open. */
public final class Engine {
    private Engine() {
    }

    /** A study that cannot be read at all; not a mistake in it. */
    public static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(Path file, IOException cause) {
            super(file + " cannot be read", cause);
        }
    }

    /** The work of a study is more than the JVM was started for: {@code isoflop.patience} says how many evaluations of a row that is. */
    public static final class LargeWork extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final double work;

        LargeWork(double work) {
            super("large work", null, false, false);
            this.work = work;
        }

        /** How many evaluations of a row were announced before the study was stopped. */
        public double work() {
            return work;
        }
    }

    /** Begins, on a thread of its own, what the first study of a process would wait for. */
    public static void prepare() {
        Thread.ofPlatform().daemon().name("isoflop-annotations").start(Annotations::ask);
    }

    /**
     * Finds what is wrong with a study without running it or reading its data.
     *
     * @throws Unreadable if the file cannot be read
     */
    public static CheckResult check(Path file, ReadAccess access) {
        return check(file, RunOptions.defaults().with(access));
    }

    /**
     * The same within limits, and until it is cancelled.
     *
     * @throws Unreadable if the file cannot be read
     */
    public static CheckResult check(Path file, RunOptions options) {
        Sources.Decoded decoded = read(file, options.limits());
        if (decoded.mistake() != null) {
            return new CheckResult(List.of(decoded.mistake()));
        }
        try (Watch watch = Watch.over(options.cancellation(), options.limits())) {
            Checker checker = checker(file, decoded.source(), options);
            checker.check();
            return new CheckResult(raised(checker));
        } catch (CancellationException cancelled) {
            return new CheckResult(List.of(stopped(options)));
        }
    }

    private static List<Diagnostic> raised(Checker checker) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (Result.Finding finding : new Acceptance(checker).findings(null, List.of(), false)) {
            if (finding.accepted() == null) {
                diagnostics.add(finding.diagnostic());
            }
        }
        return diagnostics;
    }

    /** What is said where a limit was reached, or somebody ended it, before anything ran. */
    private static Diagnostic stopped(RunOptions options) {
        return options.limits().stopped(options.cancellation(), "");
    }

    /**
     * Runs a study: evaluates its items, writes its exports, judges its expectations.
     *
     * @throws Unreadable if the file cannot be read
     */
    public static Result run(Path file, RunOptions options) {
        return ran(file, options).result;
    }

    /**
     * Runs a study and tells of it from end to end.
     *
     * @throws Unreadable if the file cannot be read
     */
    public static Account account(Path file, RunOptions options) {
        Ran ran = ran(file, options.traced());
        return Accounts.of(ran.checker, ran.run, ran.result);
    }

    /**
     * The value of an expression, which may use the declarations of a study.
     *
     * @param use the study, or null for the prelude alone
     * @param folder where the expression's own paths start
     */
    public static Result evaluate(String expression, @Nullable Path use, Path folder, RunOptions options) {
        Path output = options.outputFolder() == null ? folder.resolve("out") : options.outputFolder();
        Folder here = options.access().from(folder);
        Diagnostic tooLong = use == null ? null : tooLong(use, options.limits());
        if (tooLong != null) {
            return Results.ofMistake("eval", tooLong, output);
        }
        FileBytes study = use == null ? null : bytes(use, options.limits());
        Sources.Decoded decoded = study == null ? null : decode(study);
        if (decoded != null && decoded.mistake() != null) {
            return Results.ofMistake("eval", decoded.mistake(), output);
        }
        try (Watch watch = Watch.over(options.cancellation(), options.limits());
                Host host = new Host(Handover.of(false, options.cancellation()))) {
            Checker checker = study == null || decoded == null
                    ? new Checker("eval", new Source("eval", ""), here, options.bounds())
                    : checker(study.file(), decoded.source(), options);
            checker.replaceInputs(options.inputs());
            checker.checkExpression(new Source("eval", expression), here);
            return ran(checker, options, output, watch, host).traced(options, study, study == null ? folder : folder(study.file()));
        } catch (CancellationException cancelled) {
            return Results.ofMistake("eval", stopped(options), output);
        }
    }

    /** What is to be said about a declaration, function, unit or diagnostic, in Markdown; null if nothing has the name. */
    public static @Nullable String describe(String name, @Nullable Path use) {
        return describer(use).describe(name);
    }

    /** What was probably meant by a name that {@link #describe} does not know, as a question; null where nothing is near. */
    public static @Nullable String meant(String name, @Nullable Path use) {
        return describer(use).meant(name);
    }

    private static Describer describer(@Nullable Path use) {
        return new Describer(use == null
                ? new Checker("doc", new Source("doc", ""), Folder.none())
                : checker(use, read(use, Limits.DEFAULT).source(), RunOptions.defaults()));
    }

    /** What {@link #describe} knows without a study, by kind, a line each. */
    public static String index() {
        return describer(null).index();
    }

    /** Every name that {@link #describe} knows without a study. */
    public static List<String> describable() {
        return describer(null).names();
    }

    /** The text of a study, or what is wrong with its bytes. */
    static Sources.Decoded read(Path file, Limits limits) {
        Diagnostic tooLong = tooLong(file, limits);
        return tooLong == null ? decode(bytes(file, limits)) : new Sources.Decoded(new Source(file.toString(), ""), tooLong);
    }

    /** What is said of a file with more bytes than may be read; null if it has not so many. */
    private static @Nullable Diagnostic tooLong(Path file, Limits limits) {
        try {
            return limits.tooLong(String.valueOf(file.getFileName()), Files.size(file));
        } catch (IOException exception) {
            throw new Unreadable(file, exception);
        }
    }

    private static Sources.Decoded decode(FileBytes content) {
        return Sources.decode(content.file().toString(), content.bytes());
    }

    private static FileBytes bytes(Path file, Limits limits) {
        try {
            return FileBytes.of(file, limits.readable());
        } catch (IOException exception) {
            throw new Unreadable(file, exception);
        }
    }

    private static Checker checker(Path file, Source source, RunOptions options) {
        return new Checker(name(file), source, options.access().from(folder(file)), options.bounds());
    }

    /** The name of the study in a file. */
    static String name(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".study") ? name.substring(0, name.length() - 6) : name;
    }

    static Path folder(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    /** A result and the run it came of, null where the study is wrong. */
    private record Ran(Checker checker, Settings settings, Result result, @Nullable Run run) {
        Ran(Checker checker, Settings settings, Result result) {
            this(checker, settings, result, null);
        }

        /** The result with what it rests on, if that was asked for. */
        Result traced(RunOptions options, @Nullable FileBytes study, Path folder) {
            return options.traces()
                    ? result.with(Provenances.of(checker, run, settings, study, folder, options.inputs()))
                    : result;
        }
    }

    private static Ran ran(Path file, RunOptions options) {
        Path folder = folder(file);
        Path output = options.outputFolder() == null ? folder.resolve("out") : options.outputFolder();
        Diagnostic tooLong = tooLong(file, options.limits());
        if (tooLong != null) {
            return without(file, tooLong, options, output);
        }
        FileBytes study = bytes(file, options.limits());
        Sources.Decoded decoded = decode(study);
        Ran ran = decoded.mistake() != null
                ? without(file, decoded.mistake(), options, output)
                : checkedAndRan(file, decoded.source(), options, output);
        return new Ran(ran.checker, ran.settings, ran.traced(options, study, folder), ran.run);
    }

    private static Ran checkedAndRan(Path file, Source source, RunOptions options, Path output) {
        try (Watch watch = Watch.over(options.cancellation(), options.limits());
                Host host = new Host(Handover.of(true, options.cancellation()))) {
            Checker checker = checker(file, source, options);
            checker.replaceInputs(options.inputs());
            checker.check();
            return ran(checker, options, output, watch, host);
        } catch (CancellationException cancelled) {
            return without(file, stopped(options), options, output);
        }
    }

    /** Of a study of which no more is known than what is wrong. */
    private static Ran without(Path file, Diagnostic mistake, RunOptions options, Path output) {
        Checker checker = new Checker(name(file), new Source(file.toString(), ""), Folder.none());
        return new Ran(checker, settings(checker, options, output),
                Results.ofMistake(String.valueOf(file.getFileName()), mistake, output));
    }

    private static Settings settings(Checker checker, RunOptions options, Path output) {
        return Settings.of(checker.root().header(), options.seed(), options.threads(), output, options.progress(), options.limits())
                .tracing(options.traces()).keeping(options.store());
    }

    private static Ran ran(Checker checker, RunOptions options, Path output, Watch watch, Host host) {
        Settings settings = settings(checker, options, output);
        for (Problems.Found found : checker.problems().found()) {
            if (found.diagnostic().isError()) {
                return new Ran(checker, settings, Results.of(checker, null, Map.of(), output, host.isWhole()));
            }
        }
        Item.Header header = checker.root().header();
        if (header != null && settings.draws() > settings.limits().draws()) {
            return new Ran(checker, settings,
                    Results.ofMistake(header.title().value(),
                            Excess.of("draws", "draws of the study", settings.draws(), settings.limits().draws())
                                    .at(checker.root().source(), header.span()),
                            output));
        }
        watch.evaluates();
        Run run = host.evaluate(checker, settings);
        return new Ran(checker, settings, Results.of(checker, run, host.values(), output, host.isWhole()), run);
    }
}
