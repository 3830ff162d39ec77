package org.isoflop.interpreter.unit;

import java.util.List;
import java.util.SplittableRandom;

/** Units made from a seed, for properties that hold for all of them. */
final class RandomUnits {
    private final SplittableRandom random;
    private final List<NamedUnit> names = StandardUnits.all();

    RandomUnits(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** A product of up to three named units, each to a small power. */
    Unit next() {
        Unit unit = Unit.NONE;
        for (int i = random.nextInt(4); i > 0; i--) {
            Unit factor = Unit.of(names.get(random.nextInt(names.size())));
            int power = random.nextInt(-2, 3);
            unit = unit.times(factor.power(power == 0 ? 1 : power));
        }
        return unit;
    }

    double exponent() {
        return random.nextInt(1, 9) / 4.0;
    }
}
