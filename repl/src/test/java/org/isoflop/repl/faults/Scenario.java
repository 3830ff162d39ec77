package org.isoflop.repl.faults;

import java.util.List;
import java.util.Map;

/**
 * A command with the files that it finds.
 *
 * @param files by their names, which may be within folders
 * @param typed what it reads from standard input
 */
record Scenario(String name, Map<String, String> files, List<String> words, String typed) {
    private static final String TABLES = """
            use "more.study"
            data runs = csv("runs.csv") { N: params, loss: nats/token }
            let twice = [{ a: 1, b: "x" }, { a: 2, b: "y" }]
            export runs to "runs.csv"
            export twice to "deep/twice.json"
            export twice to "twice.yaml"
            show more.base, runs
            expect more.base > 1
            """;
    private static final String PLOTS = """
            sweep line = over x in 1..3 by 1 { y = x ^ 2 }
            plot line to "line.svg"
            plot line to "deep/line.html"
            plot line to "line.png"
            """;
    private static final String DATA = "N,loss\n1000000,3.5\n2000000,3.25\n4000000,3\n";
    private static final String UNTIDY = "let  a=1\nshow   a\n";

    static final List<Scenario> ALL = List.of(
            new Scenario("export", Map.of("s.study", TABLES, "more.study", "let base = 2\n", "runs.csv", DATA, "out/runs.csv", "old\n"),
                    List.of("run", "s.study", "--threads", "1"), ""),
            new Scenario("export, told as JSON", Map.of("s.study", TABLES, "more.study", "let base = 2\n", "runs.csv", DATA),
                    List.of("run", "s.study", "--format", "json", "--out", "a/b/c", "--threads", "1"), ""),
            new Scenario("plot", Map.of("s.study", PLOTS, "out/line.svg", "old\n"), List.of("run", "s.study", "--threads", "1"), ""),
            new Scenario("report", Map.of("s.study", TABLES, "more.study", "let base = 2\n", "runs.csv", DATA, "page.html", "old\n"),
                    List.of("report", "s.study", "-o", "page.html", "--threads", "1"), ""),
            new Scenario("bundle", Map.of("s.study", TABLES, "more.study", "let base = 2\n", "runs.csv", DATA, "plan.zip", "old\n"),
                    List.of("bundle", "s.study", "-o", "plan.zip", "--threads", "1"), ""),
            new Scenario("fmt", Map.of("a.study", UNTIDY, "b.study", "let b = 1\n", "deep/c.study", UNTIDY), List.of("fmt", "."), ""),
            new Scenario("fmt --pin", Map.of("s.study", "data runs = csv(\"runs.csv\") { N: params }\nshow   runs\n", "runs.csv", DATA),
                    List.of("fmt", "--pin", "s.study"), ""),
            new Scenario("session", Map.of("old.study", "let old = 1\n"), List.of("repl"),
                    "let a = 1\n:save new.study\n:save! old.study\n:reset\n:load old.study\na\n"),
            new Scenario("export at the prompt", Map.of("out/x.csv", "old\n"), List.of("repl"),
                    "export [{ x: 1 }] to \"x.csv\"\n"),
            new Scenario("test", Map.of("s.study", "expect 1 < 2\nexport [{ x: 1 }] to \"x.csv\"\n", "deep/t.study", "expect 1 < 2\n"),
                    List.of("test", ".", "--threads", "1"), ""));
}
