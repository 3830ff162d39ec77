package org.isoflop.interpreter.function;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isoflop.interpreter.picture.Notes;
import org.isoflop.interpreter.plot.Depiction;
import org.isoflop.interpreter.plot.Layer;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.plot.Tint;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.stdlib.curves.Envelope;
import org.isoflop.stdlib.curves.TrainingCurves;
import org.jspecify.annotations.Nullable;

/** Training curves coloured by the sizes of their models, and their envelope: Figure 2 (left) of Hoffmann et al. (2022). */
record EnvelopePicture(Envelope found, TrainingCurves curves, Type.TableOf type) implements Depiction {
    /** More checkpoints of one curve cannot be told apart. */
    private static final int MOST = 400;

    @Override
    public PlotModel picture(double level, @Nullable String log) {
        Unit spent = unit("C");
        Unit loss = unit("loss");
        Unit size = unit("N");
        double low = Arrays.stream(curves.sizes()).min().orElseThrow() / size.scale();
        double high = Arrays.stream(curves.sizes()).max().orElseThrow() / size.scale();
        PlotModel.Shade shade = new PlotModel.Shade(new PlotModel.Axis("N", size, true), low, high);
        List<Layer> layers = new ArrayList<>();
        for (int run = 0; run < curves.runs(); run++) {
            layers.add(new Layer.Line("", new Tint.Share(shade.share(curves.sizes()[run] / size.scale())),
                    thinned(curves.spent(), run, spent), thinned(curves.losses(), run, loss)));
        }
        double[] x = Arrays.stream(found.places()).map(place -> Math.exp(place) / spent.scale()).toArray();
        double[] y = Arrays.stream(found.losses()).mapToDouble(estimate -> estimate.point() / loss.scale()).toArray();
        layers.add(new Layer.Line("envelope", Tint.Plain.STRONG, x, y));
        PlotModel.Axis across = new PlotModel.Axis("C", spent, log == null || log.contains("x"));
        PlotModel.Axis up = new PlotModel.Axis("loss", loss, log == null || log.contains("y"));
        return new PlotModel("", "Training curves and their envelope", across, up, layers, shade, List.of(),
                Notes.of(layers, across, up, level));
    }

    private Unit unit(String column) {
        return type.columns().get(column) instanceof Type.Quantity(Unit unit, boolean zero) ? unit : Unit.NONE;
    }

    private double[] thinned(double[] column, int run, Unit unit) {
        int from = curves.first()[run];
        int count = curves.first()[run + 1] - from;
        int kept = Math.min(count, MOST);
        double[] thinned = new double[kept];
        for (int i = 0; i < kept; i++) {
            thinned[i] = column[from + (kept == 1 ? 0 : (int) ((long) i * (count - 1) / (kept - 1)))] / unit.scale();
        }
        return thinned;
    }
}
