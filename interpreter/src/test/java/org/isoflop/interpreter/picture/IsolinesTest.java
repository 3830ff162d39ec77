package org.isoflop.interpreter.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.isoflop.interpreter.plot.Layer;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.unit.Unit;
import org.junit.jupiter.api.Test;

final class IsolinesTest {
    private static final PlotModel.Axis LINEAR = new PlotModel.Axis("x", Unit.NONE, false);
    private static final PlotModel.Axis LOGARITHMIC = new PlotModel.Axis("x", Unit.NONE, true);

    /** z = x + 2y is linear, so that its lines are straight. */
    @Test
    void ofAPlaneAreStraight() {
        double[] at = {0, 1, 2, 3};
        double[] values = new double[16];
        for (int i = 0; i < 16; i++) {
            values[i] = at[i % 4] + 2 * at[i / 4];
        }
        List<Layer.Path> paths = Isolines.of(new Grid(at, at, values), LINEAR, LINEAR, 4.5);
        assertEquals(1, paths.size());
        for (int i = 0; i < paths.getFirst().x().length; i++) {
            assertEquals(4.5, paths.getFirst().x()[i] + 2 * paths.getFirst().y()[i], 1e-12);
        }
    }

    /** z = log(x y) is linear in logarithms. */
    @Test
    void followLogarithmicAxes() {
        double[] at = {1, 10, 100};
        double[] values = new double[9];
        for (int i = 0; i < 9; i++) {
            values[i] = Math.log(at[i % 3] * at[i / 3]);
        }
        for (Layer.Path path : Isolines.of(new Grid(at, at, values), LOGARITHMIC, LOGARITHMIC, Math.log(30))) {
            for (int i = 0; i < path.x().length; i++) {
                assertEquals(30, path.x()[i] * path.y()[i], 1e-9);
            }
        }
    }

    @Test
    void aroundAPeakAreClosed() {
        double[] at = {0, 1, 2};
        double[] values = {0, 0, 0, 0, 1, 0, 0, 0, 0};
        List<Layer.Path> paths = Isolines.of(new Grid(at, at, values), LINEAR, LINEAR, 0.5);
        assertEquals(1, paths.size());
        Layer.Path path = paths.getFirst();
        assertEquals(5, path.x().length);
        assertEquals(path.x()[0], path.x()[4]);
        assertEquals(path.y()[0], path.y()[4]);
    }

    @Test
    void edgesLieBetweenNeighbours() {
        assertArrayEquals(new double[] {0.5, 1.5, 3, 5}, Grid.edges(new double[] {1, 2, 4}, LINEAR), 1e-12);
        assertArrayEquals(new double[] {Math.sqrt(0.1), Math.sqrt(10), Math.sqrt(1000), Math.sqrt(100_000)},
                Grid.edges(new double[] {1, 10, 100}, LOGARITHMIC), 1e-9);
    }
}
