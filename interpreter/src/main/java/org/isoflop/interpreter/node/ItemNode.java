package org.isoflop.interpreter.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.Tag;
import org.isoflop.interpreter.value.Value;

/** A whole declaration or output: where a debugger stops and a profiler counts, on the line on which the item begins. */
final class ItemNode extends ExpressionNode {
    @Child
    private ExpressionNode body;

    ItemNode(Place place, ExpressionNode body) {
        super(place);
        this.body = body;
    }

    @Override
    public Value execute(VirtualFrame frame) {
        return body.execute(frame);
    }

    @Override
    public boolean hasTag(Class<? extends Tag> tag) {
        return tag == StandardTags.RootTag.class || tag == StandardTags.StatementTag.class;
    }
}
