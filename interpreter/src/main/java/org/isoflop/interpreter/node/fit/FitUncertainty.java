package org.isoflop.interpreter.node.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.Curvature;
import org.isoflop.stdlib.fit.Loss;
import org.isoflop.stdlib.interval.Interval;
import org.isoflop.stdlib.interval.Profile;
import org.isoflop.stdlib.interval.Profiler;
import org.isoflop.stdlib.random.RandomStream;
import org.isoflop.stdlib.resample.Draws;
import org.isoflop.stdlib.resample.Errors;
import org.jspecify.annotations.Nullable;

/** Members of a fit that tell how sure its coefficients are, and where a new run may be found. */
final class FitUncertainty {
    /** Profiles are shown to this many standard errors and a bit. */
    private static final double FURTHEST = 3.5;

    private final FitMembers.Source source;
    private final LawValue fitted;
    private final Map<String, Quantity> found;
    private final Interval.@Nullable Plan plan;
    private final RandomStream errors;
    private final int count;

    /** @param found the fitted coefficients with their draws */
    FitUncertainty(FitMembers.Source source, LawValue fitted, Map<String, Quantity> found) {
        this.source = source;
        this.fitted = fitted;
        this.found = found;
        Run run = Run.of(source.node());
        plan = FitResampling.plan(source.chosen(), source.rows(), source.table(), source.node(), run.draws());
        errors = RandomStream.of(run.seed(), "new runs " + source.table().stream() + " " + source.name());
        Draws draws = source.draws();
        count = draws == null ? run.draws() : draws.count();
    }

    Map<String, Supplier<? extends Value>> members() {
        Map<String, Supplier<? extends Value>> members = new LinkedHashMap<>();
        members.put("covariance", () -> matrix(source.result().covariance()));
        members.put("sandwich", () -> matrix(sandwich()));
        members.put("standard_errors", this::standardErrors);
        members.put("draws", this::drawTable);
        members.put("profiles", this::profiles);
        members.put("prediction", this::prediction);
        return members;
    }

    FitValue.@Nullable Resampling resampling() {
        Draws draws = source.draws();
        if (draws == null || plan == null) {
            return null;
        }
        double own = source.chosen().level();
        double level = Double.isNaN(own) ? Run.of(source.node()).level() : own;
        return new FitValue.Resampling(plan.words(), draws.count(), draws.failures(), draws.retried(), draws.improved(), level);
    }

    private static Value matrix(double[][] from) {
        List<Value> rows = new ArrayList<>();
        for (double[] row : from) {
            rows.add(new Quantity(Unit.NONE, Numbers.column(row.clone())));
        }
        return new ListValue(rows);
    }

    private int @Nullable [] clusterOf() {
        return source.rows().clusters(source.chosen(), source.table());
    }

    private static int clusters(int[] clusterOf) {
        return 1 + Arrays.stream(clusterOf).max().orElse(0);
    }

    private double[][] sandwich() {
        Curvature curvature = Curvature.of(source.result(), source.effort().threads());
        int[] clusterOf = clusterOf();
        return clusterOf == null ? curvature.sandwich() : curvature.sandwich(clusterOf, clusters(clusterOf));
    }

    /** For squares from the covariance, as regressions are reported; else from the sandwich. */
    private Value standardErrors() {
        boolean squares = source.result().problem().loss() instanceof Loss.Squared;
        double[][] covariance = squares ? source.result().covariance() : sandwich();
        Map<String, Value> errors = new LinkedHashMap<>();
        int at = 0;
        for (Coefficient coefficient : source.result().problem().coefficients()) {
            errors.put(coefficient.name(), Quantity.of(Math.sqrt(covariance[at][at])));
            at++;
        }
        return new RecordValue(FitMembers.gathered(errors), false);
    }

    private Value profiles() {
        List<Profile> profiles = Profiler.profiles(source.result(), FURTHEST, source.effort());
        List<Coefficient> coefficients = source.result().problem().coefficients();
        List<String> names = new ArrayList<>();
        DoubleStream.Builder values = DoubleStream.builder();
        DoubleStream.Builder objectives = DoubleStream.builder();
        DoubleStream.Builder roots = DoubleStream.builder();
        for (int j = 0; j < profiles.size(); j++) {
            Profile profile = profiles.get(j);
            names.addAll(Collections.nCopies(profile.values().length, coefficients.get(j).name()));
            Arrays.stream(profile.values()).forEach(values);
            Arrays.stream(profile.objectives()).forEach(objectives);
            Arrays.stream(profile.roots()).forEach(roots);
        }
        Map<String, Value> columns = new LinkedHashMap<>();
        columns.put("coefficient", new Texts(names.toArray(String[]::new)));
        columns.put("value", new Quantity(Unit.NONE, Numbers.column(values.build().toArray())));
        columns.put("objective", new Quantity(Unit.NONE, Numbers.column(objectives.build().toArray())));
        columns.put("root", new Quantity(Unit.NONE, Numbers.column(roots.build().toArray())));
        return new TableValue(columns, Map.of(), names.size(), source.name() + ".profiles", null);
    }

    private Value prediction() {
        int[] clusterOf = clusterOf();
        double[] drawn = new Errors(source.result()).ofNewRows(count, clusterOf, clusterOf == null ? 0 : clusters(clusterOf), errors);
        return Prediction.of(fitted, source.result().problem().residual(), drawn, source.node());
    }

    private Value drawTable() {
        Map<String, Value> columns = new LinkedHashMap<>();
        Draws draws = source.draws();
        found.forEach((name, quantity) -> columns.put(name, new Quantity(Unit.NONE, Numbers.column(quantity.numbers().draws(0)))));
        return new TableValue(FitMembers.gathered(columns), Map.of(), draws == null ? 0 : draws.count(), source.name() + ".draws", null);
    }
}
