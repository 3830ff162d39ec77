package org.isoflop.interpreter.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.diagnostic.NearestName;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.Element;
import org.isoflop.grammar.syntax.Expression.ListLiteral;
import org.isoflop.grammar.syntax.Expression.Member;
import org.isoflop.grammar.syntax.Expression.RecordLiteral;
import org.isoflop.grammar.syntax.Expression.Reference;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.type.Type.ListOf;
import org.isoflop.interpreter.type.Type.Quantity;
import org.isoflop.interpreter.type.Type.RecordOf;
import org.isoflop.interpreter.unit.Unit;
import org.jspecify.annotations.Nullable;

/** Checks lists and records and what is asked of them: members by name, elements by place, declarations of modules. */
final class Parts {
    private final Body body;

    Parts(Body body) {
        this.body = body;
    }

    Type list(ListLiteral list, Scope scope) {
        List<Type> types = new ArrayList<>();
        for (Expression item : list.items()) {
            types.add(body.check(item, scope));
        }
        Type element = types.isEmpty() ? Type.UNKNOWN : types.getFirst();
        for (int i = 1; i < types.size(); i++) {
            Type merged = body.dimensions().merged(element, types.get(i));
            if (merged == null) {
                Quantity both = element instanceof Quantity quantity ? quantity : null;
                if (both != null && types.get(i) instanceof Quantity) {
                    body.dimensions().mismatch("a list holds values of one dimension", list.items().getFirst(), element,
                            list.items().get(i),
                            types.get(i), null);
                    return Type.UNKNOWN;
                }
                return new ListOf(Type.UNKNOWN);
            }
            element = merged;
        }
        return new ListOf(element);
    }

    Type record(RecordLiteral record, Scope scope) {
        Map<String, Type> members = new LinkedHashMap<>();
        for (Expression.Entry entry : record.entries()) {
            if (members.put(entry.name().text(), body.check(entry.value(), scope)) != null) {
                body.report(body.at(Code.DUPLICATE_NAME, entry.name().span(), entry.name().text()));
            }
        }
        return new RecordOf(members);
    }

    Type member(Member member, Scope scope) {
        Module space = space(member.target(), scope);
        if (space != null) {
            return spaceMember(member, space);
        }
        return memberOf(body.checkNamed(member.target(), scope), member);
    }

    /** The module that an expression names, or null. */
    @Nullable
    Module space(Expression expression, Scope scope) {
        return switch (expression) {
            case Reference reference when scope.find(reference.name().text()) == null ->
                    body.module().find(reference.name().text()) instanceof Module.Space(Module found) ? found : null;
            case Member member -> {
                Module outer = space(member.target(), scope);
                yield outer != null && outer.find(member.name().text()) instanceof Module.Space(Module found) ? found : null;
            }
            default -> null;
        };
    }

    /** The declaration that {@code space.name} stands for, or null after a report. */
    @Nullable
    Declaration spaceDeclaration(Member member, Module space) {
        if (space.find(member.name().text()) instanceof Module.Member(Declaration declaration)) {
            return declaration;
        }
        if (space.unread().contains(member.name().text())) {
            return null;
        }
        String nearest = NearestName.nearest(member.name().text(), space.names());
        body.report(body.at(Code.UNKNOWN_MEMBER, member.name().span(), "the module `" + space.name() + "`", member.name().text())
                .fix(nearest == null ? null : "did you mean `" + nearest + "`?"));
        return null;
    }

    private Type spaceMember(Member member, Module space) {
        if (space.find(member.name().text()) instanceof Module.Space) {
            return body.wrong(member.span(), "`" + member.name().text() + "` is a module: name one of its declarations");
        }
        Declaration declaration = spaceDeclaration(member, space);
        return declaration == null ? Type.UNKNOWN : body.references().global(member, declaration);
    }

    private Type memberOf(Type type, Member member) {
        String name = member.name().text();
        Map<String, Type> members = Members.of(type);
        if (type == Type.UNKNOWN) {
            return Type.UNKNOWN;
        }
        if (type instanceof ListOf(Type element)) {
            Type found = element == Type.UNKNOWN ? Type.UNKNOWN : memberOf(element, member);
            return found == Type.UNKNOWN ? found : new ListOf(found);
        }
        if (type instanceof Type.OpenVector(Type element)) {
            return element;
        }
        Type found = members.get(name);
        if (found != null) {
            return found;
        }
        String nearest = NearestName.nearest(name, members.keySet());
        Diagnostic diagnostic = body.at(Code.UNKNOWN_MEMBER, member.name().span(), type.describe(), name);
        if (nearest != null) {
            diagnostic = diagnostic.fix("did you mean `" + nearest + "`?");
        } else if (!members.isEmpty()) {
            diagnostic = diagnostic.note("it has " + String.join(", ", members.keySet()));
        }
        if (type instanceof Type.Uncalled(Object declaration, String item)) {
            diagnostic = diagnostic.fix("call it first: `" + item + "(…)." + name + "`");
        }
        body.report(diagnostic);
        return Type.UNKNOWN;
    }

    Type element(Element element, Scope scope) {
        Type target = body.check(element.target(), scope);
        Type index = Type.UNKNOWN;
        for (Expression each : element.indices()) {
            index = body.check(each, scope);
        }
        if (element.indices().size() != 1) {
            return body.wrong(element.span(), "one index stands in the brackets");
        }
        Span place = element.indices().getFirst().span();
        return switch (target) {
            case ListOf(Type item) -> index(item, index, place);
            case Type.TableOf table -> index(new RecordOf(table.columns()), index, place);
            case Type.OpenVector(Type part) -> part;
            case RecordOf(Map<String, Type> members) -> {
                if (index == Type.TEXT || index instanceof ListOf(Type each) && each == Type.TEXT) {
                    Type part = members.isEmpty() ? Type.UNKNOWN : members.values().iterator().next();
                    yield index instanceof ListOf ? new ListOf(part) : part;
                }
                if (index instanceof RecordOf(Map<String, Type> parts) && parts.keySet().equals(members.keySet())) {
                    yield target;
                }
                yield index == Type.UNKNOWN ? Type.UNKNOWN : body.wrong(place, "a record is asked by a text, not by " + index.describe());
            }
            case Type other when other == Type.UNKNOWN -> Type.UNKNOWN;
            default -> body.wrong(element.target().span(), target.describe() + " has no elements");
        };
    }

    private Type index(Type item, Type index, Span place) {
        return switch (index) {
            case Quantity(Unit unit, boolean zero) when unit.isNone() -> item;
            case ListOf(Quantity(Unit unit, boolean zero)) when unit.isNone() -> new ListOf(item);
            case Type other when other == Type.UNKNOWN -> Type.UNKNOWN;
            default -> body.wrong(place, "elements are counted by plain numbers from 0, not by " + index.describe());
        };
    }
}
