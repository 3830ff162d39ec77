package org.isoflop.repl.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.isoflop.grammar.diagnostic.NearestName;
import org.isoflop.interpreter.engine.Engine;
import org.isoflop.interpreter.engine.Reply;
import org.isoflop.interpreter.engine.Session;
import org.isoflop.repl.session.Command.Operand;
import org.isoflop.repl.session.Conversation.Manner;
import org.jspecify.annotations.Nullable;

/** What can be asked of a session besides entering a study, each by any beginning of its name. */
final class Commands {
    private final Conversation conversation;
    private final Session session;
    private final Screen screen;
    private final StudyFile file;
    /** Where several names have a beginning in common, the first is meant. */
    private final List<Command> all = List.of(
            new Command("help", "[COMMAND]", Operand.WORD, "lists the commands", this::help),
            new Command("doc", "[NAME]", Operand.NAME, "explains a name, function, unit or code of a diagnostic", this::document),
            new Command("show", "[EXPR]", Operand.EXPRESSION, "a value with all its digits; `_` without an expression", this::show),
            new Command("load", "FILE", Operand.FILE, "begins again with a study file", this::load),
            new Command("warnings", "", Operand.NOTHING, "every warning of what is there now", any -> warnings()),
            new Command("time", "EXPR|on|off", Operand.EXPRESSION, "how long an expression, or from now on each entry, takes", this::time),
            new Command("quit", "", Operand.NOTHING, "ends; so does Ctrl-D", any -> quit()));

    Commands(Conversation conversation, Session session, Screen screen, Path folder) {
        this.conversation = conversation;
        this.session = session;
        this.screen = screen;
        this.file = new StudyFile(folder);
    }

    List<Command> all() {
        return all;
    }

    /** Runs a command. @param line what stands behind the colon */
    void run(String line) throws IOException {
        int end = 0;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        String word = line.substring(0, end);
        String operand = line.substring(end).strip();
        Command command = find(word);
        if (command == null) {
            unknown(word);
        } else if (operand.isEmpty() && !command.mayBeAlone()) {
            conversation.mistake("`:" + command.name() + "` needs more", "write `" + command.line() + "`");
        } else if (!operand.isEmpty() && command.operand().isEmpty()) {
            conversation.mistake("`:" + command.name() + "` takes nothing behind it", "write `:" + command.name() + "`");
        } else {
            command.action().run(operand);
        }
    }

    private @Nullable Command find(String word) {
        for (Command command : all) {
            if (command.name().equals(word)) {
                return command;
            }
        }
        for (Command command : all) {
            if (!word.isEmpty() && command.name().startsWith(word) && !command.name().endsWith("!")) {
                return command;
            }
        }
        return null;
    }

    private void unknown(String word) {
        String nearest = NearestName.nearest(word, all.stream().map(Command::name).toList());
        conversation.mistake("there is no command `:" + word + "`",
                nearest != null ? "did you mean `:" + nearest + "`?" : "`:help` lists the commands");
    }

    private void help(String word) {
        if (!word.isEmpty()) {
            Command command = find(word.startsWith(":") ? word.substring(1) : word);
            if (command == null) {
                unknown(word);
            } else {
                screen.say(command.line() + "  " + command.summary());
            }
            return;
        }
        int width = 0;
        for (Command command : all) {
            width = Math.max(width, command.line().length());
        }
        StringBuilder text = new StringBuilder("Enter an expression to see its value, or an item of a study to add it to the session.\n\n");
        for (Command command : all) {
            text.append("  ").append(command.line()).repeat(" ", width - command.line().length() + 2).append(command.summary()).append('\n');
        }
        text.append("\nAny beginning of a command will do. `_` is the last value. Alt-Enter begins a new line, Tab completes,\n")
                .append("Ctrl-R searches what was entered before, Ctrl-C cancels, Ctrl-D ends.\n");
        screen.print(text.toString());
    }

    private void document(String name) {
        String text = name.isEmpty() ? Engine.index() : session.describe(name);
        if (text == null) {
            String nearest = NearestName.nearest(name, Engine.describable());
            conversation.mistake("nothing is called `" + name + "`", nearest == null ? "`:doc` lists what is" : "did you mean `" + nearest + "`?");
        } else {
            screen.print(text.endsWith("\n") ? text : text + "\n");
        }
    }

    private void show(String expression) {
        conversation.reply(() -> session.enter(expression.isEmpty() ? "_" : expression), Manner.EXACT);
    }

    private void load(String name) throws IOException {
        load(file.resolve(name));
    }

    void load(Path study) {
        conversation.reply(() -> session.load(study), Manner.STUDY);
    }

    private void warnings() {
        screen.diagnostics(Screen.raised(session.warnings()));
    }

    private void time(String operand) {
        if (Set.of("on", "off").contains(operand)) {
            conversation.time(operand.equals("on"));
            return;
        }
        Reply reply = conversation.reply(() -> session.enter(operand), Manner.VALUE);
        screen.remark(Conversation.took(reply.took()));
    }

    private void quit() {
        conversation.end();
    }
}
