package org.isoflop.stdlib.allocate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.isoflop.stdlib.Property;
import org.isoflop.stdlib.allocate.Allocation.Elsewhere;
import org.isoflop.stdlib.allocate.AllocationProblem.Goal;
import org.isoflop.stdlib.allocate.Formulas.Formula;
import org.junit.jupiter.api.Test;

/** Of several optima one is reported, and of another that is as good it is known. */
final class SeveralOptimaTest {
    private static final Options OPTIONS = Options.defaults().withThreads(1);

    /** Two wells, about parameters 0 and 1, the second deeper by parameter 2. */
    private static final Formula WELLS = (x, p, gradient) -> {
        double left = x[0] - p[0];
        double right = x[0] - p[1];
        gradient[0] = 2 * left * right * (left + right) - p[2] / (p[1] - p[0]);
        return 1 + left * left * right * right - p[2] * left / (p[1] - p[0]);
    };

    private static Allocation wells(Parameter low, Parameter high, Parameter deeper, int rows) {
        return Allocator.solve(new AllocationProblem(new Formulas(1, 3, WELLS), Goal.MINIMIZE, List.of(Domain.range(0, 10)), List.of(),
                List.of(low, high, deeper)), rows, OPTIONS);
    }

    @Test
    void anotherWellAsDeepIsKnown() {
        Property.holds(60, 1, (random, size) -> {
            double low = 0.5 + 4 * random.nextDouble();
            double high = low + 1 + 4 * random.nextDouble();
            Allocation solved = wells(Parameter.of(low), Parameter.of(high), Parameter.of(0), 1);
            Elsewhere elsewhere = solved.certificate().elsewhere();
            assertNotNull(elsewhere, () -> low + ", " + high);
            double found = solved.variables()[0][0];
            assertEquals(low + high, found + elsewhere.variables()[0], 1e-6, () -> "one each of " + low + " and " + high);
            assertEquals(0, elsewhere.row());
        });
    }

    @Test
    void aShallowerWellIsNone() {
        Property.holds(60, 2, (random, size) -> {
            double low = 0.5 + 4 * random.nextDouble();
            double high = low + 1 + 4 * random.nextDouble();
            double deeper = 1e-6 + 1e-3 * random.nextDouble();
            Allocation solved = wells(Parameter.of(low), Parameter.of(high), Parameter.of(deeper), 1);
            assertNull(solved.certificate().elsewhere(), () -> low + ", " + high + ", deeper by " + deeper);
            assertEquals(high, solved.variables()[0][0], 0.01);
        });
    }

    @Test
    void ofManyRowsOneThatWasSearchedIsNamed() {
        double[] high = new double[200];
        for (int row = 0; row < high.length; row++) {
            high[row] = 3 + 0.03 * row;
        }
        Allocation solved = wells(Parameter.of(1), Parameter.of(high), Parameter.of(0), high.length);
        Elsewhere elsewhere = solved.certificate().elsewhere();
        assertNotNull(elsewhere);
        assertEquals(1 + high[elsewhere.row()], solved.variables()[0][elsewhere.row()] + elsewhere.variables()[0], 1e-6);
    }

    @Test
    void oneValleyHasOneFloor() {
        Formula valley = (x, p, gradient) -> {
            gradient[0] = 2 * (x[0] - 3);
            return 1 + (x[0] - 3) * (x[0] - 3);
        };
        Allocation solved = Allocator.solve(new AllocationProblem(new Formulas(1, 0, valley), Goal.MINIMIZE, List.of(Domain.range(0, 10)),
                List.of(), List.of()), 1, OPTIONS);
        assertNull(solved.certificate().elsewhere());
    }
}
