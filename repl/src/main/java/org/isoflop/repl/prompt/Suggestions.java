package org.isoflop.repl.prompt;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.interpreter.engine.Candidate;
import org.isoflop.repl.file.Harmless;
import org.isoflop.repl.session.Conversation;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Puts what an entry might go on with before the reader. */
final class Suggestions implements Completer {
    private final Conversation conversation;
    private String text = "";
    private int cursor = -1;
    private List<Candidate> found = List.of();

    Suggestions(Conversation conversation) {
        this.conversation = conversation;
    }

    /** Where what a suggestion takes the place of begins. */
    int start(String entry, int place) {
        List<Candidate> candidates = at(entry, place);
        return candidates.isEmpty() ? place : candidates.getFirst().replaced().start();
    }

    /** The suggestions at a place; asked for twice at one key, they are found once. */
    private List<Candidate> at(String entry, int place) {
        if (place != cursor || !text.equals(entry)) {
            found = conversation.complete(entry, place);
            text = entry;
            cursor = place;
        }
        return found;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<org.jline.reader.Candidate> candidates) {
        List<org.jline.reader.Candidate> shown = new ArrayList<>();
        for (Candidate candidate : at(line.line(), line.cursor())) {
            if (!Harmless.name(candidate.text()).equals(candidate.text())) {
                // The name of a file or column that a terminal would obey instead of showing it, which no study can hold either.
                continue;
            }
            String documentation = Harmless.name(candidate.documentation());
            shown.add(new org.jline.reader.Candidate(candidate.text(), candidate.text(), null,
                    documentation.isEmpty() ? null : documentation, null, null, false, shown.size()));
        }
        candidates.addAll(shown);
        cursor = -1;
    }
}
