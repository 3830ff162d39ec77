package org.isoflop.repl.prompt;

import org.isoflop.grammar.parse.Lexeme;
import org.isoflop.grammar.parse.Lexemes;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.repl.printer.Ink;
import org.isoflop.repl.session.Conversation;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/** The look of an entry while it is typed: each lexeme by its kind, and the bracket that belongs to the one at the cursor. */
final class Colours implements Highlighter {
    private final Ink ink;

    Colours(Ink ink) {
        this.ink = ink;
    }

    @Override
    public AttributedString highlight(LineReader reader, String entry) {
        if (ink == Ink.PLAIN) {
            return new AttributedString(entry);
        }
        int from = Conversation.isCommand(entry) ? endOfCommand(entry) : 0;
        AttributedStringBuilder text = new AttributedStringBuilder(entry.length());
        text.styled(AttributedStyle.BOLD, entry.substring(0, from));
        String code = entry.substring(from);
        int cursor = reader.getBuffer().cursor() - from;
        Span one = bracket(code, cursor);
        Span other = one == null ? null : Lexemes.matching(code, one.start());
        int end = 0;
        for (Lexeme lexeme : Lexemes.of(code)) {
            Span span = lexeme.span();
            text.append(code, end, span.start());
            boolean matched = other != null && (span.equals(one) || span.equals(other));
            text.styled(matched ? AttributedStyle.INVERSE : style(lexeme.kind()), code.substring(span.start(), span.end()));
            end = span.end();
        }
        return text.append(code, end, code.length()).toAttributedString();
    }

    private static int endOfCommand(String entry) {
        int end = entry.indexOf(':');
        while (end < entry.length() && !Character.isWhitespace(entry.charAt(end))) {
            end++;
        }
        return end;
    }

    /** The bracket before the cursor, else that under it. */
    private static @Nullable Span bracket(String code, int cursor) {
        for (int offset = cursor - 1; offset <= cursor; offset++) {
            if (offset >= 0 && offset < code.length() && "()[]{}".indexOf(code.charAt(offset)) >= 0) {
                return new Span(offset, offset + 1);
            }
        }
        return null;
    }

    private static AttributedStyle style(Lexeme.Kind kind) {
        AttributedStyle plain = AttributedStyle.DEFAULT;
        return switch (kind) {
            case KEYWORD -> plain.bold().foreground(AttributedStyle.BLUE);
            case NUMBER -> plain.foreground(AttributedStyle.CYAN);
            case UNIT -> plain.foreground(AttributedStyle.MAGENTA);
            case TEXT -> plain.foreground(AttributedStyle.GREEN);
            case COMMENT, DOCUMENTATION -> plain.faint();
            case STRAY -> plain.foreground(AttributedStyle.RED);
            case NAME, OPERATOR, BRACKET -> plain;
        };
    }
}
