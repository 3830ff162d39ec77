package org.isoflop.interpreter.engine;

import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isoflop.grammar.parse.Lexeme;
import org.isoflop.grammar.parse.Lexemes;
import org.isoflop.grammar.parse.StudyParser;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.analysis.Module;
import org.isoflop.interpreter.analysis.Vocabulary;
import org.isoflop.interpreter.file.Folder;
import org.isoflop.interpreter.function.Function;
import org.isoflop.interpreter.function.Functions;
import org.isoflop.interpreter.type.Type;

/**
 * Says what may stand at a place of an unfinished text: from the words around it, and from what the session's study was checked to be.
 * Nothing is parsed or checked anew but a value before a point.
 */
final class Completer {
    private static final List<String> BEGINNINGS = List.of("if", "not", "true", "false", "missing");
    private static final List<String> CONTINUATIONS = List.of("and", "or", "in", "as", "by", "with", "then", "else");

    private final Checker checker;
    private final boolean hasLast;
    private final Folder folder;

    /**
     * @param hasLast whether {@code _} stands for something
     * @param folder where paths start, with what may be read
     */
    Completer(Checker checker, boolean hasLast, Folder folder) {
        this.checker = checker;
        this.hasLast = hasLast;
        this.folder = folder;
    }

    List<Candidate> complete(String text, int cursor) {
        Lexeme under = null;
        for (Lexeme lexeme : Lexemes.of(text)) {
            if (lexeme.span().start() < cursor && cursor <= lexeme.span().end()) {
                under = lexeme;
            }
        }
        int start = under == null ? cursor : switch (under.kind()) {
            case COMMENT, DOCUMENTATION, STRAY -> -1;
            case NUMBER -> -1;
            case TEXT -> isWithin(under.span(), text, cursor) ? -2 : cursor;
            case NAME, KEYWORD -> under.span().start();
            case UNIT -> Math.max(under.span().start(), lastSign(text, cursor) + 1);
            case OPERATOR, BRACKET -> cursor;
        };
        if (start == -1) {
            return List.of();
        }
        if (start == -2 && under != null) {
            return paths(text, under.span().start() + 1, cursor);
        }
        Surroundings at = Surroundings.of(text, start, cursor);
        Names names = new Names(text.substring(start, cursor).replace("`", ""), new Span(start, cursor));
        offer(at, names);
        return names.all();
    }

    private static boolean isWithin(Span quoted, String text, int cursor) {
        boolean closed = quoted.length() > 1 && text.charAt(quoted.end() - 1) == '"';
        return cursor < quoted.end() || !closed;
    }

    private static int lastSign(String text, int cursor) {
        int at = cursor - 1;
        while (at >= 0 && "/*^ ".indexOf(text.charAt(at)) < 0) {
            at--;
        }
        return at;
    }

    private List<Candidate> paths(String text, int begin, int cursor) {
        int slash = text.lastIndexOf('/', cursor - 1);
        int name = Math.max(begin, slash + 1);
        Names names = new Names(text.substring(name, cursor), new Span(name, cursor));
        try {
            boolean studies = Surroundings.of(text, begin - 1, begin - 1).item().equals("use");
            names.files(folder, text.substring(begin, name), studies);
        } catch (InvalidPathException impossible) {
            // Nothing lies there.
        }
        return names.all();
    }

    private void offer(Surroundings at, Names names) {
        if (at.previous(".")) {
            members(at, names);
        } else if (at.kind() == Lexeme.Kind.UNIT) {
            names.units(checker.root().units());
            if (at.endsOperand()) {
                words(at, names);
            }
        } else if (at.item().equals("use")) {
            use(at, names);
        } else if (at.item().equals("accept") && !at.isFirstOnLine()) {
            accept(at, names);
        } else {
            expression(at, names);
        }
    }

    private void use(Surroundings at, Names names) {
        if (at.previous("use")) {
            names.modules(checker);
        } else {
            names.words(Vocabulary.clauses("use"), "keyword");
        }
    }

    private void accept(Surroundings at, Names names) {
        if (at.endsOperand()) {
            names.words(at.has("in") ? List.of("because") : Vocabulary.clauses("accept"), "keyword");
        } else if (at.has("in")) {
            names.declared(checker);
        } else if (!at.has("because")) {
            names.warnings();
        }
    }

    private void members(Surroundings at, Names names) {
        String target = at.target();
        if (at.item().equals("use")) {
            if (checker.find(target) instanceof Module.Space(Module module)) {
                names.module(module);
            }
        } else if (!target.isEmpty()) {
            if (target.matches("[\\p{L}\\p{Nd}_.]+") && checker.root().find(target.split("\\.", -1)[0]) instanceof Module.Space
                    && checker.find(target) instanceof Module.Space(Module module)) {
                names.module(module);
            } else {
                names.members(type(target));
            }
        }
    }

    /** What an expression of the text is; unknown where it is none. */
    private Type type(String expression) {
        return expression.isBlank()
                ? Type.UNKNOWN
                : checker.ask(new Source("completion", expression), Objects.requireNonNull(checker.root().folder())).type();
    }

    private void expression(Surroundings at, Names names) {
        if (at.isBlock()) {
            if (at.beginsEntry()) {
                entry(at, names);
                return;
            }
            String option = at.label();
            names.words(Vocabulary.words(at.item(), option), "word");
        }
        if (at.endsOperand() && !at.isFirstOnLine()) {
            words(at, names);
            return;
        }
        labels(at, names);
        names.typed(columns(at), "column");
        at.locals().forEach(local -> names.add(local, "local", ""));
        names.declared(checker);
        if (hasLast) {
            names.add(Evaluation.LAST, "value", "The value of the expression before.");
        }
        if (at.isFirstOnLine() && !at.isWithinBrackets()) {
            names.words(StudyParser.itemWords(), "keyword");
            words(at, names);
        }
        names.library(checker);
        names.words(BEGINNINGS, "keyword");
    }

    /** An entry of a block: a column, an option, or a word that begins one. */
    private void entry(Surroundings at, Names names) {
        if (at.item().equals("data") || at.item().equals("sweep")) {
            names.words(Vocabulary.entries(), "keyword");
            names.typed(columns(at), "column");
        } else {
            names.words(Vocabulary.options(at.item()), "option");
        }
    }

    /** Words that may follow an operand. */
    private static void words(Surroundings at, Names names) {
        if (!at.isWithinBrackets()) {
            names.words(Vocabulary.clauses(at.item()), "keyword");
        }
        names.words(CONTINUATIONS, "keyword");
    }

    /** The labels that a call takes which the place is in. */
    private void labels(Surroundings at, Names names) {
        Function function = Functions.find(at.callee());
        if (function != null && at.beginsArgument()) {
            function.signature().labels().forEach(label -> names.words(List.of(label.name()), "option"));
        }
    }

    /** The columns that an expression sees at a place. */
    private Map<String, Type> columns(Surroundings at) {
        Map<String, Type> columns = new LinkedHashMap<>();
        Function function = Functions.find(at.callee());
        boolean labelled = function != null && function.signature().labels().stream()
                .anyMatch(label -> label.columns() && label.name().equals(at.label()));
        if (labelled) {
            add(type(at.firstArgument()), columns);
        }
        switch (at.item()) {
            case "fit" -> fitted(at, columns);
            case "plot" -> add(Vocabulary.seesColumns("plot", at.label()) ? type(at.between("plot", "{")) : Type.UNKNOWN, columns);
            case "data" -> {
                if (at.isBlock()) {
                    at.file(folder).forEach(name -> columns.put(name, Type.UNKNOWN));
                    add(type(at.between("=", "{")), columns);
                }
            }
            case "sweep" -> {
                if (at.isBlock()) {
                    at.behind("in").forEach(table -> add(type(table), columns));
                }
            }
            default -> {
                // No columns are in sight.
            }
        }
        return columns;
    }

    /** The columns of the table of a fit; of all tables where that is not yet written. */
    private void fitted(Surroundings at, Map<String, Type> columns) {
        if (at.isBlock() && !Vocabulary.seesColumns("fit", at.label()) || at.previous("on")) {
            return;
        }
        List<String> tables = new ArrayList<>(at.behind("on"));
        if (tables.isEmpty()) {
            checker.root().declarations().forEach((name, declaration) -> {
                if (declaration.word().equals("data")) {
                    tables.add(name);
                }
            });
        }
        tables.forEach(table -> add(type(table), columns));
    }

    private static void add(Type type, Map<String, Type> columns) {
        Type.TableOf table = Type.TableOf.of(type);
        if (table != null) {
            table.columns().forEach(columns::putIfAbsent);
        } else if (type instanceof Type.FitOf fit) {
            fit.columns().forEach(columns::putIfAbsent);
        }
    }
}
