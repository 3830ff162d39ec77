package org.isoflop.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The studies of {@code bench} come to the right answers, at sizes that take no time. */
final class WorkloadsTest {
    private static final Path BENCH = Path.of("../bench/studies");
    /** The least objective known of the Chinchilla fit, found by L-BFGS-B and by Newton's method alike. */
    private static final double LEAST = 1.0182740178006e-3;

    @TempDir private static Path folder = Path.of("");

    @BeforeAll
    static void prepare() throws IOException, SQLException {
        try (Stream<Path> studies = Files.list(BENCH)) {
            for (Path study : studies.filter(path -> path.toString().endsWith(".study")).toList()) {
                Files.copy(study, folder.resolve(study.getFileName()));
            }
        }
        Path tables = Files.createDirectory(folder.resolve("tables"));
        WorkloadTables.write(tables);
        try (var database = DriverManager.getConnection("jdbc:duckdb:"); var statement = database.createStatement()) {
            statement.execute("copy (from '" + tables.resolve("runs_1e4.csv") + "') to '" + tables.resolve("runs_1e4.parquet") + "'");
        }
    }

    @Test
    void oneFit() {
        assertEquals(LEAST, objective(run("one_fit")), 1e-6 * LEAST);
    }

    @Test
    void starts() {
        assertEquals(LEAST, objective(run("starts", "step=25")), 1e-6 * LEAST);
    }

    /** The percentiles are those of 4000 resamples; of 400 they are uncertain by about 0.0013 and 0.0017. */
    @Test
    void resamples() {
        String out = run("resamples", "resamples=400");
        assertNear(new double[] {0.3258, 0.3467, 0.3648}, numbers(member(out, "alpha", "items")), 0.005);
        assertNear(new double[] {0.3469, 0.3684, 0.3952}, numbers(member(out, "beta", "items")), 0.007);
    }

    /** By L-BFGS-B and Newton's method from the same starts. */
    @Test
    void resampledStarts() {
        String out = run("resampled_starts", "step=25", "resamples=2");
        assertTrue(out.contains("\"ok\": true"), out);
        String table = member(out, "refits", "rows");
        Matcher cells = Pattern.compile("\\[\\d, ([^,]+),").matcher(table);
        for (double known : new double[] {0.0010323968654663293, 0.000988850393935041}) {
            assertTrue(cells.find(), table);
            assertEquals(known, Double.parseDouble(cells.group(1)), 1e-6 * known);
        }
    }

    /** By L-BFGS-B on the same table. */
    @Test
    void large() {
        assertEquals(0.0901347484524, objective(run("million", "table=\"tables/runs_1e4.csv\"")), 1e-6 * 0.09);
        assertEquals(0.0901347484524, objective(run("ten_million", "table=\"tables/runs_1e4.parquet\"")), 1e-6 * 0.09);
    }

    /** Against the closed form: the loss is convex in log N, so limits only cut it off. */
    @Test
    void allocations() {
        int budgets = 5000;
        Command command = Command.run(folder, "eval", "[feasible, mean_log_n, mean_loss / (1 nats/token)]", "--use", "allocations.study",
                "--set", "budgets=" + budgets, "--format", "json");
        assertEquals(0, command.exit(), command.text());
        double[] found = numbers(command.out().substring(command.out().indexOf("items")));
        double alpha = 0.34731050;
        double beta = 0.36717243;
        double scale = Math.log(alpha / beta) + 6.16924637 - 7.67015673;
        double sumLogN = 0;
        double sumLoss = 0;
        int feasible = 0;
        for (int i = 0; i < budgets; i++) {
            double pairs = Math.log(1e18 / 6) + i * Math.log(1e9) / (budgets - 1);
            double lower = Math.max((pairs - Math.log(200)) / 2, pairs - Math.log(15e12));
            double upper = (pairs - Math.log(10)) / 2;
            if (lower <= upper) {
                double logN = Math.clamp((scale + beta * pairs) / (alpha + beta), lower, upper);
                sumLogN += logN;
                sumLoss += Math.exp(0.59730681) + Math.exp(6.16924637 - alpha * logN) + Math.exp(7.67015673 - beta * (pairs - logN));
                feasible++;
            }
        }
        assertEquals(feasible, found[0]);
        assertEquals(sumLogN / feasible, found[1], 1e-6);
        assertEquals(sumLoss / feasible, found[2], 1e-9);
    }

    /** By numpy.polyfit at each budget and a line through the vertices; the interval by 4000 resamples there. */
    @Test
    void isoflop() {
        String out = run("isoflop", "resamples=400");
        assertEquals(0.5074927242717748, number(member(out, "exponent", "value")), 1e-9);
        assertEquals(0.5024, number(member(out, "interval(exponent, 80%)", "lower")), 0.001);
        assertEquals(0.5119, number(member(out, "interval(exponent, 80%)", "upper")), 0.001);
    }

    /** By numpy: running sums, interpolation at the places that each curve reaches, and a line. */
    @Test
    void envelope() {
        String out = run("envelope", "table=\"tables/curves_1e4.csv\"");
        assertEquals(0.448446972193855, number(member(out, "exponent", "value")), 1e-9);
        assertEquals(772, number(member(out, "used", "value")));
    }

    @Test
    void layout() {
        assertEquals(new Command(0, "", ""), Command.run(BENCH, "fmt", "--check", "."));
    }

    /** The result as JSON. */
    private static String run(String study, String... inputs) {
        List<String> words = new ArrayList<>(List.of("run", study + ".study", "--format", "json"));
        for (String input : inputs) {
            words.add("--set");
            words.add(input);
        }
        Command command = Command.run(folder, words.toArray(String[]::new));
        assertEquals(0, command.exit(), command.text());
        return command.out();
    }

    private static double objective(String out) {
        assertTrue(member(out, "refit", "converged").startsWith("true"), out);
        return number(member(out, "refit", "objective"));
    }

    /** What follows a member of a value, up to the next value. */
    private static String member(String out, String value, String name) {
        Matcher found = Pattern.compile("\n    \"" + Pattern.quote(value) + "\": (.*?)(?=\n    \"|\n  [}])", Pattern.DOTALL).matcher(out);
        assertTrue(found.find(), out);
        int at = found.group(1).indexOf("\"" + name + "\": ");
        assertTrue(at >= 0, found.group(1));
        return found.group(1).substring(at + name.length() + 4);
    }

    private static double number(String text) {
        return Double.parseDouble(text.split("[,}\n]", 2)[0]);
    }

    /** The numbers of a list's items. */
    private static double[] numbers(String text) {
        Matcher values = Pattern.compile("\"value\": ([-+.e0-9]+)").matcher(text);
        return values.results().mapToDouble(result -> Double.parseDouble(result.group(1))).toArray();
    }

    private static void assertNear(double[] expected, double[] actual, double tolerance) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance);
        }
    }
}
