package org.isoflop.interpreter.node.fit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Residual;

/** Members of a fit that tell how well the law describes the rows. */
final class FitQuality {
    private final FitMembers.Source source;
    private final FitResult result;

    FitQuality(FitMembers.Source source) {
        this.source = source;
        result = source.result();
    }

    Map<String, Supplier<? extends Value>> members() {
        Map<String, Supplier<? extends Value>> members = new LinkedHashMap<>();
        members.put("rows", () -> Quantity.of(result.problem().rows()));
        members.put("r2", () -> Quantity.of(result.statistics().r2()));
        members.put("rmse", () -> Quantity.of(result.statistics().rmse()));
        members.put("mean_residual", () -> Quantity.of(result.statistics().meanResidual()));
        members.put("aic", () -> Quantity.of(result.statistics().aic()));
        members.put("aicc", () -> Quantity.of(finite(result.statistics().aicc())));
        members.put("bic", () -> Quantity.of(result.statistics().bic()));
        members.put("condition", () -> Quantity.of(finite(result.condition())));
        members.put("residuals", this::residuals);
        return members;
    }

    private static double finite(double value) {
        return Double.isInfinite(value) ? Double.NaN : value;
    }

    /** One residual for each row of the table, missing where the row was not fitted. */
    private Value residuals() {
        double[] all = new double[source.table().rows()];
        Arrays.fill(all, Double.NaN);
        boolean plain = result.problem().residual() == Residual.PLAIN;
        Unit unit = plain ? source.law().signature().result() : Unit.NONE;
        for (int i = 0; i < source.rows().count(); i++) {
            all[source.rows().place(i)] = result.residuals()[i] * unit.scale();
        }
        return new Quantity(unit, Numbers.column(all));
    }
}
