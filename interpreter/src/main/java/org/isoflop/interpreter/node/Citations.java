package org.isoflop.interpreter.node;

import java.util.List;
import java.util.regex.Pattern;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.analysis.Module;
import org.isoflop.interpreter.analysis.Publications;

/** Which papers of the library the source of a law names. */
final class Citations {
    private static final String PAPERS = "laws";
    private static final Pattern PREPRINT = Pattern.compile("\\b\\d{4}\\.\\d{5}\\b");
    private static final Pattern YEAR = Pattern.compile("\\d{4}$");

    private final Checker checker;

    Citations(Checker checker) {
        this.checker = checker;
    }

    /** Whether a source is that of a law of a paper: by an author's name or by the number of its preprint. */
    static boolean isOf(String source, String paper, String published) {
        return author(paper, source) || PREPRINT.matcher(published).results().anyMatch(preprint -> source.contains(preprint.group()));
    }

    /** Whether a source names a paper, by a number or by an author whom the library knows. */
    boolean namesAny(String source) {
        return PREPRINT.matcher(source).find() || papers().stream().anyMatch(paper -> author(paper, source));
    }

    /** The papers of the library that a source names for certain: by author and year, or by the number of a preprint. */
    List<String> named(String source) {
        return papers().stream()
                .filter(paper -> author(paper, source) && YEAR.matcher(paper).results().anyMatch(year -> source.contains(year.group()))
                        || PREPRINT.matcher(source).results().anyMatch(preprint -> Publications.text(paper).contains(preprint.group())))
                .toList();
    }

    private List<String> papers() {
        return checker.find(PAPERS) instanceof Module.Space(Module papers) ? papers.names() : List.of();
    }

    private static boolean author(String paper, String source) {
        String name = paper.replaceAll("\\d+$", "");
        return Pattern.compile("\\b" + Pattern.quote(name) + "\\b", Pattern.CASE_INSENSITIVE).matcher(source).find();
    }
}
