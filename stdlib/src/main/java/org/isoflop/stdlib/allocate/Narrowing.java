package org.isoflop.stdlib.allocate;

/** Follows the optima of smoothed shares while the width of their edges shrinks. */
final class Narrowing {
    private static final double[] WIDTHS = {0.3, Margins.NARROW};

    private Narrowing() {}

    /** @param ends of a search at {@link Margins#WIDE}; those of the narrowest width in the end, with its multipliers */
    static void run(Formulation form, ChanceProgram program, Lanes ends, Options options) {
        for (double width : WIDTHS) {
            Lanes lanes = new Lanes(form, ends.count);
            System.arraycopy(ends.row, 0, lanes.row, 0, ends.count);
            for (int v = 0; v < form.size; v++) {
                System.arraycopy(ends.point[v], 0, lanes.point[v], 0, ends.count);
            }
            new Engine(form.with(program.smoothed(width)), false, options).run(lanes);
            for (int i = 0; i < ends.count; i++) {
                if (lanes.holds(i) && lanes.ended[i] != Lockstep.RUNAWAY) {
                    Search.copy(lanes, i, ends, i);
                }
            }
        }
    }
}
