package org.isoflop.repl.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.interpreter.engine.Candidate;
import org.isoflop.interpreter.engine.Session;

/** What a command and its operand may be completed to. */
final class CommandCompletion {
    private final Commands commands;
    private final Session session;
    private final StudyFile file;

    CommandCompletion(Commands commands, Session session, StudyFile file) {
        this.commands = commands;
        this.session = session;
        this.file = file;
    }

    /** The candidates at a place of an entry that begins with a colon. */
    List<Candidate> at(String entry, int cursor) {
        int colon = entry.indexOf(':');
        int end = colon;
        while (end < entry.length() && !Character.isWhitespace(entry.charAt(end))) {
            end++;
        }
        if (cursor <= colon) {
            return List.of();
        }
        if (cursor <= end) {
            return names(entry.substring(colon + 1, cursor), colon, cursor);
        }
        Command command = commands.find(entry.substring(colon + 1, end));
        int start = end;
        while (start < cursor && Character.isWhitespace(entry.charAt(start))) {
            start++;
        }
        return command == null ? List.of() : operand(command, entry, start, cursor);
    }

    private List<Candidate> names(String begun, int start, int cursor) {
        List<Candidate> names = new ArrayList<>();
        for (Command command : commands.all()) {
            if (command.name().startsWith(begun)) {
                names.add(new Candidate(":" + command.name(), "command", command.summary(), new Span(start, cursor)));
            }
        }
        return names;
    }

    private List<Candidate> operand(Command command, String entry, int start, int cursor) {
        String begun = entry.substring(start, cursor);
        return switch (command.takes()) {
            case NOTHING -> List.of();
            case WORD -> words(command, begun, start, cursor);
            case FILE -> files(begun, start, cursor);
            case NAME, EXPRESSION, SETTING -> session.complete(entry.substring(start), cursor - start).stream()
                    .map(found -> new Candidate(found.text(), found.kind(), found.documentation(),
                            new Span(found.replaced().start() + start, found.replaced().end() + start)))
                    .toList();
        };
    }

    private List<Candidate> words(Command command, String begun, int start, int cursor) {
        if (command.name().equals("help")) {
            return names(begun.startsWith(":") ? begun.substring(1) : begun, start, cursor);
        }
        return Stream.of("auto", "off").filter(word -> word.startsWith(begun))
                .map(word -> new Candidate(word, "word", "", new Span(start, cursor))).toList();
    }

    /** Studies and folders; what begins with a point only where that is asked for. */
    private List<Candidate> files(String begun, int start, int cursor) {
        int slash = begun.lastIndexOf('/') + 1;
        String last = begun.substring(slash);
        List<Candidate> found = new ArrayList<>();
        try (Stream<Path> list = Files.list(file.resolve(begun.substring(0, slash)))) {
            list.sorted().forEach(path -> {
                String name = String.valueOf(path.getFileName());
                boolean folder = Files.isDirectory(path);
                if (name.startsWith(last) && (folder || name.endsWith(".study")) && (last.startsWith(".") || !name.startsWith("."))) {
                    found.add(new Candidate(name + (folder ? "/" : ""), folder ? "folder" : "file", "", new Span(start + slash, cursor)));
                }
            });
        } catch (IOException | InvalidPathException none) {
            return List.of();
        }
        return found;
    }
}
