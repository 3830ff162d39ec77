package org.isoflop.interpreter.analysis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.parse.Bounds;
import org.isoflop.grammar.syntax.Name;
import org.isoflop.grammar.syntax.Parameter;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.interpreter.type.Type;
import org.isoflop.stdlib.Locales;
import org.jspecify.annotations.Nullable;

/** Declarations checked for the types of their arguments, each when it is first asked for, and what leads back to itself found out. */
final class Instances {
    private static final int MOST_MEMBERS = 100_000;
    /** So many names of a cycle are told. */
    private static final int LONGEST_CYCLE = 12;
    /** So many instances of an item may be under way before it counts as a cycle. */
    private static final int DEEPEST = 100;

    private final Checker checker;
    private final Problems problems;
    private final Bounds bounds;
    private final List<Instance> underWay = new ArrayList<>();

    Instances(Checker checker, Problems problems, Bounds bounds) {
        this.checker = checker;
        this.problems = problems;
        this.bounds = bounds;
    }

    /** The instance that shows what is wrong with an item for any arguments: undeclared parameters are of unknown type. */
    @Nullable
    Instance general(Declaration declaration) {
        List<Type> types = new ArrayList<>();
        if (declaration.takesArguments()) {
            for (Parameter parameter : declaration.parameters()) {
                Type declared = parameterType(declaration, parameter);
                types.add(declared == null ? Type.UNKNOWN : declared);
            }
        }
        return of(declaration, types, declaration.source(), declaration.item().name().span());
    }

    /** The type that a parameter is declared with, or null where it takes any value. */
    @Nullable
    Type parameterType(Declaration declaration, Parameter parameter) {
        if (parameter.unit() == null) {
            return null;
        }
        Type single = new UnitResolver(declaration.module(), problems).type(parameter.unit());
        if (parameter.parts().isEmpty()) {
            return single;
        }
        Map<String, Type> parts = new LinkedHashMap<>();
        for (Name part : parameter.parts()) {
            parts.put(part.text(), single);
        }
        return new Type.RecordOf(parts);
    }

    /** A declaration checked for some argument types; null where it leads back to itself, which is reported. */
    @Nullable
    Instance of(Declaration declaration, List<Type> types, Source source, Span span) {
        bounds.poll().run();
        if (!areReasonable(types)) {
            problems.report(Diagnostic.of(Code.LIMIT,
                    "nesting: " + String.format(Locales.NONE, "an argument of `%s` has more than %,d members within members", declaration,
                            MOST_MEMBERS))
                    .at(source, span), declaration);
            return null;
        }
        Instance known = declaration.instance(types);
        if (known != null) {
            return underWay.contains(known) ? cycle(known, source, span) : known;
        }
        for (Instance open : underWay) {
            if (open.declaration() == declaration && underWay.size() > DEEPEST) {
                return cycle(open, source, span);
            }
        }
        if (underWay.size() >= bounds.items()) {
            problems.report(bounds.exceeded("`" + declaration + "` leads further through other items").at(source, span), declaration);
            return null;
        }
        Instance instance = new Instance(declaration, types);
        declaration.add(instance);
        underWay.add(instance);
        try {
            new Items(checker).check(instance);
        } catch (StackOverflowError deep) {
            problems.report(Diagnostic.of(Code.LIMIT,
                    "nesting: `" + declaration + "` leads through more expressions within each other than the stack holds")
                    .at(source, span), declaration);
            return null;
        } catch (CancellationException cancelled) {
            declaration.remove(instance);
            throw cancelled;
        } finally {
            underWay.removeLast();
        }
        return instance;
    }

    /** Types that are told apart by what they hold must not hold more than can be looked at. */
    private static boolean areReasonable(List<Type> types) {
        Deque<Type> open = new ArrayDeque<>(types);
        int seen = 0;
        while (!open.isEmpty() && seen <= MOST_MEMBERS) {
            seen++;
            switch (open.pop()) {
                case Type.ListOf(Type element) -> open.push(element);
                case Type.RecordOf(Map<String, Type> members) -> members.values().forEach(open::push);
                case Type.TableOf(Map<String, Type> columns, Map<String, Type> members) -> {
                    columns.values().forEach(open::push);
                    members.values().forEach(open::push);
                }
                case Type other -> {
                    // It is single, or made by what a study declares.
                }
            }
        }
        return seen <= MOST_MEMBERS;
    }

    private @Nullable Instance cycle(Instance start, Source source, Span span) {
        List<String> names = new ArrayList<>();
        for (int i = underWay.lastIndexOf(start); i < underWay.size(); i++) {
            names.add(underWay.get(i).declaration().name());
        }
        names.add(start.declaration().name());
        if (names.size() > LONGEST_CYCLE) {
            names.subList(LONGEST_CYCLE / 2, names.size() - LONGEST_CYCLE / 2).clear();
            names.add(LONGEST_CYCLE / 2, "…");
        }
        Declaration first = start.declaration();
        problems.report(Diagnostic.of(Code.CYCLE, String.join(" → ", names)).at(source, span, "needed here")
                .at(first.source(), first.item().name().span(), "while `" + first + "` is worked out"), first);
        return null;
    }
}
