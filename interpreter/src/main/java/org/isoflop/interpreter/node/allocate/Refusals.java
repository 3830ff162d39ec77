package org.isoflop.interpreter.node.allocate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Phrases;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.allocate.Options;

/** Why none of several choices from lists has an allocation: what stands in the way of how many of them, and of one of each kind how far. */
final class Refusals {
    private static final Display NUMBERS = new Display(0.95, 5);
    /** So many choices are looked at. */
    private static final int MOST = 100;
    private static final int KINDS = 3;
    private static final int LONGEST = 40;

    private final List<AllocateNode.Traced> traced;
    private final int row;
    private final AllocationLints.Alone alone;
    private final Options options;

    Refusals(List<AllocateNode.Traced> traced, int row, AllocationLints.Alone alone, Options options) {
        this.traced = traced;
        this.row = row;
        this.alone = alone;
        this.options = options;
    }

    List<String> notes() {
        Map<String, List<Infeasibility>> kinds = new LinkedHashMap<>();
        int looked = Math.min(MOST, traced.size());
        for (AllocateNode.Traced one : traced.subList(0, looked)) {
            Infeasibility reason = new Infeasibility(one, alone.of(one, row), options);
            kinds.computeIfAbsent(reason.obstacle(), kind -> new ArrayList<>()).add(reason);
        }
        List<Map.Entry<String, List<Infeasibility>>> sorted = new ArrayList<>(kinds.entrySet());
        sorted.sort((left, right) -> right.getValue().size() - left.getValue().size());
        List<String> counts = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Map.Entry<String, List<Infeasibility>> kind : sorted) {
            counts.add(kind.getKey() + (counts.isEmpty() ? " in the way of " : " of ")
                    + (sorted.size() == 1 ? "all" : kind.getValue().size()));
            // the last of its kind: lists mostly grow
            Infeasibility example = kind.getValue().getLast();
            if (counts.size() <= KINDS && example.isExplained()) {
                notes.add("with " + words(example.chosen()) + ": " + String.join("; ", example.notes()));
            }
        }
        notes.addFirst("none of the " + traced.size() + " choices of " + names() + " fits: " + String.join(", ", counts)
                + (looked < traced.size() ? " of the first " + looked : ""));
        return notes;
    }

    private String names() {
        return Phrases.names(traced.getFirst().chosen().keySet());
    }

    static String words(Map<String, Value> chosen) {
        List<String> words = new ArrayList<>();
        chosen.forEach((name, value) -> words.add("`" + name + "` = " + word(value)));
        return String.join(", ", words);
    }

    private static String word(Value value) {
        if (value instanceof Quantity quantity) {
            return NUMBERS.quantity(quantity.unit(), quantity.point());
        }
        Value named = value instanceof RecordValue row && row.member("name") != null ? row.member("name") : value;
        String text = String.valueOf(named == null ? "" : named.text());
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
