package org.isoflop.grammar.diagnostic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** How messages name and count things. */
public final class Phrases {
    private Phrases() {
    }

    /** {@code a, b and c}; of nothing the empty text. */
    public static String list(Collection<String> words) {
        List<String> all = new ArrayList<>(words);
        int last = all.size() - 1;
        return last < 1 ? String.join("", all) : String.join(", ", all.subList(0, last)) + " and " + all.get(last);
    }

    /** Names of a study in backquotes. */
    public static String names(Collection<String> names) {
        return list(names.stream().map(name -> "`" + name + "`").toList());
    }

    /** {@code no row}, {@code 1 row}, {@code 2 rows}. */
    public static String count(int number, String noun) {
        return number == 0 ? "no " + noun : number + " " + noun + (number == 1 ? "" : "s");
    }
}
