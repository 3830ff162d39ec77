package org.isoflop.grammar.parse;

import static org.isoflop.grammar.antlr.StudyLexer.STRAY;
import static org.isoflop.grammar.antlr.StudyLexer.TEXT;
import static org.isoflop.grammar.antlr.StudyLexer.UNCLOSED_NAME;
import static org.isoflop.grammar.antlr.StudyLexer.UNCLOSED_TEXT;

import java.util.Locale;
import org.antlr.v4.runtime.Token;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a single word of a text, before any grammar. */
final class Mistake {
    private Mistake() {
    }

    static Span span(Token token) {
        return new Span(token.getStartIndex(), Math.max(token.getStartIndex(), token.getStopIndex() + 1));
    }

    /** What is wrong with a token by itself, null if nothing is. */
    static @Nullable Diagnostic unreadable(Source source, Token token) {
        return switch (token.getType()) {
            case STRAY -> stray(source, firstStray(source, token));
            case UNCLOSED_TEXT -> Diagnostic.of(Code.UNCLOSED, "this text is not closed")
                    .at(source, span(token)).fix("write `\"` at its end; a text stays on its line");
            case UNCLOSED_NAME -> source.text().startsWith("``", token.getStartIndex())
                    ? Diagnostic.of(Code.UNCLOSED, "there is no name between these backquotes").at(source, span(token))
                    : Diagnostic.of(Code.UNCLOSED, "this name in backquotes is not closed").at(source, span(token))
                            .fix("write a backquote at its end");
            case TEXT -> badEscape(source, token);
            default -> null;
        };
    }

    /** Whether a name holds only letters; the lexer takes every character beyond ASCII into names. */
    static boolean isName(Source source, Token token) {
        return firstStray(source, token) < 0;
    }

    private static int firstStray(Source source, Token token) {
        String text = source.text();
        for (int i = token.getStartIndex(); i <= token.getStopIndex(); i += Character.charCount(text.codePointAt(i))) {
            int character = text.codePointAt(i);
            boolean digit = character >= '0' && character <= '9';
            if (!digit && character != '_' && !Character.isLetter(character)) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable Diagnostic badEscape(Source source, Token token) {
        String text = source.text();
        for (int i = text.indexOf('\\', token.getStartIndex(), token.getStopIndex()); i
                >= 0; i = text.indexOf('\\', i + 2, token.getStopIndex())) {
            if ("\\\"nt".indexOf(text.charAt(i + 1)) < 0) {
                int end = i + 1 + Character.charCount(text.codePointAt(i + 1));
                return Diagnostic.of(Code.BAD_ESCAPE, text.substring(i, end)).at(source, new Span(i, end))
                        .fix("write `\\\\` for a backslash");
            }
        }
        return null;
    }

    private static Diagnostic stray(Source source, int at) {
        int character = source.text().codePointAt(at);
        Span span = new Span(at, at + Character.charCount(character));
        Code code = character == 0 || character == 0xFFFD ? Code.UNREADABLE_TEXT : Code.STRAY_CHARACTER;
        return Diagnostic.of(code, named(character) + " has no meaning here").at(source, span).fix(mend(character));
    }

    /** A visible character as it is, any other by its code point. */
    private static String named(int character) {
        boolean visible = switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> false;
            default -> true;
        };
        if (visible) {
            return "`" + Character.toString(character) + "`";
        }
        String name = Character.getName(character);
        return String.format(Locale.ROOT, "the character U+%04X%s", character,
                name == null ? "" : " (" + name.toLowerCase(Locale.ROOT) + ")");
    }

    private static @Nullable String mend(int character) {
        return switch (character) {
            case '!' -> "write `not`, or `!=` for unequal";
            case '&' -> "write `and`";
            case '|' -> "write `or`";
            case ';' -> "a line break or a comma is enough";
            case '\'', '“', '”', '„', '‘', '’' -> "texts stand between `\"`";
            case '×', '·', '⋅' -> "write `*`";
            case '÷' -> "write `/`";
            case '−', '–', '—' -> "write `-`";
            case '≤' -> "write `<=`";
            case '≥' -> "write `>=`";
            case '≠' -> "write `!=`";
            case '≈', '∼' -> "write `near(x, y, 1%)`";
            case '→' -> "write `->`";
            case '…' -> "write `..`";
            case '∈' -> "write `in`";
            case '√' -> "write `sqrt(x)`";
            case '∞' -> "leave this side open: `> 0`";
            case '²', '³' -> "write `^2`, `^3`";
            case '$' -> "an amount of money begins with `$` and a number: `$2.50`";
            case '%' -> "`%` stands right behind a number: `40%`";
            case '\\', '@' -> "any name may stand in backquotes";
            default -> null;
        };
    }

    /** {@code 80GB}: a number with letters grown to it. */
    static Diagnostic grown(Source source, Token number, Token letters) {
        Span whole = span(number).to(span(letters));
        String written = source.text(whole);
        int split = number.getStopIndex() + 1 - number.getStartIndex();
        boolean suffixed = "KMBT".indexOf(written.charAt(split - 1)) >= 0;
        // `70Bparams` is 70B of something, but in `80MB` and `3TFLOP` the letter is a prefix of the unit.
        if (suffixed && (letters.getStopIndex() == letters.getStartIndex() || Character.isUpperCase(written.charAt(split)))) {
            split--;
        }
        String mend = written.substring(0, split) + " " + written.substring(split);
        if (!suffixed && written.length() == split + 1 && "kmbt".indexOf(written.charAt(split)) >= 0) {
            String capital = written.substring(0, split) + Character.toUpperCase(written.charAt(split));
            return Diagnostic.of(Code.GROWN_NUMBER, "`" + written.charAt(split) + "` is no suffix of a number")
                    .at(source, whole).fix("write `" + shortened(capital) + "`: the suffixes are K, M, B, T");
        }
        return Diagnostic.of(Code.GROWN_NUMBER, "a number and letters have grown together in `" + shortened(written) + "`")
                .at(source, whole)
                .fix("write a blank between number and unit: `" + shortened(mend) + "`");
    }

    /** A piece of the text that is short enough for a sentence. */
    static String shortened(String text) {
        int lineBreak = text.indexOf('\n');
        int length = text.codePointCount(0, text.length());
        if (lineBreak < 0 && length <= 40) {
            return text;
        }
        int end = lineBreak >= 0 && lineBreak < 40 ? lineBreak : text.offsetByCodePoints(0, Math.min(length, 39));
        return text.substring(0, end) + "…";
    }
}
