package org.isoflop.repl.verify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isoflop.repl.verify.Json.Malformed;
import org.jspecify.annotations.Nullable;

/**
 * What was found, compared with what is found now, number by number and word by word.
 *
 * @param compared how many there are
 * @param differences in the order of the documents
 */
public record Comparison(int compared, List<Difference> differences) {
    /** Where a result says by what it was found and what it is called here: that is told apart. */
    private static final Set<String> ELSEWHERE = Set.of("provenance", "files");
    /** Of a message: where it was raised depends on the folder that the command was given in, and what would help is no finding. */
    private static final Set<String> UNCOMPARED = Set.of("file", "labels", "notes", "help");
    private static final String NOTHING = "nothing";

    public Comparison {
        differences = List.copyOf(differences);
    }

    /**
     * Compares a result with the one that the same study gives now.
     *
     * @param now the document as it would be written
     */
    public static Comparison of(Recorded then, byte[] now) {
        try {
            Walk walk = new Walk();
            walk.members("", then.whole(), Json.read(now), ELSEWHERE);
            return new Comparison(walk.compared, walk.differences);
        } catch (Malformed impossible) {
            throw new IllegalStateException("results are written as JSON", impossible);
        }
    }

    /** The ones that weigh most, at most so many: first by the width of their interval, then by their share. */
    public List<Difference> gravest(int most) {
        List<Difference> sorted = new ArrayList<>(differences);
        sorted.sort((one, other) -> Double.compare(weight(other), weight(one)));
        return sorted.subList(0, Math.min(most, sorted.size()));
    }

    private static double weight(Difference difference) {
        return Double.isNaN(difference.width()) ? difference.share() : difference.width();
    }

    /** Goes through two documents at once. */
    private static final class Walk {
        private final List<Difference> differences = new ArrayList<>();
        private int compared;

        private void compare(String place, @Nullable Json then, @Nullable Json now, double width) {
            if (then instanceof Json.Members && now instanceof Json.Members) {
                members(place, then, now, Set.of());
            } else if (then instanceof Json.Elements(List<Json> old) && now instanceof Json.Elements(List<Json> fresh)) {
                for (int i = 0; i < Math.max(old.size(), fresh.size()); i++) {
                    compare(place + "[" + i + "]", i < old.size() ? old.get(i) : null, i < fresh.size() ? fresh.get(i) : null, Double.NaN);
                }
            } else {
                compared++;
                if (then == null || !then.equals(now)) {
                    differences.add(difference(place, then, now, width));
                }
            }
        }

        void members(String place, Json then, Json now, Set<String> without) {
            Map<String, Json> old = then instanceof Json.Members(Map<String, Json> all) ? all : Map.of();
            Map<String, Json> fresh = now instanceof Json.Members(Map<String, Json> all) ? all : Map.of();
            Set<String> names = new LinkedHashSet<>(old.keySet());
            names.addAll(fresh.keySet());
            names.removeAll(without);
            double width = old.get("lower") instanceof Json.Number lower && old.get("upper") instanceof Json.Number upper
                    ? upper.value() - lower.value()
                    : Double.NaN;
            for (String name : names) {
                if (!(UNCOMPARED.contains(name) && place.startsWith("diagnostics["))) {
                    compare(place(place, name), old.get(name), fresh.get(name), width);
                }
            }
        }

        /** The name behind the place; what has a value is called by its own name. */
        private static String place(String within, String name) {
            String word = name.matches("[\\p{L}_][\\p{L}\\p{N}_]*") ? name : "`" + name + "`";
            return within.isEmpty() || within.equals("values") ? word : within + "." + word;
        }

        private static Difference difference(String place, @Nullable Json then, @Nullable Json now, double width) {
            double share = Double.POSITIVE_INFINITY;
            double widths = Double.NaN;
            if (then instanceof Json.Number old && now instanceof Json.Number fresh) {
                double difference = Math.abs(fresh.value() - old.value());
                share = old.value() == 0 ? share : difference / Math.abs(old.value());
                widths = width > 0 ? difference / width : widths;
            }
            return new Difference(place, words(then), words(now), share, widths);
        }

        private static String words(@Nullable Json json) {
            return switch (json) {
                case null -> NOTHING;
                case Json.Number number -> number.text();
                case Json.Text text -> "\"" + text.value().replaceAll("\\s+", " ") + "\"";
                case Json.Word word -> word.word();
                case Json.Elements(List<Json> all) -> all.isEmpty() ? "an empty list" : "a list of " + all.size();
                case Json.Members(Map<String, Json> all) -> all.get("kind") instanceof Json.Text(String kind) ? "a " + kind : "an object";
            };
        }
    }
}
