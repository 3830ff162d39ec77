package org.isoflop.stdlib.allocate;

/**
 * Where the search of a few rows met other local optima besides the best, the best of another row may lie there: every row is also started
 * from the other optima of the searched row nearest to it.
 */
final class Basins {
    private final Rows rows;
    private final Engine engine;
    private final Search search;
    private final Lanes others;

    Basins(Rows rows, Engine engine, Search search, Lanes others) {
        this.rows = rows;
        this.engine = engine;
        this.search = search;
        this.others = others;
    }

    /** Replaces ends by better ones. */
    void tryAll(Lanes ends, int main) {
        int searched = others.count / Search.OTHERS;
        double[] key = new double[searched];
        for (int k = 0; k < searched; k++) {
            key[k] = rows.key(main, others.row[k * Search.OTHERS]);
        }
        for (int rank = 0; rank < Search.OTHERS && known(rank); rank++) {
            int[] which = new int[ends.count];
            int count = 0;
            for (int i = 0; i < ends.count; i++) {
                which[i] = nearest(key, rows.key(main, i), rank);
                count += which[i] >= 0 ? 1 : 0;
            }
            if (count > 0) {
                tryFrom(ends, which, count);
            }
        }
    }

    private boolean known(int rank) {
        for (int i = rank; i < others.count; i += Search.OTHERS) {
            if (others.ended[i] != 0) {
                return true;
            }
        }
        return false;
    }

    /** The lane of the nearest searched row's other optimum of this rank, or -1. */
    private int nearest(double[] key, double wanted, int rank) {
        int nearest = -1;
        for (int k = 0; k < key.length; k++) {
            boolean some = others.ended[k * Search.OTHERS + rank] != 0;
            if (some && (nearest < 0 || Math.abs(key[k] - wanted) < Math.abs(key[nearest] - wanted))) {
                nearest = k;
            }
        }
        return nearest < 0 ? -1 : nearest * Search.OTHERS + rank;
    }

    private void tryFrom(Lanes ends, int[] which, int count) {
        Lanes tried = new Lanes(engine.form, count);
        int[] model = new int[count];
        int next = 0;
        for (int i = 0; i < ends.count; i++) {
            if (which[i] >= 0) {
                tried.row[next] = i;
                for (int v = 0; v < tried.point.length; v++) {
                    tried.point[v][next] = others.point[v][which[i]];
                }
                model[next++] = which[i];
            }
        }
        tried.startLike(others, model);
        engine.run(tried);
        for (int k = 0; k < count; k++) {
            if (search.better(tried, k, ends, tried.row[k])) {
                Search.copy(tried, k, ends, tried.row[k]);
            }
        }
    }
}
