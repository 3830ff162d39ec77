package org.isoflop.interpreter.analysis;

import java.util.ArrayList;
import java.util.List;

/** The words that are allowed at a place, as the checker knows them, for completion. */
public final class Vocabulary {
    private Vocabulary() {
    }

    /** The options in the braces of an item, by the word that begins the item; none where it takes none. */
    public static List<String> options(String item) {
        return switch (item) {
            case "study" -> Options.HEADER;
            case "fit" -> Options.FIT;
            case "plot" -> PlotOptions.NAMES;
            case "allocate" -> Options.ALLOCATE;
            case "law" -> Laws.META;
            default -> List.of();
        };
    }

    /** The words that an option may be, none where it is an expression. */
    public static List<String> words(String item, String option) {
        return switch (item + "." + option) {
            case "fit.residuals" -> Options.RESIDUALS;
            case "fit.robust" -> Options.ROBUST;
            case "fit.resample" -> UncertaintyOptions.RESAMPLE;
            case "fit.interval" -> UncertaintyOptions.INTERVAL;
            case "fit.bootstrap" -> List.of("none");
            case "plot.kind" -> PlotOptions.kinds();
            case "plot.log" -> PlotOptions.LOGARITHMIC;
            case "law.evidence" -> Laws.EVIDENCE;
            default -> List.of();
        };
    }

    /** The words that begin an entry of a block of columns. */
    public static List<String> entries() {
        return List.of("keep", "key", "per", "let");
    }

    /** The words of an item that may follow an operand. */
    public static List<String> clauses(String item) {
        return switch (item) {
            case "let" -> List.of("where");
            case "law" -> List.of("where", "free");
            case "fit" -> List.of("on");
            case "sweep" -> List.of("over");
            case "allocate" -> List.of("over", "within", "subject to");
            case "plot", "export" -> List.of("to");
            case "expect" -> List.of("because");
            case "accept" -> List.of("in", "because");
            case "use" -> List.of("with", "as");
            default -> List.of();
        };
    }

    /** Whether the value of an option sees the columns of the item's table. */
    public static boolean seesColumns(String item, String option) {
        return item.equals("fit") && List.of("keep", "holdout", "weights", "resample").contains(option)
                || item.equals("plot") && List.of("x", "y", "z", "band", "group").contains(option);
    }

    /** The forms of the language that are called like functions: those that read files, those that suppose other values. */
    public static List<String> forms() {
        List<String> forms = new ArrayList<>(Calls.READERS);
        forms.addAll(Suppositions.FORMS);
        return forms;
    }
}
