package org.isoflop.repl.bundle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Study;
import org.isoflop.interpreter.engine.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of a study and its run, besides the files.
 *
 * @param version of the program
 * @param description in Markdown, null where the study has none
 * @param date in the format of ISO 8601, null where the study does not say one
 * @param edition the version of the study, null where it does not say one
 * @param inputs the texts of the inputs that were given from outside
 */
public record About(String version, String title, @Nullable String description, List<String> authors, @Nullable String date,
        @Nullable String edition, Map<String, String> inputs, long seed, int draws) {
    private static final String DAY = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?";

    public About {
        authors = List.copyOf(authors);
        inputs = new LinkedHashMap<>(inputs);
    }

    /**
     * What the header of a study says of it.
     *
     * @param title where it has no header
     */
    public static About of(Study study, String title, String version, Provenance provenance) {
        Map<String, String> inputs = new LinkedHashMap<>();
        provenance.inputs().forEach((name, input) -> {
            if (input.given()) {
                inputs.put(name, input.text());
            }
        });
        Item.Header header = null;
        for (Item item : study.items()) {
            if (item instanceof Item.Header found) {
                header = found;
            }
        }
        List<String> dates = texts(header, "date");
        List<String> editions = texts(header, "version");
        return new About(version, header == null ? title : header.title().value(), header == null ? null : header.documentation(),
                texts(header, "author"), dates.isEmpty() || !dates.getFirst().matches(DAY) ? null : dates.getFirst(),
                editions.isEmpty() ? null : editions.getFirst(), inputs, provenance.seed(), provenance.draws());
    }

    /** The same with a date where it has none. */
    public About orDate(@Nullable String other) {
        return date != null ? this : new About(version, title, description, authors, other, edition, inputs, seed, draws);
    }

    private static List<String> texts(Item.@Nullable Header header, String option) {
        if (header != null && header.options() != null) {
            for (Expression.Entry entry : header.options().entries()) {
                if (entry.name().text().equals(option)) {
                    return texts(entry.value());
                }
            }
        }
        return List.of();
    }

    private static List<String> texts(Expression value) {
        return value instanceof Expression.TextLiteral text
                ? List.of(text.value())
                : value instanceof Expression.ListLiteral list
                        ? list.items().stream().flatMap(item -> texts(item).stream()).toList()
                        : List.of();
    }
}
