package org.isoflop.repl.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.isoflop.grammar.diagnostic.NearestName;
import org.isoflop.interpreter.engine.Engine;
import org.isoflop.interpreter.engine.Explained;
import org.isoflop.interpreter.engine.Reply;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.engine.Session;
import org.isoflop.interpreter.table.WholeFile;
import org.isoflop.repl.printer.TextPrinter;
import org.isoflop.repl.session.Command.Operand;
import org.isoflop.repl.session.Conversation.Manner;
import org.jspecify.annotations.Nullable;

/** What can be asked of a session besides entering a study, each by any beginning of its name. */
final class Commands {
    /** What stands behind the first word of an entry. */
    private static final Pattern FIRST_WORD = Pattern.compile("\\W.*", Pattern.DOTALL);

    private final Conversation conversation;
    private final Session session;
    private final Screen screen;
    private final StudyFile file;
    private final CommandCompletion completion;
    /** Where several names have a beginning in common, the first is meant. */
    private final List<Command> all = List.of(
            new Command("help", "[COMMAND]", Operand.WORD, "lists the commands", this::help),
            new Command("doc", "[NAME]", Operand.NAME, "explains a name, function, unit or code of a diagnostic", this::document),
            new Command("type", "EXPR", Operand.EXPRESSION, "the type of an expression, and where its units come from", this::type),
            new Command("names", "", Operand.NOTHING, "what the session has declared", any -> names()),
            new Command("show", "[EXPR]", Operand.EXPRESSION, "a value with all its digits; `_` without an expression", this::show),
            new Command("plot", "EXPR, …", Operand.EXPRESSION, "draws a plot here, and adds nothing to the session", this::plot),
            new Command("set", "[NAME = VALUE]", Operand.SETTING, "gives an input a value; without one tells which have one", this::set),
            new Command("load", "FILE", Operand.FILE, "begins again with a study file", this::load),
            new Command("reload", "[auto|off]", Operand.WORD, "reads the study file again, `auto` whenever it changes", this::reload),
            new Command("save", "[FILE]", Operand.FILE, "writes the session as a study, where there is no such file yet", this::save),
            new Command("save!", "[FILE]", Operand.FILE, "the same, in place of what is there", this::replace),
            new Command("warnings", "", Operand.NOTHING, "every warning of what is there now", any -> warnings()),
            new Command("time", "EXPR|on|off", Operand.EXPRESSION, "how long an expression, or from now on each entry, takes", this::time),
            new Command("forget", "NAME", Operand.NAME, "takes an item out of the session", this::forget),
            new Command("reset", "", Operand.NOTHING, "begins again with an empty session", any -> reset()),
            new Command("quit", "", Operand.NOTHING, "ends; so does Ctrl-D", any -> quit()));

    Commands(Conversation conversation, Session session, Screen screen, Path folder) {
        this.conversation = conversation;
        this.session = session;
        this.screen = screen;
        this.file = new StudyFile(session, folder);
        this.completion = new CommandCompletion(this, session, file);
    }

    List<Command> all() {
        return all;
    }

    CommandCompletion completion() {
        return completion;
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

    @Nullable
    Command find(String word) {
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

    /** The command that an entry would be with a colon before it, where it begins with the whole word; null otherwise. */
    @Nullable
    String meant(String entry) {
        String text = entry.strip();
        String word = FIRST_WORD.matcher(text).replaceAll("");
        if (word.equals("exit")) {
            return ":quit";
        }
        return all.stream().anyMatch(command -> command.name().equals(word)) ? ":" + text.replace("()", "") : null;
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
            text.append("  ").append(command.line()).repeat(" ", width - command.line().length() + 2);
            text.append(command.summary()).append('\n');
        }
        text.append("\nAny beginning of a command will do. `_` is the last value. Alt-Enter begins a new line, Tab completes,\n")
                .append("Ctrl-R searches what was entered before, Ctrl-C cancels, Ctrl-D ends.\n");
        screen.print(text.toString());
    }

    private void document(String name) {
        String text = name.isEmpty() ? Engine.index() : session.describe(name);
        if (text == null) {
            String meant = session.meant(name);
            conversation.mistake("nothing is called `" + name + "`", meant == null ? "`:doc` lists what is" : meant);
        } else {
            screen.print(text.endsWith("\n") ? text : text + "\n");
        }
    }

    private void type(String expression) {
        Explained explained = session.explain(expression);
        if (!explained.mistakes().isEmpty()) {
            conversation.wrong(explained.mistakes());
            return;
        }
        String dimension = explained.dimension();
        screen.say(explained.type() + (dimension == null || dimension.equals("no dimension") ? "" : ", a measure of " + dimension));
        List<List<String>> rows = new ArrayList<>();
        explained.origins().forEach(origin -> rows.add(List.of(origin.name(), origin.unit(), "`" + origin.text() + "`")));
        screen.print(TextPrinter.aligned(rows));
    }

    private void names() {
        List<List<String>> rows = new ArrayList<>();
        session.names().forEach(named -> rows.add(List.of(named.word(), named.name(), named.type(), named.documentation())));
        screen.print(TextPrinter.aligned(rows));
        if (rows.isEmpty()) {
            screen.remark("nothing is declared yet");
        }
    }

    private void show(String expression) {
        conversation.reply(() -> session.enter(expression.isEmpty() ? "_" : expression), Manner.EXACT);
    }

    private void plot(String what) {
        conversation.reply(() -> session.perform("plot " + what), Manner.DRAWN);
    }

    private void set(String setting) {
        if (setting.isEmpty()) {
            session.inputs().forEach((input, value) -> screen.say(input + " = " + value));
            return;
        }
        int equals = setting.indexOf('=');
        String[] parts = equals >= 0
                ? new String[] {setting.substring(0, equals), setting.substring(equals + 1)}
                : setting.split("\\s+", 2);
        if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
            conversation.mistake("`:set " + setting + "` names no input and value", "write `:set name = value`");
            return;
        }
        conversation.reply(() -> session.set(parts[0].strip(), parts[1].strip()), Manner.STUDY);
    }

    private void load(String name) throws IOException {
        Path study = file.resolve(name);
        if (Files.exists(study)) {
            load(study);
        } else {
            conversation.mistake("there is no file `" + name + "`", file.near(study));
        }
    }

    void load(Path study) {
        Reply reply = conversation.reply(() -> session.load(study), Manner.LOADED);
        if (reply.outcome() == Reply.Outcome.TAKEN) {
            screen.remark(file.summary());
        }
        file.isAsRead();
    }

    private void reload(String how) {
        switch (how) {
            case "" -> reload();
            case "auto" -> file.follow(true);
            case "off" -> file.follow(false);
            default -> conversation.mistake("`:reload " + how + "` is not known", "write `:reload`, `:reload auto` or `:reload off`");
        }
    }

    private void reload() {
        if (session.file() == null) {
            conversation.mistake("no file was loaded", "`:load FILE` loads one");
        } else {
            Reply reply = conversation.reply(session::reload, Manner.LOADED);
            if (reply.outcome() == Reply.Outcome.TAKEN && reply.changes().isEmpty()) {
                screen.remark("nothing has another value");
            }
            file.isAsRead();
        }
    }

    /**
     * Says once that files have changed. The loaded study is read again when that is wished; tables and modules are by whatever is evaluated
     * next.
     */
    void lookForChange() {
        List<Path> changed = file.changed();
        if (changed.isEmpty()) {
            return;
        }
        String called = file.called(changed);
        boolean several = changed.size() > 1;
        if (file.isFollowed()) {
            screen.remark(called + " changed and " + (several ? "are" : "is") + " read again");
            reload();
        } else if (changed.contains(session.file())) {
            screen.remark(called + " changed; `:reload` reads " + (several ? "them" : "it") + " again");
        } else {
            screen.remark(called + " changed; what is evaluated next reads " + (several ? "them" : "it") + " again");
        }
    }

    private void save(String name) throws IOException {
        write(name, false);
    }

    private void replace(String name) throws IOException {
        write(name, true);
    }

    private void write(String name, boolean inPlace) throws IOException {
        Path to = name.isEmpty() ? session.file() : file.resolve(name);
        if (to == null) {
            conversation.mistake("no file was loaded whose place the session could take", "write `:save FILE`");
        } else if (Files.exists(to) && !inPlace) {
            conversation.mistake("`" + file.called(to) + "` is there already", "`:save! " + file.called(to) + "` writes in its place");
        } else {
            WholeFile.write(to, writer -> writer.write(session.text()));
            file.isAsRead();
            screen.say("wrote " + file.called(to));
        }
    }

    private void warnings() {
        List<Result.Finding> warnings = session.warnings();
        screen.diagnostics(Screen.raised(warnings));
        screen.accepted(warnings);
        if (warnings.isEmpty()) {
            screen.remark("no warnings");
        }
    }

    private void time(String operand) {
        if (Set.of("on", "off").contains(operand)) {
            conversation.time(operand.equals("on"));
            return;
        }
        Reply reply = conversation.reply(() -> session.enter(operand), Manner.VALUE);
        screen.remark(Conversation.took(reply.took()));
    }

    private void forget(String name) {
        if (conversation.reply(() -> session.remove(name), Manner.STUDY).outcome() == Reply.Outcome.TAKEN) {
            screen.remark("forgot " + name);
        }
    }

    private void reset() {
        session.reset();
        file.isAsRead();
    }

    private void quit() {
        conversation.end();
    }
}
