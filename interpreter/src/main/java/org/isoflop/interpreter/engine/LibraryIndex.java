package org.isoflop.interpreter.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isoflop.grammar.syntax.Columns;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.analysis.Module;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the library declares, by the name that reaches it, and the rows of its tables by the text that they begin with:
 * {@code laws.kaplan2020.by_params}, {@code Chinchilla}. It reads all modules, so it is asked when nothing plainer has a name.
 */
final class LibraryIndex {
    private static final String PRELUDE = "prelude";
    private static final String PLAIN = "number";
    private final List<String> modules = new ArrayList<>();
    private final Map<String, Declaration> declared = new LinkedHashMap<>();
    private final Map<String, Row> rows = new LinkedHashMap<>();

    /** A row of a table that is written out in a module. */
    private record Row(String table, Item.Data data, Source source, List<Expression> cells) {
    }

    LibraryIndex(Checker checker) {
        for (String name : checker.libraryNames()) {
            if (checker.find(name) instanceof Module.Space(Module module)) {
                add(name.equals(PRELUDE) ? "" : name + ".", module);
            }
        }
        declared.forEach((path, declaration) -> {
            if (declaration.item() instanceof Item.Data data && data.columns() != null
                    && data.body() instanceof Expression.ListLiteral(var span, List<Expression> lines)) {
                lines.forEach(line -> add(path, declaration, data, line));
            }
        });
    }

    private void add(String before, Module module) {
        for (String name : module.names()) {
            switch (module.find(name)) {
                case Module.Space(Module inner) when module.declaresBelow(name) -> {
                    modules.add(before + name);
                    add(before + name + ".", inner);
                }
                case Module.Member(Declaration declaration) when declaration.module() == module -> declared.put(before + name, declaration);
                case null, default -> {
                    // What a module imports stands where it is declared.
                }
            }
        }
    }

    private void add(String table, Declaration declaration, Item.Data data, Expression line) {
        if (line instanceof Expression.ListLiteral(var span, List<Expression> cells) && !cells.isEmpty()
                && cells.getFirst() instanceof Expression.TextLiteral first) {
            rows.putIfAbsent(first.value(), new Row(table, data, declaration.source(), cells));
        }
    }

    /** The names of modules below others, and of declarations. */
    List<String> paths() {
        return Stream.concat(modules.stream(), declared.keySet().stream()).toList();
    }

    /** The names of rows. */
    Collection<String> rows() {
        return rows.keySet();
    }

    /** What is named so by the last part of its name, or by the text of its row, whatever the case of letters. */
    List<String> endingIn(String name) {
        List<String> found = new ArrayList<>(rows.keySet().stream().filter(row -> row.equalsIgnoreCase(name)).toList());
        String end = "." + name.toLowerCase(Locale.ROOT);
        paths().stream().filter(path -> ("." + path.toLowerCase(Locale.ROOT)).endsWith(end)).forEach(found::add);
        return found;
    }

    /** A row of a table: its columns with their cells as they are written, and how a study asks for one; null where none has the name. */
    @Nullable
    String row(String name) {
        Row row = rows.get(name);
        if (row == null || row.data.columns() == null) {
            return null;
        }
        Map<String, String> cells = cells(row, row.data.columns());
        int width = cells.keySet().stream().mapToInt(String::length).max().orElse(0);
        String module = row.table.substring(0, row.table.lastIndexOf('.'));
        String named = row.table.substring(module.lastIndexOf('.') + 1);
        String key = cells.keySet().iterator().next();
        return cells.entrySet().stream()
                .map(cell -> "    " + cell.getKey() + " ".repeat(width - cell.getKey().length() + 2) + cell.getValue() + "\n")
                .collect(Collectors.joining("", "`" + name + "`, a row of " + row.table + "\n\n", "\n"))
                + "In a study: `use " + module + "`, then `if " + named + "." + key + " == \"" + name + "\" then …`; `isoflop doc "
                + row.table + "` has the table.\n";
    }

    /** The cells by column; behind them the columns that are worked out, with the formula. */
    private static Map<String, String> cells(Row row, Columns columns) {
        Map<String, String> cells = new LinkedHashMap<>();
        Iterator<Expression> next = row.cells.iterator();
        for (Columns.Entry entry : columns.entries()) {
            if (entry instanceof Columns.Column column) {
                Expression value = column.value();
                if (value != null) {
                    cells.put(column.name().text(), "= " + row.source.text(value.span()));
                } else if (next.hasNext()) {
                    Expression cell = next.next();
                    String unit = cell instanceof Expression.NumberLiteral && column.unit() != null
                            ? row.source.text(column.unit().span())
                            : PLAIN;
                    cells.put(column.name().text(), row.source.text(cell.span()) + (unit.equals(PLAIN) ? "" : " " + unit));
                }
            }
        }
        return cells;
    }
}
