package org.isoflop.stdlib.allocate;

import org.jspecify.annotations.Nullable;

/** Runs lanes through {@link Lockstep} on several threads; lanes do not see each other, so the answer is the same for any number. */
final class Engine {
    private static final int WORTH_A_THREAD = 192;

    final Formulation form;
    private final boolean feasibilityOnly;
    private final Options options;
    private final @Nullable Lockstep[] steppers;
    private @Nullable Corners corners;

    Engine(Formulation form, boolean feasibilityOnly, Options options) {
        this.form = form;
        this.feasibilityOnly = feasibilityOnly;
        this.options = options;
        steppers = new Lockstep[Math.max(1, options.threads())];
    }

    /** Runs them to their ends, those that stop where the formula bends to the optimum there. */
    void run(Lanes lanes) {
        plain(lanes);
        if (feasibilityOnly || !Corners.isFor(lanes)) {
            return;
        }
        corners = corners == null ? Corners.of(form, options) : corners;
        if (corners != null) {
            corners.settle(lanes);
        }
    }

    /** Runs them as if the formula were smooth. */
    void plain(Lanes lanes) {
        int threads = Math.max(1, Math.min(steppers.length, lanes.count / WORTH_A_THREAD));
        // does not depend on the number of threads, so neither does which lanes a program sees together
        int size = Math.min(Block.CAPACITY, Math.max(WORTH_A_THREAD / 2, lanes.count / 8));
        lanes.multipliers();
        Crew.run(threads, (lanes.count + size - 1) / size, options, "descents", lanes.count, (thread, index) -> {
            Lockstep stepper = steppers[thread];
            if (stepper == null) {
                stepper = new Lockstep(form, feasibilityOnly);
                steppers[thread] = stepper;
            }
            stepper.solve(lanes, index * size, Math.min(lanes.count, (index + 1) * size));
        });
    }
}
