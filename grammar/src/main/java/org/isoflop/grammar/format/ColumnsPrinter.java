package org.isoflop.grammar.format;

import static org.isoflop.grammar.format.Layout.NEW_LINE;
import static org.isoflop.grammar.format.Layout.group;
import static org.isoflop.grammar.format.Layout.indented;
import static org.isoflop.grammar.format.Layout.of;
import static org.isoflop.grammar.format.Layout.text;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.grammar.syntax.Columns;
import org.isoflop.grammar.syntax.Columns.Column;
import org.isoflop.grammar.syntax.Columns.Entry;
import org.isoflop.grammar.syntax.Name;

/** Lays out the block of a table: one entry on each line, the {@code =} of neighbouring columns below each other. */
final class ColumnsPrinter {
    private final Comments comments;
    private final ExpressionPrinter expressions;

    ColumnsPrinter(Comments comments, ExpressionPrinter expressions) {
        this.comments = comments;
        this.expressions = expressions;
    }

    Layout columns(Columns columns) {
        List<Entry> entries = columns.entries();
        boolean inside = comments.hasBefore(columns.span().end());
        Layout opening = expressions.first(columns.span(), "{");
        if (entries.isEmpty() && !inside) {
            return of(opening, expressions.closing(columns.span(), "}"));
        }
        int[] widths = Alignment.widths(entries.size(), i -> width(entries.get(i)), i -> beginsRun(entries.get(i - 1), entries.get(i)));
        List<Layout> parts = new ArrayList<>();
        int end = -1;
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            parts.add(comments.beforeEntry(end, entry.span().start()));
            parts.add(entry(entry, widths[i]));
            end = entry.span().end();
        }
        Layout rest = comments.beforeEnd(end, columns.span().end() - 1);
        return of(opening, indented(of(parts), rest), NEW_LINE, expressions.closing(columns.span(), "}"));
    }

    private boolean beginsRun(Entry previous, Entry entry) {
        return !(previous instanceof Column) || !(entry instanceof Column)
                || comments.hasBlankLine(previous.span().end(), entry.span().start());
    }

    private Layout entry(Entry entry, int width) {
        return switch (entry) {
            case Column column -> column(column, width);
            case Columns.Let let -> of(text("let "), expressions.name(let.name()), text(" = "), expressions.value(let.value()));
            case Columns.Keep keep -> of(text("keep "), expressions.value(keep.condition()));
            case Columns.Key key -> of(text("key "), expressions.name(key.column()));
            case Columns.Per per -> of(text("per "), group(indented(expressions.separated(per.names(), expressions::name))));
        };
    }

    private Layout column(Column column, int width) {
        List<Layout> parts = new ArrayList<>();
        parts.add(expressions.name(column.name()));
        for (int i = 0; i < column.parts().size(); i++) {
            parts.add(of(text(i == 0 ? "[" : ", "), expressions.name(column.parts().get(i))));
        }
        parts.add(text(column.parts().isEmpty() ? "" : "]"));
        if (column.unit() != null) {
            parts.add(of(text(": "), expressions.unit(column.unit()), text(column.optional() ? "?" : "")));
        }
        if (column.value() != null) {
            parts.add(text(" ".repeat(width - width(column)) + " = "));
            parts.add(expressions.value(column.value()));
        }
        return of(parts);
    }

    /** The width of what stands before the {@code =}, negative where there is none. */
    private int width(Entry entry) {
        if (!(entry instanceof Column column) || column.value() == null) {
            return -1;
        }
        int width = ExpressionPrinter.width(column.name());
        for (Name part : column.parts()) {
            width += ExpressionPrinter.width(part) + 2;
        }
        if (column.unit() != null) {
            String unit = expressions.written(column.unit());
            width += 2 + unit.codePointCount(0, unit.length()) + (column.optional() ? 1 : 0);
        }
        return width;
    }
}
