package org.isoflop.stdlib.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.fit.Chinchilla;
import org.isoflop.stdlib.fit.FitOptions;
import org.isoflop.stdlib.fit.FitProblem;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.Fitter;
import org.isoflop.stdlib.fit.Loss;
import org.isoflop.stdlib.fit.Starts;
import org.isoflop.stdlib.random.RandomStream;
import org.isoflop.stdlib.resample.Bootstrap;
import org.isoflop.stdlib.resample.Draws;
import org.isoflop.stdlib.resample.Scheme;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumingTest {
    private static final int COPIES = 16;
    /** How many resamples of so many rows are done before all others, and how many make a block. */
    private static final int FIRST = 16;
    private static final int BLOCK = 256;
    private static final FitResult FIT = Fitter.fit(many(), Small.with(Store.NONE));
    private static final RandomStream STREAM = RandomStream.of(4, "runs");

    @TempDir private Path folder;

    /** So many rows that a few hundred resamples make a block. */
    private static FitProblem many() {
        FitProblem once = Chinchilla.problem(new Loss.Huber(1e-3));
        int[] rows = new int[COPIES * once.rows()];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = row % once.rows();
        }
        return once.select(rows);
    }

    private Store store() {
        return new FolderStore(folder, 1 << 30, words -> {
            throw new AssertionError(words);
        });
    }

    private static Draws draws(int count, FitOptions options) {
        return Bootstrap.run(FIT, new Scheme.Rows(), count, STREAM, options);
    }

    /** Cancels itself once so many resamples were begun. */
    private static final class Until {
        final AtomicInteger begun = new AtomicInteger();
        final Cancellation cancellation;

        Until(int last) {
            Cancellation whole = new Cancellation();
            cancellation = whole.telling((work, done, of) -> {
                if (begun.getAndIncrement() >= last) {
                    whole.cancel();
                }
            });
        }

        FitOptions with(Store store, int threads) {
            return new FitOptions(threads, cancellation, new Keeper(store, 0, "this"));
        }
    }

    @Test
    void stoppedResamplesGoOnToTheSame() {
        Key whole = Fingerprint.of(1, draws(600, new FitOptions(2, new Cancellation())));
        Ending counting = new Ending(store(), new Cancellation(), -1);
        Until first = new Until(350);
        assertThrows(CancellationException.class, () -> draws(600, first.with(counting, 2)));
        Until second = new Until(300);
        assertThrows(CancellationException.class, () -> draws(600, second.with(counting, 3)));
        // the last block of each is kept unless one of its threads had to wait for long
        int blocks = counting.written.get() - 1;
        assertTrue(blocks >= 1, "blocks were kept");
        Until third = new Until(Integer.MAX_VALUE);
        assertEquals(whole, Fingerprint.of(1, draws(600, third.with(store(), 1))));
        assertEquals(600 - FIRST - blocks * BLOCK, third.begun.get());
        Until fourth = new Until(0);
        assertEquals(whole, Fingerprint.of(1, draws(600, fourth.with(store(), 2))));
        assertEquals(0, fourth.begun.get());
    }

    @Test
    void moreResamplesBeginWithThoseOfBefore() {
        draws(FIRST + 2 * BLOCK, new Until(Integer.MAX_VALUE).with(store(), 2));
        Until more = new Until(Integer.MAX_VALUE);
        Key kept = Fingerprint.of(1, draws(700, more.with(store(), 2)));
        assertEquals(Fingerprint.of(1, draws(700, new FitOptions(2, new Cancellation()))), kept);
        assertEquals(700 - FIRST - 2 * BLOCK, more.begun.get());
    }

    /** A store that ends the work once it was given so many entries. */
    private static final class Ending implements Store {
        final AtomicInteger written = new AtomicInteger();
        private final Store store;
        private final Cancellation cancellation;
        private final int last;

        Ending(Store store, Cancellation cancellation, int last) {
            this.store = store;
            this.cancellation = cancellation;
            this.last = last;
        }

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
            store.write(key, result, given);
            if (written.incrementAndGet() == last) {
                cancellation.cancel();
            }
        }
    }

    /** So many rows and starts that the descents make several blocks. */
    @SuppressWarnings("NullAway") // of a record's constructor in another package it does not see which parameters may be null
    private static FitProblem searched() {
        FitProblem many = many();
        double[][] starts = new double[200][];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = FIT.coefficients().clone();
            for (int j = 0; j < starts[i].length; j++) {
                starts[i][j] *= Math.exp(0.3 * STREAM.normal((long) i * starts[i].length + j));
            }
        }
        return new FitProblem(many.prediction(), many.columns(), many.target(), many.weights(), many.coefficients(), many.residual(),
                many.loss(), many.priors(), new Starts.Points(starts));
    }

    @Test
    void stoppedDescentsGoOnToTheSame() {
        FitProblem problem = searched();
        Key whole = Fingerprint.of(1, Fitter.fit(problem, new FitOptions(2, new Cancellation())));
        Cancellation cancellation = new Cancellation();
        Ending first = new Ending(store(), cancellation, 1);
        assertThrows(CancellationException.class,
                () -> Fitter.fit(problem, new FitOptions(2, cancellation, new Keeper(first, 0, "this"))));
        Ending second = new Ending(store(), new Cancellation(), -1);
        assertEquals(whole, Fingerprint.of(1, Fitter.fit(problem, new FitOptions(1, new Cancellation(), new Keeper(second, 0, "this")))));
        Ending anew = new Ending(Store.NONE, new Cancellation(), -1);
        Fitter.fit(problem, new FitOptions(2, new Cancellation(), new Keeper(anew, 0, "this")));
        assertTrue(first.written.get() >= 1, "blocks were kept");
        assertEquals(anew.written.get(), first.written.get() + second.written.get(), "no block was done twice");
    }
}
