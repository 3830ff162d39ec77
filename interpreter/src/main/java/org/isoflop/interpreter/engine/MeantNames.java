package org.isoflop.interpreter.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.isoflop.grammar.diagnostic.NearestName;
import org.jspecify.annotations.Nullable;

/** Which names were probably meant by one that nothing has: a slip of the pen away, or part of a longer one. */
final class MeantNames {
    /** More than these are a list to browse, not a hint. */
    private static final int MOST = 3;
    /** Names of fewer letters are too short to be looked for in others. */
    private static final int TELLING = 2;

    private final Describer describer;
    private final LibraryIndex library;

    MeantNames(Describer describer, LibraryIndex library) {
        this.describer = describer;
        this.library = library;
    }

    /** As a question, such as "did you mean `hardware.a100`?"; null where nothing is near. */
    @Nullable
    String question(String wrong) {
        List<String> meant = of(wrong).stream().distinct().limit(MOST).map(name -> "`" + name + "`").toList();
        return meant.isEmpty()
                ? null
                : "did you mean " + (meant.size() == 1 ? "" : String.join(", ", meant.subList(0, meant.size() - 1)) + " or ")
                        + meant.getLast() + "?";
    }

    private List<String> of(String wrong) {
        String[] parts = wrong.split("\\.", -1);
        String known = "";
        for (int i = 0; i < parts.length && parts.length > 1; i++) {
            String path = join(known, parts[i]);
            if (describer.describe(path) == null) {
                List<String> meant = below(known, parts[i], String.join(".", Arrays.asList(parts).subList(i + 1, parts.length)));
                return !meant.isEmpty() ? meant : known.isEmpty() ? alone(parts[parts.length - 1]) : List.of(known);
            }
            known = path;
        }
        return alone(wrong);
    }

    private static String join(String before, String name) {
        return before.isEmpty() || name.isEmpty() ? before + name : before + "." + name;
    }

    /** Names below a known one that are near a part, with what is left behind them, or what was meant by that. */
    private List<String> below(String known, String part, String left) {
        List<String> candidates = known.isEmpty() ? describer.names() : describer.below(known);
        return near(part, candidates).stream().map(name -> join(join(known, name), left))
                .flatMap(path -> left.isEmpty() || describer.describe(path) != null ? Stream.of(path) : of(path).stream()).toList();
    }

    /** A name without a point: that of something in the library, of anything at top level, or almost that of something in the library. */
    private List<String> alone(String wrong) {
        List<String> exact = library.endingIn(wrong);
        if (!exact.isEmpty()) {
            return exact;
        }
        List<String> top = near(wrong, describer.names());
        if (!top.isEmpty()) {
            return top;
        }
        List<String> ends = new ArrayList<>(library.rows());
        library.paths().forEach(path -> ends.add(path.substring(path.lastIndexOf('.') + 1)));
        return near(wrong, ends).stream().distinct().flatMap(end -> library.endingIn(end).stream()).toList();
    }

    /** A name that is written short is more likely than one with slips of the pen, and that more than one that is known by its end. */
    private static List<String> near(String wrong, Collection<String> known) {
        List<String> longer = having(wrong, known, String::startsWith);
        String nearest = longer.isEmpty() ? NearestName.nearest(wrong, known) : null;
        return nearest != null ? List.of(nearest) : longer.isEmpty() ? having(wrong, known, String::contains) : longer;
    }

    private static List<String> having(String part, Collection<String> known, BiPredicate<String, String> how) {
        String lower = part.toLowerCase(Locale.ROOT);
        return part.length() < TELLING ? List.of() : known.stream().filter(name -> how.test(name.toLowerCase(Locale.ROOT), lower)).toList();
    }
}
