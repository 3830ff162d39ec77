package org.isoflop.interpreter.node.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.LocalMinimum;

/** Members of a fit that tell how its coefficients were found. */
final class FitSearch {
    private final FitMembers.Source source;
    private final FitResult result;

    FitSearch(FitMembers.Source source) {
        this.source = source;
        result = source.result();
    }

    Map<String, Supplier<? extends Value>> members() {
        Map<String, Supplier<? extends Value>> members = new LinkedHashMap<>();
        members.put("objective", () -> Quantity.of(result.objective()));
        members.put("estimator", () -> new Text(result.estimator()));
        members.put("converged", () -> Truth.of(result.converged()));
        members.put("starts_tried", () -> Quantity.of(result.startsTried()));
        members.put("starts_agreed", () -> Quantity.of(result.startsAgreed()));
        members.put("starts_unfinished", () -> Quantity.of(result.startsUnfinished()));
        members.put("minima", this::minima);
        return members;
    }

    private Value minima() {
        Map<String, List<Value>> cells = new LinkedHashMap<>();
        for (LocalMinimum minimum : result.minima()) {
            cells.computeIfAbsent("objective", name -> new ArrayList<>()).add(Quantity.of(minimum.objective()));
            cells.computeIfAbsent("starts", name -> new ArrayList<>()).add(Quantity.of(minimum.starts()));
            for (int i = 0; i < minimum.coefficients().length; i++) {
                cells.computeIfAbsent(result.problem().coefficients().get(i).name(), name -> new ArrayList<>())
                        .add(Quantity.of(minimum.coefficients()[i]));
            }
        }
        Map<String, Value> columns = new LinkedHashMap<>();
        cells.forEach((name, column) -> columns.put(name, Columns.of(column)));
        return new TableValue(FitMembers.gathered(columns), Map.of(), result.minima().size(), source.name() + ".minima", null);
    }
}
