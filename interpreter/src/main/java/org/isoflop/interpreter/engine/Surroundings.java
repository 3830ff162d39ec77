package org.isoflop.interpreter.engine;

import java.nio.file.InvalidPathException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.isoflop.grammar.parse.Lexeme;
import org.isoflop.grammar.parse.Lexeme.Kind;
import org.isoflop.grammar.parse.Lexemes;
import org.isoflop.grammar.parse.StudyParser;
import org.isoflop.interpreter.file.Folder;
import org.isoflop.interpreter.table.ColumnNames;
import org.isoflop.interpreter.table.PinnedName;

/** The words around a place of a text at which a name is being written. */
final class Surroundings {
    /** Stands for a name of which nothing is written yet. */
    private static final String PLACEHOLDER = "x";

    /** Milliseconds that may go by before the columns of a file are known. */
    private static final long PATIENCE = 400;

    private final String text;
    private final int start;
    private final List<Lexeme> lexemes;
    /** The lexeme of the name itself. */
    private final int here;
    /** Where the item begins that the place is in. */
    private final int first;
    private final String item;
    /** The brackets of the item that are open at the place, the innermost first. */
    private final Deque<Integer> open = new ArrayDeque<>();

    private Surroundings(String text, int start) {
        this.text = text;
        this.start = start;
        this.lexemes = Lexemes.of(text).stream().filter(each -> each.kind() != Kind.COMMENT && each.kind() != Kind.DOCUMENTATION).toList();
        int index = 0;
        int begins = 0;
        String word = "";
        for (; index < lexemes.size() && lexemes.get(index).span().end() <= start; index++) {
            Lexeme lexeme = lexemes.get(index);
            boolean margin = isFirst(lexeme)
                    && (open.isEmpty() || lexeme.span().start() == 0 || text.charAt(lexeme.span().start() - 1) == '\n');
            if (lexeme.kind() == Kind.KEYWORD && margin && StudyParser.itemWords().contains(word(index))) {
                begins = index;
                word = word(index);
                open.clear();
            } else if (lexeme.kind() == Kind.BRACKET && "([{".contains(word(index))) {
                open.push(index);
            } else if (lexeme.kind() == Kind.BRACKET && !open.isEmpty()) {
                open.pop();
            }
        }
        this.here = index;
        this.first = begins;
        this.item = word;
    }

    /** @param cursor behind what is written of the name, which begins at {@code start} */
    static Surroundings of(String text, int start, int cursor) {
        return new Surroundings(start == cursor ? text.substring(0, start) + PLACEHOLDER + text.substring(start) : text, start);
    }

    private String word(int index) {
        return index < 0 || index >= lexemes.size()
                ? ""
                : text.substring(lexemes.get(index).span().start(), lexemes.get(index).span().end());
    }

    private boolean isFirst(Lexeme lexeme) {
        int line = text.lastIndexOf('\n', lexeme.span().start() - 1) + 1;
        return text.substring(line, lexeme.span().start()).isBlank();
    }

    /** The word that begins the item, empty in a lone expression. */
    String item() {
        return item;
    }

    /** What a name is here. */
    Kind kind() {
        return here < lexemes.size() ? lexemes.get(here).kind() : Kind.NAME;
    }

    /** Whether a word or sign stands right before the name. */
    boolean previous(String word) {
        return here > 0 && word(here - 1).equals(word) && lexemes.get(here - 1).kind() != Kind.NAME;
    }

    /** Whether a keyword stands between the begin of the item and the name. */
    boolean has(String keyword) {
        for (int i = first; i < here; i++) {
            if (lexemes.get(i).kind() == Kind.KEYWORD && word(i).equals(keyword)) {
                return true;
            }
        }
        return false;
    }

    boolean isFirstOnLine() {
        return text.substring(text.lastIndexOf('\n', start - 1) + 1, start).isBlank();
    }

    boolean isWithinBrackets() {
        return !open.isEmpty();
    }

    /** Whether this is the block of columns or options of an item. */
    boolean isBlock() {
        return open.size() == 1 && word(open.peek()).equals("{") && !item.isEmpty() && !item.equals("budget") && !item.equals("let");
    }

    boolean beginsEntry() {
        return previous("{") || previous(",") || isFirstOnLine() && (endsOperand() || previous("}")) || endsOperand() && isUnitBefore();
    }

    private boolean isUnitBefore() {
        return here > 0 && lexemes.get(here - 1).kind() == Kind.UNIT && kind() != Kind.KEYWORD && item.equals("data");
    }

    boolean beginsArgument() {
        return previous("(") || previous(",");
    }

    /** Whether what stands before the name is whole by itself, so that no other operand can follow. */
    boolean endsOperand() {
        if (here == 0 || here == first) {
            return false;
        }
        Lexeme before = lexemes.get(here - 1);
        return switch (before.kind()) {
            case NAME -> here - 1 != first || item.isEmpty();
            case NUMBER, UNIT, TEXT -> true;
            case BRACKET -> ")]}".contains(word(here - 1));
            case KEYWORD -> List.of("true", "false", "missing").contains(word(here - 1));
            case COMMENT, DOCUMENTATION, OPERATOR, STRAY -> false;
        };
    }

    /** The name before the innermost colon, of an option or an argument; empty where there is none. */
    String label() {
        int depth = 0;
        for (int i = here - 1; i > first; i--) {
            String word = word(i);
            if (lexemes.get(i).kind() == Kind.BRACKET) {
                depth += ")]}".contains(word) ? 1 : -1;
            }
            if (depth < 0 || depth == 0 && word.equals(",")) {
                return "";
            }
            if (depth == 0 && word.equals(":")) {
                return word(i - 1);
            }
        }
        return "";
    }

    /** The name of the function in whose parentheses the place is, empty where it is in none. */
    String callee() {
        if (open.isEmpty() || !word(open.peek()).equals("(")) {
            return "";
        }
        int before = open.peek() - 1;
        return before >= 0 && lexemes.get(before).kind() == Kind.NAME ? word(before) : "";
    }

    /** The text of the first argument of the call that the place is in. */
    String firstArgument() {
        int from = java.util.Objects.requireNonNull(open.peek()) + 1;
        int depth = 0;
        for (int i = from; i < lexemes.size(); i++) {
            if (lexemes.get(i).kind() == Kind.BRACKET) {
                depth += "([{".contains(word(i)) ? 1 : -1;
            }
            if (depth < 0 || depth == 0 && word(i).equals(",")) {
                return text.substring(lexemes.get(from).span().start(), lexemes.get(i).span().start());
            }
        }
        return "";
    }

    /** The expression before the point that stands before the name. */
    String target() {
        int end = here - 2;
        int i = end;
        while (i >= first) {
            if (lexemes.get(i).kind() == Kind.BRACKET) {
                int opening = opening(i);
                boolean called = opening > first && lexemes.get(opening - 1).kind() == Kind.NAME
                        && lexemes.get(opening - 1).span().end() == lexemes.get(opening).span().start();
                if (opening < 0 || !called) {
                    return opening < 0 ? "" : from(opening, end);
                }
                i = opening - 1;
            }
            if (lexemes.get(i).kind() == Kind.NUMBER || lexemes.get(i).kind() == Kind.TEXT || i - 1 < first || !word(i - 1).equals(".")) {
                return from(i, end);
            }
            i -= 2;
        }
        return "";
    }

    private String from(int begin, int end) {
        return text.substring(lexemes.get(begin).span().start(), lexemes.get(end).span().end());
    }

    private int opening(int closing) {
        int depth = 0;
        for (int i = closing; i >= first; i--) {
            if (lexemes.get(i).kind() == Kind.BRACKET) {
                depth += ")]}".contains(word(i)) ? 1 : -1;
                if (depth == 0) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** The text between two words of the item, empty where it does not hold both before the place. */
    String between(String from, String to) {
        int begin = -1;
        for (int i = first; i < here; i++) {
            if (begin < 0 && word(i).equals(from)) {
                begin = i + 1;
            } else if (begin > 0 && begin < i && word(i).equals(to)) {
                return from(begin, i - 1);
            }
        }
        return "";
    }

    /** The names behind a keyword of the item, wherever in it. */
    List<String> behind(String keyword) {
        List<String> behind = new ArrayList<>();
        for (int i = first; i < lexemes.size(); i++) {
            boolean next = i > first && isFirst(lexemes.get(i)) && lexemes.get(i).kind() == Kind.KEYWORD
                    && StudyParser.itemWords().contains(word(i)) && i > here;
            if (next) {
                break;
            }
            if (lexemes.get(i).kind() == Kind.KEYWORD && word(i).equals(keyword) && i + 1 < lexemes.size() && i + 1 != here) {
                int end = i + 1;
                while (end + 2 < lexemes.size() && word(end + 1).equals(".")) {
                    end += 2;
                }
                behind.add(from(i + 1, end));
            }
        }
        return behind;
    }

    /** The columns of the file that a table is read from, none where that takes long to find out. */
    List<String> file(Folder folder) {
        for (int i = first; i < here; i++) {
            if (lexemes.get(i).kind() == Kind.TEXT && word(i).length() > 2) {
                try {
                    return ColumnNames.of(folder.file(PinnedName.bare(word(i).substring(1, word(i).length() - 1))), PATIENCE);
                } catch (InvalidPathException impossible) {
                    return List.of();
                }
            }
        }
        return List.of();
    }

    /** Names that the item itself declares: parameters, columns, variables, axes, definitions. */
    Set<String> locals() {
        Set<String> locals = new LinkedHashSet<>();
        for (int i = first + 2; i < lexemes.size() && !item.isEmpty(); i++) {
            boolean next = isFirst(lexemes.get(i)) && lexemes.get(i).kind() == Kind.KEYWORD && StudyParser.itemWords().contains(word(i))
                    && i > here;
            if (next) {
                break;
            }
            boolean declares = word(i + 1).equals(":") || word(i + 1).equals("=") && i > first + 1;
            boolean axis = word(i + 1).equals("in") && (item.equals("sweep") || item.equals("allocate")) && word(i - 1).matches("over|,");
            if (i != here && i + 2 != here && lexemes.get(i).kind() == Kind.NAME && (declares && !isOption(i) || axis)) {
                locals.add(word(i));
            }
        }
        return locals;
    }

    private boolean isOption(int index) {
        return word(index + 1).equals(":")
                && !List.of("data", "sweep", "let", "law", "allocate", "fit", "constraint", "budget").contains(item)
                || item.equals("fit") && index > first + 2;
    }
}
