package org.isoflop.repl.prompt;

import java.util.List;
import java.util.function.Predicate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Says when an entry is whole, and which part of it a suggestion takes the place of. */
final class Entries implements Parser {
    private final Predicate<String> unfinished;
    private final Suggestions suggestions;

    /** @param unfinished whether an entry goes on behind a text */
    Entries(Predicate<String> unfinished, Suggestions suggestions) {
        this.unfinished = unfinished;
        this.suggestions = suggestions;
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && unfinished.test(line)) {
            throw new EOFError(-1, -1, "the entry goes on");
        }
        int start = context == ParseContext.COMPLETE ? suggestions.start(line, cursor) : cursor;
        return new Entry(line, cursor, start);
    }

    /** A line as one word from the place where suggestions begin. */
    private record Entry(String line, int cursor, int start) implements CompletingParsedLine {
        @Override
        public String word() {
            return line.substring(start, cursor);
        }

        @Override
        public int wordCursor() {
            return cursor - start;
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word());
        }

        /** Suggestions are written as they are to stand. */
        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return wordCursor();
        }
    }
}
