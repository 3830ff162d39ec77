package org.isoflop.interpreter.engine;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isoflop.grammar.syntax.Columns;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.UnitExpression;
import org.isoflop.grammar.syntax.Within;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.analysis.Typing;
import org.isoflop.interpreter.type.Type;
import org.jspecify.annotations.Nullable;

/** Follows an expression to where its units are written: declared columns, inputs, results of laws, and numbers. */
final class Origins {
    private final Map<String, Explained.Origin> found = new LinkedHashMap<>();
    private final Set<Instance> seen = new HashSet<>();

    private Origins() {
    }

    static List<Explained.Origin> of(Expression expression, Typing typing, Source source) {
        Origins origins = new Origins();
        origins.follow(expression, typing, source);
        return List.copyOf(origins.found.values());
    }

    private void follow(Expression expression, Typing typing, Source source) {
        switch (expression) {
            case Expression.NumberLiteral number -> {
                if (number.unit() != null || number.money()) {
                    add("", TypeText.of(typing.type(number)), source.text(number.span()));
                }
            }
            case Expression.As as -> add("", TypeText.of(typing.type(as)), "as " + source.text(as.unit().span()));
            case Expression.Reference reference -> reference(reference, typing);
            case Expression.Member member when column(member, typing) -> {
                // Its declaration says it.
            }
            case Expression.Call call -> {
                call(call, typing, source);
                Within.of(call).forEach(each -> follow(each, typing, source));
            }
            case Expression other -> Within.of(other).forEach(each -> follow(each, typing, source));
        }
    }

    private void reference(Expression.Reference reference, Typing typing) {
        if (typing.binding(reference) instanceof Typing.Binding.Global(Instance instance)) {
            instance(instance);
        }
    }

    /** A call of an item with parameters, a law or a fit: what it is declared to give, else what its body is made of. */
    private void call(Expression.Call call, Typing typing, Source source) {
        Instance called = switch (typing.binding(call)) {
            case Typing.Binding.Item item -> item.instance();
            case null -> null;
            case Typing.Binding other ->
                    typing.binding(call.callee()) instanceof Typing.Binding.Global(Instance instance) ? instance : null;
        };
        if (called != null) {
            instance(called);
        } else if (call.callee() instanceof Expression.Member member) {
            follow(member.target(), typing, source);
        }
    }

    private void instance(Instance instance) {
        if (!seen.add(instance)) {
            return;
        }
        Declaration declaration = instance.declaration();
        UnitExpression unit = switch (declaration.item()) {
            case Item.Input input -> input.unit();
            case Item.Let let -> let.unit();
            case Item.Law law -> law.unit();
            case Item.Declaration other -> null;
        };
        if (unit != null) {
            add(declaration.name(), result(instance.type()), declaration.word() + " " + declaration.name() + ": "
                    + declaration.source().text(unit.span()));
            return;
        }
        switch (declaration.item()) {
            case Item.Let let -> follow(let.body(), instance.typing(), declaration.source());
            case Item.Input input -> follow(input.value(), instance.typing(), declaration.source());
            case Item.Fit fit -> follow(fit.law(), instance.typing(), declaration.source());
            case Item.Allocate allocate -> follow(allocate.objective(), instance.typing(), declaration.source());
            case Item.Data data -> {
                // Its columns have units, it has none.
            }
            case Item.Sweep sweep -> {
                // Its columns have units, it has none.
            }
            case Item.Declaration other -> Within.of(other).forEach(each -> follow(each, instance.typing(), declaration.source()));
        }
    }

    private static String result(Type type) {
        return type instanceof Type.LawOf law ? TypeText.of(new Type.Quantity(law.signature().result())) : TypeText.of(type);
    }

    /** A column of a table that is declared, by its declaration in the block. */
    private boolean column(Expression.Member member, Typing typing) {
        if (!(member.target() instanceof Expression.Reference table)
                || !(typing.binding(table) instanceof Typing.Binding.Global(Instance instance))) {
            return false;
        }
        Columns.Column column = switch (instance.declaration().item()) {
            case Item.Data data -> data.columns() == null ? null : column(data.columns(), member.name().text());
            case Item.Sweep sweep -> column(sweep.columns(), member.name().text());
            case Item.Declaration other -> null;
        };
        if (column == null) {
            return false;
        }
        Source source = instance.declaration().source();
        String name = instance.declaration().name() + "." + member.name().text();
        if (column.unit() != null || column.value() == null) {
            add(name, TypeText.of(typing.type(member)), source.text(column.span()).strip());
        } else {
            follow(column.value(), instance.typing(), source);
        }
        return true;
    }

    private static Columns.@Nullable Column column(Columns columns, String name) {
        for (Columns.Entry entry : columns.entries()) {
            if (entry instanceof Columns.Column column && column.name().text().equals(name)) {
                return column;
            }
        }
        return null;
    }

    private void add(String name, String unit, String text) {
        found.putIfAbsent(name + " " + text, new Explained.Origin(name, unit, text.replaceAll("\\s+", " ")));
    }
}
