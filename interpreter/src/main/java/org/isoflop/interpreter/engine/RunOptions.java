package org.isoflop.interpreter.engine;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isoflop.grammar.parse.Bounds;
import org.isoflop.interpreter.node.Limits;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.Progress;
import org.isoflop.stdlib.keep.Store;
import org.jspecify.annotations.Nullable;

/**
 * How a study is run.
 *
 * @param inputs texts of inputs by name, as after {@code --set}
 * @param outputFolder where files go, null for {@code out/} beside the study
 * @param seed the seed that replaces the study's own, or null
 * @param threads how many threads may work, at least one
 * @param progress is told how far the run has come
 * @param access what the study may read
 * @param limits what the run may use
 * @param cancellation ends the run before it is through
 * @param traces whether the result tells what it rests on, for which every file that is read is hashed
 * @param store where results of long work are kept
 */
public record RunOptions(Map<String, String> inputs, @Nullable Path outputFolder, @Nullable Long seed, int threads, Progress progress,
        ReadAccess access, Limits limits, Cancellation cancellation, boolean traces, Store store) {
    public RunOptions {
        inputs = new LinkedHashMap<>(inputs);
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads);
        }
    }

    public RunOptions(Map<String, String> inputs, @Nullable Path outputFolder, @Nullable Long seed, int threads) {
        this(inputs, outputFolder, seed, threads, Progress.NONE, ReadAccess.OWN_FOLDER, Limits.DEFAULT, new Cancellation(), false,
                Store.NONE);
    }

    /** The same with other inputs, another folder for outputs and another seed. */
    public RunOptions with(Map<String, String> others, @Nullable Path folder, @Nullable Long other) {
        return new RunOptions(others, folder, other, threads, progress, access, limits, cancellation, traces, store);
    }

    /** The same with somebody who is told how far the run has come. */
    public RunOptions with(Progress told) {
        return new RunOptions(inputs, outputFolder, seed, threads, told, access, limits, cancellation, traces, store);
    }

    /** The same for a study that may read other folders. */
    public RunOptions with(ReadAccess allowed) {
        return new RunOptions(inputs, outputFolder, seed, threads, progress, allowed, limits, cancellation, traces, store);
    }

    /** The same within other limits. */
    public RunOptions with(Limits others) {
        return new RunOptions(inputs, outputFolder, seed, threads, progress, access, others, cancellation, traces, store);
    }

    /** The same for a run that somebody may end. */
    public RunOptions with(Cancellation token) {
        return new RunOptions(inputs, outputFolder, seed, threads, progress, access, limits, token, traces, store);
    }

    /** The same for a run whose result tells what it rests on. */
    public RunOptions traced() {
        return new RunOptions(inputs, outputFolder, seed, threads, progress, access, limits, cancellation, true, store);
    }

    /** The same for a run that keeps results of long work, and finds those that were kept. */
    public RunOptions with(Store place) {
        return new RunOptions(inputs, outputFolder, seed, threads, progress, access, limits, cancellation, traces, place);
    }

    /** How deep what is read may nest, and until when. */
    Bounds bounds() {
        return limits.bounds(cancellation);
    }

    public static RunOptions defaults() {
        return new RunOptions(Map.of(), null, null, Runtime.getRuntime().availableProcessors());
    }
}
