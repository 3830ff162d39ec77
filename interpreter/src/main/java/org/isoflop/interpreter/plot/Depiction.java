package org.isoflop.interpreter.plot;

import org.jspecify.annotations.Nullable;

/** How a value is drawn that knows it better than its columns tell. */
@FunctionalInterface
public interface Depiction {
    /**
     * Its picture, without a file yet.
     *
     * @param level what intervals are to cover, NaN for no intervals
     * @param log which axes are logarithmic, {@code x}, {@code y}, {@code xy} or {@code none}; null for those that suit it
     */
    PlotModel picture(double level, @Nullable String log);
}
