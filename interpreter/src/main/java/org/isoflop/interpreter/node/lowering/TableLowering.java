package org.isoflop.interpreter.node.lowering;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.syntax.Axis;
import org.isoflop.grammar.syntax.Columns;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.Call;
import org.isoflop.grammar.syntax.Expression.ListLiteral;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Name;
import org.isoflop.grammar.syntax.Within;
import org.isoflop.interpreter.analysis.Typing;
import org.isoflop.interpreter.node.Arithmetic;
import org.isoflop.interpreter.node.Atoms;
import org.isoflop.interpreter.node.Composites;
import org.isoflop.interpreter.node.ExpressionNode;
import org.isoflop.interpreter.node.Place;
import org.isoflop.interpreter.node.table.BlockNode;
import org.isoflop.interpreter.node.table.FileTableNode;
import org.isoflop.interpreter.node.table.TableNodes;
import org.isoflop.interpreter.table.ReadFormat;
import org.isoflop.interpreter.table.Request;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Dimension;
import org.isoflop.interpreter.unit.Unit;
import org.jspecify.annotations.Nullable;

/** Makes the nodes of {@code data} and {@code sweep}. */
final class TableLowering {
    private final Lowering lowering;
    private final Typing typing;
    /** What is read of a file, by header. */
    private final Map<String, Request.Column> wanted = new LinkedHashMap<>();
    private boolean direct;
    private boolean written;

    TableLowering(Lowering lowering) {
        this.lowering = lowering;
        this.typing = lowering.typing();
    }

    ExpressionNode data(Item.Data data) {
        Place place = lowering.place(data.name());
        if (typing.binding(data.body()) instanceof Typing.Binding.Reader(String format) && data.columns() != null) {
            direct = true;
            BlockNode block = block(data.columns());
            ReadFormat chosen = switch (format) {
                case "csv" -> ReadFormat.CSV;
                case "tsv" -> ReadFormat.TSV;
                case "json" -> ReadFormat.JSON;
                case "parquet" -> ReadFormat.PARQUET;
                default -> null;
            };
            return new FileTableNode(place, chosen, lowering.lower(((Call) data.body()).arguments().getFirst().value()),
                    java.util.Objects.requireNonNull(lowering.module().folder(), "library modules read no files"),
                    new Request(List.copyOf(wanted.values())), lowering.extraSlot(),
                    lowering.module().syntax().items().stream().anyMatch(Item.Fit.class::isInstance), block);
        }
        boolean rows = !(typing.type(data.body()) instanceof Type.TableOf)
                && !(typing.type(data.body()) instanceof Type.ListOf(Type.RecordOf record));
        if (rows && data.columns() != null && data.body() instanceof ListLiteral list) {
            return written(place, list, data.columns());
        }
        return new TableNodes.Derived(place, lowering.lower(data.body()), typing.table(data),
                data.columns() == null ? null : block(data.columns()));
    }

    /** Rows written out: each gives its cells in order to the columns without a formula. */
    private ExpressionNode written(Place place, ListLiteral list, Columns columns) {
        List<Columns.Column> given = new ArrayList<>();
        for (Columns.Entry entry : columns.entries()) {
            if (entry instanceof Columns.Column column && column.value() == null) {
                given.add(column);
            }
        }
        String[] names = new String[given.size()];
        Unit[] units = new Unit[names.length];
        boolean[] optional = new boolean[names.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = given.get(i).name().text();
            units[i] = typing.unit(given.get(i));
            optional[i] = given.get(i).optional();
        }
        List<ExpressionNode> cells = new ArrayList<>();
        for (Expression row : list.items()) {
            List<Expression> values = row instanceof ListLiteral items ? items.items() : List.of(row);
            values.forEach(value -> cells.add(lowering.lower(value)));
        }
        direct = true;
        written = true;
        return new TableNodes.Written(place, cells.toArray(new ExpressionNode[0]), names, units, optional, lowering.extraSlot(),
                block(columns));
    }

    ExpressionNode sweep(Item.Sweep sweep) {
        ExpressionNode[] domains = new ExpressionNode[sweep.axes().size()];
        String[] names = new String[domains.length];
        int[] slots = new int[domains.length];
        Typing.TableScope[] columns = new Typing.TableScope[domains.length];
        for (int i = 0; i < domains.length; i++) {
            Axis axis = sweep.axes().get(i);
            domains[i] = lowering.lower(axis.domain());
            names[i] = axis.name().text();
            slots[i] = typing.slot(axis);
            columns[i] = typing.table(axis);
        }
        return new TableNodes.Swept(lowering.place(sweep.name()), domains, names, slots, columns, block(sweep.columns()));
    }

    private BlockNode block(Columns columns) {
        List<BlockNode.Entry> entries = new ArrayList<>();
        for (Columns.Entry entry : columns.entries()) {
            entries.add(switch (entry) {
                case Columns.Column column ->
                        new BlockNode.Entry(BlockNode.Kind.COLUMN, column.name().text(), typing.slot(column), column(column),
                                List.of(), isSize(typing.unit(column)));
                case Columns.Let let -> {
                    want(let.value(), false);
                    yield new BlockNode.Entry(BlockNode.Kind.LET, let.name().text(), typing.slot(let), lowering.lower(let.value()),
                            List.of(), false);
                }
                case Columns.Keep keep -> {
                    want(keep.condition(), false);
                    yield new BlockNode.Entry(BlockNode.Kind.KEEP, "", -1, lowering.lower(keep.condition()), List.of(), false);
                }
                case Columns.Key key -> new BlockNode.Entry(BlockNode.Kind.KEY, key.column().text(), -1, null, List.of(), false);
                case Columns.Per per -> {
                    List<String> names = new ArrayList<>();
                    per.names().forEach(name -> names.add(name.text()));
                    yield new BlockNode.Entry(BlockNode.Kind.PER, "", -1, null, names, false);
                }
            });
        }
        return new BlockNode(entries.toArray(new BlockNode.Entry[0]));
    }

    /** Whether a unit counts parameters, tokens, operations or the like, of which there cannot be less than none. */
    private static boolean isSize(Unit unit) {
        Dimension dimension = unit.dimension();
        return dimension.size() == 1 && dimension.exponent(0) == 1 && !dimension.base(0).name().equals("information")
                && !dimension.base(0).name().equals("money") && !dimension.base(0).name().equals("time");
    }

    private ExpressionNode column(Columns.Column column) {
        Unit unit = typing.unit(column);
        if (column.value() == null) {
            return column.parts().isEmpty() ? source(column, column.name(), unit) : vector(column, unit);
        }
        want(column.value(), column.optional());
        ExpressionNode value = column.value() instanceof Expression.RecordLiteral record && !column.parts().isEmpty()
                ? lowering.record(record, true)
                : lowering.lower(column.value());
        Unit outside = typing.unit(column.value());
        boolean takesUnit = !outside.factors().isEmpty() && lowering.unit(column.value()).factors().isEmpty()
                && !(column.value() instanceof Expression.NumberLiteral);
        if (takesUnit) {
            return new Arithmetic.InUnit(lowering.place(column.value()), value, outside, outside.scale());
        }
        return unit.factors().isEmpty() ? value : new Arithmetic.InUnit(lowering.place(column.value()), value, unit, 1);
    }

    private ExpressionNode vector(Columns.Column column, Unit unit) {
        if (written) {
            return new Atoms.FileColumn(lowering.place(column), column.name().text(), lowering.extraSlot());
        }
        String[] names = new String[column.parts().size()];
        ExpressionNode[] parts = new ExpressionNode[names.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = column.parts().get(i).text();
            parts[i] = source(column, column.parts().get(i), unit);
        }
        return new Composites.Recording(lowering.place(column), names, parts, true);
    }

    private ExpressionNode source(Columns.Column column, Name name, Unit unit) {
        if (!direct) {
            ExpressionNode local = new Atoms.Local(lowering.place(name), typing.slot(name));
            return unit.factors().isEmpty() ? local : new Arithmetic.InUnit(lowering.place(name), local, unit, 1);
        }
        want(name.text(), kind(column), column.optional());
        ExpressionNode raw = new Atoms.FileColumn(lowering.place(name), name.text(), lowering.extraSlot());
        return unit.factors().isEmpty() || written ? raw : new Arithmetic.InUnit(lowering.place(name), raw, unit, unit.scale());
    }

    private Request.Kind kind(Columns.Column column) {
        String declared = column.unit() == null ? "number" : lowering.place(column.unit()).text();
        return switch (declared) {
            case "text" -> Request.Kind.TEXT;
            case "truth" -> Request.Kind.TRUTH;
            default -> Request.Kind.NUMBER;
        };
    }

    private void want(String header, Request.Kind kind, boolean optional) {
        Request.Column known = wanted.get(header);
        wanted.put(header, new Request.Column(header, kind, known != null && known.optional() || optional));
    }

    /** Notes every column of the file that an expression mentions. */
    private void want(@Nullable Expression expression, boolean optional) {
        switch (expression) {
            case Expression.Reference reference when typing.binding(reference) instanceof Typing.Binding.FileColumn(String header) -> {
                Type type = typing.type(reference);
                Type cell = type instanceof Type.ListOf(Type element) ? element : type;
                want(header, cell == Type.TEXT ? Request.Kind.TEXT : cell == Type.TRUTH ? Request.Kind.TRUTH : Request.Kind.NUMBER,
                        optional);
            }
            case null, default -> Within.of(expression).forEach(child -> want(child, optional));
        }
    }
}
