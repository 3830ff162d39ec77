package org.isoflop.interpreter.node;

import java.nio.file.Path;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.interpreter.analysis.Constants;
import org.isoflop.stdlib.Progress;
import org.isoflop.stdlib.keep.Store;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a whole run.
 *
 * @param level the probability that intervals cover
 * @param outputFolder where exports and plots go
 * @param progress is told how far the run has come
 * @param limits what the run may use
 * @param patience how many evaluations of a row are work for this JVM; a run that announces more ends
 * @param traces whether files that are read are hashed, so that results can tell what they rest on
 * @param store where results of long work are kept
 */
public record Settings(long seed, int draws, double level, int threads, Path outputFolder, Progress progress, Limits limits,
        double patience, boolean traces, Store store) {

    /** The settings of a study's header, a seed from the command line before its own. */
    public static Settings of(Item.@Nullable Header header, @Nullable Long seed, int threads, Path outputFolder, Progress progress,
            Limits limits) {
        double ownSeed = option(header, "seed", 0);
        double draws = option(header, "draws", 1000);
        double level = option(header, "level", 0.95);
        double patience = Double.parseDouble(System.getProperty("isoflop.patience", "Infinity"));
        return new Settings(seed != null ? seed : (long) ownSeed, (int) Math.clamp(draws, 1, Integer.MAX_VALUE), level, threads,
                outputFolder, progress,
                limits, patience, false, Store.NONE);
    }

    /** The same for a run that does whatever work there is. */
    public Settings unhurried() {
        return new Settings(seed, draws, level, threads, outputFolder, progress, limits, Double.POSITIVE_INFINITY, traces, store);
    }

    /** The same for a run that hashes the files it reads, or does not. */
    public Settings tracing(boolean hashes) {
        return new Settings(seed, draws, level, threads, outputFolder, progress, limits, patience, hashes, store);
    }

    /** The same for a run that keeps results of long work. */
    public Settings keeping(Store place) {
        return new Settings(seed, draws, level, threads, outputFolder, progress, limits, patience, traces, place);
    }

    /** Whether whatever a run gives is the same under both. */
    public boolean agrees(Settings other) {
        return seed == other.seed && draws == other.draws && level == other.level && outputFolder.equals(other.outputFolder)
                && limits.equals(other.limits);
    }

    private static double option(Item.@Nullable Header header, String name, double otherwise) {
        if (header != null && header.options() != null) {
            for (Expression.Entry entry : header.options().entries()) {
                Double value = entry.name().text().equals(name) ? Constants.number(entry.value()) : null;
                if (value != null) {
                    return value;
                }
            }
        }
        return otherwise;
    }
}
