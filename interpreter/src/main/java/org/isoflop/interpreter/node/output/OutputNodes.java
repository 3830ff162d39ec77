package org.isoflop.interpreter.node.output;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.function.Tables;
import org.isoflop.interpreter.node.ExpressionNode;
import org.isoflop.interpreter.node.Limit;
import org.isoflop.interpreter.node.Limits;
import org.isoflop.interpreter.node.Output;
import org.isoflop.interpreter.node.Place;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.table.TableException;
import org.isoflop.interpreter.table.TableProblem;
import org.isoflop.interpreter.table.TableWriter;
import org.isoflop.interpreter.table.WriteFormat;
import org.isoflop.interpreter.table.WrittenColumn;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.interpreter.value.WrittenTable;
import org.jspecify.annotations.Nullable;

/** Shows, expectations and exports. They give their {@link Output} through the run, and true or false as their value. */
public final class OutputNodes {
    private OutputNodes() {
    }

    public static final class Show extends ExpressionNode {
        private final String[] texts;
        @Children private final ExpressionNode[] expressions;

        public Show(Place place, String[] texts, ExpressionNode[] expressions) {
            super(place);
            this.texts = texts;
            this.expressions = expressions;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            List<Value> values = new ArrayList<>(expressions.length);
            for (ExpressionNode expression : expressions) {
                values.add(expression.execute(frame));
            }
            Run.of(this).gave(new Output.Shown(List.of(texts), values));
            return Truth.of(true);
        }
    }

    public static final class Expect extends ExpressionNode {
        private final String text;
        @Child private ExpressionNode condition;
        @Child private @Nullable ExpressionNode told;
        private final @Nullable String reason;

        public Expect(Place place, String text, ExpressionNode condition, @Nullable ExpressionNode told, @Nullable String reason) {
            super(place);
            this.text = text;
            this.condition = condition;
            this.told = told;
            this.reason = reason;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            Value truth = condition.execute(frame);
            boolean holds = truth instanceof Truth known && known.holds();
            String actual = text(told == null ? truth : told.execute(frame));
            Run.of(this).gave(new Output.Expected(text, holds, actual, reason, condition.site()));
            return Truth.of(holds);
        }

        @TruffleBoundary
        private String text(Value value) {
            Display display = new Display(Run.of(this).level(), 6);
            return value instanceof Quantity quantity ? quantity.text(display) : value.text();
        }
    }

    public static final class Export extends ExpressionNode {
        @Child private ExpressionNode table;
        private final String file;

        public Export(Place place, ExpressionNode table, String file) {
            super(place);
            this.table = table;
            this.file = file;
        }

        @Override
        public Value execute(VirtualFrame frame) {
            write(table(table.execute(frame)));
            return Truth.of(true);
        }

        @TruffleBoundary
        private TableValue table(Value value) {
            TableValue made;
            try {
                made = Tables.of(value, file);
            } catch (Numbers.LengthMismatch mismatch) {
                throw wrong(Code.LENGTHS_DIFFER, mismatch.first() + " elements meet " + mismatch.second());
            }
            if (made == null) {
                throw wrong(Code.WRONG_TYPE, "a table is exported, and this is " + value.kind());
            }
            return made;
        }

        @TruffleBoundary
        private void write(TableValue value) {
            Run run = Run.of(this);
            Path path = run.settings().outputFolder().resolve(file);
            run.claim(path, this);
            List<WrittenColumn> columns = WrittenTable.columns(value, run.level());
            WriteFormat format = WriteFormat.of(file);
            if (format == null) {
                throw wrong(Code.WRITE_FAILED, file, "its ending is no format for tables");
            }
            try {
                run.gave(new Output.Exported(TableWriter.write(format, run.settings().outputFolder(), path, file,
                        run.settings().limits().of(Limit.OUTPUT), columns)));
            } catch (TableException exception) {
                TableProblem problem = exception.problems().getFirst();
                if (problem.kind() == TableProblem.Kind.TOO_LARGE) {
                    double most = run.settings().limits().of(Limit.OUTPUT);
                    Limits.hold(this, Limit.OUTPUT, "bytes of `" + file + "`", most + 1);
                }
                throw wrong(Code.WRITE_FAILED, file,
                        problem.kind() == TableProblem.Kind.UNWRITABLE && problem.content() != null
                                ? problem.content()
                                : problem.message());
            }
        }
    }
}
