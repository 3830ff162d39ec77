package org.isoflop.interpreter.node.fit;

import java.util.Arrays;
import java.util.Locale;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.node.ExpressionNode;
import org.isoflop.interpreter.node.Limit;
import org.isoflop.interpreter.node.Limits;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.fit.RowDraws;
import org.isoflop.stdlib.interval.Interval;
import org.isoflop.stdlib.resample.Scheme;
import org.jspecify.annotations.Nullable;

/** What the options {@code resample}, {@code interval} and {@code bootstrap} come to on the rows that are fitted. */
final class FitResampling {
    private final FitOptionsNode.Chosen chosen;
    private final FitRows rows;
    private final TableValue table;
    private final ExpressionNode node;

    private FitResampling(FitOptionsNode.Chosen chosen, FitRows rows, TableValue table, ExpressionNode node) {
        this.chosen = chosen;
        this.rows = rows;
        this.table = table;
        this.node = node;
    }

    /**
     * How the fit's uncertainty is found, null if it is not.
     *
     * @param rows those that are fitted
     * @param literal how many draws there are where no number of resamples says so
     */
    static Interval.@Nullable Plan plan(FitOptionsNode.Chosen chosen, FitRows rows, TableValue table, ExpressionNode node, int literal) {
        return new FitResampling(chosen, rows, table, node).plan(literal);
    }

    @SuppressWarnings("NullAway") // of a record's constructor in another module it does not see which parameters may be null
    private Interval.@Nullable Plan plan(int literal) {
        Limits.hold(node, Limit.DRAWS, "resamples of the fit", chosen.bootstrap());
        boolean resampled = chosen.bootstrap() > 0;
        if (rows.draws() != null) {
            return drawn(rows.draws());
        }
        if (!resampled && chosen.interval().isEmpty()) {
            return null;
        }
        Interval interval = chosen.interval().isEmpty()
                ? Interval.PERCENTILE
                : Interval.valueOf(chosen.interval().toUpperCase(Locale.ROOT));
        boolean refitted = resampled && interval != Interval.HESSIAN && interval != Interval.SANDWICH;
        int[] clusterOf = rows.clusters(chosen, table);
        int clusters = clusterOf == null ? 0 : 1 + max(clusterOf);
        if (clusters == 1) {
            clusterOf = null;
        }
        if (!refitted && interval.isOfResamples()) {
            throw node.wrong(Code.BAD_OPTION, "`interval: " + chosen.interval() + "` needs resamples: let `bootstrap` be above zero");
        }
        return new Interval.Plan(interval, refitted ? scheme(clusterOf, clusters) : null, resampled ? chosen.bootstrap() : literal,
                clusterOf, clusterOf == null ? 0 : clusters);
    }

    /** Where columns are uncertain, their draws are what is fitted again, on resamples or on the rows as they are. */
    @SuppressWarnings("NullAway") // of a record's constructor in another module it does not see which parameters may be null
    private Interval.Plan drawn(RowDraws draws) {
        boolean others = !chosen.interval().isEmpty() && !chosen.interval().equals("percentile");
        if (others || chosen.resample().equals("leave")) {
            throw node.wrong(Code.BAD_OPTION, "`" + (others ? "interval: " + chosen.interval() : "resample: leave(…)")
                    + "` knows nothing of what columns are uncertain by: leave it out, or take `point(…)` of them");
        }
        int[] clusterOf = rows.clusters(chosen, table);
        int clusters = clusterOf == null ? 0 : 1 + max(clusterOf);
        int[] together = clusters == 1 ? null : clusterOf;
        boolean resampled = chosen.bootstrap() > 0;
        return new Interval.Plan(Interval.PERCENTILE, resampled ? scheme(together, clusters) : new Scheme.Unchanged(),
                resampled ? chosen.bootstrap() : draws.count(), together, together == null ? 0 : clusters, draws);
    }

    private Scheme scheme(int @Nullable [] clusterOf, int clusters) {
        return switch (chosen.resample()) {
            case "strata" -> {
                Value column = chosen.stratum();
                int[] groups = column == null ? new int[rows.count()] : rows.groups(column);
                yield new Scheme.Strata(groups, 1 + max(groups));
            }
            case "residuals" -> new Scheme.Residuals();
            case "wild" -> clusterOf == null ? new Scheme.Wild() : new Scheme.WildClusters(clusterOf, clusters);
            case "leave" -> leave(clusterOf, clusters);
            case "key" -> {
                if (clusterOf == null) {
                    throw node.wrong(Code.BAD_OPTION, clusters == 1
                            ? "all rows have the same `key`, so that each resample by it would be the same: write `resample: rows`"
                            : "the table has no `key`, whose rows would be resampled together: name one in its block, as in `key run`,"
                                    + " or write `resample: rows`");
                }
                yield new Scheme.Clusters(clusterOf, clusters);
            }
            default -> clusterOf == null ? new Scheme.Rows() : new Scheme.Clusters(clusterOf, clusters);
        };
    }

    private Scheme leave(int @Nullable [] clusterOf, int clusters) {
        int groups = clusterOf == null ? rows.count() : clusters;
        double size = chosen.stratum() instanceof Quantity quantity ? quantity.point() : Double.NaN;
        if (!(size >= 1 && size < groups) || size != Math.rint(size)) {
            throw node.wrong(Code.BAD_OPTION, "`leave` takes a whole number from 1 to " + (groups - 1) + ", less than the " + groups
                    + (clusterOf == null ? " rows" : " values of the key") + " that are fitted");
        }
        int[] groupOf = clusterOf;
        if (groupOf == null) {
            groupOf = new int[groups];
            Arrays.setAll(groupOf, row -> row);
        }
        return new Scheme.Leave((int) size, groupOf, groups);
    }

    private static int max(int[] groups) {
        int max = 0;
        for (int group : groups) {
            max = Math.max(max, group);
        }
        return max;
    }
}
