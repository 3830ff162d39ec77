package org.isoflop.interpreter.node.allocate;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.node.ExpressionNode;
import org.isoflop.interpreter.node.Logic;
import org.isoflop.interpreter.node.Place;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Pending;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RangeValue;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.StudyException;
import org.isoflop.interpreter.value.Symbolic;
import org.isoflop.interpreter.value.SymbolicTruth;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Trace;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.allocate.Domain;
import org.jspecify.annotations.Nullable;

/**
 * {@code allocate name = minimize … over … subject to …}: the objective and the conditions are evaluated once on traced
 * variables, which gives a kernel; the library finds the optimum of every row and every draw.
 */
public final class AllocateNode extends ExpressionNode {
    private final boolean maximize;
    private final boolean ownItem;
    @Children private final VariableNode[] variables;
    @Child private ExpressionNode objective;
    @Children private final ConditionNode[] conditions;
    private final Map<String, Unit> units;
    @Child private @Nullable ExpressionNode tolerance;

    /** A variable: its parts if it is a vector, its unit, and its domain if it has one. */
    public static final class VariableNode extends com.oracle.truffle.api.nodes.Node {
        final String name;
        final List<String> parts;
        final Unit unit;
        final int slot;
        @Child
        @Nullable ExpressionNode domain;

        public VariableNode(String name, List<String> parts, Unit unit, int slot, @Nullable ExpressionNode domain) {
            this.name = name;
            this.parts = parts;
            this.unit = unit;
            this.slot = slot;
            this.domain = domain;
        }
    }

    /** A condition or, where {@code budget}, a record of them. */
    public static final class ConditionNode extends com.oracle.truffle.api.nodes.Node {
        final String name;
        final boolean budget;
        @Child ExpressionNode condition;

        public ConditionNode(String name, boolean budget, ExpressionNode condition) {
            this.name = name;
            this.budget = budget;
            this.condition = condition;
        }
    }

    /**
     * @param ownItem whether there is one allocation, which must exist; else those that do not are counted
     * @param units the unit that each condition is reported in, by its name
     */
    public AllocateNode(Place place, boolean maximize, boolean ownItem, VariableNode[] variables, ExpressionNode objective,
            ConditionNode[] conditions, Map<String, Unit> units,
            @Nullable ExpressionNode tolerance) {
        super(place);
        this.maximize = maximize;
        this.ownItem = ownItem;
        this.variables = variables;
        this.objective = objective;
        this.conditions = conditions;
        this.units = Map.copyOf(units);
        this.tolerance = tolerance;
    }

    /** A traced problem: one for each combination of discrete choices. */
    record Traced(Trace trace, List<Domain> domains, List<Symbolic> inputs, int objective, Unit objectiveUnit, List<Named> conditions,
            Map<String, Value> chosen) {
    }

    /** A condition under the name that it is reported by; a range is two of one name. */
    record Named(String name, SymbolicTruth.Condition condition) {
    }

    @Override
    public Value execute(VirtualFrame frame) {
        List<Map<String, Value>> choices = choices(frame);
        List<Traced> traced = new ArrayList<>(choices.size());
        for (Map<String, Value> chosen : choices) {
            traced.add(trace(frame, chosen));
        }
        Value band = tolerance == null ? null : tolerance.execute(frame);
        return Run.of(this).evaluator().settle(frame, solve(traced, band instanceof Quantity quantity ? quantity.point() : Double.NaN));
    }

    @TruffleBoundary
    private Pending solve(List<Traced> traced, double tolerated) {
        return new AllocationMaker(this, traced, maximize, ownItem, variables, tolerated).value();
    }

    /** All combinations of what the variables that run over lists may be. */
    private List<Map<String, Value>> choices(VirtualFrame frame) {
        List<Map<String, Value>> combinations = new ArrayList<>();
        combinations.add(new LinkedHashMap<>());
        for (VariableNode variable : variables) {
            ExpressionNode written = variable.domain;
            Value domain = written == null ? null : written.execute(frame);
            if (written == null || domain == null || domain instanceof RangeValue) {
                continue;
            }
            int count = domain instanceof TableValue table ? table.rows() : Columns.rows(domain);
            if (count < 1) {
                throw written.wrong(Code.BAD_VALUE, "there is nothing to choose `" + variable.name + "` from");
            }
            List<Map<String, Value>> more = new ArrayList<>();
            for (Map<String, Value> combination : combinations) {
                for (int i = 0; i < count; i++) {
                    Map<String, Value> extended = new LinkedHashMap<>(combination);
                    extended.put(variable.name, domain instanceof TableValue table ? table.row(i) : Columns.cell(domain, i));
                    more.add(extended);
                }
            }
            if (more.size() > 100_000) {
                throw wrong(Code.BAD_VALUE, "there are more than 100,000 combinations to choose from");
            }
            combinations = more;
        }
        return combinations;
    }

    private Traced trace(VirtualFrame frame, Map<String, Value> chosen) {
        Trace trace = new Trace(true);
        Trace around = Run.of(this).evaluator().trace(trace);
        try {
            return trace(frame, chosen, trace);
        } finally {
            Run.of(this).evaluator().trace(around);
        }
    }

    private Traced trace(VirtualFrame frame, Map<String, Value> chosen, Trace trace) {
        List<Domain> domains = new ArrayList<>();
        List<Symbolic> inputs = new ArrayList<>();
        for (VariableNode variable : variables) {
            Value choice = chosen.get(variable.name);
            frame.setObject(variable.slot, choice != null ? choice : variable(trace, variable, frame, domains, inputs));
        }
        if (domains.isEmpty()) {
            // Where there are only lists, the choices are compared at a variable on which nothing depends.
            inputs.add(trace.input("", Unit.NONE));
            domains.add(Domain.range(0, 1));
        }
        Value value = objective.execute(frame);
        List<Named> all = new ArrayList<>();
        for (ConditionNode condition : conditions) {
            Value truth = sides(condition, condition.condition.execute(frame), frame, trace, chosen);
            if (condition.budget && truth instanceof RecordValue lines) {
                lines.members().forEach((line, each) -> add(trace, condition.name + "." + line, each, condition.condition, all));
            } else {
                add(trace, condition.name, truth, condition.condition, all);
            }
        }
        Unit unit = value instanceof Symbolic symbolic ? symbolic.unit() : value instanceof Quantity quantity ? quantity.unit() : Unit.NONE;
        if (value == Missing.VALUE) {
            throw objective.wrong(Code.BAD_VALUE, "what is optimised is missing");
        }
        return new Traced(trace, domains, inputs, trace.node(value), unit, all, chosen);
    }

    /** A condition that the choices from lists alone decide, with its two sides, so that they can be reported. */
    private Value sides(ConditionNode condition, Value truth, VirtualFrame frame, Trace trace, Map<String, Value> chosen) {
        boolean decided = truth instanceof Truth
                || truth instanceof RecordValue lines && lines.members().values().stream().anyMatch(Truth.class::isInstance);
        if (chosen.isEmpty() || !decided) {
            return truth;
        }
        for (VariableNode variable : variables) {
            if (chosen.get(variable.name) instanceof Quantity quantity) {
                frame.setObject(variable.slot, new Symbolic(trace, trace.node(quantity), quantity.unit()));
            }
        }
        try {
            return condition.condition.execute(frame);
        } catch (StudyException needsTheNumber) {
            return truth;
        } finally {
            for (VariableNode variable : variables) {
                if (chosen.get(variable.name) instanceof Quantity quantity) {
                    frame.setObject(variable.slot, quantity);
                }
            }
        }
    }

    private Value variable(Trace trace, VariableNode variable, VirtualFrame frame, List<Domain> domains, List<Symbolic> inputs) {
        Domain domain = domain(variable, frame);
        if (variable.parts.isEmpty()) {
            Symbolic input = trace.input(variable.name, variable.unit);
            domains.add(domain);
            inputs.add(input);
            return input;
        }
        Map<String, Value> parts = new LinkedHashMap<>();
        for (String part : variable.parts) {
            Symbolic input = trace.input(variable.name + "." + part, variable.unit);
            domains.add(domain);
            inputs.add(input);
            parts.put(part, input);
        }
        return new RecordValue(parts, true);
    }

    private Domain domain(VariableNode variable, VirtualFrame frame) {
        if (variable.domain == null) {
            return Domain.positive();
        }
        Value domain = variable.domain.execute(frame);
        if (domain instanceof RangeValue range && range.lower() instanceof Quantity low && range.upper() instanceof Quantity high
                && !low.numbers().isColumn() && !high.numbers().isColumn()) {
            if (!Double.isFinite(low.point()) || !Double.isFinite(high.point())) {
                throw wrong(Code.BAD_VALUE, "the range of `" + variable.name + "` has known ends");
            }
            return Domain.range(low.point(), high.point());
        }
        throw wrong(Code.BAD_VALUE, "the range of `" + variable.name + "` is one for all rows");
    }

    private void add(Trace trace, String name, Value truth, ExpressionNode node, List<Named> into) {
        List<SymbolicTruth.Condition> conditions = new ArrayList<>();
        if (truth instanceof Truth || truth instanceof SymbolicTruth) {
            if (!Logic.conditions(trace, truth, conditions)) {
                throw node.wrong(Code.BAD_VALUE, "a condition of an allocation is made of comparisons joined by `and`");
            }
        } else if (truth instanceof ListValue || truth == Missing.VALUE) {
            throw node.wrong(Code.BAD_VALUE, "a condition of an allocation is one comparison, not " + truth.kind());
        }
        for (SymbolicTruth.Condition written : conditions) {
            SymbolicTruth.Condition condition = Chances.shareFirst(trace, written);
            Unit unit = units.getOrDefault(name, condition.unit());
            into.add(new Named(name, new SymbolicTruth.Condition(condition.relation(), condition.left(), condition.right(), unit)));
        }
    }
}
