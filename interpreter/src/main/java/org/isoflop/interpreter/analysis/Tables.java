package org.isoflop.interpreter.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.NearestName;
import org.isoflop.grammar.diagnostic.Phrases;
import org.isoflop.grammar.syntax.Axis;
import org.isoflop.grammar.syntax.Columns;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.ListLiteral;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Name;
import org.isoflop.grammar.syntax.Within;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.type.Type.ListOf;
import org.isoflop.interpreter.type.Type.Quantity;
import org.isoflop.interpreter.type.Type.RecordOf;
import org.isoflop.interpreter.unit.Unit;
import org.jspecify.annotations.Nullable;

/** Checks the blocks of {@code data} and {@code sweep}, top to bottom. */
final class Tables implements References.FileColumns {
    private final Body body;
    private final Map<String, Type> columns = new LinkedHashMap<>();
    private final Map<Columns.Column, Type> given = new LinkedHashMap<>();
    private boolean file;
    private boolean rows;
    private boolean grouped;
    private final List<String> groupedBy = new ArrayList<>();
    private @Nullable String current;

    Tables(Body body) {
        this.body = body;
    }

    /** Makes the columns of a table locals, in their order. */
    static Typing.TableScope declare(Type.TableOf table, Scope scope) {
        List<String> names = new ArrayList<>(table.columns().keySet());
        int[] slots = new int[names.size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = scope.declare(names.get(i), Members.column(table.columns().getOrDefault(names.get(i), Type.UNKNOWN))).slot();
        }
        return new Typing.TableScope(names, slots);
    }

    Type data(Item.Data data, Scope scope) {
        Type base = data.body() instanceof ListLiteral list && isRows(list) ? rows(list, scope) : body.check(data.body(), scope);
        Scope inner = scope.inner();
        file = body.typing().binding(data.body()) instanceof Typing.Binding.Reader;
        if (base == Type.UNKNOWN && !(data.body() instanceof ListLiteral)) {
            return Type.UNKNOWN;
        }
        if (!file) {
            source(data, base, inner);
        } else if (data.columns() == null) {
            return body.wrong(data.body().span(), "the columns of a file are declared in a block, as in `{ N: params, loss: nats/token }`");
        }
        if (data.columns() != null) {
            body.references().fileColumns(file ? this : null);
            entries(data.columns(), inner.inner());
            body.references().fileColumns(null);
        }
        if (rows && data.columns() != null && data.body() instanceof ListLiteral list) {
            written(list);
        }
        // Another table under a name of its own still knows what it was made by.
        return data.columns() == null && base instanceof Type.TableOf table
                ? new Type.TableOf(columns, table.members())
                : new Type.TableOf(columns);
    }

    /** Every row that is written out has a cell for each column without a formula, and of its type. */
    private void written(ListLiteral list) {
        int number = 0;
        for (Expression row : list.items()) {
            number++;
            List<Expression> cells = row instanceof ListLiteral items ? items.items() : List.of(row);
            if (cells.size() != given.size()) {
                List<String> names = new ArrayList<>();
                given.forEach((column, type) -> names.add(column.name().text()));
                body.report(
                        body.at(Code.LENGTHS_DIFFER, row.span(), "row " + number + " has " + Phrases.count(cells.size(), "cell") + " for "
                                + Phrases.count(names.size(), "column") + (names.isEmpty() ? "" : ": " + String.join(", ", names))));
                continue;
            }
            int at = 0;
            for (Map.Entry<Columns.Column, Type> column : given.entrySet()) {
                cellOf(cells.get(at++), column.getKey(), column.getValue());
            }
        }
    }

    /** A plain number takes the unit of its column, any other cell has to agree with it. */
    private void cellOf(Expression cell, Columns.Column column, Type declared) {
        Type type = body.typing().type(cell);
        boolean takesUnit = declared instanceof Quantity && type instanceof Quantity(Unit unit, boolean zero) && unit.factors().isEmpty();
        if (column.parts().isEmpty() && !takesUnit) {
            Items.agrees(cell, type, declared, column.unit(), body);
        }
    }

    private static boolean isRows(ListLiteral list) {
        return !list.items().isEmpty() && list.items().stream().allMatch(ListLiteral.class::isInstance);
    }

    /** The cells of a row belong to columns of their own, so they need not agree with each other. */
    private Type rows(ListLiteral list, Scope scope) {
        for (Expression row : list.items()) {
            for (Expression cell : ((ListLiteral) row).items()) {
                body.check(cell, scope);
            }
        }
        return new ListOf(Type.UNKNOWN);
    }

    /** The columns that a table, a list of records or a list of rows brings along. */
    private void source(Item.Data data, Type base, Scope inner) {
        switch (base) {
            case Type.TableOf table -> {
                body.typing().table(data, declare(table, inner));
                columns.putAll(table.columns());
            }
            case ListOf(RecordOf(Map<String, Type> members)) -> {
                Type.TableOf table = new Type.TableOf(members);
                body.typing().table(data, declare(table, inner));
                columns.putAll(members);
            }
            case ListOf list when !(data.body() instanceof ListLiteral) -> {
                body.report(body
                        .at(Code.WRONG_TYPE, data.body().span(), "the rows of a table are written out or are records, and this is a list")
                        .fix("name its values: `[{ x: 1 }, { x: 2 }]`, or sweep over it: `sweep t = over x in … { … }`"));
                rows = data.columns() != null;
            }
            case ListOf list -> rows = true;
            case Type other when other == Type.UNKNOWN -> rows = true;
            default -> {
                body.wrong(data.body().span(), "a table or a list of rows is needed here, and this is " + base.describe());
                rows = data.columns() != null;
            }
        }
        if (rows && data.columns() == null) {
            body.wrong(data.body().span(), "the columns of a list of rows are named in a block, as in `{ name: text, N: params }`");
        }
    }

    /**
     * Whether a table that is swept over is a column of records under the name of its axis, as some of its columns have the name of
     * others.
     */
    static boolean isKeptWhole(Set<String> swept, Set<String> columns) {
        return swept.stream().anyMatch(columns::contains);
    }

    /** Names of columns that another axis or an item has too: taken in silence, one would be computed with that is not meant. */
    private void doubts(String axis, Type.TableOf table, Map<String, String> owners, Scope scope) {
        for (String column : table.columns().keySet()) {
            String owner = owners.putIfAbsent(column, axis);
            if (owner != null) {
                scope.doubt(column, "a column of `" + owner + "` and of `" + axis + "`",
                        "write `" + owner + "." + column + "` or `" + axis + "." + column + "`");
            } else if (body.module().find(column) != null) {
                scope.doubt(column, "a column of `" + axis + "` and a name of the study",
                        "write `" + axis + "." + column + "` for the column, or give the item another name");
            }
        }
    }

    Type sweep(Item.Sweep sweep, Scope scope) {
        Scope inner = scope.inner();
        Map<String, String> owners = new LinkedHashMap<>();
        for (Axis axis : sweep.axes()) {
            Type domain = body.check(axis.domain(), scope);
            Type cell = switch (domain) {
                case ListOf(Type element) -> element;
                case Type.TableOf table -> new RecordOf(table.columns());
                case Type other when other == Type.UNKNOWN -> other;
                case Type.Range range -> {
                    body.report(body
                            .at(Code.WRONG_TYPE, axis.domain().span(), "an axis runs over a list or a table, not over " + domain.describe())
                            .fix("list its values, as in `linspace(" + body.module().source().text(axis.domain().span()) + ", 10)`"));
                    yield Type.UNKNOWN;
                }
                default -> body.wrong(axis.domain().span(), "an axis runs over a list or a table, not over " + domain.describe());
            };
            Type local = cell == Type.UNKNOWN ? cell : Members.column(cell);
            if (inner.declaresItself(axis.name().text())) {
                body.report(body.at(Code.DUPLICATE_NAME, axis.name().span(), axis.name().text()));
            }
            body.typing().slot(axis, inner.declare(axis.name().text(), local).slot());
            if (domain instanceof Type.TableOf table) {
                doubts(axis.name().text(), table, owners, inner);
                body.typing().table(axis, declare(table, inner));
                if (isKeptWhole(table.columns().keySet(), columns.keySet())) {
                    columns.put(axis.name().text(), cell);
                } else {
                    columns.putAll(table.columns());
                }
            } else {
                columns.put(axis.name().text(), cell);
            }
        }
        for (Columns.Entry entry : sweep.columns().entries()) {
            if (entry instanceof Columns.Column column && inner.declaresItself(column.name().text())) {
                body.report(body.at(Code.DUPLICATE_NAME, column.name().span(), column.name().text()).note("an axis has this name"));
            }
        }
        entries(sweep.columns(), inner.inner());
        return new Type.TableOf(columns);
    }

    private void entries(Columns block, Scope scope) {
        Map<String, Name> declared = new LinkedHashMap<>();
        for (Columns.Entry entry : block.entries()) {
            switch (entry) {
                case Columns.Column column -> {
                    Name earlier = declared.put(column.name().text(), column.name());
                    if (earlier != null) {
                        body.report(body.at(Code.DUPLICATE_NAME, column.name().span(), column.name().text())
                                .at(body.module().source(), earlier.span(), "first here"));
                    }
                    column(column, scope);
                }
                case Columns.Let let -> {
                    Type type = body.check(let.value(), scope);
                    body.typing().slot(let, scope.declare(let.name().text(), type).slot());
                }
                case Columns.Keep keep ->
                        body.dimensions().logic(List.of(keep.condition()), List.of(body.check(keep.condition(), scope)), "keep");
                case Columns.Key key -> known(key.column(), scope);
                case Columns.Per per -> {
                    per(per, scope);
                    declared.clear();
                }
            }
        }
    }

    private boolean known(Name name, Scope scope) {
        if (columns.containsKey(name.text())) {
            Scope.Local local = scope.find(name.text());
            if (local != null) {
                body.typing().slot(name, local.slot());
            }
            return true;
        }
        String nearest = NearestName.nearest(name.text(), columns.keySet());
        body.report(body.at(Code.UNKNOWN_NAME, name.span(), name.text()).note("a column that stands above is named here")
                .fix(nearest == null ? null : "did you mean `" + nearest + "`?"));
        return false;
    }

    private void per(Columns.Per per, Scope scope) {
        Map<String, Type> keys = new LinkedHashMap<>();
        for (Name name : per.names()) {
            if (known(name, scope)) {
                keys.put(name.text(), columns.getOrDefault(name.text(), Type.UNKNOWN));
            }
        }
        grouped = true;
        per.names().forEach(name -> groupedBy.add(name.text()));
        if (keys.size() == per.names().size()) {
            columns.clear();
            columns.putAll(keys);
        }
    }

    private static boolean mentions(@Nullable Expression expression, String name) {
        return expression instanceof Expression.Reference reference && reference.name().text().equals(name)
                || Within.of(expression).stream().anyMatch(inner -> mentions(inner, name));
    }

    private void column(Columns.Column column, Scope scope) {
        Type declared = column.unit() == null ? null : body.units().type(column.unit());
        Type type;
        if (column.value() == null) {
            type = source(column, declared == null ? Type.NUMBER : declared, scope);
        } else {
            current = column.name().text();
            type = cell(body.check(column.value(), scope));
            current = null;
            if (declared != null) {
                type = computed(column, column.value(), type, declared);
            }
        }
        if (column.unit() != null && declared instanceof Quantity(Unit unit, boolean zero)) {
            body.typing().unit(column, unit);
        }
        if (grouped && column.value() != null && body.typing().type(column.value()) instanceof ListOf) {
            String key = groupedBy.stream().filter(name -> mentions(column.value(), name)).findFirst().orElse(null);
            body.report(body
                    .at(Code.WRONG_TYPE, column.value().span(),
                            "after `per` a column has one value for each group: take a mean, a minimum or the like")
                    .fix(key == null ? null : "`first(" + key + ")` is the one value that `" + key + "` has in a group"));
        }
        columns.put(column.name().text(), type);
        body.typing().slot(column, scope.declare(column.name().text(), grouped ? Type.UNKNOWN : Members.column(type)).slot());
    }

    /** A column without a formula: of the same name in the file, the next cell of each row, or one of the source table. */
    private Type source(Columns.Column column, Type declared, Scope scope) {
        Type single = declared instanceof Quantity(Unit unit, boolean zero) ? new Quantity(unit) : declared;
        Type type = single;
        if (!column.parts().isEmpty()) {
            Map<String, Type> parts = new LinkedHashMap<>();
            column.parts().forEach(part -> parts.put(part.text(), single));
            type = new RecordOf(parts);
        }
        if (rows) {
            given.put(column, type);
        }
        if (file || rows) {
            return type;
        }
        if (!column.parts().isEmpty()) {
            column.parts().forEach(part -> sourceColumn(part, single, scope));
            return type;
        }
        sourceColumn(column.name(), single, scope);
        return type;
    }

    private void sourceColumn(Name name, Type declared, Scope scope) {
        Type given = columns.get(name.text());
        Scope.Local local = scope.find(name.text());
        if (given == null || local == null) {
            String nearest = NearestName.nearest(name.text(), columns.keySet());
            body.report(body.at(Code.UNKNOWN_NAME, name.span(), name.text()).note("the table has " + String.join(", ", columns.keySet()))
                    .fix(nearest == null ? null : "did you mean `" + nearest + "`?"));
            return;
        }
        body.typing().slot(name, local.slot());
        if (given instanceof Quantity(Unit unit, boolean zero) && declared instanceof Quantity(Unit wanted, boolean ignored)
                && !unit.sameDimension(wanted)) {
            body.wrong(name.span(), "the column is in " + Dimensions.words(unit) + ", not in " + Dimensions.words(wanted));
        }
    }

    private Type computed(Columns.Column column, Expression value, Type type, Type declared) {
        boolean fromOutside = file && type instanceof Quantity(Unit unit, boolean zero) && unit.factors().isEmpty()
                && declared instanceof Quantity && mentionsFile(value);
        if (file && declared == Type.TEXT && body.typing().binding(value) instanceof Typing.Binding.FileColumn) {
            body.typing().type(value, new ListOf(Type.TEXT));
            return Type.TEXT;
        }
        if (file && declared == Type.TRUTH && body.typing().binding(value) instanceof Typing.Binding.FileColumn) {
            body.typing().type(value, new ListOf(Type.TRUTH));
            return Type.TRUTH;
        }
        if (fromOutside && declared instanceof Quantity(Unit unit, boolean zero)) {
            body.typing().unit(value, unit);
        } else {
            Items.agrees(value, type, declared, column.unit(), body);
        }
        if (!column.parts().isEmpty() && type instanceof RecordOf(Map<String, Type> parts)) {
            Map<String, Type> typed = new LinkedHashMap<>();
            parts.keySet().forEach(part -> typed.put(part, declared));
            return new RecordOf(typed);
        }
        return declared instanceof Quantity(Unit unit, boolean zero) ? new Quantity(unit) : declared;
    }

    /** Whether a formula reads a column of the file directly, whose numbers take the declared unit. */
    private boolean mentionsFile(Expression expression) {
        return switch (expression) {
            case Expression.Reference reference -> body.typing().binding(reference) instanceof Typing.Binding.FileColumn;
            case Expression.Parenthesised parenthesised -> mentionsFile(parenthesised.inner());
            case Expression.Unary unary -> mentionsFile(unary.operand());
            case Expression.Binary binary -> mentionsFile(binary.left()) || mentionsFile(binary.right());
            case Expression.Conditional conditional -> mentionsFile(conditional.then()) || mentionsFile(conditional.otherwise());
            case Expression.Call call -> {
                for (Expression.Argument argument : call.arguments()) {
                    if (mentionsFile(argument.value())) {
                        yield true;
                    }
                }
                yield false;
            }
            default -> false;
        };
    }

    /** The type of a cell, given that of the column. */
    static Type cell(Type column) {
        return switch (column) {
            case ListOf(Type element) -> element;
            case RecordOf(Map<String, Type> parts) -> {
                Map<String, Type> cells = new LinkedHashMap<>();
                parts.forEach((name, part) -> cells.put(name, cell(part)));
                yield new RecordOf(cells);
            }
            case Quantity(Unit unit, boolean zero) -> new Quantity(unit);
            default -> column;
        };
    }

    @Override
    public boolean owns(Name name, boolean known) {
        return name.quoted() || !known || name.text().equals(current);
    }

    @Override
    public @Nullable String current() {
        return current;
    }
}
