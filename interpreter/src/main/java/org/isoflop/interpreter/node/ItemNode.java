package org.isoflop.interpreter.node;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.MaterializedFrame;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.api.interop.NodeLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Value;
import org.isoflop.interpreter.value.WrongKind;
import org.jspecify.annotations.Nullable;

/** A whole declaration or output: where a debugger stops and a profiler counts, on the line on which the item begins. */
@ExportLibrary(NodeLibrary.class)
public final class ItemNode extends ExpressionNode {
    private final boolean root;
    @Child private ExpressionNode body;

    private ItemNode(Place place, boolean root, ExpressionNode body) {
        super(place);
        this.root = root;
        this.body = body;
    }

    /** Two nodes, since a debugger that steps counts calls at the one and stops at the other. */
    public static ItemNode of(Place place, ExpressionNode body) {
        return new ItemNode(place, true, new ItemNode(place, false, body));
    }

    @Override
    public Value execute(VirtualFrame frame) {
        try {
            return body.execute(frame);
        } catch (Numbers.LengthMismatch mismatch) {
            throw wrong(Code.LENGTHS_DIFFER, mismatch.first() + " elements meet " + mismatch.second());
        } catch (WrongKind other) {
            throw wrong(Code.WRONG_TYPE, other.message());
        }
    }

    @Override
    public boolean hasTag(Class<? extends Tag> tag) {
        return tag == (root ? StandardTags.RootTag.class : StandardTags.StatementTag.class);
    }

    @ExportMessage
    boolean hasScope(@SuppressWarnings("unused") Frame frame) {
        return true;
    }

    /** The parameters; before the item is called, without values. */
    @ExportMessage
    Object getScope(@Nullable Frame frame, @SuppressWarnings("unused") boolean nodeEnter) {
        return scope(frame == null ? null : frame.materialize());
    }

    @TruffleBoundary
    @SuppressWarnings("unchecked")
    private Object scope(@Nullable MaterializedFrame frame) {
        Map<String, Value> locals = new LinkedHashMap<>();
        FrameDescriptor descriptor = getRootNode().getFrameDescriptor();
        for (int i = 0; i < descriptor.getNumberOfSlots(); i++) {
            if (descriptor.getSlotName(i) instanceof String name) {
                locals.put(name, frame != null && frame.getValue(i) instanceof Value known ? known : Missing.VALUE);
            }
        }
        // Only a debugger asks, and sees nothing without a context.
        TruffleLanguage<?> language = Objects.requireNonNull(Run.of(this).language());
        return new Variables(String.valueOf(getRootNode().getName()), () -> locals,
                (Class<? extends TruffleLanguage<?>>) language.getClass());
    }
}
