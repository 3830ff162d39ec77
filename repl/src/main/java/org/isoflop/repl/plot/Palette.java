package org.isoflop.repl.plot;

import java.util.List;
import java.util.function.Function;
import org.isoflop.interpreter.plot.Tint;
import org.isoflop.stdlib.Locales;

/**
 * The colours of all drawings, on white or on a dark ground. Those without order are from Wong, Points of view: Color blindness,
 * Nature Methods 8, 441 (2011), without black and with its yellow darkened, and can be told apart by people who are colour-blind;
 * the ramp follows "plasma" (Smith and van der Walt 2015), which grows lighter from end to end, without its palest part.
 */
enum Palette {
    LIGHT("#ffffff", "#1f2933", "#52606d", "#e4e7eb", "#9aa5b1",
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a7a00"),
            List.of("#0d0887", "#5c01a6", "#9c179e", "#cc4778", "#ed7953", "#fdb42f")),
    DARK("#14181d", "#f0f3f6", "#a9b4c0", "#2b333c", "#66727f",
            List.of("#4aa8e0", "#f08a3c", "#2fc49a", "#e09cc3", "#f0bf4c", "#8fd0f5", "#c7b63a"),
            List.of("#6f7bff", "#a06bf0", "#cf5fd0", "#e8688a", "#f5935f", "#fdd05a")),
    /** Light or dark as the page is that a drawing is part of: both colours in CSS, of which the browser takes one. */
    EITHER(either(Palette::paper), either(Palette::text), either(Palette::soft), either(Palette::grid), either(Palette::faint),
            List.of(), List.of()) {
        @Override
        String of(Tint tint) {
            return either(palette -> palette.of(tint));
        }

        @Override
        int round(Tint tint) {
            return LIGHT.round(tint);
        }

        @Override
        String along(double share) {
            return either(palette -> palette.along(share));
        }
    };

    private final String paper;
    private final String text;
    private final String soft;
    private final String grid;
    private final String faint;
    private final List<String> colours;
    private final List<String> ramp;

    Palette(String paper, String text, String soft, String grid, String faint, List<String> colours, List<String> ramp) {
        this.paper = paper;
        this.text = text;
        this.soft = soft;
        this.grid = grid;
        this.faint = faint;
        this.colours = colours;
        this.ramp = ramp;
    }

    private static String either(Function<Palette, String> colour) {
        return "light-dark(" + colour.apply(LIGHT) + ", " + colour.apply(DARK) + ")";
    }

    String paper() {
        return paper;
    }

    String text() {
        return text;
    }

    /** Of labels along axes. */
    String soft() {
        return soft;
    }

    String grid() {
        return grid;
    }

    String faint() {
        return faint;
    }

    List<String> colours() {
        return colours;
    }

    List<String> ramp() {
        return ramp;
    }

    String of(Tint tint) {
        return switch (tint) {
            case Tint.Nth(int index) -> colours.get(index % colours.size());
            case Tint.Share(double share) -> along(share);
            case Tint.Plain.FAINT -> faint;
            case Tint.Plain.STRONG -> text;
        };
    }

    /** How often the colours without order were used up before this one. */
    int round(Tint tint) {
        return tint instanceof Tint.Nth(int index) ? index / colours.size() : 0;
    }

    /** The colour at a place of the ramp, from 0 to 1; what has no place is faint. */
    String along(double share) {
        if (Double.isNaN(share)) {
            return grid;
        }
        double at = share * (ramp.size() - 1);
        int below = Math.min((int) at, ramp.size() - 2);
        int from = Integer.parseInt(ramp.get(below).substring(1), 16);
        int to = Integer.parseInt(ramp.get(below + 1).substring(1), 16);
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = from >> shift & 255;
            int b = to >> shift & 255;
            mixed |= (int) Math.round(a + (at - below) * (b - a)) << shift;
        }
        return String.format(Locales.NONE, "#%06x", mixed);
    }
}
