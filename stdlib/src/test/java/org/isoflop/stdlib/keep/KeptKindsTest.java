package org.isoflop.stdlib.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.allocate.Allocation;
import org.isoflop.stdlib.allocate.AllocationProblem;
import org.isoflop.stdlib.allocate.Allocator;
import org.isoflop.stdlib.allocate.Condition;
import org.isoflop.stdlib.allocate.Domain;
import org.isoflop.stdlib.allocate.KernelProgram;
import org.isoflop.stdlib.allocate.Options;
import org.isoflop.stdlib.allocate.Parameter;
import org.isoflop.stdlib.compare.Comparison;
import org.isoflop.stdlib.compare.Contender;
import org.isoflop.stdlib.compare.Criterion;
import org.isoflop.stdlib.curves.Envelope;
import org.isoflop.stdlib.curves.EnvelopeOptions;
import org.isoflop.stdlib.curves.IsoFlop;
import org.isoflop.stdlib.curves.IsoFlopOptions;
import org.isoflop.stdlib.curves.IsoFlopRuns;
import org.isoflop.stdlib.curves.TrainingCurves;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.interval.Profiler;
import org.isoflop.stdlib.judge.LeaveOneOut;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;
import org.isoflop.stdlib.random.RandomStream;
import org.isoflop.stdlib.resample.Bootstrap;
import org.isoflop.stdlib.resample.Scheme;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of result that is kept: found again as it was, worked out again where its entry was damaged, and then the same. */
class KeptKindsTest {
    private static final FitResult FIT = Fitter.fit(Small.problem(), Small.with(Store.NONE));
    private static final RandomStream STREAM = RandomStream.of(7, "rows");
    /** Places of an entry at which a byte is changed. */
    private static final int DAMAGES = 12;

    @TempDir private Path folder;

    private static Map<String, Function<Store, Object>> kinds() {
        Map<String, Function<Store, Object>> kinds = new LinkedHashMap<>();
        kinds.put("fit", store -> Fitter.fit(Small.problem(), Small.with(store)));
        kinds.put("resamples", store -> Bootstrap.run(FIT, new Scheme.Rows(), 40, STREAM, Small.with(store)));
        kinds.put("rows left out", store -> LeaveOneOut.of(FIT, null, Small.with(store)));
        kinds.put("groups left out", store -> LeaveOneOut.of(FIT, clusters(), Small.with(store)));
        kinds.put("profiles", store -> Profiler.profiles(FIT, 3, Small.with(store)).stream()
                .map(each -> new double[][] {each.values(), each.objectives(), each.roots(), each.interval(0.9)}).toList());
        kinds.put("comparison", store -> Comparison.of(contenders(), Criterion.AICC, Small.with(store)));
        kinds.put("isoflop", store -> isoFlop(store).budgets().stream()
                .map(each -> List.of(each.size(), each.tokens(), each.loss(), each.curvature(), each.lower(), each.upper(), each.lost()))
                .toList());
        kinds.put("envelope", store -> Envelope.of(curves(), EnvelopeOptions.defaults().withDraws(20).with(keeping(store)), STREAM));
        kinds.put("allocation", store -> {
            Allocation best = best(store);
            return List.of(best.variables(), best.objective());
        });
        kinds.put("span", store -> Allocator.spanTo(best(Store.NONE), new double[] {2.2, 2.1}, allocating(store)));
        return kinds;
    }

    private static Keeper keeping(Store store) {
        return new Keeper(store, 0, "this");
    }

    private static int[] clusters() {
        return IntStream.range(0, FIT.problem().rows()).map(row -> row / 3).toArray();
    }

    private static List<Contender> contenders() {
        List<Contender> contenders = new ArrayList<>();
        for (double added : new double[] {0, 0.1}) {
            FitResult fit = Fitter.fit(Small.problem(Small.law(added), Small.column(), Small.target(), null, Small.COEFFICIENTS,
                    FIT.problem().residual(), FIT.problem().loss(), List.of(), FIT.problem().starts()), Small.with(Store.NONE));
            Scheme.Counted scheme = new Scheme.Rows();
            contenders.add(new Contender("with " + added, fit, new double[][] {{}}, new double[0], null, new Contender.Resamples("rows",
                    scheme, STREAM, Bootstrap.run(fit, scheme, 30, STREAM, Small.with(Store.NONE)).values())));
        }
        return contenders;
    }

    private static IsoFlop isoFlop(Store store) {
        int rows = 3 * 9;
        double[] budgets = new double[rows];
        double[] sizes = new double[rows];
        double[] losses = new double[rows];
        for (int row = 0; row < rows; row++) {
            budgets[row] = Math.pow(10, 19 + row / 9);
            sizes[row] = Math.sqrt(budgets[row] / 120) * Math.pow(2, row % 9 - 4);
            losses[row] = 2 + 0.1 * Math.pow(row % 9 - 4.2, 2) / 16 + 0.001 * STREAM.normal(row);
        }
        IsoFlopOptions options = IsoFlopOptions.defaults().withDraws(60).with(keeping(store));
        return IsoFlop.of(IsoFlopRuns.of(budgets, sizes, losses), options, STREAM);
    }

    private static TrainingCurves curves() {
        int checkpoints = 40;
        int runs = 8;
        double[] spent = new double[runs * checkpoints];
        double[] losses = new double[spent.length];
        double[] sizes = IntStream.range(0, runs).mapToDouble(run -> 1e7 * Math.pow(3, run)).toArray();
        for (int at = 0; at < spent.length; at++) {
            double size = sizes[at / checkpoints];
            double tokens = size * 0.1 * Math.pow(5000, (at % checkpoints + 1.0) / checkpoints);
            spent[at] = 6 * size * tokens;
            losses[at] = 1.8 + 482 * Math.pow(size, -0.35) + 2085 * Math.pow(tokens, -0.37);
        }
        return TrainingCurves.of(spent, losses, IntStream.rangeClosed(0, runs).map(run -> run * checkpoints).toArray(), sizes);
    }

    /** The best N and D for two budgets under 1.8 + 482 / N^0.35 + 2085 / D^0.37. */
    private static Allocation best(Store store) {
        KernelBuilder builder = new KernelBuilder();
        int n = builder.input("N");
        int d = builder.input("D");
        int budget = builder.input("C");
        int model = builder.apply(Operator.DIVIDE, builder.constant(482), builder.apply(Operator.POWER, n, builder.constant(0.35)));
        int data = builder.apply(Operator.DIVIDE, builder.constant(2085), builder.apply(Operator.POWER, d, builder.constant(0.37)));
        int loss = builder.apply(Operator.ADD, builder.constant(1.8), builder.apply(Operator.ADD, model, data));
        int flop = builder.apply(Operator.MULTIPLY, builder.constant(6), builder.apply(Operator.MULTIPLY, n, d));
        AllocationProblem problem = new AllocationProblem(new KernelProgram(builder.build(loss, flop, budget), 2),
                AllocationProblem.Goal.MINIMIZE, List.of(Domain.positive(), Domain.positive()), List.of(Condition.atMost("compute")),
                List.of(Parameter.of(new double[] {1e22, 1e23})));
        Options options = allocating(store);
        return Allocator.solve(problem, 2, options, Allocator.kept(problem, 2, options, 1e9));
    }

    private static Options allocating(Store store) {
        return new Options(0, 2, new Cancellation()::isCancelled).with(keeping(store));
    }

    @TestFactory
    Stream<DynamicTest> everyKind() {
        return kinds().entrySet().stream().map(kind -> DynamicTest.dynamicTest(kind.getKey(), () -> {
            Path own = folder.resolve(kind.getKey());
            Key without = Fingerprint.of(1, kind.getValue().apply(Store.NONE));
            List<IOException> said = Collections.synchronizedList(new ArrayList<>());
            assertEquals(without, Fingerprint.of(1, kind.getValue().apply(new FolderStore(own, 1 << 30, said::add))));
            assertEquals(without, Fingerprint.of(1, kind.getValue().apply(new Reading(new FolderStore(own, 1 << 30, said::add)))));
            assertEquals(List.of(), said);
            List<Path> entries = entries(own);
            assertFalse(entries.isEmpty(), "nothing was kept");
            for (Path entry : entries) {
                damaged(entry, own, kind.getValue(), without);
            }
        }));
    }

    private static List<Path> entries(Path own) throws IOException {
        try (Stream<Path> all = Files.walk(own)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void damaged(Path entry, Path own, Function<Store, Object> kind, Key without)
            throws IOException {
        byte[] whole = Files.readAllBytes(entry);
        for (int damage = 0; damage <= DAMAGES; damage++) {
            // What was worked out of others would be found, and those never looked at.
            for (Path other : entries(own)) {
                Files.delete(other);
            }
            byte[] bytes = whole.clone();
            int place = (int) ((long) (whole.length - 1) * damage / DAMAGES);
            bytes[place] ^= (byte) (1 << damage % 8);
            Files.write(entry, damage % 3 == 2 ? Arrays.copyOf(whole, place) : bytes);
            List<IOException> said = Collections.synchronizedList(new ArrayList<>());
            assertEquals(without, Fingerprint.of(1, kind.apply(new FolderStore(own, 1 << 30, said::add))), "byte " + place);
            assertEquals(1, said.size(), () -> "byte " + place + " of " + entry);
            assertEquals(-1, Arrays.mismatch(whole, Files.readAllBytes(entry)), "put right");
        }
    }

    /** Gives what is kept, and is to be given nothing more. */
    private record Reading(Store store) implements Store {
        @Override
        public boolean holds(Key key) {
            return store.holds(key);
        }

        @Override
        public <R> @Nullable R read(Key key, Class<R> kind, @Nullable Object given) {
            return store.read(key, kind, given);
        }

        @Override
        public void write(Key key, Object result, @Nullable Object given) {
            throw new AssertionError("worked out again: " + result.getClass());
        }
    }
}
