package org.isoflop.interpreter.table;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.isoflop.grammar.diagnostic.NearestName;
import org.jspecify.annotations.Nullable;

/** The column names of a file, matched with the columns wanted from it. */
final class Header {
    private static final int NAMES_SHOWN = 20;

    private final String file;
    private final List<String> names;
    private final char separator;

    /** {@code separator} is what stands between the columns, 0 for a format without one. */
    Header(String file, List<String> names, char separator) {
        this.file = file;
        this.names = List.copyOf(names);
        this.separator = separator;
    }

    int width() {
        return names.size();
    }

    /**
     * A builder at the index of every wanted column, null at the others.
     *
     * @throws TableException with all that is missing or stands there twice
     */
    @Nullable
    ColumnBuilder[] match(Request request, int expectedRows) {
        int[] indices = indices(request);
        @Nullable ColumnBuilder[] builders = new @Nullable ColumnBuilder[names.size()];
        for (int i = 0; i < indices.length; i++) {
            builders[indices[i]] = ColumnBuilder.of(request.columns().get(i), expectedRows);
        }
        return builders;
    }

    /** The index in the file of every wanted column. Throws as {@link #match} does. */
    int[] indices(Request request) {
        Problems problems = new Problems();
        int[] indices = new int[request.columns().size()];
        for (int i = 0; i < indices.length; i++) {
            String name = request.columns().get(i).name();
            indices[i] = names.indexOf(name);
            if (indices[i] < 0 && isOfNumbers()) {
                throw new TableException(TableProblem.ofFile(TableProblem.Kind.NO_HEADER, file, null,
                        "the first line holds numbers; write the names of the columns above it"));
            } else if (indices[i] < 0) {
                problems.add(TableProblem.ofColumn(TableProblem.Kind.COLUMN_MISSING, file, name, shown(), suggestion(name)));
            } else if (indices[i] != names.lastIndexOf(name)) {
                problems.add(TableProblem.ofColumn(TableProblem.Kind.DUPLICATE_HEADER, file, name, null,
                        "give each column a name of its own"));
            }
        }
        problems.throwIfAny();
        return indices;
    }

    private boolean isOfNumbers() {
        return separator != 0 && names.stream().allMatch(CellHint::isNumber);
    }

    private String shown() {
        String list = names.stream().limit(NAMES_SHOWN).map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        return names.size() > NAMES_SHOWN ? list + " and " + (names.size() - NAMES_SHOWN) + " more" : list;
    }

    private @Nullable String suggestion(String name) {
        if (names.size() == 1 && separator != 0) {
            String only = names.getFirst();
            for (char other : new char[] {'\t', ';', ',', '|'}) {
                if (other != separator && Arrays.stream(only.split(Pattern.quote(String.valueOf(other)), -1))
                        .anyMatch(part -> part.strip().equals(name))) {
                    return other == '\t'
                            ? "the columns are divided by tabs; read the file with `tsv`"
                            : other == ','
                                    ? "the columns are divided by commas; read the file with `csv`"
                                    : "the columns are divided by `" + other + "`; write `" + (separator == '\t' ? "tab" : separator)
                                            + "` between them";
                }
            }
        }
        String nearest = NearestName.nearest(name, names);
        return nearest == null ? null : "did you mean `" + nearest + "`?";
    }
}
