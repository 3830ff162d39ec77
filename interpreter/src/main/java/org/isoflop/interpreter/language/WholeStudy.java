package org.isoflop.interpreter.language;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.Tag;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.analysis.Module;
import org.isoflop.interpreter.node.ExpressionNode;
import org.isoflop.interpreter.node.Limits;
import org.isoflop.interpreter.node.Output;
import org.isoflop.interpreter.node.Place;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.node.Schedule;
import org.isoflop.interpreter.node.Settings;
import org.isoflop.interpreter.node.lowering.Lowering;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.StudyException;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.Progress;
import org.jspecify.annotations.Nullable;

/** Evaluates every item without parameters, then the outputs in file order. */
final class WholeStudy extends ExpressionNode {
    private final @Nullable TruffleLanguage<?> language;
    private final Checker checker;
    private final Handover handover;

    WholeStudy(@Nullable TruffleLanguage<?> language, Checker checker, Handover handover, Place place) {
        super(place);
        this.language = language;
        this.checker = checker;
        this.handover = handover;
    }

    @Override
    public Value execute(VirtualFrame frame) {
        return run();
    }

    /** Debuggers lose their steps where the outermost root is none of theirs. */
    @Override
    public boolean hasTag(Class<? extends Tag> tag) {
        return tag == StandardTags.RootTag.class;
    }

    @TruffleBoundary
    private Value run() {
        Settings settings = handover.settings();
        Module study = checker.root();
        if (settings == null) {
            Path folder = Objects.requireNonNull(study.folder()).path();
            settings = Settings.of(study.header(), null, Runtime.getRuntime().availableProcessors(), folder.resolve("out"), Progress.NONE,
                    Limits.DEFAULT);
        }
        Run run = handover.run();
        if (run == null) {
            run = new Run(language, settings, handover.cancellation(), Lowering.LOWERER);
            handover.began(run);
        }
        Map<String, Value> values = new LinkedHashMap<>();
        handover.gave(values);
        new Schedule(run, checker).run(values, handover.isWhole(), handover.performed(), handover.keeps());
        List<StudyException> failures = run.failures();
        if (handover.checker() == null) {
            if (!failures.isEmpty()) {
                throw failures.getFirst();
            }
            unmet(run);
        }
        return new RecordValue(values, false);
    }

    /** A host that has only values learns of an expectation that failed by an exception. */
    private static void unmet(Run run) {
        for (Output output : run.outputs()) {
            if (output instanceof Output.Expected expected && !expected.holds()) {
                Place place = expected.place();
                throw StudyException.afterRunning(
                        Diagnostic.of(Code.UNEXPECTED, expected.text(), expected.actual()).at(place.source(), place.span()),
                        place.section());
            }
        }
    }
}
