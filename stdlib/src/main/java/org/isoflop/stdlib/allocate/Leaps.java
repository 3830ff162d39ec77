package org.isoflop.stdlib.allocate;

import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.stdlib.kernel.Bends;
import org.jspecify.annotations.Nullable;

/**
 * Formulas that choose by comparisons of what is decided, as a price that is another beyond some size. Every way in which the comparisons
 * can turn out is a case; together they are everything, so that the best of their optima is the optimum.
 */
final class Leaps extends Cases {
    /** So many comparisons at most are taken every way. */
    private static final int MOST = 5;

    private final Bends bends;
    private final int[] leaps;

    private Leaps(Formulation form, int rows, Options options, Bends bends) {
        super(form, rows, options);
        this.bends = bends;
        leaps = leaps(bends);
    }

    /** Null where the formula does not choose by what is decided, or by too many comparisons. */
    static @Nullable Leaps of(Formulation form, KernelProgram program, int rows, Options options) {
        Bends bends = Bends.of(program.kernel(), form.size);
        return leaps(bends).length == 0 ? null : new Leaps(form, rows, options, bends);
    }

    /** How many cases a program comes to; 0 where it does not leap. */
    static int count(KernelProgram program) {
        int count = leaps(Bends.of(program.kernel(), program.variables())).length;
        return count == 0 ? 0 : 1 << count;
    }

    /** The comparisons that are taken every way. */
    private static int[] leaps(Bends bends) {
        int[] leaps = IntStream.range(0, bends.count()).filter(bends::isComparison).toArray();
        return leaps.length <= MOST ? leaps : new int[0];
    }

    @Override
    void improve(Lanes ends) {
        int[] all = IntStream.range(0, rows).toArray();
        for (int ways = 0; ways < 1 << leaps.length; ways++) {
            int[] order = new int[bends.count()];
            for (int k = 0; k < leaps.length; k++) {
                order[leaps[k]] = (ways >> k & 1) == 0 ? -1 : 1;
            }
            certificate = certificate.and(solve(held(bends.held(order), List.of()), all, ends, options).certificate());
        }
    }
}
