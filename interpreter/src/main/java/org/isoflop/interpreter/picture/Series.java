package org.isoflop.interpreter.picture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.plot.Tint;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table that are drawn as one.
 *
 * @param y which of the columns along y
 * @param label what tells it from others; series of several tables with the same label belong together
 * @param order a number to sort by, NaN where it has none
 */
record Series(Request.Source source, int y, String label, double order, int[] rows) {
    /** All series of a table in order: a group by numbers rises, any other is as it first appears. */
    static List<Series> of(Request request, Request.Source source, boolean mixed) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        Map<String, Double> orders = new LinkedHashMap<>();
        Value group = source.group();
        for (int row = 0; row < source.rows(); row++) {
            String name = group == null ? "" : Columns.cell(group, row).text();
            groups.computeIfAbsent(name, key -> new ArrayList<>()).add(row);
            orders.putIfAbsent(name, group instanceof Quantity quantity ? quantity.numbers().point(row) : Double.NaN);
        }
        if (request.sources().size() > 1 && groups.size() == source.rows()) {
            // Beside other tables a group for each row tells nothing apart.
            groups.clear();
            groups.put("", java.util.Arrays.stream(SeriesPicture.all(source.rows())).boxed().toList());
            group = null;
        }
        List<String> names = new ArrayList<>(groups.keySet());
        if (group instanceof Quantity) {
            names.sort(java.util.Comparator.comparing(orders::get));
        }
        List<Series> series = new ArrayList<>();
        for (int y = 0; y < source.y().size(); y++) {
            for (String name : names) {
                series.add(new Series(source, y, label(request, source, y, group == null ? null : name, mixed),
                        source.y().size() == 1 ? orders.getOrDefault(name, Double.NaN) : Double.NaN,
                        java.util.Objects.requireNonNull(groups.get(name)).stream().mapToInt(Integer::intValue).toArray()));
            }
        }
        return series;
    }

    private static String label(Request request, Request.Source source, int y, @Nullable String group, boolean mixed) {
        boolean several = source.y().size() > 1;
        String of = request.yLabels().get(y);
        if (mixed && source.y().get(y) instanceof Quantity quantity && quantity.unit() != Unit.NONE
                && !quantity.unit().toString().isEmpty()) {
            of += " (" + quantity.unit() + ")";
        }
        if (group != null) {
            return several ? of + ", " + group : group;
        }
        return request.sources().size() == 1 ? of : several ? of + ", " + source.name() : source.name();
    }

    /** The tint of each label: along a ramp where all have an order, else one after the other. */
    static Map<String, Tint> tints(List<Series> all) {
        Map<String, Double> orders = new LinkedHashMap<>();
        all.forEach(series -> orders.putIfAbsent(series.label, series.order));
        List<Double> ranks = orders.values().stream().filter(order -> !Double.isNaN(order)).distinct().sorted().toList();
        Map<String, Tint> tints = new LinkedHashMap<>();
        int next = 0;
        for (Map.Entry<String, Double> entry : orders.entrySet()) {
            boolean ordered = ranks.size() > 2 && !Double.isNaN(entry.getValue());
            tints.put(entry.getKey(),
                    ordered ? new Tint.Share((double) ranks.indexOf(entry.getValue()) / (ranks.size() - 1)) : new Tint.Nth(next++));
        }
        return tints;
    }
}
