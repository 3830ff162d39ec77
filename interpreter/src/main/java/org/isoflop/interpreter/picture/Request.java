package org.isoflop.interpreter.picture;

import java.util.List;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * What is to be plotted of tables.
 *
 * @param zLabel what the colour stands for; empty where it stands for nothing
 * @param log which axes are logarithmic, null for those that suit it
 * @param level what intervals cover, NaN for none
 */
public record Request(List<Source> sources, String xLabel, List<String> yLabels, String zLabel, @Nullable String log, double level) {
    public Request {
        sources = List.copyOf(sources);
        yLabels = List.copyOf(yLabels);
    }

    /**
     * The columns of one table.
     *
     * @param name the table's
     * @param measured whether it comes from a file or is written out, so that its rows are points where another table is a line
     * @param group what its rows are told apart by, null for one series
     * @param kind the word asked for, empty for what suits it
     */
    public record Source(String name, boolean measured, Value x, List<Value> y, @Nullable Value z, @Nullable Value group, String kind) {
        public Source {
            y = List.copyOf(y);
        }

        int rows() {
            int rows = Columns.rows(x);
            for (Value each : y) {
                rows = Math.max(rows, Columns.rows(each));
            }
            return Math.max(1, rows);
        }
    }

    Source first() {
        return sources.getFirst();
    }

    /** The picture that suits what is asked for. */
    public PlotModel picture() {
        return switch (first().kind()) {
            case "heatmap", "contour" -> new FieldPicture(this).make();
            case "" -> MixturePicture.suits(this)
                    ? new MixturePicture(this).make()
                    : FieldPicture.suits(this) ? new FieldPicture(this).make() : new SeriesPicture(this).make();
            default -> MixturePicture.suits(this) ? new MixturePicture(this).make() : new SeriesPicture(this).make();
        };
    }
}
