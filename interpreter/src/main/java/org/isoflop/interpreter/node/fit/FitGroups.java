package org.isoflop.interpreter.node.fit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.judge.Grouping;

/** What the rows of a fit have in common by the words of their table: an architecture, a data set, the run that they are checkpoints of. */
final class FitGroups {
    /** Beyond so many rows words are not sorted into groups: a misfit shows in other ways. */
    private static final int MOST = 100_000;

    private FitGroups() {
    }

    /** A grouping for each column of texts or truths that is not the key and that some rows have in common. */
    static List<Grouping> of(TableValue table, FitRows rows) {
        List<Grouping> groupings = new ArrayList<>();
        for (Map.Entry<String, Value> column : table.columns().entrySet()) {
            boolean words = column.getValue() instanceof Texts || column.getValue() instanceof Truth;
            if (!words || column.getKey().equals(table.key()) || rows.count() > MOST) {
                continue;
            }
            int[] groupOf = rows.groups(column.getValue());
            int count = 0;
            for (int group : groupOf) {
                count = Math.max(count, group + 1);
            }
            if (count > 1 && count <= rows.count() / 2) {
                groupings.add(new Grouping(column.getKey(), groupOf, count));
            }
        }
        return groupings;
    }

    /**
     * Whether the groups look like training runs: within each the sizes stay and the tokens, work or steps change from row to row.
     */
    static boolean areRuns(Grouping grouping, LawSignature signature, FitRows rows) {
        boolean along = false;
        int at = 0;
        for (LawSignature.Argument argument : signature.arguments()) {
            if (argument.parts().isEmpty() && argument.kind() == LawSignature.Kind.QUANTITY) {
                switch (DataLints.counted(argument.unit())) {
                    case "parameters" -> {
                        if (values(grouping, rows.columns()[at]) > grouping.count()) {
                            return false;
                        }
                    }
                    case "tokens", "work", "steps" -> {
                        if (values(grouping, rows.columns()[at]) < rows.count()) {
                            return false;
                        }
                        along = true;
                    }
                    default -> {
                        // Of anything else a run may have one value or many.
                    }
                }
            }
            at += Math.max(1, argument.parts().size());
        }
        return along;
    }

    /** How many different values there are, those of different groups told apart. */
    private static int values(Grouping grouping, double[] column) {
        record Place(int group, double value) {
        }
        Set<Place> places = new HashSet<>();
        for (int row = 0; row < column.length; row++) {
            places.add(new Place(grouping.groupOf()[row], column[row]));
        }
        return places.size();
    }
}
