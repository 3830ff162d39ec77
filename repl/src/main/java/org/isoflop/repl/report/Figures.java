package org.isoflop.repl.report;

import java.util.List;
import org.isoflop.interpreter.engine.Account;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.repl.plot.SvgPlot;

/** Plots within a page: a drawing that needs nothing. */
final class Figures {
    private Figures() {
    }

    static boolean isNeeded(Account account) {
        return !account.result().plots().isEmpty();
    }

    /** The scripts that make drawings live. */
    static List<String> scripts() {
        return List.of();
    }

    /** @param number of the plot on the page, by which names within drawings differ */
    static void print(PlotModel plot, int number, Html html) {
        html.open("figure");
        html.raw(inline(SvgPlot.draw(plot), number)).end();
    }

    /** A drawing that shares a page with others: what it names by an id is named by that and its number. */
    private static String inline(String svg, int number) {
        return svg.substring(svg.indexOf("<svg")).replaceAll("\\bid=\"([a-z]+)\"", "id=\"plot" + number + "-$1\"")
                .replaceAll("url\\(#([a-z]+)\\)", "url(#plot" + number + "-$1)")
                .replace("aria-labelledby=\"title desc\"", "aria-labelledby=\"plot" + number + "-title plot" + number + "-desc\"");
    }
}
