package org.isoflop.interpreter.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.grammar.syntax.Study;
import org.isoflop.interpreter.analysis.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What the next state of a session is to be made of.
 *
 * @param expression what is evaluated besides, or null
 * @param entered the items that are new, null where none are
 * @param performed which outputs of the text are performed
 * @param released the names of files that were written for outputs which are gone
 * @param moved where in the text a span of the state before is found
 * @param whole whether it is a whole study, of which items may fail without the others
 */
record Draft(Setting setting, SessionText text, @Nullable Source expression, @Nullable Study entered, Performed performed,
        List<String> released, UnaryOperator<Span> moved, boolean whole) {

    /** Which outputs of a text are performed. */
    interface Performed {
        Performed NONE = (output, held) -> false;

        /** @param held whether it was there before, and what it uses is what it was */
        boolean test(Statement output, boolean held);
    }

    /**
     * What is around the text of a session.
     *
     * @param name what the study is called where it has no title
     * @param folder where paths in it start
     * @param inputs texts of inputs by name
     */
    record Setting(String name, Path folder, Map<String, String> inputs) {
        Setting {
            inputs = new LinkedHashMap<>(inputs);
        }
    }

    /** The study as it is. */
    static Draft of(Setting setting, SessionText text) {
        return new Draft(setting, text, null, null, Performed.NONE, List.of(), span -> span, false);
    }

    /** And an expression. */
    Draft evaluating(Source asked) {
        return new Draft(setting, text, asked, entered, performed, released, moved, whole);
    }

    /** Some items more behind its text, in the place of those of the same names, of which the outputs are performed. */
    Draft entering(Source source, Study entry, Study before) {
        Map<Integer, Integer> places = new HashMap<>();
        List<Item> replaced = new ArrayList<>();
        int from = text.end();
        for (Item item : entry.items()) {
            if (item instanceof Item.Header) {
                places.put(from + item.span().start(), -1);
            }
            for (Item old : before.items()) {
                if (replaces(item, old)) {
                    replaced.add(old);
                    places.put(from + item.span().start(), old.span().start());
                }
            }
        }
        return new Draft(setting, text.without(before, replaced).with(source).placing(places), null, entry,
                (output, held) -> output.item().span().start() >= from, files(replaced), moved, whole);
    }

    /** Where the entered items begin. */
    int begin() {
        return entered == null ? text.whole().text().length() : text.whole().text().length() - entered.source().text().length();
    }

    /** Without some items. */
    Draft removing(List<Item> items, Study before) {
        return new Draft(setting, text.without(before, items), expression, entered, performed, files(items), moved, whole);
    }

    private static List<String> files(List<Item> items) {
        List<String> names = new ArrayList<>();
        items.forEach(item -> addFile(item, names));
        return names;
    }

    /** Of one name there is one item, one header in a study, and one output in a file. */
    private static boolean replaces(Item item, Item before) {
        if (item instanceof Item.Declaration declaration) {
            return before instanceof Item.Declaration other && other.name().text().equals(declaration.name().text());
        }
        List<String> names = new ArrayList<>();
        addFile(item, names);
        List<String> others = new ArrayList<>();
        addFile(before, others);
        return item instanceof Item.Header && before instanceof Item.Header || !names.isEmpty() && names.equals(others)
                || item instanceof Item.Use use && before instanceof Item.Use other && sameName(use, other);
    }

    private static boolean sameName(Item.Use use, Item.Use other) {
        String name = name(use);
        return name != null && name.equals(name(other));
    }

    /** What an import is called, null where it has no name of its own. */
    private static @Nullable String name(Item.Use use) {
        if (use.alias() != null) {
            return use.alias().text();
        }
        if (use.everything()) {
            return use.path() == null ? null : use.path() + ".*";
        }
        if (use.path() != null) {
            return use.path().getLast().text();
        }
        return use.file() == null ? null : Engine.name(Path.of(use.file().value()));
    }

    private static void addFile(Item item, List<String> names) {
        Expression.TextLiteral file = switch (item) {
            case Item.Export export -> export.file();
            case Item.Plot plot -> plot.file();
            case Item other -> null;
        };
        if (file != null) {
            names.add(file.value());
        }
    }
}
