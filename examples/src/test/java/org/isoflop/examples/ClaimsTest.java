package org.isoflop.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isoflop.grammar.diagnostic.Code;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page of claims says what comes out: the number of each row is what its study gives for the expression beside it, with
 * {@code -Dgolden.update=true} it is written there. Every study and every code that is named exists, and what is asked of a study is asked by
 * one of its expectations too.
 */
final class ClaimsTest {
    private static final Path FOLDER = Path.of("");
    private static final Path PAGE = Path.of("../docs/claims.md");
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");
    private static final Pattern STUDY = Pattern.compile("\\[[^\\]]+]\\(\\.\\./examples/([^)]+\\.study)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern EXPECTATION = Pattern.compile("(?m)^expect (?s:.*?)(?=\\n\\S|\\z)");
    private static final Pattern NAME = Pattern.compile("(?<![.\\w])[a-zA-Z_]\\w*");

    @TempDir private Path scratch = FOLDER;

    /**
     * A row of the page.
     *
     * @param study where it is worked out, empty where it is only guarded
     * @param asked the expression
     * @param found what comes out
     * @param guards the codes that guard it
     */
    private record Row(int line, String id, String study, String asked, String found, List<String> guards) {
        static Row of(int line, String text) {
            String[] cells = text.strip().replaceAll("^\\||\\|$", "").split("(?<!\\\\)\\|", -1);
            assertEquals(6, cells.length, () -> "a row has six cells: " + text);
            String study = groups(STUDY, cells[2]).stream().findFirst().orElse("");
            return new Row(line, cells[0].strip(), study, code(cells[3]), code(cells[4]), groups(CODE, cells[5]));
        }

        private static String code(String cell) {
            return groups(CODE, cell).stream().findFirst().orElse("").replace("\\|", "|");
        }
    }

    private static List<String> groups(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1)).toList();
    }

    private static List<Row> rows(List<String> lines) {
        List<Row> rows = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).matches("\\| [A-Z]\\d+ \\|.*")) {
                rows.add(Row.of(line, lines.get(line)));
            }
        }
        return rows;
    }

    @TestFactory
    Stream<DynamicTest> comeOut() throws IOException {
        return rows(Files.readAllLines(PAGE)).stream().collect(Collectors.groupingBy(Row::study, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream().filter(study -> !study.getKey().isEmpty())
                .map(study -> DynamicTest.dynamicTest(study.getKey(), () -> comeOut(study.getKey(), study.getValue())));
    }

    private void comeOut(String study, List<Row> rows) throws IOException {
        assertTrue(Files.exists(FOLDER.resolve(study)), study);
        String expectations = EXPECTATION.matcher(Files.readString(FOLDER.resolve(study))).results().map(MatchResult::group)
                .collect(Collectors.joining("\n"));
        Set<String> expected = names(expectations);
        List<String> problems = new ArrayList<>();
        for (Row row : rows) {
            String found = row.asked.isEmpty() ? "" : found(study, row, problems);
            if (!row.asked.isEmpty() && names(row.asked).stream().noneMatch(expected::contains)) {
                problems.add(row.id + ": no expectation of the study has to do with `" + row.asked + "`");
            }
            if (UPDATE && !row.asked.isEmpty()) {
                write(row, found);
            } else if (!found.equals(row.found)) {
                problems.add(row.id + ": comes out " + found + ", and the page says " + row.found + "; -Dgolden.update=true rewrites it");
            }
        }
        assertEquals(List.of(), problems);
    }

    private String found(String study, Row row, List<String> problems) {
        Command command = Command.run(FOLDER, "eval", "--use", study, "--cache", scratch.toString(), "--", row.asked);
        String found = command.out().strip();
        if (command.exit() != 0 || found.contains("\n")) {
            problems.add(row.id + " has no value on one line:\n" + command.text());
        }
        return found.lines().findFirst().orElse("");
    }

    /** One at a time: tests of other studies write to the same page. */
    private static synchronized void write(Row row, String found) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(PAGE));
        String[] cells = lines.get(row.line).split("(?<!\\\\)\\|", -1);
        cells[5] = " `" + found.replace("|", "\\|") + "` ";
        lines.set(row.line, String.join("|", cells));
        Files.write(PAGE, lines);
    }

    private static Set<String> names(String text) {
        return new HashSet<>(NAME.matcher(text.replaceAll("\"[^\"]*\"", "")).results().map(MatchResult::group).toList());
    }

    @Test
    void guardsExist() throws IOException {
        Set<String> codes = Arrays.stream(Code.values()).map(Code::word).collect(Collectors.toSet());
        List<String> strange = rows(Files.readAllLines(PAGE)).stream().flatMap(row -> row.guards.stream())
                .filter(code -> !codes.contains(code))
                .toList();
        assertEquals(List.of(), strange, "not codes of diagnostics");
    }

    /** Rows are numbered through, and none is there without an answer. */
    @Test
    void complete() throws IOException {
        List<String> numbered = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        List<Row> rows = rows(Files.readAllLines(PAGE));
        for (Row row : rows) {
            boolean first = numbered.isEmpty() || numbered.getLast().charAt(0) != row.id.charAt(0);
            numbered.add(row.id.charAt(0) + String.valueOf(first ? 1 : Integer.parseInt(numbered.getLast().substring(1)) + 1));
            if (row.asked.isEmpty() && row.guards.isEmpty()) {
                silent.add(row.id);
            }
        }
        assertEquals(numbered, rows.stream().map(Row::id).toList());
        assertEquals(List.of(), silent, "neither worked out nor guarded");
    }
}
