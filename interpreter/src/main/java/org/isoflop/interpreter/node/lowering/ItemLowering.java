package org.isoflop.interpreter.node.lowering;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isoflop.grammar.syntax.Bound;
import org.isoflop.grammar.syntax.Clause;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.Call;
import org.isoflop.grammar.syntax.Expression.RecordLiteral;
import org.isoflop.grammar.syntax.Expression.Reference;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Local;
import org.isoflop.grammar.syntax.Parameter;
import org.isoflop.grammar.syntax.Variable;
import org.isoflop.interpreter.analysis.Conditions;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.analysis.Typing;
import org.isoflop.interpreter.node.Arithmetic;
import org.isoflop.interpreter.node.ExpressionNode;
import org.isoflop.interpreter.node.LawNode;
import org.isoflop.interpreter.node.allocate.AllocateNode;
import org.isoflop.interpreter.node.fit.FitNode;
import org.isoflop.interpreter.node.fit.FitOptionsNode;
import org.isoflop.interpreter.node.fit.Rollouts;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.fit.Residual;
import org.jspecify.annotations.Nullable;

/** Makes the node of each kind of item. */
final class ItemLowering {
    private final Lowering lowering;
    private final Typing typing;

    ItemLowering(Lowering lowering) {
        this.lowering = lowering;
        this.typing = lowering.typing();
    }

    ExpressionNode lower(Instance instance) {
        return switch (instance.declaration().item()) {
            case Item.Unit unit -> throw new IllegalStateException("a unit has no value");
            case Item.Input input -> input(instance, input);
            case Item.Let let -> let(let);
            case Item.Data data -> new TableLowering(lowering).data(data);
            case Item.Law law -> law(law, instance);
            case Item.Fit fit -> fit(fit, instance);
            case Item.Constraint constraint -> lowering.lower(constraint.condition());
            case Item.Budget budget -> lowering.record(budget.lines(), false);
            case Item.Allocate allocate -> allocate(allocate, instance);
            case Item.Sweep sweep -> new TableLowering(lowering).sweep(sweep);
        };
    }

    private ExpressionNode input(Instance instance, Item.Input input) {
        Declaration.Replacement replacement = instance.declaration().replacement();
        if (replacement == null) {
            return inUnit(input.value(), instance.type());
        }
        lowering.writtenIn(replacement.module());
        Unit unit = typing.unit(replacement.value());
        boolean takesUnit = replacement.outside() && !unit.factors().isEmpty()
                && Lowering.unit(typing.type(replacement.value())).factors().isEmpty();
        ExpressionNode value = lowering.lower(replacement.value());
        if (takesUnit && !(replacement.value() instanceof Expression.NumberLiteral)) {
            return new Arithmetic.InUnit(lowering.place(replacement.value()), value, unit, unit.scale());
        }
        return new Arithmetic.InUnit(lowering.place(replacement.value()), value, Lowering.unit(instance.type()), 1);
    }

    /** A value shown in the unit that it is declared in. */
    private ExpressionNode inUnit(Expression value, Type declared) {
        ExpressionNode node = lowering.lower(value);
        Unit unit = Lowering.unit(declared);
        return unit.equals(lowering.unit(value)) || unit.factors().isEmpty()
                ? node
                : new Arithmetic.InUnit(lowering.place(value), node, unit, 1);
    }

    private ExpressionNode let(Item.Let let) {
        ExpressionNode body = lowering.lower(let.body());
        Unit unit = typing.unit(let);
        if (!unit.factors().isEmpty()) {
            body = new Arithmetic.InUnit(lowering.place(let.body()), body, unit, 1);
        }
        if (let.where().isEmpty()) {
            return body;
        }
        int[] slots = new int[let.where().size()];
        ExpressionNode[] definitions = new ExpressionNode[slots.length];
        for (int i = 0; i < slots.length; i++) {
            Local local = let.where().get(i);
            slots[i] = typing.slot(local);
            definitions[i] = lowering.lower(local.value());
        }
        return new LawNode.Formula(lowering.place(let.body()), slots, definitions, body);
    }

    private ExpressionNode law(Item.Law law, Instance instance) {
        LawSignature signature = ((Type.LawOf) instance.type()).signature();
        LawNode.Meta meta = meta(law.meta());
        if (law.parameters() == null && law.where().isEmpty()) {
            return new LawNode.Renamed(lowering.place(law.body()), lowering.lower(law.body()), meta, signature);
        }
        Map<String, Integer> slots = new LinkedHashMap<>();
        if (law.parameters() != null) {
            for (Parameter parameter : law.parameters()) {
                slots.put(parameter.name().text(), typing.slot(parameter));
            }
        }
        List<LawNode.Setter> coefficients = new ArrayList<>();
        List<Local> definitions = new ArrayList<>();
        for (Clause clause : law.where()) {
            switch (clause) {
                case Clause.Definition definition when signature.gives(definition.local().name().text()) -> {
                    String name = definition.local().name().text();
                    slots.put(name, typing.slot(definition.local()));
                    coefficients.add(new LawNode.Giving(name, lowering.lower(definition.local().value())));
                }
                case Clause.Definition definition -> definitions.add(definition.local());
                case Clause.Coefficients group -> {
                    List<String> names = new ArrayList<>();
                    for (Clause.Coefficient coefficient : group.names()) {
                        names.add(coefficient.name().text());
                        slots.put(coefficient.name().text(), typing.slot(coefficient));
                    }
                    coefficients.add(bounding(group.bound(), names));
                }
            }
        }
        int[] definitionSlots = new int[definitions.size()];
        ExpressionNode[] values = new ExpressionNode[definitionSlots.length];
        for (int i = 0; i < values.length; i++) {
            definitionSlots[i] = typing.slot(definitions.get(i));
            values[i] = lowering.lower(definitions.get(i).value());
        }
        ExpressionNode formula = new LawNode.Formula(lowering.place(law.body()), definitionSlots, values, lowering.lower(law.body()));
        return new LawNode(lowering.place(law.name()), signature, slots, coefficients.toArray(new LawNode.Setter[0]), meta,
                lowering.root(law.name().text(), law.span(), slots, formula));
    }

    private LawNode.Bounding bounding(Bound bound, List<String> names) {
        return switch (bound) {
            case Bound.Side side -> {
                boolean lower = side.operator() == Expression.Operator.GREATER || side.operator() == Expression.Operator.AT_LEAST;
                yield new LawNode.Bounding(names, lower, !lower, lowering.lower(side.limit()));
            }
            case Bound.Within within -> new LawNode.Bounding(names, true, true, lowering.lower(within.range()));
            case Bound.Free free -> new LawNode.Bounding(names, false, false, null);
        };
    }

    private LawNode.Meta meta(@Nullable RecordLiteral meta) {
        List<String> names = new ArrayList<>();
        List<ExpressionNode> values = new ArrayList<>();
        Map<String, Value> words = new LinkedHashMap<>();
        ExpressionNode valid = null;
        for (Expression.Entry entry : meta == null ? List.<Expression.Entry>of() : meta.entries()) {
            String name = entry.name().text();
            switch (name) {
                case "valid" -> valid = lowering.lower(entry.value());
                case "evidence" -> words.put(name, new Text(((Reference) entry.value()).name().text()));
                case "supersedes" -> words.put(name, new Text(lowering.place(entry.value()).text()));
                default -> {
                    names.add(name);
                    values.add(lowering.lower(entry.value()));
                }
            }
        }
        return new LawNode.Meta(names.toArray(new String[0]), values.toArray(new ExpressionNode[0]), words, valid);
    }

    private ExpressionNode fit(Item.Fit fit, Instance instance) {
        Call call = (Call) fit.law();
        Typing.Binding.Law law = (Typing.Binding.Law) Objects.requireNonNull(typing.binding(call));
        LawSignature signature = ((Type.FitOf) instance.type()).signature();
        return new FitNode(lowering.place(fit.name()), lowering.lower(fit.table()), lowering.lower(call.callee()),
                lowering.lower(fit.target()),
                lowering.arguments(call, law.order()), fitOptions(fit.options()), typing.table(fit), signature,
                Rollouts.of(fit.name().text(), instance.declaration().module()));
    }

    private FitOptionsNode fitOptions(@Nullable RecordLiteral options) {
        FitOptionsNode.Parts parts = new FitOptionsNode.Parts();
        for (Expression.Entry entry : options == null ? List.<Expression.Entry>of() : options.entries()) {
            fitOption(entry, parts);
        }
        return new FitOptionsNode(parts);
    }

    private void fitOption(Expression.Entry entry, FitOptionsNode.Parts parts) {
        switch (entry.name().text()) {
            case "keep" -> parts.keep = lowering.lower(entry.value());
            case "holdout" -> parts.holdout = lowering.lower(entry.value());
            case "level" -> parts.level = lowering.lower(entry.value());
            case "weights" -> parts.weights = lowering.lower(entry.value());
            case "residuals" -> residuals(entry, parts);
            case "robust" -> {
                parts.robust = word(entry);
                parts.robustArguments = arguments(entry);
            }
            case "priors" -> priors((RecordLiteral) entry.value(), parts);
            case "starts" -> {
                if (entry.value() instanceof RecordLiteral record) {
                    parts.startNames = names(record);
                    parts.starts = values(record);
                } else if (entry.value() instanceof Expression.ListLiteral list) {
                    points(list, parts);
                }
            }
            case "bootstrap" -> {
                if (entry.value() instanceof Reference reference && reference.name().text().equals("none")) {
                    parts.resampled = false;
                } else {
                    parts.bootstrap = lowering.lower(entry.value());
                }
            }
            case "resample" -> {
                parts.resample = word(entry);
                ExpressionNode[] arguments = arguments(entry);
                parts.strata = arguments.length == 0 ? null : arguments[0];
            }
            case "interval" -> parts.interval = word(entry);
            default -> {
                // Checked to be an option.
            }
        }
    }

    private void residuals(Expression.Entry entry, FitOptionsNode.Parts parts) {
        parts.residual = switch (word(entry)) {
            case "plain" -> Residual.PLAIN;
            case "relative" -> Residual.RELATIVE;
            default -> Residual.LOG;
        };
        if (word(entry).equals("transform")) {
            Call call = (Call) typing.application(entry.value());
            parts.transform = lowering.lower(call);
            parts.transformSlot = typing.slot(entry.value());
            parts.transformName = ((Reference) call.callee()).name().text();
        }
    }

    private static String word(Expression.Entry entry) {
        Expression value = entry.value() instanceof Call call ? call.callee() : entry.value();
        return ((Reference) value).name().text();
    }

    private ExpressionNode[] arguments(Expression.Entry entry) {
        if (!(entry.value() instanceof Call call)) {
            return new ExpressionNode[0];
        }
        ExpressionNode[] nodes = new ExpressionNode[call.arguments().size()];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = lowering.lower(call.arguments().get(i).value());
        }
        return nodes;
    }

    private void priors(RecordLiteral record, FitOptionsNode.Parts parts) {
        parts.priorNames = names(record);
        parts.priors = new ExpressionNode[parts.priorNames.length];
        parts.priorDeviations = new ExpressionNode[parts.priorNames.length];
        for (int i = 0; i < parts.priors.length; i++) {
            Expression.Spread spread = (Expression.Spread) record.entries().get(i).value();
            parts.priors[i] = lowering.lower(spread.point());
            parts.priorDeviations[i] = lowering.lower(spread.deviation());
        }
    }

    private void points(Expression.ListLiteral list, FitOptionsNode.Parts parts) {
        List<String> names = new ArrayList<>();
        List<ExpressionNode> values = new ArrayList<>();
        parts.startSizes = new int[list.items().size()];
        for (int i = 0; i < parts.startSizes.length; i++) {
            RecordLiteral point = (RecordLiteral) list.items().get(i);
            parts.startSizes[i] = point.entries().size();
            names.addAll(List.of(names(point)));
            values.addAll(List.of(values(point)));
        }
        parts.startNames = names.toArray(String[]::new);
        parts.starts = values.toArray(ExpressionNode[]::new);
    }

    private static String[] names(RecordLiteral record) {
        String[] names = new String[record.entries().size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = record.entries().get(i).name().text();
        }
        return names;
    }

    private ExpressionNode[] values(RecordLiteral record) {
        ExpressionNode[] values = new ExpressionNode[record.entries().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = lowering.lower(record.entries().get(i).value());
        }
        return values;
    }

    private ExpressionNode allocate(Item.Allocate allocate, Instance instance) {
        Type.AllocationOf type = (Type.AllocationOf) instance.type();
        AllocateNode.VariableNode[] variables = new AllocateNode.VariableNode[allocate.variables().size()];
        for (int i = 0; i < variables.length; i++) {
            Variable variable = allocate.variables().get(i);
            Type declared = type.variables().get(variable.name().text());
            List<String> parts = !variable.parts().isEmpty() && declared instanceof Type.RecordOf record
                    ? List.copyOf(record.members().keySet())
                    : List.of();
            variables[i] = new AllocateNode.VariableNode(variable.name().text(), parts,
                    declared == null ? Unit.NONE : Lowering.unit(declared),
                    typing.slot(variable), variable.domain() == null ? null : lowering.lower(variable.domain()));
        }
        List<AllocateNode.ConditionNode> conditions = new ArrayList<>();
        for (Expression within : allocate.within()) {
            conditions.add(new AllocateNode.ConditionNode(name(within), true, lowering.lower(within)));
        }
        for (Expression condition : allocate.conditions()) {
            conditions.add(new AllocateNode.ConditionNode(name(condition), false, lowering.lower(condition)));
        }
        ExpressionNode tolerance = allocate.options() == null || allocate.options().entries().isEmpty()
                ? null
                : lowering.lower(allocate.options().entries().getFirst().value());
        return new AllocateNode(lowering.place(allocate.name()), allocate.maximize(), allocate.parameters() == null, variables,
                lowering.lower(allocate.objective()), conditions.toArray(new AllocateNode.ConditionNode[0]), units(type), tolerance);
    }

    /** The units of the conditions, from the type of the slack. */
    private static Map<String, Unit> units(Type.AllocationOf type) {
        Map<String, Unit> units = new LinkedHashMap<>();
        if (type.members().get("slack") instanceof Type.RecordOf slack) {
            slack.members().forEach((name, each) -> units.put(name, Lowering.unit(each)));
        }
        return units;
    }

    private String name(Expression condition) {
        return Conditions.name(condition, lowering.module().source(), typing);
    }
}
