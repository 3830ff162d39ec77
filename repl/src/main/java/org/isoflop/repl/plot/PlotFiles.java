package org.isoflop.repl.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.table.WholeFile;

/** Draws the plots of a result into its output folder. */
public final class PlotFiles {
    private PlotFiles() {
    }

    /**
     * Writes every plot, each whole or not at all.
     *
     * @return the files, in the order of the plots
     * @throws IOException if one cannot be written, or would lie outside the output folder
     */
    public static List<Path> write(Result result) throws IOException {
        List<Path> files = new ArrayList<>();
        Path folder = result.outputFolder().toAbsolutePath().normalize();
        for (PlotModel plot : result.plots()) {
            Path file = folder.resolve(plot.file()).normalize();
            if (!file.startsWith(folder) || file.equals(folder)) {
                throw new IOException("`" + plot.file() + "` does not lie below the output folder");
            }
            WholeFile.write(file, writer -> writer.write(SvgPlot.draw(plot)));
            files.add(file);
        }
        return files;
    }
}
