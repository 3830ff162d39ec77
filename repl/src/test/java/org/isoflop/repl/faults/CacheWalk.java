package org.isoflop.repl.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.fit.Loss;
import org.isoflop.stdlib.fit.Residual;
import org.isoflop.stdlib.keep.FolderStore;
import org.isoflop.stdlib.keep.Keeper;
import org.isoflop.stdlib.keep.Store;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;

/**
 * Every operation of a cache fails in every way, while a result is kept and while it is looked for: the result is the same, what could not
 * be kept is told, and nothing that is half written stays.
 */
final class CacheWalk {
    private static final int END = 10_000;
    private static final FitProblem PROBLEM = problem();

    private final Path folder;
    private final double[] expected = fit(Store.NONE).coefficients();
    private final List<String> wrong;
    private int faults;

    private CacheWalk(Path folder, List<String> wrong) {
        this.folder = folder;
        this.wrong = wrong;
    }

    /**
     * Walks through all operations of a cache.
     *
     * @param wrong takes what is mishandled
     * @return how many faults there were
     */
    static int walk(Path root, List<String> wrong) throws IOException {
        CacheWalk walk = new CacheWalk(root.resolve("cache"), wrong);
        for (Fault fault : Fault.values()) {
            for (boolean lasting : new boolean[] {false, true}) {
                for (boolean known : new boolean[] {false, true}) {
                    walk.walk(root, fault, lasting, known);
                }
            }
        }
        walk.empty();
        return walk.faults;
    }

    /** @param known whether the result was kept before */
    private void walk(Path root, Fault fault, boolean lasting, boolean known) throws IOException {
        for (int at = 1; at < END; at++) {
            empty();
            if (known) {
                fit(new FolderStore(folder, 1 << 20, failed -> wrong.add("undisturbed: " + failed)));
            }
            List<IOException> said = new ArrayList<>();
            FaultPlan plan = FaultPlan.arm(root, fault, at, lasting);
            double[] found;
            try {
                found = fit(new FolderStore(folder, 1 << 20, said::add)).coefficients();
            } finally {
                FaultPlan.disarm();
            }
            if (plan.struck().isEmpty()) {
                return;
            }
            faults++;
            List<Path> left = entries();
            String what = !Arrays.equals(expected, found)
                    ? "another result"
                    : left.stream().anyMatch(file -> file.toString().endsWith(".part")) && !plan.spoiledDeletion()
                            ? "left behind is one of " + left
                            : left.isEmpty() && said.isEmpty() ? "nothing is said of it" : afterwards();
            if (!what.isEmpty()) {
                wrong.add("cache" + (known ? " that knows" : "") + ", " + fault + (lasting ? " from " : " at ") + plan.struck().getFirst()
                        + " on: " + what + " " + said);
            }
        }
    }

    /** Undisturbed again, the result is what it was, and kept. */
    private String afterwards() throws IOException {
        List<IOException> said = new ArrayList<>();
        double[] found = fit(new FolderStore(folder, 1 << 20, said::add)).coefficients();
        boolean kept = entries().stream().anyMatch(file -> file.toString().endsWith(".kept"));
        return !Arrays.equals(expected, found) || !kept || !said.isEmpty() ? "it stays so afterwards: " + said : "";
    }

    private static FitResult fit(Store store) {
        return Fitter.fit(PROBLEM, new FitOptions(1, new Cancellation(), new Keeper(store, 0)));
    }

    /** A / N^alpha through a few rows. */
    private static FitProblem problem() {
        KernelBuilder builder = new KernelBuilder();
        int n = builder.input("N");
        int a = builder.input("A");
        int alpha = builder.input("alpha");
        int law = builder.apply(Operator.DIVIDE, a, builder.apply(Operator.POWER, n, alpha));
        double[] column = new double[6];
        double[] target = new double[column.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = Math.pow(2, i + 1);
            target[i] = 3 * Math.pow(column[i], -0.4) * (1 + 0.02 * Math.sin(5 * i));
        }
        return FitProblem.of(builder.build(law), new double[][] {column}, target,
                List.of(Coefficient.positive("A"), new Coefficient("alpha", 0, 2)), Residual.LOG, new Loss.Squared());
    }

    private List<Path> entries() throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private void empty() throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
