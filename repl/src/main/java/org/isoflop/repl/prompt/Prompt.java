package org.isoflop.repl.prompt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.isoflop.repl.file.Harmless;
import org.isoflop.repl.printer.Ink;
import org.isoflop.repl.printer.Ink.Role;
import org.isoflop.repl.session.Conversation;
import org.jline.keymap.KeyMap;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/** Holds a conversation on the terminal of the process. */
public final class Prompt implements AutoCloseable {
    private static final String FIRST = "> ";
    private static final String FURTHER = ". ";
    private static final int HISTORY = 10_000;
    /** A menu of more candidates is asked about first. */
    private static final int MENU = 200;
    private static final String NEW_LINE = "isoflop-new-line";

    private final Terminal terminal;
    private final Ink ink;
    /** Whether the cursor cannot be moved, as in a shell within an editor. */
    private final boolean dumb;

    private Prompt(Terminal terminal, Ink ink) {
        this.terminal = terminal;
        this.ink = ink;
        dumb = terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }

    /**
     * Takes hold of the terminal that the process reads from and writes to.
     *
     * @throws IOException if there is none
     */
    public static Prompt open(Ink ink) throws IOException {
        Terminal terminal = ofProcess();
        // What is typed while an entry is evaluated shows at the next prompt, not amid the results.
        Attributes quiet = terminal.getAttributes();
        quiet.setLocalFlag(Attributes.LocalFlag.ECHO, false);
        terminal.setAttributes(quiet);
        return new Prompt(terminal, ink);
    }

    private static Terminal ofProcess() throws IOException {
        LibraryLog.silence();
        try {
            return quickest().system(true).dumb(false).build();
        } catch (IOException | IllegalStateException notHere) {
            return builder().system(true).dumb(true).build();
        }
    }

    private static TerminalBuilder builder() {
        // To ask the terminal how it counts joined characters takes a fifth of a second where it does not answer, and studies have none.
        return TerminalBuilder.builder().encoding(StandardCharsets.UTF_8).graphemeCluster(false);
    }

    /**
     * With what is quickest to start. JLine loads and asks every provider that is not ruled out, whichever it then takes, and to link
     * foreign functions takes a fifth of a second.
     */
    private static TerminalBuilder quickest() {
        return builder().jni(true).ffm(false).exec(false);
    }

    /**
     * One over a terminal that nobody sees, on which is typed what is given; the launcher trains the JVM with it.
     *
     * @throws IOException if there are no such terminals here
     */
    public static Prompt rehearsal(String typed) throws IOException {
        byte[] keys = typed.getBytes(StandardCharsets.UTF_8);
        Terminal terminal = quickest().system(false).streams(new ByteArrayInputStream(keys), OutputStream.nullOutputStream())
                .type("xterm-256color").build();
        return new Prompt(terminal, Ink.COLOURED);
    }

    /** The cells of a line, at this moment; 0 where the terminal does not say. */
    public int width() {
        return terminal.getColumns();
    }

    /**
     * Asks for entries until the conversation ends or there are no more. Ctrl-C cancels what an entry has begun, and at the prompt gives up
     * what is typed.
     *
     * @param history where entries are remembered, null for nowhere
     */
    public void hold(Conversation conversation, @Nullable Path history) {
        LineReader reader = reader(conversation, history);
        terminal.handle(Terminal.Signal.INT, signal -> conversation.session().cancel());
        if (dumb) {
            // JLine takes none from the system for such a terminal, and Ctrl-C would end the process.
            Signals.register("INT", () -> terminal.raise(Terminal.Signal.INT));
        }
        while (!conversation.hasEnded()) {
            conversation.lookAround();
            String entry = read(reader, conversation);
            if (entry == null) {
                return;
            }
            conversation.enter(entry);
        }
    }

    /** The next entry; empty if it was given up, null if there is no more. */
    private @Nullable String read(LineReader reader, Conversation conversation) {
        try {
            return dumb ? byLines(reader, conversation) : reader.readLine(ink.of(Role.STRONG, FIRST));
        } catch (UserInterruptException givenUp) {
            return "";
        } catch (EndOfFileException end) {
            return null;
        }
    }

    /** JLine begins the further lines of an entry with a prompt only where it can move the cursor; elsewhere each is read by itself. */
    private static String byLines(LineReader reader, Conversation conversation) {
        reader.setVariable(LineReader.DISABLE_HISTORY, true);
        StringBuilder entry = new StringBuilder(reader.readLine(FIRST));
        while (conversation.isUnfinished(entry.toString())) {
            entry.append('\n').append(reader.readLine(FURTHER));
        }
        reader.setVariable(LineReader.DISABLE_HISTORY, false);
        reader.getHistory().add(entry.toString());
        return entry.toString();
    }

    private LineReader reader(Conversation conversation, @Nullable Path history) {
        Suggestions suggestions = new Suggestions(conversation);
        LineReaderBuilder builder = LineReaderBuilder.builder().terminal(terminal).appName("isoflop")
                .parser(new Entries(dumb ? line -> false : conversation::isUnfinished, suggestions)).completer(suggestions)
                .highlighter(new Colours(ink))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, ink.of(Role.FAINT, FURTHER)).variable(LineReader.HISTORY_SIZE, HISTORY)
                .variable(LineReader.HISTORY_FILE_SIZE, HISTORY).variable(LineReader.LIST_MAX, MENU)
                .variable(LineReader.BLINK_MATCHING_PAREN, 0L)
                .option(Option.DISABLE_EVENT_EXPANSION, true).option(Option.CASE_INSENSITIVE_SEARCH, true)
                .option(Option.HISTORY_TIMESTAMPED, false).option(Option.INSERT_TAB, false);
        if (history != null) {
            builder.variable(LineReader.HISTORY_FILE, history).history(new Remembered(history, this::complain));
        }
        LineReader reader = builder.build();
        reader.getWidgets().put(NEW_LINE, () -> {
            reader.getBuffer().write('\n');
            return true;
        });
        Objects.requireNonNull(reader.getKeyMaps().get(LineReader.MAIN)).bind(new Reference(NEW_LINE), KeyMap.alt('\r'), KeyMap.alt('\n'));
        return reader;
    }

    private void complain(String what) {
        terminal.writer().println("isoflop: " + Harmless.of(what));
        terminal.flush();
    }

    /** Leaves the terminal as it was found, where the process ends in the middle of an entry. */
    public void leave() {
        try {
            terminal.close();
        } catch (IOException gone) {
            // Then there is no terminal to leave in order.
        }
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }
}
