package org.isoflop.repl.printer;

import java.util.List;
import java.util.function.IntSupplier;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.repl.printer.TextTable.Column;
import org.isoflop.stdlib.fit.Coefficient;
import org.isoflop.stdlib.fit.FitResult;
import org.isoflop.stdlib.fit.FitStatistics;

/** A fit as a statistician expects it: law, estimator, the coefficients with their intervals, and how sure the search was. */
final class FitText {
    private final Wording wording;

    FitText(Wording wording) {
        this.wording = wording;
    }

    void print(FitValue fit, StringBuilder text, IntSupplier room, Ink ink) {
        FitValue.Resampling resampling = fit.resampling();
        if (resampling != null && resampling.level() != wording.display().level()) {
            new FitText(new Wording(new Display(resampling.level(), wording.display().digits()))).print(fit, text, room, ink);
            return;
        }
        FitResult result = fit.result();
        text.append("fit of ").append(LawText.signature(fit.law())).append('\n');
        text.append("  least ").append(result.estimator()).append("\n\n");
        coefficients(fit).print(text, "  ", room, ink);
        text.append("\n  objective ").append(number(result.objective()));
        FitStatistics statistics = result.statistics();
        text.append(", rmse ").append(number(statistics.rmse())).append(", R² ").append(number(statistics.r2())).append('\n');
        text.append("  ").append(result.converged() ? "converged" : "not converged").append("; ").append(result.startsAgreed())
                .append(" of ").append(result.startsTried()).append(result.startsTried() == 1 ? " start" : " starts")
                .append(result.startsAgreed() == 1 ? " ends there\n" : " end there\n");
        if (resampling != null) {
            text.append("  intervals ").append(resampling.words());
            text.append(resampling.failures() == 0 ? "" : ", of which " + resampling.failures() + " did not converge");
            text.append(resampling.improved() == 0
                    ? "\n"
                    : "; of " + resampling.retried() + " tried again from other starts " + resampling.improved() + " ended lower\n");
        }
    }

    private String number(double value) {
        return wording.display().number(value, Unit.NONE);
    }

    private TextTable coefficients(FitValue fit) {
        Column names = new Column("coefficient", "", false);
        Column values = new Column("value", "", true);
        Column intervals = new Column(Display.exact(Math.round(wording.display().level() * 1e4) / 1e2) + " % interval", "", false);
        Column marks = new Column("", "", false);
        boolean uncertain = false;
        for (var coefficient : fit.coefficients().entrySet()) {
            Quantity value = coefficient.getValue();
            String text = wording.bare(Unit.NONE, value.numbers(), 0);
            int interval = text.indexOf(" [");
            names.cells().add(coefficient.getKey());
            values.cells().add(interval < 0 ? text : text.substring(0, interval));
            intervals.cells().add(interval < 0 ? "" : text.substring(interval + 1));
            marks.cells().add(isAtBound(fit.result(), coefficient.getKey()) ? "at bound" : "");
            uncertain |= interval >= 0;
        }
        TextTable laid = new TextTable();
        laid.add(names);
        laid.add(values);
        if (uncertain) {
            laid.add(intervals);
        }
        laid.add(marks);
        return laid;
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
