package org.isoflop.repl.printer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.fit.Certificate;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.FitStatistics;
import org.isoflop.stdlib.fit.LocalMinimum;
import org.isoflop.stdlib.judge.Identification;
import org.jspecify.annotations.Nullable;

/** A fit in JSON: what its text says, in full digits and a shape that stays. */
final class FitJson {
    private static final int MINIMA = 10;

    private final JsonWriter json;
    private final double level;

    FitJson(JsonWriter json, double level) {
        this.json = json;
        this.level = level;
    }

    void print(FitValue fit) {
        FitResult result = fit.result();
        json.object().name("kind").value("fit").name("law").value(fit.law().signature().name());
        json.name("rows").value(result.problem().rows()).name("objective").value(result.objective());
        json.name("converged").value(result.converged());
        json.name("coefficients").object();
        Map<String, Value> errors = FitText.flat(fit.member("standard_errors"));
        fit.coefficients().forEach((name, value) -> coefficient(result, name, value.numbers(), errors.get(name)));
        json.end();
        held(fit);
        json.name("estimator").value(result.estimator());
        json.name("held_out").value(
                fit.member("holdout") instanceof RecordValue holdout && holdout.member("rows") instanceof Quantity rows ? rows.point() : 0);
        statistics(result);
        search(result);
        identification(result);
        intervals(fit.resampling());
        json.end();
    }

    private void coefficient(FitResult result, String name, Numbers numbers, @Nullable Value error) {
        json.name(name).line().name("value").value(numbers.point(0));
        if (numbers.isUncertain()) {
            json.name("lower").value(numbers.quantile(0, (1 - level) / 2));
            json.name("upper").value(numbers.quantile(0, (1 + level) / 2));
        }
        json.name("standard_error").value(error instanceof Quantity known ? known.point() : Double.NaN);
        List<Coefficient> coefficients = result.problem().coefficients();
        for (int j = 0; j < coefficients.size(); j++) {
            if (result.atBound()[j] && coefficients.get(j).name().equals(name)) {
                json.name("at_bound").value(true);
            }
        }
        json.end();
    }

    /** Coefficients that were not fitted: the values they have, and from which of the others they follow. */
    private void held(FitValue fit) {
        json.name("held").object();
        FitText.flat(fit.member("coefficients")).forEach((name, value) -> {
            if (!fit.coefficients().containsKey(name) && value instanceof Quantity quantity) {
                json.name(name).line().name("value").value(quantity.point());
                if (fit.law().settings().get(name) instanceof LawValue.Setting.Tied tied) {
                    json.name("tied").list();
                    FitText.sources(tied).forEach(json::value);
                    json.end();
                }
                json.end();
            }
        });
        json.end();
    }

    private void statistics(FitResult result) {
        FitStatistics statistics = result.statistics();
        json.name("statistics").object().name("r2").value(statistics.r2()).name("rmse").value(statistics.rmse());
        json.name("mean_residual").value(statistics.meanResidual()).name("aic").value(statistics.aic());
        json.name("aicc").value(statistics.aicc()).name("bic").value(statistics.bic()).end();
    }

    private void search(FitResult result) {
        Certificate certificate = result.certificate();
        json.name("certificate").object().name("ending").value(certificate.ending().name().toLowerCase(Locale.ROOT));
        json.name("gradient").value(certificate.gradientNorm()).name("step").value(certificate.step());
        json.name("restarts").value(certificate.restarts()).name("restart_gain").value(certificate.restartGain()).end();
        json.name("starts").line().name("tried").value(result.startsTried()).name("agreed").value(result.startsAgreed())
                .name("given_up").value(result.startsUnfinished()).end();
        json.name("minima").array();
        for (LocalMinimum minimum : result.minima().subList(0, Math.min(MINIMA, result.minima().size()))) {
            json.line().name("objective").value(minimum.objective()).name("starts").value(minimum.starts());
            json.name("coefficients").list();
            for (double value : minimum.coefficients()) {
                json.value(value);
            }
            json.end().end();
        }
        json.end();
    }

    private void identification(FitResult result) {
        Identification identification = Identification.of(result);
        json.name("condition").value(identification.condition()).name("flat").line();
        for (int j = 0; j < result.coefficients().length; j++) {
            json.name(result.problem().coefficients().get(j).name()).value(identification.flatWeights()[j]);
        }
        json.end();
    }

    private void intervals(FitValue.@Nullable Resampling resampling) {
        json.name("intervals");
        if (resampling == null) {
            json.missing();
            return;
        }
        json.object().name("words").value(resampling.words()).name("level").value(level).name("draws").value(resampling.draws());
        json.name("failures").value(resampling.failures()).name("retried").value(resampling.retried());
        json.name("improved").value(resampling.improved()).end();
    }
}
