package org.isoflop.stdlib.allocate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A smallest conflict by the deletion filter (Chinneck and Dravnieks 1991): what can be left out without making the rest possible, is. */
final class Conflicts {
    private Conflicts() {}

    static @Nullable Conflict smallest(Formulation form, Options options) {
        boolean[] kept = new boolean[form.total];
        Arrays.fill(kept, true);
        if (possible(form, kept, options)) {
            return null;
        }
        // ends last: a conflict is best told in terms of the conditions a study states
        for (int j = form.total - 1; j >= 0; j--) {
            kept[j] = false;
            if (possible(form, kept, options)) {
                kept[j] = true;
            }
        }
        List<Integer> conditions = new ArrayList<>();
        List<Integer> lowerEnds = new ArrayList<>();
        List<Integer> upperEnds = new ArrayList<>();
        for (int j = 0; j < form.total; j++) {
            if (kept[j] && j < form.conditions) {
                conditions.add(j);
            } else if (kept[j]) {
                int end = j - form.conditions;
                (form.endSign[end] > 0 ? upperEnds : lowerEnds).add(form.endVariable[end]);
            }
        }
        return new Conflict(List.copyOf(conditions), List.copyOf(lowerEnds), List.copyOf(upperEnds));
    }

    private static boolean possible(Formulation form, boolean[] kept, Options options) {
        Formulation part = form.relaxed(kept);
        int starts = 16 + 8 * form.size;
        Lanes lanes = new Lanes(part, starts);
        Design design = new Design(form.size);
        for (int i = 0; i < starts; i++) {
            for (int v = 0; v < form.size; v++) {
                lanes.point[v][i] = i % 2 == 0 ? design.wide(form, v, i) : design.wide(part, v, i);
            }
        }
        new Engine(part, true, options).run(lanes);
        for (int i = 0; i < starts; i++) {
            if (lanes.holds(i) || lanes.converged(i)) {
                return true;
            }
        }
        return false;
    }
}
