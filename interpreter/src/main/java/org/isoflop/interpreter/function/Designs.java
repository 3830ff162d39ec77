package org.isoflop.interpreter.function;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isoflop.interpreter.function.Function.ValueCall;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.fit.Curvature;
import org.isoflop.stdlib.fit.Residual;
import org.isoflop.stdlib.plan.Candidates;
import org.isoflop.stdlib.plan.Design;
import org.isoflop.stdlib.plan.Designer;
import org.isoflop.stdlib.plan.Limits;
import org.isoflop.stdlib.random.RandomStream;

/** A call of {@code design}: candidates of a table made into those of the library, and its design into a table. */
final class Designs {
    /** Runs at most where only their cost is limited. */
    private static final int MOST_RUNS = 200;
    private static final int MOST_CANDIDATES = 20_000;
    /** Draws that covariances are taken from, at least. */
    private static final int LEAST_DRAWS = 30;

    /** Times the number of draws, the squared correlation that predictions have with anything by chance: three standard errors. */
    private static final double BY_CHANCE = 9;

    private final ValueCall call;
    private final TableValue table;
    private final FitValue fit;
    private final Quantity target;
    private final Curvature curvature;

    Designs(ValueCall call) {
        this.call = call;
        table = Tables.table(call, 0);
        if (!(call.argument(1) instanceof FitValue given)) {
            throw call.wrong(1, "`design` needs the fit that new runs would go into");
        }
        fit = given;
        if (!(call.labels().get("for") instanceof Quantity wanted) || wanted.numbers().isColumn()) {
            throw call.wrong(-1, "`for:` takes one uncertain quantity");
        }
        target = wanted;
        curvature = Curvature.of(fit.result(), call.surroundings().threads());
    }

    Value value() {
        if (table.rows() > MOST_CANDIDATES) {
            throw call.wrong(0, "there are more than 20,000 candidates to choose from");
        }
        Numbers predictions = predictions();
        Candidates candidates = candidates(predictions);
        Limits limits = limits(candidates.cost());
        if (candidates.correlation() < BY_CHANCE / candidates.draws()) {
            throw call.wrong(-1, "no candidate would narrow the interval of the target: it hangs on other things than the fit");
        }
        call.surroundings().work((double) limits.runs() * candidates.size() * candidates.draws());
        Design design = Designer.choose(candidates, limits, call.surroundings().cancellation());
        if (design.chosen().length == 0) {
            throw nothing(candidates, limits);
        }
        return made(design);
    }

    private RuntimeException nothing(Candidates candidates, Limits limits) {
        double cheapest = Arrays.stream(candidates.cost()).min().orElse(Double.NaN);
        double[] each = limits.each();
        double most = each == null ? limits.total() : Math.min(limits.total(), Arrays.stream(each).max().orElse(0));
        return call.wrong(-1, cheapest > most
                ? "no candidate lies within the limits: the cheapest costs " + new Quantity(cost().unit(), Numbers.of(cheapest)).text()
                : "no candidate would narrow the interval of the target: new runs err by more than it is uncertain");
    }

    /** What the fit's law gives for each candidate. */
    private Numbers predictions() {
        List<LawSignature.Argument> arguments = fit.law().signature().arguments();
        Value[] columns = new Value[arguments.size()];
        for (int i = 0; i < columns.length; i++) {
            Value column = table.columns().get(arguments.get(i).name());
            if (column == null) {
                throw call.wrong(0, "the candidates have no column `" + arguments.get(i).name() + "`, which the law takes");
            }
            columns[i] = column;
        }
        Numbers predictions = ((Quantity) call.applied(fit.law(), columns)).numbers().repeated(table.rows());
        if (!predictions.isUncertain() || !target.numbers().isUncertain()) {
            throw call.wrong(predictions.isUncertain() ? -1 : 1, predictions.isUncertain()
                    ? "the target is certain, so that no run can narrow its interval"
                    : "the fit has no draws to foresee what new runs tell; it has them with `bootstrap`");
        }
        return predictions;
    }

    private Candidates candidates(Numbers predictions) {
        Residual residual = fit.result().problem().residual();
        double scale = fit.law().signature().result().scale();
        boolean logarithmic = isPositive(target.numbers());
        int[] draws = IntStream.range(0, Numbers.commonDraws(predictions, target.numbers())).filter(k -> isKnown(predictions, k)).toArray();
        if (draws.length < LEAST_DRAWS) {
            throw call.wrong(1, draws.length + " draws are too few to foresee what new runs tell: the fit and the target need "
                    + LEAST_DRAWS + " in common");
        }
        double[][] deviations = new double[table.rows()][draws.length];
        for (int row = 0; row < deviations.length; row++) {
            double point = predictions.point(row) / scale;
            for (int k = 0; k < draws.length; k++) {
                deviations[row][k] = residual.of(predictions.draw(row, draws[k]) / scale, point);
            }
        }
        double[] wanted = Arrays.stream(draws).mapToDouble(k -> target.numbers().draw(0, k))
                .map(draw -> logarithmic ? Math.log(draw) : draw).toArray();
        double[] noise = new double[table.rows()];
        Arrays.fill(noise, noise());
        return new Candidates(deviations, wanted, noise, costs());
    }

    private boolean isKnown(Numbers predictions, int k) {
        for (int row = 0; row < predictions.rows(); row++) {
            if (!Double.isFinite(predictions.draw(row, k))) {
                return false;
            }
        }
        return Double.isFinite(target.numbers().draw(0, k));
    }

    private static boolean isPositive(Numbers numbers) {
        return numbers.point() > 0 && Arrays.stream(numbers.draws(0)).allMatch(draw -> draw > 0 || Double.isNaN(draw));
    }

    /** The variance of a new run's error, in the residual's space. */
    private double noise() {
        double given = Labels.number(call, "noise", Double.NaN);
        double noise = Double.isNaN(given) ? curvature.errorVariance() : given * Math.abs(given);
        if (!(noise > 0) || !Double.isFinite(noise)) {
            throw call.wrong(-1, Double.isNaN(given)
                    ? "the residuals of the fit do not tell by how much a new run errs; say it with `noise:`"
                    : "`noise:` is above zero");
        }
        return noise;
    }

    private Quantity cost() {
        if (call.labels().get("cost") instanceof Quantity cost && cost.numbers().repeated(table.rows()).rows() == table.rows()) {
            return new Quantity(cost.unit(), cost.numbers().certain().repeated(table.rows()));
        }
        throw call.wrong(-1, "`cost:` takes a column of quantities of the table");
    }

    private double[] costs() {
        double[] costs = cost().numbers().points();
        for (int row = 0; row < costs.length; row++) {
            if (!(costs[row] > 0)) {
                throw call.wrong(-1, "`cost:` is above zero, and it is not in row " + (row + 1));
            }
        }
        return costs;
    }

    private Limits limits(double[] costs) {
        boolean repeats = call.labels().get("repeats") instanceof Truth truth && truth.holds();
        double total = Labels.number(call, "within", Double.POSITIVE_INFINITY);
        int most = repeats ? MOST_RUNS : Math.min(MOST_RUNS, costs.length);
        int runs = Labels.whole(call, "runs", 1, 10_000, most);
        Value per = call.labels().get("per");
        if (per == null || !(call.labels().get("each") instanceof Quantity limit)) {
            return Limits.of(total, runs, repeats);
        }
        Groups groups = Groups.by(Groups.columns(per), costs.length);
        Numbers limits = limit.numbers().repeated(costs.length);
        double[] each = Arrays.stream(groups.rows()).mapToDouble(rows -> limits.point(rows[0])).toArray();
        return new Limits(total, runs, repeats, groups.of(), each);
    }

    private Value made(Design design) {
        Quantity cost = cost();
        int[] chosen = design.chosen();
        double[] spent = Arrays.stream(chosen).mapToDouble(cost.numbers()::point).toArray();
        Arrays.parallelPrefix(spent, Double::sum);
        Numbers[] expected = Arrays.stream(design.ratios()).mapToObj(this::narrowed).toArray(Numbers[]::new);
        Map<String, Value> columns = new LinkedHashMap<>(table.select(chosen).columns());
        columns.put("cost", new Quantity(cost.unit(), cost.numbers().select(chosen)));
        columns.put("spent", new Quantity(cost.unit(), Numbers.column(spent)));
        columns.put("expected", new Quantity(target.unit(), Numbers.stack(expected)));
        Map<String, Value> members = new LinkedHashMap<>();
        members.put("before", target);
        members.put("after", new Quantity(target.unit(), narrowed(design.ratio())));
        RandomStream stream = RandomStream.of(call.surroundings().seed(), "design " + call.place());
        double[] shrinkage = design.ratioDraws(call.surroundings().draws(), curvature.degreesOfFreedom(), stream);
        members.put("shrinkage", new Quantity(Unit.NONE, Numbers.uncertain(design.ratio(), shrinkage)));
        return new TableValue(columns, members, chosen.length, call.place(), null);
    }

    /** The target with draws that deviate by so much less, in logarithms if all are positive. */
    private Numbers narrowed(double ratio) {
        Numbers now = target.numbers();
        double point = now.point();
        boolean logarithmic = isPositive(now);
        double[] draws = Arrays.stream(now.draws(0))
                .map(draw -> logarithmic ? point * Math.pow(draw / point, ratio) : point + ratio * (draw - point)).toArray();
        return Numbers.uncertain(point, draws);
    }
}
