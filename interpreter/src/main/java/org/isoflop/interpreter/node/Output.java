package org.isoflop.interpreter.node;

import java.util.List;
import org.isoflop.interpreter.file.WrittenFile;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** What an item without a name came to. */
public sealed interface Output {
    /** The expressions of a {@code show} by their source text. */
    record Shown(List<String> texts, List<Value> values) implements Output {
    }

    /** Whether an expectation held, what its left side came to, and why it is stated. */
    record Expected(String text, boolean holds, String actual, @Nullable String reason, Place place) implements Output {
    }

    record Exported(WrittenFile file) implements Output {
    }

    record Plotted(PlotModel model) implements Output {
    }
}
