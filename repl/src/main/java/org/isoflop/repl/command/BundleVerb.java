package org.isoflop.repl.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.grammar.parse.StudyParser;
import org.isoflop.interpreter.engine.Account;
import org.isoflop.interpreter.engine.Provenance;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.engine.RunOptions;
import org.isoflop.interpreter.file.WrittenFile;
import org.isoflop.interpreter.table.WholeFile;
import org.isoflop.repl.Version;
import org.isoflop.repl.bundle.About;
import org.isoflop.repl.bundle.Packing;
import org.isoflop.repl.file.FileNames;
import org.isoflop.repl.file.Scratch;
import org.isoflop.repl.plot.PlotFiles;
import org.isoflop.repl.printer.JsonPrinter;
import org.isoflop.repl.printer.JsonWriter;
import org.jspecify.annotations.Nullable;

/** {@code isoflop bundle}: packs a study with everything it needs and what it came to into one archive. */
final class BundleVerb implements Verb {
    @Override
    public Usage usage() {
        return new Usage("bundle", "FILE", 1, "packs a study with all it needs into one archive", """
                Runs a study and packs it, the studies it uses, its data, its results as JSON and the files
                it writes into one archive, which `isoflop run` runs anywhere. The archive describes itself
                by RO-Crate 1.2 and holds the SHA-256 of each of its files; the same study on the same data
                gives the same bytes. A study that is wrong gives none; one whose expectations fail does.""",
                List.of(Option.ARCHIVE, Option.SET, Option.SEED, Option.THREADS, Option.ROOT, Option.ALLOW_READ, Option.LIMIT,
                        Option.CACHE, Option.NO_CACHE),
                List.of(Usage.EXIT_WELL, Usage.EXIT_EXPECTATION, Usage.EXIT_STUDY, Usage.EXIT_COMMAND, Usage.EXIT_LIMIT,
                        Usage.EXIT_FAULT));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws Mistake, IOException {
        Path study = StudyFiles.one(arguments.operands().getFirst(), surroundings);
        Path target = StudyFiles.output(arguments, Option.ARCHIVE, study, ".zip", surroundings);
        try (Scratch made = Scratch.make("isoflop-bundle")) {
            RunOptions options = RunSettings.within(arguments, surroundings, made.path().resolve("out"));
            Account account;
            try (ProgressLine progress = ProgressLine.on(surroundings)) {
                account = surroundings.studies().account(study, options.with(progress));
            }
            List<Result.Finding> findings = new ArrayList<>(account.result().findings());
            List<Path> plots = PlotFiles.write(account.result(), failed -> findings.add(new Result.Finding(failed, null)));
            Result result = plots.size() == account.result().plots().size() ? account.result() : account.result().with(findings);
            FileNames names = surroundings.names().calling(made.path(), "");
            surroundings.streams().err().print(surroundings.calling(names).diagnostics(arguments).text(Printout.raised(result)));
            if (!result.hasErrors()) {
                pack(account, plots, made.path(), target, options, surroundings);
            }
            return Printout.exit(result);
        }
    }

    private static void pack(Account account, List<Path> plots, Path made, Path target, RunOptions options, Surroundings surroundings)
            throws Mistake, IOException {
        String archive = surroundings.names().of(target);
        Packing packing = new Packing(archive);
        Provenance provenance = account.provenance();
        Path base = Packing.base(provenance.documents().stream().map(Provenance.Document::file).toList());
        for (Provenance.Document document : provenance.documents()) {
            packing.read(base, document);
        }
        FileNames within = new FileNames(base).calling(base, "study").calling(made, "");
        Path json = made.resolve("results.json");
        try (PrintStream out = new PrintStream(new BufferedOutputStream(Files.newOutputStream(json)), false, StandardCharsets.UTF_8)) {
            new JsonPrinter(within).print(account.result(), plots, new JsonWriter(out));
        }
        packing.results(json);
        for (WrittenFile file : account.result().files()) {
            packing.output(made.resolve("out"), file.file());
        }
        for (Path plot : plots) {
            packing.output(made.resolve("out"), plot);
        }
        packing.license(base, provenance.documents().getFirst().file());
        About about = About.of(StudyParser.parse(account.source()).study(), account.result().title(), Version.TEXT, provenance)
                .orDate(epoch(surroundings));
        try {
            int files = packing.write(target, about, options.limits());
            surroundings.streams().out().println("wrote " + archive + ": " + files + " files");
        } catch (java.nio.file.FileSystemException failed) {
            throw new Mistake("`" + archive + "` cannot be written: " + WholeFile.reason(failed), null);
        }
    }

    /** The day that builds which are to give the same bytes are told, https://reproducible-builds.org/specs/source-date-epoch. */
    private static @Nullable String epoch(Surroundings surroundings) throws Mistake {
        String epoch = surroundings.variables().get("SOURCE_DATE_EPOCH");
        try {
            return epoch == null ? null : Instant.ofEpochSecond(Long.parseLong(epoch)).atOffset(ZoneOffset.UTC).toLocalDate().toString();
        } catch (NumberFormatException | java.time.DateTimeException noTime) {
            throw new Mistake("`SOURCE_DATE_EPOCH=" + epoch + "` is no number of seconds since 1970", null);
        }
    }
}
