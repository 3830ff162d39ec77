package org.isoflop.repl.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.isoflop.interpreter.engine.RunOptions;
import org.isoflop.interpreter.engine.Session;
import org.isoflop.repl.Interruption;
import org.isoflop.repl.Version;
import org.isoflop.repl.prompt.Prompt;
import org.isoflop.repl.session.Conversation;
import org.isoflop.repl.session.Conversation.Standing;
import org.isoflop.repl.session.Screen;
import org.isoflop.repl.session.Script;
import org.isoflop.stdlib.Progress;
import org.jspecify.annotations.Nullable;

/** {@code isoflop repl}: a session at a prompt, or with the entries of a script. */
final class ReplVerb implements Verb {
    @Override
    public Usage usage() {
        return new Usage("repl", "[FILE]", 1, "begins a session at a prompt", """
                Begins a session: what is entered is added to a study that grows, and answered at once.
                With a file the session begins with that study. `:help` lists what else can be asked.
                Entries are read from standard input; where that is no terminal there is no prompt, a
                mistake does not end the session, and the exit code is that of the worst entry.""",
                List.of(Option.SET, Option.OUT, Option.SEED, Option.THREADS, Option.ROOT, Option.ALLOW_READ, Option.LIMIT, Option.CACHE,
                        Option.NO_CACHE),
                List.of(Usage.EXIT_WELL, Usage.EXIT_EXPECTATION, Usage.EXIT_STUDY, Usage.EXIT_COMMAND, Usage.EXIT_LIMIT,
                        Usage.EXIT_FAULT));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws Mistake, IOException {
        Path file = arguments.operands().isEmpty() ? null : StudyFiles.one(arguments.operands().getFirst(), surroundings);
        boolean interactive = surroundings.streams().inTerminal() && surroundings.streams().outTerminal();
        return interactive ? prompt(file, arguments, surroundings) : script(file, arguments, surroundings);
    }

    private static int script(@Nullable Path file, Arguments arguments, Surroundings surroundings) throws Mistake, IOException {
        Screen screen = new Screen(surroundings.streams(), surroundings.texts(arguments),
                surroundings.ink(arguments, surroundings.streams().errTerminal()),
                surroundings.room(surroundings.streams().errTerminal()));
        BufferedReader lines = new BufferedReader(new InputStreamReader(surroundings.streams().in(), StandardCharsets.UTF_8));
        Meter meter = new Meter(surroundings);
        Session begun = Session.begin(surroundings.folder(), RunSettings.of(arguments, surroundings).with(meter));
        return exit(talk(begun, screen, meter, surroundings, conversation -> {
            Standing worst = file == null ? Standing.WELL : conversation.load(file);
            Script script = new Script(lines, conversation::isUnfinished);
            while (!conversation.hasEnded()) {
                String entry = next(script);
                if (entry == null) {
                    break;
                }
                conversation.lookAround();
                worst = Conversation.worse(worst, conversation.enter(entry));
            }
            return worst;
        }));
    }

    private static @Nullable String next(Script script) {
        try {
            return script.next();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static int prompt(@Nullable Path file, Arguments arguments, Surroundings surroundings) throws Mistake, IOException {
        Meter meter = new Meter(surroundings);
        RunOptions options = RunSettings.of(arguments, surroundings).with(meter);
        // The session and the terminal take about as long to begin.
        FutureTask<Session> begun = new FutureTask<>(() -> Session.begin(surroundings.folder(), options));
        Thread.ofPlatform().daemon().name("isoflop-session").start(begun);
        try (Prompt prompt = Prompt.open(surroundings.ink(arguments, true))) {
            Runnable leave = prompt::leave;
            Interruption.prepare(leave);
            IntSupplier told = surroundings.room(true);
            IntSupplier width = () -> prompt.width() > 0 ? prompt.width() : told.getAsInt();
            Screen screen = new Screen(surroundings.streams(), surroundings.texts(arguments).within(width),
                    surroundings.ink(arguments, surroundings.streams().errTerminal()), width);
            surroundings.streams().out().println("Isoflop " + Version.TEXT + ", :help lists commands");
            surroundings.streams().flush();
            talk(session(begun), screen, meter, surroundings, conversation -> {
                if (file != null) {
                    conversation.load(file);
                }
                prompt.hold(conversation, History.of(surroundings.variables()));
                return Standing.WELL;
            });
            Interruption.forget(leave);
            return Exit.WELL;
        }
    }

    private static Session session(FutureTask<Session> begun) {
        try {
            return begun.get();
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(failed);
            }
        }
    }

    private static Standing talk(Session begun, Screen screen, Meter meter, Surroundings surroundings,
            Function<Conversation, Standing> talk) {
        boolean debug = !surroundings.variables().getOrDefault("ISOFLOP_DEBUG", "").isEmpty();
        try (Session session = begun) {
            return talk.apply(new Conversation(session, screen, surroundings.folder(), meter, debug));
        }
    }

    private static int exit(Standing worst) {
        return switch (worst) {
            case WELL -> Exit.WELL;
            case FAILED -> Exit.FAILED;
            case WRONG -> Exit.WRONG_STUDY;
            case CANCELLED -> Exit.LIMIT;
            case FAULT -> Exit.FAULT;
        };
    }

    /** A progress line for each evaluation of a session. */
    private static final class Meter implements Conversation.Meter, Progress {
        private final Surroundings surroundings;
        private volatile Progress current = Progress.NONE;

        Meter(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Conversation.Watch begin() {
            ProgressLine line = ProgressLine.on(surroundings);
            current = line;
            return line::close;
        }

        @Override
        public void reached(String work, long done, long of) {
            current.reached(work, done, of);
        }
    }
}
