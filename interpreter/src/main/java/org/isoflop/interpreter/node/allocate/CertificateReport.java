package org.isoflop.interpreter.node.allocate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.allocate.Allocation;

/** How the optimum of an allocation is known to be one: {@code method kkt starts agreed deciding}. */
final class CertificateReport {
    private final SolvedCells cells;
    private final int together;

    /** @param together how many draws it was decided over at once */
    CertificateReport(SolvedCells cells, int together) {
        this.cells = cells;
        this.together = together;
    }

    RecordValue value() {
        Allocation.Method method = Allocation.Method.CLOSED_FORM;
        int starts = 0;
        int agreed = Integer.MAX_VALUE;
        int[][] deciding = new int[cells.choices()][];
        for (int choice = 0; choice < cells.choices(); choice++) {
            deciding[choice] = cells.allocation(choice).deciding();
            Allocation.Certificate one = cells.allocation(choice).certificate();
            method = one.method().compareTo(method) > 0 ? one.method() : method;
            starts = Math.max(starts, one.starts());
            boolean told = one.starts() > 0 && one.fewestAgreeing() > 0;
            agreed = told ? Math.min(agreed, one.fewestAgreeing()) : agreed;
        }
        Map<String, Value> members = new LinkedHashMap<>();
        members.put("method", new Text(words(method, starts) + (together > 0 ? " over " + together + " draws" : "")));
        members.put("kkt", new Quantity(Unit.NONE, residual()));
        members.put("starts", new Quantity(Unit.NONE, Numbers.of(starts)));
        members.put("agreed", new Quantity(Unit.NONE, Numbers.of(agreed == Integer.MAX_VALUE ? 0 : agreed)));
        members.put("deciding", new Quantity(Unit.NONE, cells.numbers((allocation, choice, cell) -> deciding[choice][cell])));
        return new RecordValue(members, false);
    }

    private static String words(Allocation.Method method, int starts) {
        return switch (method) {
            case CLOSED_FORM -> "closed form";
            case CONVEX_IN_LOGARITHMS -> "convex in logarithms";
            case CONVEX -> "convex";
            case STARTS -> "best of " + starts + " starts";
        };
    }

    /** Of the point and of all draws of a row the largest. */
    private Numbers residual() {
        Numbers all = cells.numbers((allocation, choice) -> allocation.kktResidual());
        if (!all.isUncertain()) {
            return all;
        }
        double[] most = all.points().clone();
        for (int row = 0; row < most.length; row++) {
            for (int k = 0; k < all.drawCount(); k++) {
                most[row] = all.draw(row, k) > most[row] ? all.draw(row, k) : most[row];
            }
        }
        return Numbers.shaped(all.isColumn(), most, null, 0);
    }
}
