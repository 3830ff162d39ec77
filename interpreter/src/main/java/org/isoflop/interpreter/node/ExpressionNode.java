package org.isoflop.interpreter.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.GenerateWrapper;
import com.oracle.truffle.api.instrumentation.InstrumentableNode;
import com.oracle.truffle.api.instrumentation.ProbeNode;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.SourceSection;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.interpreter.value.StudyException;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** A node that gives a value and knows where it was written. */
@GenerateWrapper
public abstract class ExpressionNode extends Node implements InstrumentableNode {
    private final @Nullable Place place;

    protected ExpressionNode(Place place) {
        this.place = place;
    }

    /** A probe that an instrument puts around a node. */
    protected ExpressionNode() {
        this.place = null;
    }

    public abstract Value execute(VirtualFrame frame);

    /** Where this was written; a probe stands for the node that it is put around. */
    public final Place site() {
        if (place != null) {
            return place;
        }
        if (this instanceof WrapperNode probe && probe.getDelegateNode() instanceof ExpressionNode node) {
            return node.site();
        }
        throw new IllegalStateException("written nowhere");
    }

    @Override
    public boolean isInstrumentable() {
        return place != null && place.span() != Span.NONE;
    }

    @Override
    public boolean hasTag(Class<? extends Tag> tag) {
        return tag == StandardTags.ExpressionTag.class;
    }

    @Override
    public WrapperNode createWrapper(ProbeNode probe) {
        return new ExpressionNodeWrapper(this, probe);
    }

    @Override
    public @Nullable SourceSection getSourceSection() {
        return place == null ? null : place.section();
    }

    /** Raises a warning at this place. */
    public final void warn(Diagnostic diagnostic) {
        Run.of(this).warn(diagnostic.at(site().source(), site().span()));
    }

    /** A mistake that shows when the study runs, at this place. */
    public final StudyException wrong(Code code, Object... arguments) {
        return new StudyException(Diagnostic.of(code, arguments).at(site().source(), site().span()), this);
    }
}
