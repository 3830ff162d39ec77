package org.isoflop.interpreter.node;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.NearestName;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Structured;
import org.isoflop.interpreter.value.Symbolic;
import org.isoflop.interpreter.value.SymbolicText;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Trace;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/** Lists and records, and asking for their parts. */
public final class Composites {
    private Composites() {
    }

    public static final class Listing extends ExpressionNode {
        @Children private final ExpressionNode[] items;

        public Listing(Place place, ExpressionNode[] items) {
            super(place);
            this.items = items;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            List<Value> values = new ArrayList<>(items.length);
            for (ExpressionNode item : items) {
                values.add(item.execute(frame));
            }
            return pack(values);
        }

        @TruffleBoundary
        private Value pack(List<Value> values) {
            Value list = Columns.of(values);
            Limits.hold(this, Limit.CELLS, "cells of this list", list.cells());
            return list;
        }
    }

    public static final class Recording extends ExpressionNode {
        private final String[] names;
        @Children private final ExpressionNode[] members;
        private final boolean vector;

        public Recording(Place place, String[] names, ExpressionNode[] members, boolean vector) {
            super(place);
            this.names = names;
            this.members = members;
            this.vector = vector;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            Map<String, Value> values = new LinkedHashMap<>();
            for (int i = 0; i < names.length; i++) {
                values.put(names[i], members[i].execute(frame));
            }
            return pack(values);
        }

        @TruffleBoundary
        private Value pack(Map<String, Value> values) {
            Value record = new RecordValue(values, vector);
            Limits.hold(this, Limit.CELLS, "cells of this record", record.cells());
            return record;
        }
    }

    public static final class Member extends ExpressionNode {
        @Child private ExpressionNode target;
        private final String name;

        public Member(Place place, ExpressionNode target, String name) {
            super(place);
            this.target = target;
            this.name = name;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            return member(target.execute(frame));
        }

        @TruffleBoundary
        private Value member(Value value) {
            return switch (value) {
                case FitValue fit -> known(fit, fit.memberNames().contains(name) ? fit.member(name) : fit.law().member(name));
                case Structured structured -> known(structured, structured.member(name));
                case ListValue list -> {
                    List<Value> members = new ArrayList<>(list.items().size());
                    for (Value item : list.items()) {
                        members.add(item == Missing.VALUE ? item : member(item));
                    }
                    yield Columns.of(members);
                }
                case Missing missing -> missing;
                default -> throw wrong(Code.UNKNOWN_MEMBER, "this value", name);
            };
        }

        private Value known(Structured structured, @Nullable Value found) {
            if (found == null) {
                String nearest = NearestName.nearest(name, structured.memberNames());
                throw wrong(Code.UNKNOWN_MEMBER, "a " + structured.kind() + (nearest == null ? "" : " with `" + nearest + "`"), name);
            }
            return found;
        }
    }

    /** {@code target[index]}: elements count from 0, parts of a vector or record are named by texts. */
    public static final class Element extends ExpressionNode {
        @Child private ExpressionNode target;
        @Child private ExpressionNode index;

        public Element(Place place, ExpressionNode target, ExpressionNode index) {
            super(place);
            this.target = target;
            this.index = index;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            return element(target.execute(frame), index.execute(frame));
        }

        @TruffleBoundary
        private Value element(Value value, Value at) {
            if (value instanceof RecordValue record && !(at instanceof Quantity && Columns.rows(record) >= 0)) {
                return switch (at) {
                    case Text text -> part(record, text.value());
                    case SymbolicText text -> traced(record, text);
                    // t[r]: for each part of the vector r the value of t.
                    case RecordValue _ -> record;
                    case Texts texts -> {
                        List<Value> parts = new ArrayList<>(texts.rows());
                        for (int i = 0; i < texts.rows(); i++) {
                            String name = texts.row(i);
                            parts.add(name == null ? Missing.VALUE : Columns.cell(part(record, name), i));
                        }
                        yield Columns.of(parts);
                    }
                    default -> throw wrong(Code.BAD_VALUE, "a record is asked by a text");
                };
            }
            if (!(at instanceof Quantity position)) {
                throw wrong(Code.BAD_VALUE, "elements are counted by numbers from 0");
            }
            if (!position.numbers().isColumn()) {
                return cell(value, position.point());
            }
            List<Value> cells = new ArrayList<>();
            for (double each : position.numbers().points()) {
                cells.add(cell(value, each));
            }
            return Columns.of(cells);
        }

        private Value cell(Value value, double position) {
            int rows = value instanceof TableValue table ? table.rows() : Columns.rows(value);
            if (position != Math.rint(position) || position < 0 || position >= rows) {
                throw wrong(Code.BAD_VALUE,
                        "there is no element " + org.isoflop.interpreter.value.Display.exact(position) + ": they are counted from 0 to "
                                + (rows - 1));
            }
            return value instanceof TableValue table ? table.row((int) position) : Columns.cell(value, (int) position);
        }

        private Value part(RecordValue record, String name) {
            Value part = record.member(name);
            if (part == null) {
                String nearest = NearestName.nearest(name, record.members().keySet());
                throw wrong(Code.BAD_VALUE,
                        "there is no part `" + name + "`" + (nearest == null ? "" : ", did you mean `" + nearest + "`?"));
            }
            return part;
        }

        /** A coefficient that has a value for each text: picked by the text's position among its levels. */
        private Value traced(RecordValue record, SymbolicText text) {
            Trace trace = text.trace();
            int result = trace.builder().constant(Double.NaN);
            for (int i = text.levels().size() - 1; i >= 0; i--) {
                int chosen = trace.apply(Operator.EQUAL, text.node(), trace.builder().constant(i));
                int part = trace.node(part(record, text.levels().get(i)));
                result = i == text.levels().size() - 1 ? part : trace.apply(Operator.SELECT, chosen, part, result);
            }
            return new Symbolic(trace, result, Unit.NONE);
        }
    }
}
