package org.isoflop.repl.printer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Phrases;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Decimal;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Value;
import org.isoflop.repl.printer.TextTable.Column;
import org.isoflop.stdlib.Locales;
import org.isoflop.stdlib.fit.Certificate;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.FitStatistics;
import org.isoflop.stdlib.fit.LocalMinimum;
import org.isoflop.stdlib.judge.Identification;
import org.jspecify.annotations.Nullable;

/** A fit as a statistician expects it: law, estimator, the coefficients with their intervals, and how sure the search was. */
final class FitText {
    /** Other minima that are worth a line: how many, and up to which part beyond the best objective. */
    private static final int MINIMA = 3;
    private static final double CLOSE = 0.1;
    /** The condition from which on it matters which coefficients make up for each other, and their least share in it. */
    private static final double STRONG = 100;
    private static final double APPRECIABLE = 0.3;
    private static final double ROUNDING = 1e-9;

    private final Wording wording;

    FitText(Wording wording) {
        this.wording = wording;
    }

    Layout layout(FitValue fit) {
        FitValue.Resampling resampling = fit.resampling();
        if (resampling != null && resampling.level() != wording.display().level()) {
            return new FitText(new Wording(new Display(resampling.level(), wording.display().digits()))).layout(fit);
        }
        FitResult result = fit.result();
        double held = held(fit);
        List<String> found = new ArrayList<>();
        found.add(description(result));
        search(result, found);
        otherMinima(result, found);
        if (resampling != null) {
            found.add("intervals " + resampling.words()
                    + (resampling.failures() == 0 ? "" : ", of which " + resampling.failures() + " did not converge")
                    + (resampling.improved() == 0
                            ? ""
                            : "; of " + resampling.retried() + " tried again from other starts " + resampling.improved()
                                    + " ended lower"));
        }
        return new Layout.Builder("fit of " + LawText.signature(fit.law()))
                .lines(List.of("least " + result.estimator() + (held > 0 ? "; " + Display.exact(held) + " held out" : "")))
                .grid(coefficients(fit), "").lines(found).build();
    }

    private static double held(FitValue fit) {
        return fit.member("holdout") instanceof RecordValue holdout && holdout.member("rows") instanceof Quantity rows ? rows.point() : 0;
    }

    private String description(FitResult result) {
        FitStatistics statistics = result.statistics();
        StringBuilder text = new StringBuilder("objective ").append(number(result.objective()));
        text.append(", R² ").append(Double.isNaN(statistics.r2()) ? "undefined" : number(statistics.r2()))
                .append(", rmse ").append(number(statistics.rmse()));
        boolean centred = Math.abs(statistics.meanResidual()) <= ROUNDING * statistics.rmse();
        text.append(", mean residual ").append(number(centred ? 0 : statistics.meanResidual()));
        return text.append(Math.abs(statistics.aicc()) <= Double.MAX_VALUE ? ", AICc " + number(statistics.aicc()) : "").toString();
    }

    private static void search(FitResult result, List<String> found) {
        Certificate certificate = result.certificate();
        StringBuilder text = new StringBuilder(result.converged() ? "converged: " : "").append(certificate.ending().words());
        if (certificate.restarts() > 0) {
            text.append("; ").append(certificate.restarts()).append(certificate.restarts() == 1 ? " restart" : " restarts")
                    .append(certificate.restartGain() > 0 ? " found it" : " led back");
        }
        text.append("; ").append(result.startsAgreed()).append(" of ").append(result.startsTried())
                .append(result.startsTried() == 1 ? " start" : " starts")
                .append(result.startsAgreed() == 1 ? " ends there" : " end there")
                .append(switch (result.startsUnfinished()) {
                    case 0 -> "";
                    case 1 -> ", 1 was given up";
                    default -> ", " + result.startsUnfinished() + " were given up";
                });
        found.add(text.toString());
        Identification identification = Identification.of(result);
        List<String> together = new ArrayList<>();
        for (int j = 0; j < result.coefficients().length; j++) {
            if (Math.abs(identification.flatWeights()[j]) > APPRECIABLE) {
                together.add(result.problem().coefficients().get(j).name());
            }
        }
        if (identification.condition() > STRONG && together.size() > 1) {
            boolean singular = Double.isInfinite(identification.condition());
            found.add("condition " + (singular ? "infinite" : String.format(Locales.NONE, "%.3g", identification.condition())) + ": "
                    + Phrases.list(together)
                    + " make up for each other");
        }
    }

    /** The next best minima, and where they lie. */
    private void otherMinima(FitResult result, List<String> found) {
        for (int i = 1; i < Math.min(MINIMA + 1, result.minima().size()); i++) {
            LocalMinimum other = result.minima().get(i);
            double excess = other.objective() / result.objective() - 1;
            if (!(excess <= CLOSE)) {
                return;
            }
            List<String> places = new ArrayList<>();
            for (int j = 0; j < other.coefficients().length && places.size() < MINIMA; j++) {
                double moved = Math.abs(other.coefficients()[j] - result.coefficients()[j]);
                if (moved > 1e-3 * Math.abs(result.coefficients()[j])) {
                    places.add(result.problem().coefficients().get(j).name() + ' ' + number(other.coefficients()[j]));
                }
            }
            found.add("another minimum " + (excess < 1e-6 ? "as good" : String.format(Locales.NONE, "%.2g %% worse", 100 * excess))
                    + (places.isEmpty() ? "" : " at " + String.join(", ", places)) + ": " + switch (other.starts()) {
                        case 0 -> "a restart ended there";
                        case 1 -> "1 start ends there";
                        default -> other.starts() + " starts end there";
                    });
        }
    }

    private String number(double value) {
        return wording.display().number(value, Unit.NONE);
    }

    private TextTable coefficients(FitValue fit) {
        Column names = new Column("coefficient", "", false);
        Column values = new Column("value", "", true);
        Column intervals = new Column(Display.exact(Math.round(wording.display().level() * 1e4) / 1e2) + " % interval", "", false);
        Column errors = new Column("standard error", "", true);
        Column marks = new Column("", "", false);
        boolean uncertain = false;
        Map<String, Value> all = flat(fit.member("coefficients"));
        Map<String, Value> deviations = flat(fit.member("standard_errors"));
        for (var coefficient : all.entrySet()) {
            if (!(coefficient.getValue() instanceof Quantity value)) {
                continue;
            }
            boolean fitted = fit.coefficients().containsKey(coefficient.getKey());
            String text = wording.bare(Unit.NONE, value.numbers(), 0);
            int interval = text.indexOf(" [");
            names.cells().add(coefficient.getKey());
            values.cells().add(interval < 0 ? text : text.substring(0, interval));
            intervals.cells().add(interval < 0 ? "" : text.substring(interval + 1));
            boolean atBound = isAtBound(fit.result(), coefficient.getKey());
            double error = fitted && !atBound && deviations.get(coefficient.getKey()) instanceof Quantity q ? q.point() : Double.NaN;
            errors.cells().add(Double.isNaN(error) ? "" : twoDigits(error));
            marks.cells().add(atBound ? "at bound" : fitted ? "" : mark(fit, coefficient.getKey()));
            uncertain |= interval >= 0;
        }
        TextTable laid = new TextTable();
        laid.add(names);
        laid.add(values);
        if (uncertain) {
            laid.add(intervals);
        }
        if (errors.cells().stream().anyMatch(cell -> !cell.isEmpty())) {
            laid.add(errors);
        }
        laid.add(marks);
        return laid;
    }

    /** Why a coefficient was not fitted: it has a value, or follows from others. */
    private static String mark(FitValue fit, String name) {
        LawValue.Setting setting = fit.law().settings().get(name);
        return setting instanceof LawValue.Setting.Tied tied ? "tied to " + String.join(", ", sources(tied)) : "held";
    }

    /** The coefficients that a tied one follows from. */
    static List<String> sources(LawValue.Setting.Tied tied) {
        List<String> sources = new ArrayList<>();
        for (int i = 0; i < tied.inputs().size(); i++) {
            if (tied.formula().depends(0, i)) {
                sources.add(tied.inputs().get(i));
            }
        }
        return sources;
    }

    private static String twoDigits(double error) {
        if (error == 0 || error >= 1e6 || error < 1e-5) {
            return error == 0
                    ? "0"
                    : String.format(Locales.NONE, "%.1e", error).replace("e-0", "e-").replace("e+0", "e").replace("e+", "e");
        }
        return Decimal.significant(error, 2).text();
    }

    /** Coefficients by their names, those over texts or parts one by one, as {@code k[moe]}. */
    static Map<String, Value> flat(@Nullable Value members) {
        Map<String, Value> all = new LinkedHashMap<>();
        if (members instanceof RecordValue record) {
            record.members().forEach((name, value) -> {
                if (value instanceof RecordValue parts) {
                    parts.members().forEach((part, own) -> all.put(name + '[' + part + ']', own));
                } else {
                    all.put(name, value);
                }
            });
        }
        return all;
    }

    private static boolean isAtBound(FitResult result, String name) {
        List<Coefficient> coefficients = result.problem().coefficients();
        for (int j = 0; j < coefficients.size(); j++) {
            if (coefficients.get(j).name().equals(name)) {
                return result.atBound()[j];
            }
        }
        return false;
    }
}
