package org.isoflop.interpreter.analysis;

import java.util.Collection;
import java.util.List;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.diagnostic.NearestName;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.Reference;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Name;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.type.Type.ListOf;
import org.isoflop.interpreter.type.Type.Quantity;
import org.jspecify.annotations.Nullable;

/** Finds what names stand for: locals first, then the study's own, what it imports, the prelude. */
final class References {
    /** Where so much is wrong, nobody guesses any more what was meant. */
    private static final int MOST_GUESSES = 100;

    private final Body body;
    private @Nullable FileColumns fileColumns;

    /** Decides about names in the block of a table that is read from a file. */
    interface FileColumns {
        /** Whether a name that is no local stands for a column of the file. */
        boolean owns(Name name, boolean known);

        /** The name of the column whose expression is being checked, or null. */
        @Nullable
        String current();
    }

    References(Body body) {
        this.body = body;
    }

    void fileColumns(@Nullable FileColumns columns) {
        fileColumns = columns;
    }

    /** The type of what a name stands for. */
    Type reference(Reference reference, Scope scope) {
        String name = reference.name().text();
        Scope.Local local = scope.find(name);
        if (local != null && !(fileColumns != null && name.equals(fileColumns.current()) && !scope.declaresItself(name))) {
            Scope.Doubt doubt = reference.name().quoted() ? null : scope.doubt(name);
            if (doubt != null) {
                body.report(body.at(Code.AMBIGUOUS_NAME, reference.span(), name, doubt.message()).fix(doubt.fix()));
            }
            body.typing().bind(reference, new Typing.Binding.Local(local.slot()));
            return local.type();
        }
        Module.Named named = body.module().find(name);
        if (named == null) {
            named = body.checker().prelude(body.module(), name);
        }
        if (fileColumns != null && fileColumns.owns(reference.name(), named != null)) {
            body.typing().bind(reference, new Typing.Binding.FileColumn(name));
            return new ListOf(Type.NUMBER);
        }
        return switch (named) {
            case Module.Member(Declaration declaration) -> global(reference, declaration);
            case Module.Space(Module space) ->
                    body.wrong(reference.span(), "`" + name + "` is a module: name one of its declarations, as in `" + name + "."
                            + (space.names().isEmpty() ? "name" : space.names().getFirst()) + "`");
            case null -> unknownName(reference.name(), scope);
        };
    }

    /** The value of a declaration, or its law. */
    Type global(Expression expression, Declaration declaration) {
        if (declaration.item() instanceof Item.Unit) {
            return body.wrong(expression.span(), "`" + declaration + "` is a unit: it stands only after a number, `:`, `->` and `as`");
        }
        if (declaration.takesArguments()) {
            return new Type.Uncalled(declaration, declaration.name());
        }
        Instance target = body.checker().instances().of(declaration, List.of(), body.module().source(), expression.span());
        if (target == null) {
            return Type.UNKNOWN;
        }
        body.uses(target);
        body.typing().bind(expression, new Typing.Binding.Global(target));
        if (body.isPlain() && target.type() instanceof Quantity quantity && !quantity.unit().isNone()) {
            return body.wrong(expression.span(),
                    "a law computes on plain numbers, and `" + declaration + "` is " + target.type().describe());
        }
        return target.type();
    }

    Type unknownName(Name name, Scope scope) {
        if (body.module().unread().contains(name.text())) {
            return Type.UNKNOWN;
        }
        if (body.checker().isFunction(name.text())) {
            return body.wrong(name.span(),
                    "`" + name.text() + "` is a function of the library: it is called, as in `" + name.text() + "(…)`");
        }
        String nearest = nearest(name.text(), scope);
        Diagnostic diagnostic = body.at(Code.UNKNOWN_NAME, name.span(), name.text());
        if (nearest != null) {
            diagnostic = diagnostic.fix("did you mean `" + nearest + "`?");
        } else if (body.module().units().find(name.text()) != null) {
            diagnostic = diagnostic.fix("`" + name.text()
                    + "` is a unit: it stands only after a number, `:`, `->` and `as`; several are joined by `*` and `/` without brackets, as in `2 USD/GPU/hour`");
        } else if (Checker.isLibraryModule(name.text()) && !body.module().isGiven()) {
            diagnostic = diagnostic.fix("write `use " + name.text() + "` to have this module");
        } else if (body.isPlain()) {
            diagnostic = diagnostic.fix("declare it: a coefficient as in `where " + name.text() + " > 0` or `" + name.text()
                    + " free`, what varies from row to row as an argument");
        } else if (mayGuess()) {
            diagnostic = diagnostic.fix(body.module().isGiven() ? Module.GIVEN_ALONE : Library.whereToFind(name.text()));
        }
        body.report(diagnostic);
        return Type.UNKNOWN;
    }

    /** Where hundreds of names are unknown, no time goes into what each of them may have meant. */
    private boolean mayGuess() {
        return body.checker().problems().found().size() <= MOST_GUESSES;
    }

    /** What is near at hand is meant rather than what is far away: locals, then the study's own names, then the library. */
    private @Nullable String nearest(String name, Scope scope) {
        if (!mayGuess()) {
            return null;
        }
        for (Collection<String> known : List.of(scope.names(), body.module().names(), body.checker().globalNames())) {
            String nearest = NearestName.nearest(name, known);
            if (nearest != null) {
                return nearest;
            }
        }
        return null;
    }
}
