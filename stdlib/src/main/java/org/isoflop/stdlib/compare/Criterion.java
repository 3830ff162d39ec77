package org.isoflop.stdlib.compare;

/** What the best of several fits is chosen by; less is better. */
public enum Criterion {
    /** Akaike's, corrected for few rows (Hurvich and Tsai 1989). */
    AICC,
    /** Schwarz's (1978). */
    BIC,
    /** The error in rows that were held out. */
    HELD_OUT,
    /** The error in each row by the fit to the others; of a resample, in the rows that it left out. */
    CROSS_VALIDATED
}
