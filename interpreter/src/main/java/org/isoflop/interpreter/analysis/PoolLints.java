package org.isoflop.interpreter.analysis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.diagnostic.Phrases;
import org.isoflop.grammar.syntax.Columns;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.Argument;
import org.isoflop.grammar.syntax.Expression.As;
import org.isoflop.grammar.syntax.Expression.Binary;
import org.isoflop.grammar.syntax.Expression.Call;
import org.isoflop.grammar.syntax.Expression.Member;
import org.isoflop.grammar.syntax.Expression.Parenthesised;
import org.isoflop.grammar.syntax.Expression.Reference;
import org.isoflop.grammar.syntax.Expression.With;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Parameter;
import org.isoflop.grammar.syntax.Within;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.LawSignature.Kind;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.unit.UnitTable;
import org.jspecify.annotations.Nullable;

/**
 * Text from several pools as the tokens of a law that takes all tokens alike: amounts with names of their own, added up plainly. Told by how
 * it is written, through names that stand for the sum and through functions that hand it on. A sum in which one pool is weighed says what it
 * is worth beside the others, and so is left alone.
 */
final class PoolLints {
    private static final String SUM = "sum";
    /** Different text takes a place of its own in laws of repeated text, and is no other pool. */
    private static final String UNREPEATED = "unique_token";
    private static final Unit TOKENS = Unit.of(Objects.requireNonNull(new UnitTable().find("token")));

    private final Checker checker;
    private final Module module;
    private final Problems problems;
    /** Of the item that is judged, what its own names stand for. */
    private Map<String, Expression> locals = Map.of();
    /** By name within that item, what is added up under it: each is followed once, however often it is mentioned. */
    private final Map<String, List<Pool>> known = new HashMap<>();
    /** By function and parameter, the law to which it is handed on. */
    private final Map<Handed, Optional<String>> takers = new HashMap<>();

    PoolLints(Checker checker, Module module, Problems problems) {
        this.checker = checker;
        this.module = module;
        this.problems = problems;
    }

    /** What is added up, in words of a message; the rows of a table are more than one. */
    private record Pool(String words, boolean several) {
        static Pool of(String name) {
            return new Pool("`" + name + "`", false);
        }
    }

    /** A parameter of a function. */
    private record Handed(Declaration function, String parameter) {
    }

    /** Judges all calls of the study. */
    void judge() {
        for (Item item : module.syntax().items()) {
            Declaration owner = item instanceof Item.Declaration declaration ? module.declarations().get(declaration.name().text()) : null;
            locals = locals(item);
            known.clear();
            Within.of(item).forEach(expression -> judge(expression, owner));
        }
    }

    /** What the names stand for that an item gives to expressions of its own. */
    private static Map<String, Expression> locals(Item item) {
        Map<String, Expression> locals = new HashMap<>();
        if (item instanceof Item.Let let) {
            let.where().forEach(local -> locals.put(local.name().text(), local.value()));
        }
        Columns columns = item instanceof Item.Sweep sweep ? sweep.columns() : item instanceof Item.Data data ? data.columns() : null;
        for (Columns.Entry entry : columns == null ? List.<Columns.Entry>of() : columns.entries()) {
            if (entry instanceof Columns.Let let) {
                locals.put(let.name().text(), let.value());
            } else if (entry instanceof Columns.Column column && column.value() != null) {
                locals.put(column.name().text(), column.value());
            }
        }
        return locals;
    }

    private void judge(Expression expression, @Nullable Declaration owner) {
        if (expression instanceof Call call && callee(call, module) instanceof Declaration callee) {
            for (int place = 0; place < call.arguments().size(); place++) {
                Argument argument = call.arguments().get(place);
                List<Pool> pools = pools(argument.value()).distinct().toList();
                boolean several = pools.size() > 1 || pools.stream().anyMatch(Pool::several);
                String law = several ? lawThatTakes(callee, argument, place) : null;
                if (law != null) {
                    String words = Phrases.list(pools.stream().map(Pool::words).toList());
                    problems.report(Diagnostic.of(Code.POOLED_TEXT, "`" + law + "` takes the tokens of " + words + " alike")
                            .at(module.source(), argument.span())
                            .fix("weigh each by what it is worth, or ask a law that is told of shares"), owner);
                }
            }
        }
        Within.of(expression).forEach(inner -> judge(inner, owner));
    }

    /** What is added up; nothing where an expression is something else than a plain sum of names. */
    private Stream<Pool> pools(Expression expression) {
        return switch (expression) {
            case Parenthesised inner -> pools(inner.inner());
            case As as -> pools(as.value());
            case Binary sum when sum.operator() == Expression.Operator.ADD -> {
                List<Pool> left = pools(sum.left()).toList();
                List<Pool> right = pools(sum.right()).toList();
                yield left.isEmpty() || right.isEmpty() ? Stream.of() : Stream.concat(left.stream(), right.stream());
            }
            case Reference reference -> named(reference).stream();
            case Member member -> Stream.of(Pool.of(module.source().text(member.span())));
            case Call call when call.callee() instanceof Reference sum && sum.name().text().equals(SUM) && call.arguments().size() == 1 ->
                    summed(call.arguments().getFirst().value());
            default -> Stream.of();
        };
    }

    /** The parts of a vector that is decided on, or the rows of a table that has names for them; nothing of anything else. */
    private Stream<Pool> summed(Expression expression) {
        if (expression instanceof Reference vector) {
            String name = vector.name().text();
            return module.syntax().items().stream().filter(Item.Allocate.class::isInstance)
                    .flatMap(item -> ((Item.Allocate) item).variables().stream()).filter(variable -> variable.name().text().equals(name))
                    .flatMap(variable -> variable.parts().stream()).map(part -> Pool.of(name + "." + part.text()));
        }
        Declaration table = expression instanceof Member column ? module.declaration(column.target()) : null;
        Instance instance = table == null ? null : checker.generalInstance(table);
        Type.TableOf columns = instance == null ? null : Type.TableOf.of(instance.type());
        return table != null && columns != null && columns.columns().containsValue(Type.TEXT)
                ? Stream.of(new Pool("all rows of `" + table.name() + "`", true))
                : Stream.of();
    }

    /** What is added up under a name, of the item or of the study; the name itself where that is no sum. */
    private List<Pool> named(Reference reference) {
        String name = reference.name().text();
        List<Pool> before = known.get(name);
        if (before != null) {
            return before;
        }
        known.put(name, List.of(Pool.of(name)));
        Expression value = value(reference);
        List<Pool> within = value == null ? List.of() : pools(value).distinct().toList();
        if (!within.isEmpty()) {
            known.put(name, within);
        }
        return within.isEmpty() ? List.of(Pool.of(name)) : within;
    }

    private @Nullable Expression value(Reference reference) {
        Expression local = locals.get(reference.name().text());
        return local == null && module.declaration(reference) instanceof Declaration declaration && declaration.module() == module
                && declaration.item() instanceof Item.Let let && let.parameters() == null ? let.body() : local;
    }

    /** The law that takes what is given at a place as its tokens, whatever they are; null if none does. */
    private @Nullable String lawThatTakes(Declaration callee, Argument argument, int place) {
        if (callee.item() instanceof Item.Let let && let.parameters() != null) {
            List<Parameter> parameters = let.parameters();
            String name = argument.label() != null
                    ? argument.label().text()
                    : place < parameters.size() ? parameters.get(place).name().text() : "";
            Handed handed = new Handed(callee, name);
            Optional<String> before = takers.putIfAbsent(handed, Optional.empty());
            Optional<String> law = before != null ? before : Optional.ofNullable(lawThatTakes(name, callee.module(), Within.of(let)));
            takers.put(handed, law);
            return law.orElse(null);
        }
        Instance instance = checker.generalInstance(callee);
        LawSignature signature = instance == null ? null : signature(instance.type());
        List<LawSignature.Argument> takes = signature == null ? List.of() : signature.arguments();
        List<LawSignature.Argument> telling = takes.stream().filter(PoolLints::tellsPoolsApart).toList();
        String name = argument.label() != null ? argument.label().text() : place < takes.size() ? takes.get(place).name() : "";
        return telling.size() == 1 && isText(telling.getFirst()) && telling.getFirst().name().equals(name) ? callee.name() : null;
    }

    /** The law to which a function hands a parameter on. */
    private @Nullable String lawThatTakes(String parameter, Module of, List<Expression> within) {
        for (Expression expression : within) {
            if (expression instanceof Call call && callee(call, of) instanceof Declaration callee) {
                for (int i = 0; i < call.arguments().size(); i++) {
                    Argument argument = call.arguments().get(i);
                    String law = argument.value() instanceof Reference reference && reference.name().text().equals(parameter)
                            ? lawThatTakes(callee, argument, i)
                            : null;
                    if (law != null) {
                        return law;
                    }
                }
            }
            String law = lawThatTakes(parameter, of, Within.of(expression));
            if (law != null) {
                return law;
            }
        }
        return null;
    }

    private static @Nullable Declaration callee(Call call, Module module) {
        Expression callee = call.callee();
        while (callee instanceof Parenthesised || callee instanceof With) {
            callee = callee instanceof Parenthesised inner ? inner.inner() : ((With) callee).target();
        }
        return module.declaration(callee);
    }

    private static @Nullable LawSignature signature(@Nullable Type type) {
        return switch (type) {
            case Type.LawOf(LawSignature signature) -> signature;
            case Type.FitOf fit -> fit.signature();
            case null, default -> null;
        };
    }

    private static boolean isText(LawSignature.Argument argument) {
        return argument.unit().sameDimension(TOKENS)
                && argument.unit().factors().stream().noneMatch(factor -> factor.unit().name().equals(UNREPEATED));
    }

    /** Whether a law can know by an argument what text it is: tokens, of which another pool takes others, shares, a name. */
    private static boolean tellsPoolsApart(LawSignature.Argument argument) {
        return isText(argument) || argument.kind() != Kind.QUANTITY || argument.unit().isNone() || !argument.parts().isEmpty();
    }
}
