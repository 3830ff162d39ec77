package org.isoflop.interpreter.function;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.function.Function.ValueCall;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.stdlib.Locales;
import org.isoflop.stdlib.curves.Estimate;
import org.isoflop.stdlib.curves.IsoFlop;
import org.isoflop.stdlib.curves.IsoFlopOptions;
import org.isoflop.stdlib.curves.IsoFlopRuns;
import org.isoflop.stdlib.curves.Minimum;
import org.isoflop.stdlib.curves.Optimum;
import org.isoflop.stdlib.curves.PowerLaw;
import org.isoflop.stdlib.curves.Refusal;
import org.jspecify.annotations.Nullable;

/** What has to be said of the optima of budgets. */
final class IsoFlopWords {
    /** Over less than two decades of compute most frontiers look alike. */
    private static final double DECADES = 2;
    private static final double LOST = 0.01;
    /** How many times as far, in the logarithm, sizes may reach to one side as to the other. */
    private static final double LOPSIDED = 4;

    private final ValueCall call;
    private final Unit spent;
    private final Unit size;
    private final Minimum minimum;
    private final IsoFlopRuns runs;
    private final int[] rows;

    /** @param rows the rows of the table that the runs are */
    IsoFlopWords(ValueCall call, Unit spent, Unit size, Minimum minimum, IsoFlopRuns runs, int[] rows) {
        this.runs = runs;
        this.rows = rows;
        this.call = call;
        this.spent = spent;
        this.size = size;
        this.minimum = minimum;
    }

    private String budget(Optimum optimum) {
        return Display.DEFAULT.quantity(spent, optimum.budget());
    }

    private String size(double number) {
        return Display.DEFAULT.quantity(size, number);
    }

    /** Why a budget has no minimum, null where it has one. */
    @Nullable
    String refused(Optimum optimum) {
        Refusal refusal = optimum.refusal();
        String of = optimum.overTokens() ? "over tokens " : "";
        return refusal == null ? null : of + switch (refusal) {
            case Refusal.TooFewSizes(int sizes, int needed) ->
                    sizes + (sizes == 1 ? " size" : " sizes") + ", and " + curve() + " needs " + needed;
            case Refusal.NotConvex(double curvature) -> curve() + " has no lowest place, as it does not open upwards";
            case Refusal.NotInterior refused -> optimum.overTokens()
                    ? "the lowest place lies " + (refused.below() ? "below the least" : "beyond the most") + " that were trained on"
                    : "lowest at " + size(refused.lowest()) + ", " + (refused.below()
                            ? "not above the smallest, " + size(refused.smallest())
                            : "not below the largest, " + size(refused.largest()));
        };
    }

    private String curve() {
        return switch (minimum) {
            case PARABOLA -> "a parabola";
            case AKIMA -> "an Akima spline";
        };
    }

    private String repair(Optimum optimum) {
        String train = switch (optimum.refusal()) {
            case Refusal.TooFewSizes(int sizes, int needed) -> "train " + (needed - sizes) + " more";
            case Refusal.NotConvex(double curvature) -> "train sizes further apart";
            case Refusal.NotInterior refused ->
                    "train " + (refused.below() == optimum.overTokens() ? "larger" : "smaller") + " models with it";
            case null -> "";
        };
        return train + (optimum.deciding() < 0
                ? ""
                : ", or look at row " + row(optimum.deciding()) + ": without it the lowest place is " + size(optimum.withoutDeciding()));
    }

    /** That no power law goes through so few budgets. */
    String tooFew(List<Optimum> budgets) {
        List<String> refused = new ArrayList<>();
        for (Optimum optimum : budgets) {
            if (optimum.refusal() != null) {
                refused.add(budget(optimum) + ": " + refused(optimum));
            }
        }
        int accepted = budgets.size() - refused.size();
        return "a power law needs a minimum at " + PowerLaw.POINTS + " budgets, and " + accepted + " of " + budgets.size()
                + (accepted == 1 ? " has" : " have") + " one" + (refused.isEmpty() ? "" : "; " + String.join("; ", refused));
    }

    void warnings(IsoFlop found, IsoFlopOptions options) {
        refusals(found);
        outliers(found, options);
        lost(found, options);
        sides(found);
        span(found);
        sum(found.exponentSum());
    }

    private void refusals(IsoFlop found) {
        List<String> refused = new ArrayList<>();
        for (Optimum optimum : found.budgets()) {
            if (optimum.refusal() != null) {
                refused.add(budget(optimum) + ": " + refused(optimum) + "; " + repair(optimum));
            }
        }
        if (!refused.isEmpty()) {
            call.warn(Code.REFUSED_BUDGET, (refused.size() == 1 ? "a budget has" : refused.size() + " budgets have")
                    + " no minimum and " + (refused.size() == 1 ? "is" : "are") + " left out of the power laws. "
                    + String.join(". ", refused));
        }
    }

    private void outliers(IsoFlop found, IsoFlopOptions options) {
        List<String> far = new ArrayList<>();
        int count = 0;
        for (Optimum optimum : found.budgets()) {
            count += optimum.outliers().length;
            if (optimum.outliers().length > 0) {
                double with = optimum.size().point();
                far.add(budget(optimum) + ", " + (optimum.outliers().length == 1 ? "row " : "rows ") + rows(optimum.outliers())
                        + (Double.isNaN(optimum.withoutOutliers()) || Double.isNaN(with) || options.dropOutliers()
                                ? ""
                                : String.format(Locales.NONE, " (without %+.0f %% in N)", 100 * (optimum.withoutOutliers() / with - 1))));
            }
        }
        if (!options.dropOutliers() && count > 0) {
            call.warn(Code.OUTLIER, count + (count == 1 ? " row lies" : " rows lie")
                    + " further from the parabola of the others than chance would have it: " + String.join("; ", far));
        }
    }

    private String rows(int[] outliers) {
        List<String> numbers = new ArrayList<>();
        for (int row : outliers) {
            numbers.add(row(row));
        }
        return String.join(", ", numbers);
    }

    /** Rows are counted as the table counts them, from 1. */
    private String row(int row) {
        return String.valueOf(rows[row] + 1);
    }

    private void lost(IsoFlop found, IsoFlopOptions options) {
        List<String> lost = new ArrayList<>();
        for (Optimum optimum : found.accepted()) {
            if (optimum.lost() > LOST * options.draws()) {
                lost.add(String.format(Locales.NONE, "%.0f %% at %s", 100.0 * optimum.lost() / options.draws(), budget(optimum)));
            }
        }
        if (!lost.isEmpty()) {
            call.warn(Code.FAILED_RESAMPLES, "resamples without a minimum: " + String.join(", ", lost)
                    + "; intervals are of the others");
        }
    }

    /** Budgets whose sizes reach far to one side of the lowest place and hardly to the other. */
    private void sides(IsoFlop found) {
        List<String> lopsided = new ArrayList<>();
        for (Optimum optimum : found.accepted()) {
            double smallest = Double.POSITIVE_INFINITY;
            double largest = 0;
            for (int row = 0; row < runs.budgets().length; row++) {
                if (runs.budgets()[row] == optimum.budget()) {
                    smallest = Math.min(smallest, runs.sizes()[row]);
                    largest = Math.max(largest, runs.sizes()[row]);
                }
            }
            double below = optimum.size().point() / smallest;
            double above = largest / optimum.size().point();
            if (Math.max(Math.log(below), Math.log(above)) > LOPSIDED * Math.min(Math.log(below), Math.log(above))) {
                lopsided.add(String.format(Locales.NONE, "%s: a factor of %.1f below and of %.1f above", budget(optimum), below, above));
            }
        }
        if (!lopsided.isEmpty()) {
            call.warn(Code.ONE_SIDED, "the sizes of " + (lopsided.size() == 1 ? "a budget lie" : lopsided.size() + " budgets lie")
                    + " to one side of the lowest place. " + String.join("; ", lopsided));
        }
    }

    private void span(IsoFlop found) {
        List<Optimum> accepted = found.accepted();
        double decades = Math.log10(accepted.getLast().budget() / accepted.getFirst().budget());
        if (decades < DECADES) {
            call.warn(Code.NARROW_SPAN, String.format(Locales.NONE, "the budgets span %.1f decades, and a frontier needs two", decades));
        }
    }

    private void sum(@Nullable Estimate sum) {
        if (sum == null || sum.draws().length == 0) {
            return;
        }
        Numbers numbers = Numbers.uncertain(sum.point(), sum.draws());
        double level = call.surroundings().level();
        double low = numbers.quantile(0, (1 - level) / 2);
        double high = numbers.quantile(0, (1 + level) / 2);
        if (low > 1 + 1e-9 || high < 1 - 1e-9) {
            call.warn(Code.EXPONENT_SUM, "the exponents of N and D add up to " + Display.DEFAULT.quantity(Unit.NONE, numbers, 0)
                    + ", not to 1");
        }
    }
}
