package org.isoflop.interpreter.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.analysis.Module;
import org.isoflop.interpreter.node.Output;
import org.isoflop.interpreter.node.Place;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** Gathers what came of a run. */
final class Results {
    private Results() {
    }

    static Result ofMistake(String title, Diagnostic mistake, Path output) {
        return ofMistakes(title, List.of(new Result.Finding(mistake, null)), output);
    }

    /** Of a study that is wrong, so that nothing ran. */
    static Result ofMistakes(String title, List<Result.Finding> mistakes, Path output) {
        return new Result(title, false, Display.DEFAULT, List.of(), List.of(), List.of(), mistakes, List.of(), List.of(), output);
    }

    /** @param run null where the study is wrong, so that nothing ran */
    static Result of(Checker checker, @Nullable Run run, Map<String, Value> values, Path output, boolean whole) {
        Item.Header header = checker.root().header();
        String title = header == null ? checker.root().name() : header.title().value();
        List<Result.Named> named = new ArrayList<>();
        values.forEach((name, value) -> {
            String word = checker.find(name) instanceof Module.Member(Declaration declaration) ? declaration.word() : "let";
            named.add(new Result.Named(name, word, value));
        });
        List<Result.Shown> shown = new ArrayList<>();
        List<Result.Expectation> expectations = new ArrayList<>();
        List<PlotModel> plots = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (Output each : run == null ? List.<Output>of() : run.outputs()) {
            switch (each) {
                case Output.Shown(List<String> texts, List<Value> all) -> {
                    for (int i = 0; i < all.size(); i++) {
                        shown.add(new Result.Shown(texts.get(i), all.get(i)));
                    }
                }
                case Output.Expected(String text, boolean holds, String actual, String reason, Place place) ->
                        expectations.add(new Result.Expectation(text, holds, actual, reason,
                                Diagnostic.of(Code.UNEXPECTED, text, actual).at(place.source(), place.span())));
                case Output.Exported(Path file) -> files.add(file);
                case Output.Plotted(PlotModel model) -> plots.add(model);
            }
        }
        List<Result.Finding> findings = new Acceptance(checker).findings(run, run == null ? List.of() : run.failures(),
                whole && run != null);
        boolean ok = true;
        for (Result.Finding finding : findings) {
            ok &= !finding.diagnostic().isError();
        }
        for (Result.Expectation expectation : expectations) {
            ok &= expectation.ok();
        }
        double level = run == null ? Display.DEFAULT.level() : run.level();
        return new Result(title, ok, new Display(level, Display.DEFAULT.digits()), named, shown, expectations, findings, plots, files,
                output);
    }
}
