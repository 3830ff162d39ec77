package org.isoflop.interpreter.engine;

import java.nio.file.Path;
import java.util.List;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.file.WrittenFile;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * What came of a study.
 *
 * @param title the study's title, or its file name
 * @param ok whether there was no error and every expectation held
 * @param values every item without parameters that has a value, in file order, then nothing else
 * @param outputs what the study asked to show, in file order
 * @param plots the plots to be drawn below {@code outputFolder}
 * @param files the files written so far (exports)
 * @param provenance what it rests on; null where the run was not asked to trace that
 */
public record Result(String title, boolean ok, Display display, List<Named> values, List<Shown> outputs, List<Expectation> expectations,
        List<Finding> findings, List<PlotModel> plots, List<WrittenFile> files, Path outputFolder, @Nullable Provenance provenance) {
    public Result {
        values = List.copyOf(values);
        outputs = List.copyOf(outputs);
        expectations = List.copyOf(expectations);
        findings = List.copyOf(findings);
        plots = List.copyOf(plots);
        files = List.copyOf(files);
    }

    /** A result of which nobody asked what it rests on. */
    public Result(String title, boolean ok, Display display, List<Named> values, List<Shown> outputs, List<Expectation> expectations,
            List<Finding> findings, List<PlotModel> plots, List<WrittenFile> files, Path outputFolder) {
        this(title, ok, display, values, outputs, expectations, findings, plots, files, outputFolder, null);
    }

    /**
     * An item and its value.
     *
     * @param word the word that begins the item: {@code data}
     */
    public record Named(String name, String word, Value value) {
    }

    /** An expression that was shown, by its source text. */
    public record Shown(String source, Value value) {
    }

    /**
     * An expectation and whether it held.
     *
     * @param actual what the left side came out as, for a reader
     * @param reason what stands after {@code because}
     * @param place what is said at its place where it does not hold
     */
    public record Expectation(String text, boolean ok, String actual, @Nullable String reason, Diagnostic place) {
    }

    /** A diagnostic, with the reason for which the study accepts it or null. */
    public record Finding(Diagnostic diagnostic, @Nullable String accepted) {
    }

    /** The same with other findings, of which at least one is an error. */
    public Result with(List<Finding> others) {
        return new Result(title, false, display, values, outputs, expectations, others, plots, files, outputFolder, provenance);
    }

    /** The same with what it rests on. */
    Result with(Provenance its) {
        return new Result(title, ok, display, values, outputs, expectations, findings, plots, files, outputFolder, its);
    }

    /** Whether an error, not only a failed expectation, stands in the way. */
    public boolean hasErrors() {
        for (Finding finding : findings) {
            if (finding.diagnostic().isError()) {
                return true;
            }
        }
        return false;
    }
}
