package org.isoflop.interpreter.language;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.node.ExpressionNode;
import org.isoflop.interpreter.node.Place;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** The root of a study. */
final class StudyNode extends RootNode {
    private final String name;
    private final Place place;
    private final boolean handedOver;
    @Child private ExpressionNode study;

    StudyNode(@Nullable TruffleLanguage<?> language, Checker checker, Handover handover) {
        super(language);
        this.name = checker.root().name();
        this.place = new Place(checker.root().source(), checker.root().syntax().span());
        this.handedOver = handover.checker() != null;
        this.study = new WholeStudy(language, checker, handover, place);
    }

    /** The values, as members; only that it is done to the engine, which has them already and does not wait for them to be wrapped. */
    @Override
    public Object execute(VirtualFrame frame) {
        Value values = study.execute(frame);
        return handedOver ? Boolean.TRUE : values;
    }

    @Override
    public SourceSection getSourceSection() {
        return place.section();
    }

    @Override
    public String getName() {
        return name;
    }
}
