package org.isoflop.interpreter.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be done with a column whatever it holds: ask its length, take a cell, choose rows, build one from cells. */
public final class Columns {
    private Columns() {
    }

    /** The rows of a column, or -1 for a single value. */
    public static int rows(Value value) {
        return switch (value) {
            case Quantity quantity -> quantity.numbers().isColumn() ? quantity.numbers().rows() : -1;
            case Truth truth -> truth.numbers().isColumn() ? truth.numbers().rows() : -1;
            case Texts texts -> texts.rows();
            case ListValue list -> list.items().size();
            case RecordValue vector -> {
                int rows = -1;
                for (Value part : vector.members().values()) {
                    rows = Math.max(rows, rows(part));
                }
                yield rows;
            }
            default -> -1;
        };
    }

    /** One cell of a column; a single value answers for every row. */
    public static Value cell(Value column, int row) {
        return switch (column) {
            case Quantity quantity -> new Quantity(quantity.unit(), quantity.numbers().row(row));
            case Truth truth -> new Truth(truth.numbers().row(row));
            case Texts texts -> {
                String text = texts.row(row);
                yield text == null ? Missing.VALUE : new Text(text);
            }
            case ListValue list -> list.items().get(row);
            case RecordValue vector -> {
                Map<String, Value> parts = new LinkedHashMap<>();
                vector.members().forEach((name, part) -> parts.put(name, cell(part, row)));
                yield new RecordValue(parts, vector.isVector());
            }
            default -> column;
        };
    }

    /** The given rows of a column, in their order. */
    public static Value select(Value column, int[] rows) {
        return switch (column) {
            case Quantity quantity -> new Quantity(quantity.unit(), quantity.numbers().select(rows));
            case Truth truth -> new Truth(truth.numbers().select(rows));
            case Texts texts -> texts.select(rows);
            case ListValue list -> {
                List<Value> chosen = new ArrayList<>(rows.length);
                for (int row : rows) {
                    chosen.add(list.items().get(row));
                }
                yield new ListValue(chosen);
            }
            case RecordValue vector -> {
                Map<String, Value> parts = new LinkedHashMap<>();
                vector.members().forEach((name, part) -> parts.put(name, select(part, rows)));
                yield new RecordValue(parts, vector.isVector());
            }
            default -> column;
        };
    }

    /** Cells put below each other: quantities, truths and texts packed, everything else as a list. */
    public static Value of(List<? extends Value> cells) {
        Value first = firstKnown(cells);
        return switch (first) {
            case Quantity quantity when !quantity.numbers().isColumn() -> new Quantity(quantity.unit(), stacked(cells));
            case Truth truth when !truth.numbers().isColumn() -> new Truth(stacked(cells));
            case Text text -> texts(cells);
            case RecordValue record when record.isVector() -> vectors(record, cells);
            default -> new ListValue(cells);
        };
    }

    /** The same, where records with the same members become a column for each of these. */
    public static Value ofRecords(List<? extends Value> cells) {
        return !cells.isEmpty() && cells.getFirst() instanceof RecordValue first
                && cells.stream().allMatch(cell -> cell instanceof RecordValue record
                        && record.members().keySet().equals(first.members().keySet()))
                                ? vectors(first, cells)
                                : of(cells);
    }

    private static Value firstKnown(List<? extends Value> cells) {
        for (Value cell : cells) {
            if (cell != Missing.VALUE) {
                return cell;
            }
        }
        return Missing.VALUE;
    }

    private static Numbers stacked(List<? extends Value> cells) {
        Numbers[] rows = new Numbers[cells.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = switch (cells.get(i)) {
                case Quantity quantity -> quantity.numbers();
                case Truth truth -> truth.numbers();
                default -> Numbers.of(Double.NaN);
            };
        }
        return Numbers.stack(rows);
    }

    private static Texts texts(List<? extends Value> cells) {
        @Nullable String[] texts = new String[cells.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = cells.get(i) instanceof Text text ? text.value() : null;
        }
        return new Texts(texts);
    }

    private static Value vectors(RecordValue first, List<? extends Value> cells) {
        Map<String, Value> parts = new LinkedHashMap<>();
        for (String part : first.members().keySet()) {
            List<Value> column = new ArrayList<>(cells.size());
            for (Value cell : cells) {
                Value value = cell instanceof RecordValue record ? record.member(part) : null;
                column.add(value == null ? Missing.VALUE : value);
            }
            parts.put(part, of(column));
        }
        return new RecordValue(parts, true);
    }

    /** A single value repeated into a column of so many rows; a column stays what it is. */
    public static Value repeated(Value value, int rows) {
        return switch (value) {
            case Quantity quantity -> new Quantity(quantity.unit(), quantity.numbers().repeated(rows));
            case Truth truth -> new Truth(truth.numbers().repeated(rows));
            case Text text -> {
                String[] all = new String[rows];
                java.util.Arrays.fill(all, text.value());
                yield new Texts(all);
            }
            case Texts texts -> texts;
            case ListValue list when list.items().size() == rows -> list;
            case AllocationValue allocation when allocation.rows() == rows ->
                    new ListValue(java.util.stream.IntStream.range(0, rows).mapToObj(allocation::row).toList());
            case RecordValue vector when vector.isVector() -> {
                Map<String, Value> parts = new LinkedHashMap<>();
                vector.members().forEach((name, part) -> parts.put(name, repeated(part, rows)));
                yield new RecordValue(parts, true);
            }
            default -> new ListValue(java.util.Collections.nCopies(rows, value));
        };
    }
}
