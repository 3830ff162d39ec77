package org.isoflop.interpreter.table;

/** Knows where the cells of a table came from. */
@FunctionalInterface
interface Provenance {
    /** The place of a cell by its row (from zero) and header; the content is null where it is not known. */
    CellPlace place(int row, String column);
}
