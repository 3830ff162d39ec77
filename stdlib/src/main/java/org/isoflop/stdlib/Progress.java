package org.isoflop.stdlib;

/** Is told how far long work has come. It may be told by several threads, often, and has to return at once. */
@FunctionalInterface
public interface Progress {
    /** Takes no notice. */
    Progress NONE = (work, done, of) -> {
    };

    /**
     * So much of the work is done.
     *
     * @param work what is counted, in the plural: resamples, rows
     * @param of how many there are, 0 where that is not known
     */
    void reached(String work, long done, long of);
}
