package org.isoflop.interpreter.node;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.analysis.Typing;
import org.isoflop.interpreter.function.Function;
import org.isoflop.interpreter.function.Tables;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.StudyException;
import org.isoflop.interpreter.value.Symbolic;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** Calls of items with parameters and of library functions. */
public final class Calls {
    private Calls() {
    }

    /** A call of an item. Functions and allocations take columns as they are; tables and fits are made row by row. */
    public static final class OfItem extends ExpressionNode {
        private final Instance instance;
        @Children private final ExpressionNode[] arguments;
        private final Unit[] units;
        private final @Nullable Unit plainResult;

        /**
         * @param units the declared units of the parameters, used within a law
         * @param plainResult within a law, the unit whose numbers are taken from the result; null elsewhere
         */
        public OfItem(Place place, Instance instance, ExpressionNode[] arguments, Unit[] units, @Nullable Unit plainResult) {
            super(place);
            this.instance = instance;
            this.arguments = arguments;
            this.units = units;
            this.plainResult = plainResult;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            Value[] values = new Value[arguments.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments[i].execute(frame);
            }
            return call(values);
        }

        @TruffleBoundary
        private Value call(Value[] values) {
            if (plainResult != null) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = Arithmetic.relabelled(values[i], units[i], units[i].scale());
                }
                return Arithmetic.relabelled(Run.of(this).evaluator().call(instance, (Object[]) values), Unit.NONE,
                        1 / plainResult.scale());
            }
            if (takesCells(values)) {
                return rowByRow(values);
            }
            return switch (instance.declaration().item()) {
                case Item.Fit fit -> rowByRow(values);
                case Item.Data data -> rowByRow(values);
                case Item.Sweep sweep -> rowByRow(values);
                case Item.Allocate allocate -> single(values);
                default -> Run.of(this).evaluator().call(instance, (Object[]) values);
            };
        }

        /** Whether there is a column of laws or fits where a single one is taken. */
        private boolean takesCells(Value[] values) {
            for (int i = 0; i < values.length; i++) {
                Type taken = instance.arguments().get(i);
                if (values[i] instanceof ListValue && (taken instanceof Type.LawOf || taken instanceof Type.FitOf)) {
                    return true;
                }
            }
            return false;
        }

        private Value rowByRow(Value[] values) {
            int rows = -1;
            for (int i = 0; i < values.length; i++) {
                if (!(instance.arguments().get(i) instanceof Type.ListOf)) {
                    rows = Math.max(rows, values[i] instanceof TableValue ? -1 : Columns.rows(values[i]));
                }
            }
            if (rows < 0) {
                return single(values);
            }
            List<@Nullable List<Object>> keys = new ArrayList<>(rows);
            List<Object[]> arguments = new ArrayList<>(rows);
            for (int row = 0; row < rows; row++) {
                Value[] cells = new Value[values.length];
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = instance.arguments().get(i) instanceof Type.ListOf ? values[i] : Columns.cell(values[i], row);
                }
                keys.add(key(cells));
                arguments.add(cells);
            }
            return Columns.of(new SideBySide(this, instance).call(keys, arguments));
        }

        private Value single(Value[] values) {
            List<Object> key = key(values);
            return key == null
                    ? Run.of(this).evaluator().call(instance, (Object[]) values)
                    : Run.of(this).evaluator().remember(instance, key, (Object[]) values);
        }

        /** What makes these arguments what they are; null where they are not compared. */
        private static @Nullable List<Object> key(Value[] values) {
            List<Object> key = new ArrayList<>();
            for (Value value : values) {
                Object part = key(value);
                if (part == null) {
                    return null;
                }
                key.add(part);
            }
            return key;
        }

        private static @Nullable Object key(Value value) {
            return switch (value) {
                case Quantity quantity when !quantity.numbers().isColumn() && !quantity.numbers().isUncertain() -> quantity.point();
                case Truth truth when !truth.numbers().isColumn() && !truth.numbers().isUncertain() -> truth.holds();
                case Text text -> text.value();
                case Missing missing -> missing;
                case Symbolic symbolic -> null;
                default -> value;
            };
        }
    }

    /** A call of a library function. */
    public static final class OfLibrary extends ExpressionNode implements Function.ValueCall {
        private final Function function;
        @Children private final ExpressionNode[] arguments;
        private final String[] names;
        @Children private final ExpressionNode[] labelled;
        private final Typing.@Nullable TableScope columns;
        private final Type type;
        private final String name;
        private List<Value> values = List.of();
        private Map<String, Value> labels = Map.of();

        public OfLibrary(Place place, Function function, ExpressionNode[] arguments, String[] names, ExpressionNode[] labelled,
                Typing.@Nullable TableScope columns, Type type, String name) {
            super(place);
            this.function = function;
            this.arguments = arguments;
            this.names = names;
            this.labelled = labelled;
            this.columns = columns;
            this.type = type;
            this.name = name;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            List<Value> given = new ArrayList<>(arguments.length);
            for (int i = 0; i < arguments.length; i++) {
                given.add(arguments[i].execute(frame));
                TableValue table = i == 0 && columns != null ? Tables.of(given.getFirst(), place()) : null;
                if (columns != null && table != null) {
                    for (int c = 0; c < columns.slots().length; c++) {
                        frame.setObject(columns.slots()[c], table.columns().get(columns.names().get(c)));
                    }
                }
            }
            Map<String, Value> byLabel = new LinkedHashMap<>();
            for (int i = 0; i < names.length; i++) {
                byLabel.put(names[i], labelled[i].execute(frame));
            }
            return apply(given, byLabel);
        }

        @TruffleBoundary
        private Value apply(List<Value> given, Map<String, Value> byLabel) {
            values = given;
            labels = byLabel;
            try {
                return function.apply(this);
            } catch (Numbers.LengthMismatch mismatch) {
                throw wrong(Code.LENGTHS_DIFFER, mismatch.first() + " elements meet " + mismatch.second());
            }
        }

        @Override
        public List<Value> arguments() {
            return values;
        }

        @Override
        public Map<String, Value> labels() {
            return labels;
        }

        @Override
        public Type type() {
            return type;
        }

        @Override
        public String place() {
            return name;
        }

        @Override
        public void makes(String what, double values, int bytesEach) {
            Limits.holdCells(this, what, values, bytesEach);
        }

        @Override
        public Function.Surroundings surroundings() {
            return Run.of(this);
        }

        @Override
        public RuntimeException wrong(int argument, String message) {
            Place at = argument >= 0 && argument < arguments.length ? arguments[argument].site() : site();
            return new StudyException(Diagnostic.of(Code.BAD_VALUE, message).at(at.source(), at.span()), this);
        }

        @Override
        public Value apply(LawValue law, Value... arguments) {
            return law.body() instanceof FunctionAsLaw.Body function
                    ? function.apply(law, arguments)
                    : new LawApplication(this, false).apply(law, arguments);
        }

        @Override
        public <T> T quietly(Supplier<T> work) {
            Run run = Run.of(this);
            Supposition before = run.evaluator().suppose(Map.of());
            try {
                return work.get();
            } finally {
                run.evaluator().resume(before);
            }
        }

        @Override
        public void warn(Code code, String message) {
            warn(Diagnostic.of(code, message));
        }

        @Override
        public LawValue.Body formula(LawValue.Lowered lowered) {
            return new LawValue.Body() {
                @Override
                public LawValue.Lowered lowered(Map<String, List<String>> levels) {
                    return lowered;
                }

                @Override
                public Value apply(LawValue law, Value[] arguments) {
                    return new LawApplication(OfLibrary.this, false).apply(law, arguments);
                }
            };
        }

        @Override
        public Value applied(LawValue law, Value... arguments) {
            return new LawApplication(this, false).apply(law, arguments);
        }

        @Override
        public double point(LawValue law, double... arguments) {
            return LawCalls.point(law, arguments);
        }
    }
}
