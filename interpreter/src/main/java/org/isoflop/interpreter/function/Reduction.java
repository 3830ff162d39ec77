package org.isoflop.interpreter.function;

/** Makes one number of many: of a sample, or of two whose elements belong together. */
interface Reduction {
    /**
     * @param known one array for each sample, all of one length, without missing elements; not to be kept, may be reordered
     * @return the result, NaN where so few elements have none
     */
    double reduce(double[]... known);
}
