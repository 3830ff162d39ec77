package org.isoflop.interpreter.engine;

import java.util.List;
import java.util.Objects;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.interpreter.file.WrittenFile;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A study told from end to end, for a report: its text item by item with what came of each, and everything that is needed to come to
 * the same again.
 *
 * @param source the text of the study
 * @param parts its items in file order; empty where the text does not follow the grammar
 */
public record Account(Result result, Source source, List<Part> parts) {
    public Account {
        parts = List.copyOf(parts);
    }

    /** What the result rests on. */
    public Provenance provenance() {
        return Objects.requireNonNull(result.provenance(), "an account is traced");
    }

    /**
     * An item and what came of it.
     *
     * @param name what it is called; empty where it has no name
     * @param line the line it begins on, from one
     * @param lastLine the line it ends on
     * @param text as it stands in the study, without its doc comment
     * @param documentation the Markdown of its doc comment
     * @param value of an item without parameters
     * @param fields the columns of a table, as the item describes them
     * @param shown what a {@code show} shows
     * @param findings what was said of it, in its text
     * @param checklist of a fit: what a reader needs to judge it
     */
    public record Part(Item item, String name, int line, int lastLine, String text, @Nullable String documentation, @Nullable Value value,
            List<Field> fields, List<Result.Shown> shown, List<Result.Expectation> expectations, List<PlotModel> plots,
            List<WrittenFile> files,
            List<Result.Finding> findings, List<Checklist.Entry> checklist) {
    }

    /**
     * A column as an item describes it.
     *
     * @param unit as written, empty where none is
     * @param definition the expression it is worked out by, empty where it is read
     */
    public record Field(String name, String unit, String definition, @Nullable String documentation) {
    }
}
