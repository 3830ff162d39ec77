package org.isoflop.repl.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Studies and files that are out to break something and are too large or too strange to be written down in {@code golden/hostile}: each is
 * answered within a time, with an exit code that says what it is, a reason, no stack trace, and nothing that a terminal obeys.
 */
final class HostileTest {
    /** Some ten times what the slowest takes on a busy machine. */
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Pattern TRACE = Pattern.compile("\\tat [a-z]|java\\.lang\\.|a fault of ours");
    private static final String TABLE = "data t = csv(\"t.csv\") { x: number, y: number }\nshow t\n";

    @TempDir private Path scratch = Path.of("");
    private final List<DynamicTest> tests = new ArrayList<>();

    /** Prepares the folder of a case. */
    private interface Setting {
        void prepare(Path folder) throws IOException;
    }

    @TestFactory
    Stream<DynamicTest> syntax() {
        study("open brackets", "show " + "(".repeat(100_000), 4, "nesting: brackets");
        study("closed brackets", "show " + "(".repeat(50_000) + "1" + ")".repeat(50_000), 4, "nesting: brackets");
        study("brackets never closed", lines(2000, i -> "let a" + i + " = [[[["), 2, "[unclosed]");
        study("braces never closed", "let a = {\n".repeat(2000), 2, "[unclosed]");
        study("a sum of 200,000 terms", "show " + joined(200_000, " + ", i -> "1"), 4, "nesting: brackets");
        study("a sum of 999 terms", "show " + joined(999, " + ", i -> "1"), 0, "= 999");
        study("a chain of powers", "show " + joined(999, " ^ ", i -> "1"), 0, "= 1");
        study("a chain of comparisons", "show " + joined(900, " < ", Integer::toString), 0, "= true");
        study("a chain of `with`", "law l(x) = a * x where a > 0\nshow (l" + " with { a: 1 }".repeat(900) + ")(1)", 0, "= 1");
        study("ifs within ifs", "show " + "if true then 1 else ".repeat(5000) + "1", 4, "nesting: brackets");
        study("minus signs", "show " + "-".repeat(100_000) + "1", 4, "nesting: brackets");
        study("members of members", "let r = { a: 1 }\nshow r" + ".a".repeat(500), 2, "[unknown_member]");
        study("backquotes", "`".repeat(100_001), 2, "[unclosed]");
        study("quotes", "\"".repeat(100_001), 2, "[unclosed]");
        study("a list of 50,000 items", "show count([" + joined(50_000, ", ", i -> "1") + "])", 0, "= 50000");
        study("a record of 20,000 members", "let r = {" + joined(20_000, ", ", i -> "a" + i + ": " + i) + "}\nshow r.a19999", 0, "= 19999");
        study("5,000 parameters",
                "let f(" + joined(5000, ", ", i -> "a" + i) + ") = a0\nshow f(" + joined(5000, ", ", i -> "1") + ") + 0", 0, "= 1");
        study("20,000 items", lines(20_000, i -> "let a" + i + " = " + i) + "show a19999", 0, "= 19999");
        study("a text of a million characters", "show \"" + "x".repeat(1_000_000) + "\"", 0, "xxx");
        study("a name of a million characters", "let " + "x".repeat(1_000_000) + " = 1\nshow nothing", 2, "[unknown_name]");
        study("a number of a million digits", "show " + "1".repeat(1_000_000), 2, "[number_too_large]");
        study("an exponent of digits", "show 1e" + "9".repeat(100_000), 2, "[number_too_large]");
        study("zeros behind the point", "show 0." + "0".repeat(100_000) + "1", 2, "[number_too_small]");
        study("a comment of a million characters", "#".repeat(1_000_000) + "\nshow 1", 0, "1 = 1");
        study("a million empty lines", "\n".repeat(1_000_000) + "show 1", 0, "1 = 1");
        study("100,000 lines of documentation", "## a\n".repeat(100_000) + "let a = 1\nshow a", 0, "a = 1");
        study("many mistakes", lines(2000, i -> "show 1 + +" + i + " + "), 2, "[syntax]");
        study("many wrong units", lines(2000, i -> "show 1 token + 1 param"), 2, "[dimension_mismatch]");
        study("many unknown names among many", lines(3000, i -> "let name" + i + " = 1") + lines(2000, i -> "show nam" + i), 2,
                "[unknown_name]");
        return taken();
    }

    @TestFactory
    Stream<DynamicTest> meaning() {
        study("a chain of sums", "let a0 = 1\n" + lines(200, i -> "let a" + (i + 1) + " = a" + i + " + a" + i) + "show a200", 0,
                "1.607e60");
        study("a long chain of items", "let a0 = 1\n" + lines(3000, i -> "let a" + (i + 1) + " = a" + i + " + 1") + "show a3000", 0,
                "= 3001");
        study("a long chain backwards", lines(3000, i -> "let a" + i + " = a" + (i + 1) + " + 1") + "let a3000 = 1\nshow a0", 0, "= 3001");
        study("lists that double", "let a0 = [1]\n" + lines(60, i -> "let a" + (i + 1) + " = [a" + i + ", a" + i + "]") + "show a60", 4,
                "cells of this list");
        study("a list that doubled a little",
                "let a0 = [1]\n" + lines(25, i -> "let a" + (i + 1) + " = [a" + i + ", a" + i + "]") + "show a25", 0, "more]");
        study("records that double",
                "let a0 = { x: 1 }\n" + lines(60, i -> "let a" + (i + 1) + " = { l: a" + i + ", r: a" + i + " }") + "show a60", 4,
                "cells of this record");
        study("records that double in calls",
                "let f0(x) = { a: x, b: x }\n" + lines(60, i -> "let f" + (i + 1) + "(x) = f" + i + "(f" + i + "(x))")
                        + "show f60(1)",
                4, "members within members");
        command("kinds of arguments that double",
                "let f0(x) = 1\n" + lines(40, i -> "let f" + (i + 1) + "(x) = f" + i + "({ a: x }) + f" + i + "({ b: x })") + "show f40(1)",
                4,
                "the run took longer", "check", "main.study", "--limit", "time=1s");
        command("calls that double",
                "let f0(x) = x + 1\n" + lines(60, i -> "let f" + (i + 1) + "(x) = f" + i + "(f" + i + "(x))") + "show f60(1)", 4,
                "the run took longer", "run", "main.study", "--limit", "time=1s");
        study("functions that need each other", "let f(x) = g({ a: x })\nlet g(x) = f({ b: x })\nshow f(1)", 2, "[cycle]");
        study("units squared", "let a0 = 1 token\n" + lines(80, i -> "let a" + (i + 1) + " = a" + i + " * a" + i) + "show a80", 0, "a80");
        study("a power of a unit", "show 1 token^9999, 1 token^-9999", 0, "token^9999");
        study("a power of units beyond numbers", "show 1 token^99999999999999999999", 2, "error");
        study("a unit of 100,000 factors", "show 1 " + joined(100_000, "*", i -> "token"), 4, "nesting: brackets");
        study("a unit of 5,000 units", lines(5000, i -> "unit q" + i) + "show 1 " + joined(5000, "*", i -> "q" + i), 4,
                "nesting: brackets");
        study("units of units", "unit u0 = 2 tokens\n" + lines(100, i -> "unit u" + (i + 1) + " = 10 u" + i + "*u" + i) + "show 1", 0,
                "1 = 1");
        study("units in a circle", "unit a = 2 b\nunit b = 2 a\nunit c = 3 c\nshow 1 a", 2, "error");
        study("kinds in a circle", "unit a: b\nunit b: a\nshow 1 a", 2, "error");
        study("a million million steps", "show sum(1..1e12 by 1)", 4, "cells of this list");
        study("steps without end", "show 0..1 by 0", 2, "do not lead");
        study("a sweep of sweeps",
                "let l = 1..100000 by 1\nsweep s = over a in l { b = a }\nsweep t = over x in s.a, y in s.a { z = x }\nshow count(t)", 4,
                "rows of the sweep");
        study("a sweep over forty axes", "sweep s = over " + joined(40, ", ", i -> "a" + i + " in [1, 2]") + " { z = a0 }\nshow count(s)",
                4, "of the sweep");
        study("all mixtures", "show count(mixtures([\"a\", \"b\", \"c\", \"d\", \"e\", \"f\"], 1000))", 4, "cells of these vectors");
        study("mixtures of a thousand parts", "show count(mixtures([" + joined(1000, ", ", i -> "\"p" + i + "\"") + "], 3))", 4,
                "cells of these vectors");
        study("combinations to choose from", "allocate b = minimize x * y over x in 1..1000 by 1, y in 1..1000 by 1\nshow b", 2,
                "100,000 combinations");
        study("a million million draws", "study \"x\" { draws: 1e12 }\nshow 1 ± 0.1", 2, "[bad_option]");
        study("a million draws of 100,000 values", "study \"x\" { draws: 1000000 }\nshow count(linspace(0..1, 100000) ± 0.1)", 0,
                "= 100000");
        study("a billion resamples", "data t = [[1, 2], [2, 3], [3, 4]] { x: number, y: number }\nlaw l(x) = a * x where a > 0\n"
                + "fit f = y ~ l(x) on t { bootstrap: 1000000000 }\nshow f", 2, "[bad_option]");
        study("more coefficients than rows",
                "data t = [[1, 2], [2, 3]] { x: number, y: number }\nlaw l(x) = " + joined(500, " + ", i -> "a" + i) + " where "
                        + joined(500, ", ", i -> "a" + i + " free") + "\nfit f = y ~ l(x) on t { bootstrap: 0, residuals: plain }\nshow f",
                2, "do not determine");
        study("a study that uses itself", "use \"main.study\"\nshow 1", 2, "needs itself");
        command("studies that use each other", "use \"b.study\" as b\nshow b.x", 2, "needs itself",
                folder -> write(folder, "b.study", "use \"main.study\" as m\nlet x = m.x"), "run", "main.study");
        return taken();
    }

    @TestFactory
    Stream<DynamicTest> characters() {
        bytes("NUL", "let a\0b = 1\nshow 1\0\n".getBytes(StandardCharsets.UTF_8), 2, "U+0000");
        bytes("nothing but NUL", new byte[100_000], 2, "U+0000");
        bytes("nothing", new byte[0], 0, "");
        bytes("a byte order mark", "\uFEFFshow 1\n".getBytes(StandardCharsets.UTF_8), 0, "1 = 1");
        bytes("UTF-16", "show 1".getBytes(StandardCharsets.UTF_16), 2, "not UTF-8");
        bytes("bytes that are no text", new byte[] {(byte) 0xC0, (byte) 0xAF, (byte) 0xFF}, 2, "not UTF-8");
        study("line breaks of Windows", "let a = 1\r\nlet b = 2\r\nshow a, b\r\n", 0, "b = 2");
        study("line breaks of nobody", "let a = 1\rlet b = 2", 2, "[stray_character]");
        study("line separators", "let a = 1\u2028let b = 2\u2029show a", 2, "U+2028");
        study("an order from right to left", "let a\u202Eb = 1\nshow a", 2, "right-to-left override");
        study("letters that look alike", "let \u0430 = 1\nshow a", 2, "[unknown_name]");
        study("escapes in a study", "show \u001b[31m + nothing", 2, "U+001B");
        study("escapes in texts and names",
                "let `\u001b[2J` = 1\nshow `\u001b[2J`, \"\u001b[31mred\u001b]0;title\u0007\", \"\u009b31m\"\nexpect `\u001b[2J` > 2 because \"\u001b[31m\"",
                1,
                "[unexpected]");
        command("escapes in texts, in colours", "show \"\u001b]0;title\u0007\", \"\u001b[2J\"", 0, "title", "run", "main.study", "--color",
                "always");
        command("escapes in titles of drawings",
                "sweep s = over x in [1, 2] { y = x }\nplot s to \"p.svg\" { x: x, y: y, title: \"\u001b[2J\" }", 0, "wrote",
                "run", "main.study", "--plots");
        table("escapes in a header", "x,y,\u001b[31mz\n1,2,3\n", "data t = csv(\"t.csv\") { q: text }\nshow t", 2, "no column `q`");
        table("escapes in a cell", "x,y\n1,\u001b[2Jz\n", TABLE, 2, "is not a number");
        table("escapes in a text", "x,s\n1,\u001b[2Jz\n", "data t = csv(\"t.csv\") { x: number, s: text }\nshow t, t.s", 0, "[2Jz");
        command("Markdown that is script", "show \"<script>alert(1)</script>\", \"| a |\"", 0, "\\<script>", "run", "main.study",
                "--format", "markdown");
        command("JSON within JSON", "show \"\\\"}, {\\\"a\"", 0, "\\\"}, {\\\"a", "run", "main.study", "--format", "json");
        return taken();
    }

    @TestFactory
    Stream<DynamicTest> data() {
        table("a quote that does not end", "x,y\n1,\"2\n3,4\n", TABLE, 2, "quoted cell");
        table("a quote within", "x,y\n1,2\"3\n", TABLE, 2, "is not a number");
        table("rows too long and too short", "x,y\n1,2,3\n4\n", TABLE, 2, "3 cells where the header has 2");
        table("a million columns", joined(1_000_000, ",", i -> "c" + i) + "\n" + joined(1_000_000, ",", i -> "1") + "\n", TABLE, 2,
                "no column `x`");
        table("two columns of one name", "x,x,y\n1,2,3\n", TABLE, 2, "more than one column");
        table("an empty file", "", TABLE, 2, "no header");
        table("a header alone", "x,y\n", TABLE, 2, "no rows");
        table("NUL in a cell", "x,y\n1\0,2\n", TABLE, 2, "NUL");
        table("a byte order mark", "\uFEFFx,y\n1,2\n", TABLE, 0, "t = ");
        table("another separator", "x;y\n1;2\n", TABLE, 2, "no column `x`");
        table("numbers beyond numbers", "x,y\n1e999,2\n", TABLE, 2, "is beyond the numbers that can be held");
        table("no numbers", "x,y\nNaN,inf\n", TABLE, 2, "is not a number");
        table("a cell of a million digits", "x,y\n" + "9".repeat(1_000_000) + ",2\n", TABLE, 2, "is beyond the numbers that can be held");
        table("formulas for spreadsheets", "x,s\n1,=cmd|x!A1\n", "data t = csv(\"t.csv\") { x: number, s: text }\nexport t to \"o.csv\"", 0,
                "wrote");
        file("t.parquet", "PAR1 and then nothing", "data t = parquet(\"t.parquet\") { x: number }\nshow t", "malformed");
        file("t.parquet", "", "data t = parquet(\"t.parquet\") { x: number }\nshow t", "malformed");
        file("t.json", "[".repeat(50_000), "data t = json(\"t.json\") { x: number }\nshow t", "malformed");
        file("t.json", "{\"x\": [1,2", "data t = json(\"t.json\") { x: number }\nshow t", "malformed");
        file("t.json", "1", "data t = json(\"t.json\") { x: number }\nshow t", "malformed");
        file("t.json", "[{\"x\":1e999}]", "data t = json(\"t.json\") { x: number }\nshow t", "is beyond the numbers that can be held");
        return taken();
    }

    @TestFactory
    Stream<DynamicTest> paths() {
        for (String name : List.of("/etc/passwd", "../../../../etc/passwd")) {
            study("reads " + name, "data t = csv(\"" + name + "\") { x: text }\nshow t", 2, "outside of the folders");
        }
        study("reads a folder", "data t = csv(\".\") { x: text }\nshow t", 2, "is not a file");
        study("reads the network", "data t = csv(\"http://example.org/t.csv\") { x: text }\nshow t", 2, "there is no file");
        study("reads what SQL would", "data t = parquet(\"x'); drop table a; --.parquet\") { x: text }\nshow t", 2, "there is no file");
        study("reads whatever is there", "data t = parquet(\"*.parquet\") { x: text }\nshow t", 2, "there is no file");
        link("a link to itself", "t.csv", "t.csv", TABLE, "leads nowhere", "run", "main.study");
        link("a link to a device without end", "/dev/zero", "t.csv", TABLE, "outside of the folders", "run", "main.study");
        link("a device without end that may be read", "/dev/zero", "t.csv", TABLE, "is not a file", "run", "main.study", "--allow-read",
                "/dev");
        link("a module without end", "/dev/zero", "z.study", "use \"z.study\" as z\nshow z.x", "is not a file", "run", "main.study",
                "--allow-read", "/dev");
        command("a pipe that nobody fills", TABLE, 2, "is not a file", folder -> pipe(folder.resolve("t.csv")), "run", "main.study");
        command("a module that is a pipe", "use \"f.study\" as f\nshow f.x", 2, "is not a file", folder -> pipe(folder.resolve("f.study")),
                "run", "main.study");
        for (String name : List.of("/tmp/evil.csv", "../evil.csv", "a/../../evil.csv")) {
            study("writes " + name, "export [{ x: 1 }] to \"" + name + "\"", 2, "[outside]");
        }
        study("writes a name too long", "export [{ x: 1 }] to \"" + "a".repeat(5000) + ".csv\"", 2, "cannot be written");
        command("writes through a link", "export [{ x: 1 }] to \"o/evil.csv\"", 2, "a link leads out", folder -> {
            Files.createDirectories(folder.resolve("out"));
            Files.createSymbolicLink(folder.resolve("out/o"), scratch);
        }, "run", "main.study");
        command("writes over a folder", "export [{ x: 1 }] to \"d.csv\"", 2, "it is a folder",
                folder -> Files.createDirectories(folder.resolve("out/d.csv")), "run", "main.study");
        command("an input of open brackets", "input x = 1\nshow x", 4, "error[limit]: nesting", "run", "main.study", "--set",
                "x=" + "(".repeat(10_000));
        for (String set : List.of("x=1;show", "x=\u001b[31m", "x=")) {
            command("an input that is " + set.substring(0, Math.min(6, set.length())).replace('\u001b', '?'), "input x = 1\nshow x", 2,
                    "error[", "run",
                    "main.study", "--set", set);
        }
        for (String limit : List.of("time=-1", "rows=1e99999", "rows=", "cells=nan")) {
            command("a limit that is " + limit, "show 1", 3, "is no limit", "run", "main.study", "--limit", limit);
        }
        return taken();
    }

    /** Whoever unpacks an archive has files of whatever names. */
    @TestFactory
    Stream<DynamicTest> names() {
        String evil = "a\u001b]0;title\u0007\u001b[2J\u009b31m\u202E\nb.study";
        Setting wrong = folder -> write(folder, evil, "show 1 +\n");
        Setting failing = folder -> write(folder, evil, "show   1\nexpect 1 > 2\n");
        command("a wrong study of an evil name", "", 2, "[syntax]", wrong, "run", evil);
        command("a wrong study of an evil name, in colours", "", 2, "[syntax]", wrong, "run", evil, "--color", "always");
        command("a wrong study of an evil name, in Markdown", "", 2, "`syntax`", wrong, "run", evil, "--format", "markdown");
        command("evil names that are checked", "", 2, "[syntax]", wrong, "check", ".");
        command("evil names that are laid out", "", 1, "b.study", failing, "fmt", "--check", ".");
        command("evil names that are tested", "", 1, "b.study", failing, "test", ".");
        command("an evil name of a report", "", 1, "wrote", failing, "report", evil, "-o", evil + ".html");
        command("an evil name in a bundle", "", 2, "[bundle]", failing, "bundle", evil);
        command("an evil name of a result", "", 3, "is no result", failing, "verify", evil);
        command("an evil name of a module", "use \"m.study\" as m\nshow m.x", 2, "leads nowhere",
                folder -> Files.createSymbolicLink(folder.resolve("m.study"), Path.of(evil)), "run", "main.study");
        command("an evil name of no file", "", 3, "there is no file", "run", evil);
        command("an evil name of no command", "", 3, "there is no command", evil);
        command("an evil name of nothing", "", 3, "nothing is called", "doc", evil);
        return taken();
    }

    private Stream<DynamicTest> taken() {
        return tests.stream();
    }

    private void study(String name, String study, int exit, String said) {
        bytes(name, study.getBytes(StandardCharsets.UTF_8), exit, said);
    }

    private void bytes(String name, byte[] study, int exit, String said) {
        add(name, study, exit, said, folder -> {
        }, List.of("run", "main.study"));
    }

    private void command(String name, String study, int exit, String said, String... words) {
        command(name, study, exit, said, folder -> {
        }, words);
    }

    private void command(String name, String study, int exit, String said, Setting setting, String... words) {
        add(name, study.getBytes(StandardCharsets.UTF_8), exit, said, setting, List.of(words));
    }

    private void table(String name, String csv, String study, int exit, String said) {
        command("a table with " + name, study, exit, said, folder -> write(folder, "t.csv", csv), "run", "main.study");
    }

    private void file(String file, String content, String study, String said) {
        command(file + " that holds " + content.substring(0, Math.min(10, content.length())), study, 2, said,
                folder -> write(folder, file, content), "run",
                "main.study");
    }

    private void link(String name, String target, String link, String study, String said, String... words) {
        command(name, study, 2, said, folder -> Files.createSymbolicLink(folder.resolve(link), Path.of(target)), words);
    }

    private void add(String name, byte[] study, int exit, String said, Setting setting, List<String> words) {
        int number = tests.size();
        tests.add(DynamicTest.dynamicTest(name, () -> {
            Path folder = Files.createDirectories(scratch.resolve(Integer.toString(number)));
            Files.write(folder.resolve("main.study"), study);
            setting.prepare(folder);
            Outcome outcome = assertTimeoutPreemptively(LONG, () -> Outcome.of(folder, words.toArray(String[]::new)));
            String all = outcome.out() + outcome.err();
            assertEquals(exit, outcome.exit(), () -> beginning(all));
            assertTrue(all.contains(said), () -> beginning(all));
            assertFalse(TRACE.matcher(all).find(), () -> beginning(all));
            String plain = words.contains("--color") ? all.replaceAll("\u001b\\[[0-9;]*m", "") : all;
            assertTrue(plain.chars().allMatch(c -> c == '\n' || c == '\t' || c >= ' ' && c != 0x7F && (c < 0x80 || c > 0x9F)),
                    () -> beginning(all));
        }));
    }

    private static String beginning(String text) {
        return text.substring(0, Math.min(1000, text.length()));
    }

    private static void write(Path folder, String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private static void pipe(Path path) throws IOException {
        int exit = -1;
        try {
            exit = new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
        } catch (IOException | InterruptedException none) {
            // There are no pipes here.
        }
        assumeTrue(exit == 0, "no pipe could be made");
    }

    private static String joined(int count, String between, IntFunction<String> part) {
        return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining(between));
    }

    private static String lines(int count, IntFunction<String> line) {
        return joined(count, "\n", line) + "\n";
    }
}
