package org.isoflop.repl.session;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.parse.StudyParser;
import org.isoflop.interpreter.engine.Candidate;
import org.isoflop.interpreter.engine.Engine;
import org.isoflop.interpreter.engine.Reply;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.engine.Session;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.Value;
import org.isoflop.repl.Version;
import org.isoflop.repl.file.FileMishap;
import org.isoflop.repl.plot.PlotFiles;
import org.isoflop.stdlib.Locales;
import org.jspecify.annotations.Nullable;

/** Takes entries one after the other, items, expressions and commands, and prints what comes of each. */
public final class Conversation {
    /** Begins what shows the progress of an evaluation. */
    @FunctionalInterface
    public interface Meter {
        Watch begin();
    }

    /** What shows the progress of an evaluation, until it is closed. */
    @FunctionalInterface
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** How an entry fared; the worst is what a script's exit code goes by. */
    public enum Standing {
        WELL, FAILED, WRONG, CANCELLED, FAULT
    }

    /** How values are printed. */
    enum Manner {
        /** Behind what they are the values of, as when a study runs. */
        STUDY,
        /** The same, and what is defined is not told, as it can be read in the file. */
        LOADED,
        /** The same as of a study, plots in the terminal. */
        DRAWN,
        /** Alone. */
        VALUE,
        /** Alone, with all digits. */
        EXACT
    }

    private final Session session;
    private final Screen screen;
    private final Meter meter;
    private final boolean debug;
    private final Commands commands;
    private Standing standing = Standing.WELL;
    private boolean ended;
    private boolean timed;

    /** @param debug whether a fault of ours shows where it happened */
    public Conversation(Session session, Screen screen, Path folder, Meter meter, boolean debug) {
        this.session = session;
        this.screen = screen;
        this.meter = meter;
        this.debug = debug;
        this.commands = new Commands(this, session, screen, folder);
    }

    public Session session() {
        return session;
    }

    public List<Command> commands() {
        return commands.all();
    }

    /** Whether {@code :quit} was entered. */
    public boolean hasEnded() {
        return ended;
    }

    void end() {
        ended = true;
    }

    /** Whether more has to follow before the text can be entered. */
    public boolean isUnfinished(String text) {
        return !isCommand(text) && Session.unfinished(text);
    }

    /** What may stand at a place of an entry. */
    public List<Candidate> complete(String entry, int cursor) {
        return isCommand(entry) ? commands.completion().at(entry, cursor) : session.complete(entry, cursor);
    }

    /** Whether a text is for the session itself. */
    public static boolean isCommand(String text) {
        return text.stripLeading().startsWith(":");
    }

    /** Takes one entry; whatever goes wrong is told, and the session goes on. */
    public Standing enter(String text) {
        standing = Standing.WELL;
        if (text.isBlank()) {
            return standing;
        }
        guarded(() -> {
            if (isCommand(text)) {
                commands.run(text.strip().substring(1));
            } else {
                boolean item = StudyParser.beginsItem(text);
                reply(() -> session.enter(text), item ? Manner.STUDY : Manner.VALUE);
                String meant = standing == Standing.WRONG && !item ? commands.meant(text) : null;
                if (meant != null) {
                    screen.remark("commands begin with a colon: `" + meant + "`");
                }
            }
        });
        return standing;
    }

    /** Reads a study file into the session and performs its outputs. */
    public Standing load(Path file) {
        standing = Standing.WELL;
        guarded(() -> commands.load(file));
        return standing;
    }

    /** What is done before each entry: to say that the file has changed, or to read it again if that was wished. */
    public void lookAround() {
        guarded(commands::lookForChange);
    }

    private void worse(Standing other) {
        standing = worse(standing, other);
    }

    public static Standing worse(Standing one, Standing other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    void time(boolean on) {
        timed = on;
    }

    private interface Work {
        void run() throws IOException;
    }

    private void guarded(Work work) {
        try {
            work.run();
        } catch (InvalidPathException noPath) {
            mistake("`" + noPath.getInput() + "` is not the name of a file", null);
        } catch (IOException failed) {
            mistake(FileMishap.reason(failed), null);
        } catch (Engine.Unreadable unreadable) {
            mistake(unreadable.getCause() instanceof IOException failed ? FileMishap.reason(failed) : String.valueOf(unreadable), null);
        } catch (CancellationException cancelled) {
            cancelled();
        } catch (OutOfMemoryError full) {
            mistake("the memory did not suffice; the session is what it was", "give more with ISOFLOP_JAVA_OPTIONS=-Xmx8g");
            worse(Standing.CANCELLED);
        } catch (RuntimeException | Error fault) {
            fault(fault);
        }
    }

    void mistake(String message, @Nullable String help) {
        worse(Standing.WRONG);
        screen.mistake(message, help);
    }

    void wrong(List<Diagnostic> mistakes) {
        worse(mistakes.stream().anyMatch(mistake -> mistake.code() == Code.LIMIT) ? Standing.CANCELLED : Standing.WRONG);
        screen.diagnostics(mistakes);
    }

    private void cancelled() {
        worse(Standing.CANCELLED);
        screen.mistake("cancelled; the session is what it was", null);
    }

    private void fault(Throwable fault) {
        worse(Standing.FAULT);
        screen.mistake("a fault of ours, not of the study: " + fault.getClass().getSimpleName()
                + (fault.getMessage() == null ? "" : ": " + fault.getMessage().lines().findFirst().orElse("")),
                "please report it, with what was entered and the version " + Version.TEXT + "; the session goes on");
        if (debug) {
            fault.printStackTrace(screen.streams().err());
        }
    }

    /** Lets the session work and prints its reply. */
    Reply reply(Supplier<Reply> work, Manner manner) {
        Reply reply;
        try (Watch ignored = meter.begin()) {
            reply = work.get();
        }
        switch (reply.outcome()) {
            case CANCELLED -> cancelled();
            case REFUSED -> wrong(Screen.raised(reply.result().findings()));
            case TAKEN -> taken(reply, manner);
        }
        if (timed) {
            screen.remark(took(reply.took()));
        }
        return reply;
    }

    private void taken(Reply reply, Manner manner) {
        List<Result.Finding> findings = new ArrayList<>(reply.result().findings());
        List<Path> plots = new ArrayList<>();
        if (manner == Manner.DRAWN) {
            reply.result().plots().forEach(screen::draw);
        } else {
            plots.addAll(PlotFiles.write(reply.result(), failed -> findings.add(new Result.Finding(failed, null))));
        }
        Result result = findings.size() == reply.result().findings().size() ? reply.result() : reply.result().with(findings);
        if (manner == Manner.LOADED) {
            changes(reply, ReplyText.byName(reply.changes()));
        } else {
            definitions(reply);
        }
        if (manner != Manner.VALUE && manner != Manner.EXACT) {
            screen.result(result, plots);
        } else {
            Display display = manner == Manner.EXACT ? new Display(result.display().level(), Display.ALL_DIGITS) : result.display();
            result.outputs().forEach(shown -> screen.value(display, "", shown.value()));
        }
        for (String dropped : reply.dropped()) {
            screen.remark("no longer holds and was taken out: " + dropped);
        }
        screen.diagnostics(Screen.raised(result.findings()));
        boolean limited = result.findings().stream().anyMatch(finding -> finding.diagnostic().code() == Code.LIMIT);
        worse(limited ? Standing.CANCELLED : result.hasErrors() ? Standing.WRONG : result.ok() ? Standing.WELL : Standing.FAILED);
    }

    /** One definition is shown in full, several on a line each. */
    private void definitions(Reply reply) {
        ReplyText words = new ReplyText(reply.result().display());
        Map<String, Reply.Change> changes = ReplyText.byName(reply.changes());
        for (Reply.Defined defined : reply.defined()) {
            Reply.Change change = changes.get(defined.name());
            Value value = defined.value();
            if (value != null && reply.defined().size() == 1 && words.isShownWhole(defined.word(), value)) {
                screen.value(reply.result().display(), defined.name() + " = ", value);
            } else {
                screen.say(words.line(defined, change));
                changes.computeIfPresent(defined.name(), (name, told) -> told.differences().size() <= 1 ? null : told);
            }
        }
        changes(reply, changes);
    }

    private void changes(Reply reply, Map<String, Reply.Change> changes) {
        ReplyText words = new ReplyText(reply.result().display());
        for (Reply.Change change : reply.changes()) {
            if (changes.containsKey(change.name())) {
                screen.say(words.change(change));
            }
        }
    }

    static String took(Duration time) {
        double seconds = time.toNanos() / 1e9;
        return seconds < 1
                ? String.format(Locales.NONE, "took %.0f ms", seconds * 1e3)
                : String.format(Locales.NONE, "took %.1f s", seconds);
    }
}
