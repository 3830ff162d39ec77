package org.isoflop.interpreter.node;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.FrameSlotKind;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;
import org.jspecify.annotations.Nullable;

/** The body of a declaration or output; its arguments, if any, become the first locals. */
public final class StudyRoot extends RootNode {
    private final String name;
    private final Run run;
    private final Place place;
    @Child private ExpressionNode body;

    /** @param locals the names of all slots, null for those that have none */
    public StudyRoot(@Nullable TruffleLanguage<?> language, Run run, String name, Place place, @Nullable String[] locals,
            ExpressionNode body) {
        super(language, frame(locals));
        this.run = run;
        this.name = name;
        this.place = place;
        this.body = body;
    }

    private static FrameDescriptor frame(@Nullable String[] locals) {
        FrameDescriptor.Builder builder = FrameDescriptor.newBuilder(locals.length);
        for (String local : locals) {
            builder.addSlot(FrameSlotKind.Object, local, null);
        }
        return builder.build();
    }

    Run run() {
        return run;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        Object[] arguments = Evaluator.arguments(frame);
        for (int i = 0; i < arguments.length; i++) {
            frame.setObject(i, arguments[i]);
        }
        return body.execute(frame);
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public SourceSection getSourceSection() {
        return place.section();
    }

    @Override
    protected boolean isInstrumentable() {
        return true;
    }

}
