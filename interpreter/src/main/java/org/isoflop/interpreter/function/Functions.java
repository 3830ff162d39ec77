package org.isoflop.interpreter.function;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All functions that are not elementwise operators, by name. */
public final class Functions {
    private Functions() {
    }

    /** Built when the first function is asked for, so that a study without any starts without them. */
    private static final class Table {
        static final Map<String, Function> BY_NAME = byName();

        private static Map<String, Function> byName() {
            Map<String, Function> table = new LinkedHashMap<>();
            for (List<Function> family : List.of(Aggregates.all(), Picks.all(), Running.all(), Uncertain.all(), Makers.all(), Grids.all(),
                    Tables.all(),
                    Comparisons.all(), Rollouts.all(), Meetings.all(), Curves.all(), Plans.all())) {
                for (Function function : family) {
                    Function other = table.put(function.signature().name(), function);
                    if (other != null) {
                        throw new IllegalStateException("two functions are called " + function.signature().name());
                    }
                }
            }
            return Collections.unmodifiableMap(table);
        }
    }

    /** The function of a name, null if there is none. */
    public static @Nullable Function find(String name) {
        return Table.BY_NAME.get(name);
    }

    /** Every function, in the order of the reference. */
    public static Collection<Function> all() {
        return Table.BY_NAME.values();
    }

    /** The names, for suggestions and completion. */
    public static List<String> names() {
        return new ArrayList<>(Table.BY_NAME.keySet());
    }
}
