package org.isoflop.stdlib.keep;

/** Something that is no record and yet may be part of what a result depends on. */
public interface Composed {
    /** All that makes it what it is: records, texts, numbers, arrays and lists of them. Two that differ in it may give other results. */
    Object parts();
}
