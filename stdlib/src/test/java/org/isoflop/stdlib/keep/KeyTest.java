package org.isoflop.stdlib.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.Loss;
import org.isoflop.stdlib.fit.Prior;
import org.isoflop.stdlib.fit.Residual;
import org.isoflop.stdlib.fit.Starts;
import org.isoflop.stdlib.random.RandomStream;
import org.isoflop.stdlib.resample.Scheme;
import org.junit.jupiter.api.Test;

class KeyTest {
    private static Key key(Object... inputs) {
        return Fingerprint.of(2, inputs);
    }

    /** Each differs from the first in one thing. */
    private static List<FitProblem> problems() {
        double[] column = Small.column();
        double[] target = Small.target();
        double[] other = column.clone();
        other[7] = Math.nextUp(other[7]);
        double[] observed = target.clone();
        observed[11] = Math.nextDown(observed[11]);
        double[] ones = new double[column.length];
        Arrays.fill(ones, 1);
        double[] weights = ones.clone();
        weights[0] = Math.nextUp(1.0);
        List<Coefficient> bounded = List.of(Coefficient.positive("A"), new Coefficient("alpha", 0, Math.nextUp(2.0)));
        List<Coefficient> named = List.of(Coefficient.positive("A"), new Coefficient("beta", 0, 2));
        Residual log = Residual.LOG;
        Loss huber = new Loss.Huber(0.01);
        Starts auto = new Starts.Auto();
        List<Coefficient> own = Small.COEFFICIENTS;
        return List.of(Small.problem(),
                Small.problem(Small.law(1e-300), column, target, null, own, log, huber, List.of(), auto),
                Small.problem(Small.law(0), other, target, null, own, log, huber, List.of(), auto),
                Small.problem(Small.law(0), column, observed, null, own, log, huber, List.of(), auto),
                Small.problem(Small.law(0), column, target, ones, own, log, huber, List.of(), auto),
                Small.problem(Small.law(0), column, target, weights, own, log, huber, List.of(), auto),
                Small.problem(Small.law(0), column, target, null, bounded, log, huber, List.of(), auto),
                Small.problem(Small.law(0), column, target, null, named, log, huber, List.of(), auto),
                Small.problem(Small.law(0), column, target, null, own, Residual.PLAIN, huber, List.of(), auto),
                Small.problem(Small.law(0), column, target, null, own, Residual.RELATIVE, huber, List.of(), auto),
                Small.problem(Small.law(0), column, target, null, own, log, new Loss.Huber(0.02), List.of(), auto),
                Small.problem(Small.law(0), column, target, null, own, log, new Loss.Cauchy(0.01), List.of(), auto),
                Small.problem(Small.law(0), column, target, null, own, log, new Loss.Squared(), List.of(), auto),
                Small.problem(Small.law(0), column, target, null, own, log, huber, Arrays.asList(null, new Prior(0.4, 0.1)), auto),
                Small.problem(Small.law(0), column, target, null, own, log, huber, Arrays.asList(new Prior(0.4, 0.1), null), auto),
                Small.problem(Small.law(0), column, target, null, own, log, huber, List.of(), new Starts.Points(new double[][] {{1, 1}})),
                Small.problem(Small.law(0), column, target, null, own, log, huber, List.of(), new Starts.Grid(new double[][] {{1}, {1}})));
    }

    @Test
    void whateverAFitDependsOnGivesItAnotherKey() {
        List<Key> keys = new ArrayList<>();
        problems().forEach(problem -> keys.add(key(problem)));
        assertEquals(keys.size(), new HashSet<>(keys).size());
        assertEquals(keys.getFirst(), key(Small.problem()));
    }

    @Test
    void streamsSchemesAndNumbersGiveOtherKeys() {
        List<Key> keys = List.of(key(RandomStream.of(1, "runs")), key(RandomStream.of(2, "runs")), key(RandomStream.of(1, "run")),
                key(new Scheme.Rows()), key(new Scheme.Unchanged()), key(new Scheme.Wild()), key(new Scheme.Clusters(new int[] {0, 1}, 2)),
                key(new Scheme.Clusters(new int[] {1, 0}, 2)), key(new Scheme.Strata(new int[] {0, 1}, 2)), key(1), key(1L), key(1.0),
                key(true), key("1"), key(0.0), key(-0.0), key(new double[] {1}), key(new double[] {1, 0}), key(new int[] {1}), key(),
                key(List.of(1)), key(new Object[] {new Object[] {1}}), key("a", "b"), key("ab"), key("", "ab"), key((Object) null));
        assertEquals(keys.size(), new HashSet<>(keys).size());
    }

    @Test
    void longColumnsAreHashedAlikeByAnyNumberOfThreads() {
        double[] longer = new double[1_000_001];
        Arrays.setAll(longer, i -> Math.sqrt(i));
        Key known = Fingerprint.of(1, (Object) longer);
        assertEquals(known, Fingerprint.of(3, (Object) longer.clone()));
        longer[777_777] = Math.nextUp(longer[777_777]);
        assertNotEquals(known, Fingerprint.of(1, (Object) longer));
    }

    @Test
    void anotherEditionOfTheProgramHasOtherKeys() {
        assertNotEquals(place("one"), place("another"));
        assertEquals(place("one"), place("one"));
        assertNotNull(Edition.TEXT);
    }

    private static Object place(String edition) {
        Keeper keeper = new Keeper(new FolderStore(Path.of("none"), 1, words -> {
        }), 0, edition);
        Key key = keeper.of(Key.class, 1, 0, 1, null, "x", 1.5).key();
        assertNotNull(key);
        return key;
    }

    @Test
    void whatCannotBeToldApartIsNotKept() {
        Keeper keeper = new Keeper(new FolderStore(Path.of("none"), 1, words -> {
        }), 0, "this");
        assertNull(keeper.of(Key.class, 1, 0, 1, null, "x", new Object()).key());
        Runnable some = () -> {
        };
        assertNull(keeper.of(Key.class, 1, 0, 1, null, "x", some).key());
    }
}
