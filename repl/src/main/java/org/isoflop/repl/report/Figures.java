package org.isoflop.repl.report;

import java.util.List;
import org.isoflop.interpreter.engine.Account;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.repl.plot.InteractivePlot;

/** Plots within a page: drawings that need nothing, and charts over them where scripts run. */
final class Figures {
    private Figures() {
    }

    static boolean isNeeded(Account account) {
        return !account.result().plots().isEmpty();
    }

    /** The scripts that make drawings live. */
    static List<String> scripts() {
        return List.of(InteractivePlot.script());
    }

    /** What charts look like. */
    static String style() {
        return InteractivePlot.style();
    }

    /** @param number of the plot on the page, by which names within drawings differ */
    static void print(PlotModel plot, int number, Html html) {
        html.open("figure").raw(InteractivePlot.element(plot, number)).end();
    }
}
