package org.isoflop.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongUnaryOperator;

/** The tables that {@code bench/tables.py} makes, at small sizes: the same numbers, from the same sequences. */
final class WorkloadTables {
    private static final int ROWS = 10_000;
    private static final double[] BUDGETS = {6e18, 1e19, 3e19, 6e19, 1e20, 3e20, 6e20, 1e21, 3e21};

    private WorkloadTables() {
    }

    /** Writes all but the Parquet table into a folder. */
    static void write(Path folder) throws IOException {
        List<String> chinchilla = chinchilla(Path.of("chinchilla/chinchilla.csv"));
        Files.write(folder.resolve("chinchilla.csv"), headed("N,D,L", chinchilla));
        Files.write(folder.resolve("resamples.csv"), headed("resample,N,D,L,count", resamples(chinchilla, 2)));
        Files.write(folder.resolve("runs_1e4.csv"), headed("N,D,L", runs()));
        Files.write(folder.resolve("isoflop.csv"), headed("C,N,L", budgets()));
        Files.write(folder.resolve("curves_1e4.csv"), headed("run,N,D,L", curves()));
    }

    private static List<String> headed(String header, List<String> rows) {
        List<String> lines = new ArrayList<>(List.of(header));
        lines.addAll(rows);
        return lines;
    }

    private static List<String> chinchilla(Path table) throws IOException {
        List<String> lines = Files.readAllLines(table);
        List<String> names = List.of(lines.get(0).split(","));
        List<String> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            double n = Double.parseDouble(cells[names.indexOf("Model Size")]);
            double c = Double.parseDouble(cells[names.indexOf("Training FLOP")]);
            rows.add(n + "," + c / (6 * n) + "," + cells[names.indexOf("loss")]);
        }
        return rows;
    }

    private static List<String> resamples(List<String> all, int count) {
        List<String> fitted = all.stream().filter(row -> Double.parseDouble(row.substring(row.lastIndexOf(',') + 1)) < 3.44).toList();
        LongUnaryOperator random = splitmix64(42);
        List<String> rows = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            int[] taken = new int[fitted.size()];
            for (int draw = 0; draw < taken.length; draw++) {
                long upper = random.applyAsLong((long) number * taken.length + draw) >>> 32;
                taken[(int) (upper * taken.length >>> 32)]++;
            }
            for (int row = 0; row < taken.length; row++) {
                if (taken[row] > 0) {
                    rows.add(number + "," + fitted.get(row) + "," + taken[row]);
                }
            }
        }
        return rows;
    }

    private static List<String> runs() {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            double n = Math.rint(Math.exp(Math.log(4e7) + uniform(1, row) * Math.log(1.6e10 / 4e7)));
            double d = Math.rint(n * Math.exp(Math.log(0.3) + uniform(2, row) * Math.log(200 / 0.3)));
            double deviation = uniform(3, row) < 0.02 ? 0.1 : 0.01;
            rows.add(row(n, d, law(n, d) * Math.exp(deviation * gaussian(4, row))));
        }
        return rows;
    }

    private static List<String> budgets() {
        List<String> rows = new ArrayList<>();
        double scale = Math.pow(0.3478 * 482 / (0.3658 * 2085), 1 / (0.3478 + 0.3658));
        for (double c : BUDGETS) {
            double best = scale * Math.pow(c / 6, 0.3658 / (0.3478 + 0.3658));
            for (int size = 0; size < 40; size++) {
                double n = Math.rint(best * Math.exp(-1.2 + size * 2.4 / 39));
                rows.add(row(c, n, law(n, c / (6 * n)) * Math.exp(0.003 * gaussian(5, rows.size()))));
            }
        }
        return rows;
    }

    /** Twenty sizes, each trained for five ratios of tokens to parameters, with 100 checkpoints of each run. */
    private static List<String> curves() {
        List<String> rows = new ArrayList<>();
        for (int run = 0; run < 100; run++) {
            double n = Math.rint(Math.exp(Math.log(7e7) + run / 5 * Math.log(1e10 / 7e7) / 19));
            double end = n * Math.exp(Math.log(0.5) + run % 5 * Math.log(200 / 0.5) / 4);
            for (int checkpoint = 0; checkpoint < 100; checkpoint++) {
                double done = Math.exp(Math.log(0.01) * (1 - checkpoint / 99.0));
                double d = Math.rint(end * done);
                rows.add(run + "," + row(n, d, law(n, d) * (1 + 0.03 * (1 - done)) * Math.exp(0.003 * gaussian(6, rows.size()))));
            }
        }
        return rows;
    }

    private static String row(double a, double b, double loss) {
        return String.format(Locale.ROOT, "%s,%s,%.9e", a, b, loss);
    }

    private static double law(double n, double d) {
        return 1.82 + 482 * Math.pow(n, -0.3478) + 2085 * Math.pow(d, -0.3658);
    }

    private static double gaussian(long seed, int place) {
        double sum = -6;
        for (int part = 0; part < 12; part++) {
            sum += uniform(seed, 12L * place + part);
        }
        return sum;
    }

    private static double uniform(long seed, long place) {
        return (splitmix64(seed).applyAsLong(place) >>> 11) * 0x1p-53;
    }

    /** The sequence of Steele, Lea and Flood (2014) by place. */
    private static LongUnaryOperator splitmix64(long seed) {
        return place -> {
            long z = seed + (place + 1) * 0x9e3779b97f4a7c15L;
            z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
            z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
            return z ^ z >>> 31;
        };
    }
}
