package org.isoflop.interpreter.analysis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isoflop.grammar.parse.Parsed;
import org.isoflop.grammar.parse.StudyParser;
import org.isoflop.grammar.syntax.Source;
import org.jspecify.annotations.Nullable;

/** The texts of the standard library. They never change: each is parsed once, however many studies use it. */
final class Library {
    /** What {@link #parsed} gives where there is no such module. */
    static final Parsed ABSENT = StudyParser.parse(new Source("", ""));
    private static final String FOLDER = "/org/isoflop/stdlib/modules/";
    /** Fewer letters than these begin too many names. */
    private static final int SHORTEST = 3;
    /** How many names are said to begin with another. */
    private static final int LISTED = 4;
    private static final Map<String, Parsed> PARSED = new ConcurrentHashMap<>();

    private Library() {
    }

    /** A module by its path, {@code laws/kaplan2020}. */
    static Parsed parsed(String path) {
        return PARSED.computeIfAbsent(path, module -> {
            String text = resource(module + ".study");
            return text == null ? ABSENT : StudyParser.parse(new Source(module + ".study", text));
        });
    }

    /** The text of a module by its path; empty where there is none. */
    static String text(String path) {
        String text = resource(path + ".study");
        return text == null ? "" : text;
    }

    /** The modules that stand directly below a path, at the top of the library for the empty path. */
    static List<String> names(String path) {
        return index().stream().filter(line -> line.startsWith(path)).map(line -> line.substring(path.length()).split("/", 2)[0])
                .distinct().toList();
    }

    /** How to come by a name that is missed, where a module declares it; null otherwise. */
    static @Nullable String whereToFind(String name) {
        List<String> places = places(name);
        if (places.isEmpty()) {
            return begun(name);
        }
        String others = places.size() == 1 ? "" : "; there is also `" + String.join("`, `", places.subList(1, places.size())) + "`";
        return "the library has it: write `use " + places.getFirst() + "`" + others;
    }

    /** Where a name is declared, as {@code use} takes it: {@code laws.hoffmann2022.chinchilla}. */
    private static List<String> places(String name) {
        Pattern declared = Pattern.compile("^(?:law|let|data|constraint|budget|sweep|allocate|fit) " + Pattern.quote(name) + "\\b",
                Pattern.MULTILINE);
        return index().stream().filter(path -> !path.equals("prelude") && declared.matcher(text(path)).find())
                .map(path -> path.replace('/', '.') + "." + name).toList();
    }

    /** Modules and values whose names begin with one, whatever the case of its letters: {@code H100} is one of several devices. */
    private static @Nullable String begun(String name) {
        if (name.length() < SHORTEST) {
            return null;
        }
        Pattern module = Pattern.compile("(?:.*/)?" + Pattern.quote(name) + "\\d*", Pattern.CASE_INSENSITIVE);
        Pattern value = Pattern.compile("^let (" + Pattern.quote(name) + "\\w*+)(?! *\\()", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
        List<String> found = index().stream().filter(path -> !path.equals("prelude"))
                .flatMap(path -> module.matcher(path).matches()
                        ? Stream.of(path.replace('/', '.'))
                        : value.matcher(text(path)).results().map(result -> path.replace('/', '.') + "." + result.group(1)))
                .toList();
        return found.isEmpty()
                ? null
                : "the library has `" + String.join("`, `", found.subList(0, Math.min(found.size(), LISTED))) + "`: write `use "
                        + found.getFirst() + "`";
    }

    private static List<String> index() {
        String index = resource("index");
        return index == null ? List.of() : index.lines().toList();
    }

    private static @Nullable String resource(String name) {
        try (InputStream stream = Library.class.getResourceAsStream(FOLDER + name)) {
            return stream == null ? null : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException exception) {
            throw new IllegalStateException("cannot read `" + name + "` of the library", exception);
        }
    }
}
