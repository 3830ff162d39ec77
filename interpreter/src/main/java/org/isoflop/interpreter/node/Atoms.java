package org.isoflop.interpreter.node;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Value;

/** Values that are there: literals, locals, other declarations, columns of a file. */
public final class Atoms {
    private Atoms() {
    }

    public static final class Constant extends ExpressionNode {
        private final Value value;

        public Constant(Place place, Value value) {
            super(place);
            this.value = value;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            return value;
        }
    }

    /** What cannot be done, where types could not tell before what there would be. */
    public static final class Impossible extends ExpressionNode {
        private final String message;

        public Impossible(Place place, String message) {
            super(place);
            this.message = message;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            throw wrong(Code.WRONG_TYPE, message);
        }
    }

    public static final class Local extends ExpressionNode {
        private final int slot;

        public Local(Place place, int slot) {
            super(place);
            this.slot = slot;
        }

        int slot() {
            return slot;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            return (Value) frame.getObject(slot);
        }
    }

    public static final class Global extends ExpressionNode {
        private final Instance instance;

        public Global(Place place, Instance instance) {
            super(place);
            this.instance = instance;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            return value();
        }

        Instance instance() {
            return instance;
        }

        Value value() {
            return Run.of(this).evaluator().value(instance);
        }
    }

    /** A column of the file that is being read; the columns lie in the frame's last slot. */
    public static final class FileColumn extends ExpressionNode {
        private final String header;
        private final int slot;

        public FileColumn(Place place, String header, int slot) {
            super(place);
            this.header = header;
            this.slot = slot;
        }

        /** The name of the column in the file. */
        public String header() {
            return header;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            Value column = ((RecordValue) frame.getObject(slot)).member(header);
            if (column == null) {
                throw new IllegalStateException("column " + header + " was not read");
            }
            return column;
        }
    }
}
