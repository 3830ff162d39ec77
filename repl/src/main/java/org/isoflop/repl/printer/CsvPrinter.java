package org.isoflop.repl.printer;

import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.table.TableWriter;
import org.isoflop.interpreter.table.WriteFormat;
import org.isoflop.interpreter.table.WrittenColumn;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.AllocationValue;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RangeValue;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Value;
import org.isoflop.interpreter.value.WrittenTable;
import org.jspecify.annotations.Nullable;

/**
 * Prints what was shown as comma-separated values with all digits, as {@code export} writes them. Tables and lists are tables;
 * single values, coefficients and variables are rows of name, value, ends of the interval and unit. One table stands alone; of
 * several each has a line {@code # NAME} above it and a blank line before. What is to be said of it is a table of its own.
 */
public final class CsvPrinter {
    private static final List<String> HEADS = List.of("name", "value", "lower", "upper", "unit");
    private static final List<String> NOTICE_HEADS = List.of("severity", "code", "message", "file", "line", "column", "help");

    private final double level;
    private final List<Block> blocks = new ArrayList<>();
    private final List<@Nullable String[]> singles = new ArrayList<>();

    /** A table to be printed under a name. */
    private record Block(String name, List<WrittenColumn> columns) {
    }

    private CsvPrinter(double level) {
        this.level = level;
    }

    /** Prints what a result shows. */
    public static void print(Result result, PrintStream out) {
        CsvPrinter printer = new CsvPrinter(result.display().level());
        for (Result.Shown shown : result.outputs()) {
            printer.add(shown.source().replaceAll("\\s+", " "), shown.value());
        }
        printer.endSingles("values");
        boolean several = printer.blocks.size() > 1;
        for (Block block : printer.blocks) {
            out.print((block == printer.blocks.getFirst() ? "" : "\n") + (several ? "# " + block.name + "\n" : "") + text(block.columns));
        }
    }

    /** Prints what is to be said as a table of its own, one row for each; nothing where there is nothing. */
    public static void print(List<Notice> notices, PrintStream out) {
        if (notices.isEmpty()) {
            return;
        }
        List<@Nullable String[]> rows = new ArrayList<>();
        for (Notice notice : notices) {
            Notice.Place place = notice.place();
            rows.add(new @Nullable String[] {notice.severity(), notice.code(), notice.message(), place == null ? null : place.file(),
                place == null ? null : Integer.toString(place.line()), place == null ? null : Integer.toString(place.column()),
                notice.help()});
        }
        out.print(text(columns(NOTICE_HEADS, rows)));
    }

    private static String text(List<WrittenColumn> columns) {
        StringWriter text = new StringWriter();
        try {
            TableWriter.write(WriteFormat.CSV, text, columns);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return text.toString();
    }

    private void add(String name, Value value) {
        switch (value) {
            case TableValue table -> block(name, WrittenTable.columns(table, level));
            case FitValue fit -> {
                endSingles("values");
                FitText.flat(fit.member("coefficients")).forEach(this::single);
                endSingles(name);
            }
            case LawValue law -> {
                endSingles("values");
                law.settings().forEach((coefficient, setting) -> single(coefficient,
                        setting instanceof LawValue.Setting.Given(Numbers given) ? new Quantity(Unit.NONE, given) : Missing.VALUE));
                endSingles(name);
            }
            case AllocationValue allocation -> {
                endSingles("values");
                allocation(name, allocation);
            }
            case RecordValue record when Columns.rows(record) < 0 ->
                    record.members().forEach((part, member) -> add(name + "." + part, member));
            default -> {
                if (Columns.rows(value) < 0) {
                    single(name, value);
                } else {
                    Value rows = value instanceof ListValue list ? Columns.ofRecords(list.items()) : value;
                    Map<String, Value> columns = rows instanceof RecordValue vector ? vector.members() : Map.of("value", rows);
                    block(name, WrittenTable.columns(new TableValue(columns, Map.of(), Columns.rows(value), name, null), level));
                }
            }
        }
    }

    private void allocation(String name, AllocationValue allocation) {
        Value best = allocation.member("value");
        Map<String, Value> parts = new java.util.LinkedHashMap<>(allocation.variables());
        parts.put("value", best == null ? Missing.VALUE : best);
        int rows = Columns.rows(parts.get("value"));
        if (rows >= 0) {
            block(name, WrittenTable.columns(new TableValue(parts, Map.of(), rows, name, null), level));
        } else {
            parts.forEach(this::add);
            endSingles(name);
        }
    }

    private void block(String name, List<WrittenColumn> columns) {
        endSingles("values");
        blocks.add(new Block(name, columns));
    }

    private void single(String name, @Nullable Value value) {
        switch (value) {
            case Quantity quantity when quantity.numbers().isUncertain() -> row(name, number(quantity, quantity.point()),
                    number(quantity, quantity.numbers().quantile(0, (1 - level) / 2)),
                    number(quantity, quantity.numbers().quantile(0, (1 + level) / 2)), quantity.unit().symbol(false));
            case Quantity quantity -> row(name, number(quantity, quantity.point()), null, null, quantity.unit().symbol(false));
            case RangeValue range -> row(name, null, end(range.lower()), end(range.upper()), range.unit().symbol(false));
            case Text text -> row(name, text.value(), null, null, "");
            case Missing missing -> row(name, null, null, null, "");
            case null -> row(name, null, null, null, "");
            default -> row(name, value.text(), null, null, "");
        }
    }

    private static @Nullable String end(Value end) {
        return end instanceof Quantity quantity ? number(quantity, quantity.point()) : null;
    }

    private static @Nullable String number(Quantity quantity, double value) {
        return Double.isFinite(value) ? Display.exact(value / quantity.unit().scale()) : null;
    }

    private void row(String name, @Nullable String value, @Nullable String lower, @Nullable String upper, String unit) {
        singles.add(new @Nullable String[] {name, value, lower, upper, unit.isEmpty() ? null : unit});
    }

    /** Single values that follow each other are one table. */
    private void endSingles(String name) {
        if (singles.isEmpty()) {
            return;
        }
        blocks.add(new Block(name, columns(HEADS, singles)));
        singles.clear();
    }

    private static List<WrittenColumn> columns(List<String> heads, List<@Nullable String[]> rows) {
        List<WrittenColumn> columns = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) {
            @Nullable String[] cells = new String[rows.size()];
            for (int row = 0; row < cells.length; row++) {
                cells[row] = rows.get(row)[i];
            }
            columns.add(new WrittenColumn(heads.get(i), null, new WrittenColumn.Texts(cells)));
        }
        return columns;
    }
}
