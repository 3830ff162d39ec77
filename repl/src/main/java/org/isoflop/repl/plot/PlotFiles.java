package org.isoflop.repl.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.node.Limit;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.table.WholeFile;

/** Draws the plots of a result into its output folder. */
public final class PlotFiles {
    private PlotFiles() {
    }

    /**
     * Writes every plot, each whole or not at all.
     *
     * @param failed takes what is to be said of a plot that cannot be written or would lie outside the output folder
     * @return the files, in the order of the plots
     */
    public static List<Path> write(Result result, Consumer<Diagnostic> failed) {
        List<Path> files = new ArrayList<>();
        Path folder = result.outputFolder().toAbsolutePath().normalize();
        for (PlotModel plot : result.plots()) {
            Path file = folder.resolve(plot.file()).normalize();
            if (!file.startsWith(folder) || file.equals(folder)) {
                failed.accept(Diagnostic.of(Code.OUTSIDE, plot.file()));
                continue;
            }
            try {
                write(plot, folder, file);
                files.add(file);
            } catch (PlotPicture.NoFonts exception) {
                failed.accept(Diagnostic.of(Code.WRITE_FAILED, plot.file(), String.valueOf(exception.getMessage())));
            } catch (IOException exception) {
                failed.accept(Diagnostic.of(Code.WRITE_FAILED, plot.file(), WholeFile.reason(exception)));
            }
        }
        return files;
    }

    private static void write(PlotModel plot, Path folder, Path file) throws IOException {
        if (plot.file().endsWith(".png")) {
            WholeFile.write(folder, file, PlotPicture.png(SvgPlot.draw(plot)));
        } else if (plot.file().endsWith(".html")) {
            WholeFile.write(folder, file, Limit.OUTPUT.usual(), writer -> writer.write(InteractivePlot.page(plot)));
        } else {
            WholeFile.write(folder, file, Limit.OUTPUT.usual(), writer -> writer.write(SvgPlot.draw(plot)));
        }
    }
}
