package org.isoflop.interpreter.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.resample.Draws;
import org.jspecify.annotations.Nullable;

/** Members of a fit that tell how sure its coefficients are. */
final class FitUncertainty {
    private final FitMembers.Source source;
    private final Map<String, Quantity> found;

    /** @param found the fitted coefficients with their draws */
    FitUncertainty(FitMembers.Source source, Map<String, Quantity> found) {
        this.source = source;
        this.found = found;
    }

    Map<String, Supplier<? extends Value>> members() {
        Map<String, Supplier<? extends Value>> members = new LinkedHashMap<>();
        members.put("covariance", this::covariance);
        members.put("draws", this::drawTable);
        return members;
    }

    FitValue.@Nullable Resampling resampling() {
        Draws draws = source.draws();
        if (draws == null) {
            return null;
        }
        double own = source.chosen().level();
        double level = Double.isNaN(own) ? Run.of(source.node()).level() : own;
        return new FitValue.Resampling(source.chosen().scheme(source.rows().used(), source.table(), source.node()).words(), draws.count(),
                draws.failures(), level);
    }

    private Value covariance() {
        List<Value> rows = new ArrayList<>();
        for (double[] row : source.result().covariance()) {
            rows.add(new Quantity(Unit.NONE, Numbers.column(row.clone())));
        }
        return new ListValue(rows);
    }

    private Value drawTable() {
        Map<String, Value> columns = new LinkedHashMap<>();
        Draws draws = source.draws();
        found.forEach((name, quantity) -> columns.put(name, new Quantity(Unit.NONE, Numbers.column(quantity.numbers().draws(0)))));
        return new TableValue(FitMembers.gathered(columns), Map.of(), draws == null ? 0 : draws.count(), source.name() + ".draws", null);
    }
}
