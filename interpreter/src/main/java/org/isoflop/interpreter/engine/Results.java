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
import org.isoflop.interpreter.file.WrittenFile;
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
        Gathered came = of(run == null ? List.of() : run.outputs());
        List<Result.Finding> findings = new Acceptance(checker).findings(run, run == null ? List.of() : run.failures(),
                whole && run != null);
        boolean ok = true;
        for (Result.Finding finding : findings) {
            ok &= !finding.diagnostic().isError();
        }
        for (Result.Expectation expectation : came.expectations()) {
            ok &= expectation.ok();
        }
        double level = run == null ? Display.DEFAULT.level() : run.level();
        return new Result(title, ok, new Display(level, Display.DEFAULT.digits()), named, came.shown(), came.expectations(), findings,
                came.plots(),
                came.files(), output);
    }

    /** What outputs came to, by kind. */
    record Gathered(List<Result.Shown> shown, List<Result.Expectation> expectations, List<PlotModel> plots, List<WrittenFile> files) {
    }

    static Gathered of(List<Output> outputs) {
        Gathered came = new Gathered(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Output each : outputs) {
            switch (each) {
                case Output.Shown(List<String> texts, List<Value> all) -> {
                    for (int i = 0; i < all.size(); i++) {
                        came.shown.add(new Result.Shown(texts.get(i), all.get(i)));
                    }
                }
                case Output.Expected(String text, boolean holds, String actual, String reason, Place place) ->
                        came.expectations.add(new Result.Expectation(text, holds, actual, reason,
                                Diagnostic.of(Code.UNEXPECTED, text, actual).at(place.source(), place.span())));
                case Output.Exported(WrittenFile file) -> came.files.add(file);
                case Output.Plotted(PlotModel model) -> came.plots.add(model);
            }
        }
        return came;
    }
}
