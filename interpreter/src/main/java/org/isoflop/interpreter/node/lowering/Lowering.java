package org.isoflop.interpreter.node.lowering;

import com.oracle.truffle.api.nodes.RootNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Expression.As;
import org.isoflop.grammar.syntax.Expression.Binary;
import org.isoflop.grammar.syntax.Expression.Call;
import org.isoflop.grammar.syntax.Expression.Comparison;
import org.isoflop.grammar.syntax.Expression.Conditional;
import org.isoflop.grammar.syntax.Expression.Element;
import org.isoflop.grammar.syntax.Expression.In;
import org.isoflop.grammar.syntax.Expression.ListLiteral;
import org.isoflop.grammar.syntax.Expression.Member;
import org.isoflop.grammar.syntax.Expression.MissingLiteral;
import org.isoflop.grammar.syntax.Expression.NumberLiteral;
import org.isoflop.grammar.syntax.Expression.Parenthesised;
import org.isoflop.grammar.syntax.Expression.RecordLiteral;
import org.isoflop.grammar.syntax.Expression.Reference;
import org.isoflop.grammar.syntax.Expression.Spread;
import org.isoflop.grammar.syntax.Expression.TextLiteral;
import org.isoflop.grammar.syntax.Expression.TruthLiteral;
import org.isoflop.grammar.syntax.Expression.Unary;
import org.isoflop.grammar.syntax.Expression.With;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.grammar.syntax.Syntax;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.analysis.Module;
import org.isoflop.interpreter.analysis.Statement;
import org.isoflop.interpreter.analysis.Typing;
import org.isoflop.interpreter.node.Arithmetic;
import org.isoflop.interpreter.node.Atoms;
import org.isoflop.interpreter.node.Composites;
import org.isoflop.interpreter.node.ExpressionNode;
import org.isoflop.interpreter.node.FunctionAsLaw;
import org.isoflop.interpreter.node.ItemNode;
import org.isoflop.interpreter.node.Lowerer;
import org.isoflop.interpreter.node.Membership;
import org.isoflop.interpreter.node.Place;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.node.StudyRoot;
import org.isoflop.interpreter.node.Texting;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/** Makes nodes from the checked syntax of one body: the only place where syntax becomes nodes. */
public final class Lowering {
    /** Lowers whole items and outputs. */
    public static final Lowerer LOWERER = new Lowerer() {
        @Override
        public RootNode item(Run run, Instance instance) {
            return new Lowering(run, instance).root();
        }

        @Override
        public RootNode output(Run run, Statement statement) {
            return new Lowering(run, statement).root(statement);
        }
    };

    private final Run run;
    private final Module module;
    private final Typing typing;
    private final String name;
    private final int slots;
    private final @Nullable Instance instance;
    private final CallLowering calls;
    private int literals;
    private Module placed;

    Lowering(Run run, Instance instance) {
        this(run, instance.declaration().module(), instance.typing(), qualified(instance.declaration()), instance.slots(), instance);
    }

    Lowering(Run run, Statement statement) {
        this(run, statement.module(), statement.typing(), "output at " + statement.item().span().start(), statement.slots(), null);
    }

    private Lowering(Run run, Module module, Typing typing, String name, int slots, @Nullable Instance instance) {
        this.run = run;
        this.module = module;
        this.typing = typing;
        this.name = name;
        this.slots = slots;
        this.instance = instance;
        this.placed = module;
        this.calls = new CallLowering(this);
    }

    /** The name that draws are made by: the item's, with its module's where that is not the study itself. */
    private static String qualified(Declaration declaration) {
        return declaration.module().isStudy() ? declaration.name() : declaration.module().name() + "." + declaration.name();
    }

    Run run() {
        return run;
    }

    Module module() {
        return module;
    }

    Typing typing() {
        return typing;
    }

    /** The slot behind all locals, for the columns of a file. */
    int extraSlot() {
        return slots;
    }

    StudyRoot root() {
        Instance lowered = Objects.requireNonNull(instance);
        Declaration declaration = lowered.declaration();
        ExpressionNode body = new ItemLowering(this).lower(lowered);
        Map<String, Integer> locals = new LinkedHashMap<>();
        if (declaration.takesArguments()) {
            declaration.parameters().forEach(parameter -> locals.put(parameter.name().text(), locals.size()));
        }
        return root(declaration.name(), declaration.item().span(), locals, body);
    }

    StudyRoot root(Statement statement) {
        return root(name, statement.item().span(), Map.of(), new OutputLowering(this).lower(statement));
    }

    /** @param locals the slots of what a debugger shows by name */
    StudyRoot root(String title, Span span, Map<String, Integer> locals, ExpressionNode body) {
        Place item = new Place(module.source(), span);
        @Nullable String[] names = new String[slots + 1];
        locals.forEach((local, slot) -> names[slot] = local);
        return new StudyRoot(run.language(), run, title, item, names, ItemNode.of(item, body));
    }

    Place place(Syntax syntax) {
        return new Place(placed.source(), syntax.span());
    }

    /** What follows was written in another module, as a replaced input is. */
    void writtenIn(Module other) {
        placed = other;
    }

    /** The place of the next random literal within the item: layout never changes it. */
    String nextLiteral() {
        return name + "#" + literals++;
    }

    ExpressionNode[] lower(List<? extends Expression> expressions) {
        ExpressionNode[] nodes = new ExpressionNode[expressions.size()];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = lower(expressions.get(i));
        }
        return nodes;
    }

    /** The arguments of a call in the order of its parameters. */
    ExpressionNode[] arguments(Call call, int[] order) {
        ExpressionNode[] nodes = new ExpressionNode[order.length];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = lower(call.arguments().get(order[i]).value());
        }
        return nodes;
    }

    ExpressionNode lower(Expression expression) {
        return switch (expression) {
            case NumberLiteral number -> number(number);
            case TextLiteral text -> new Atoms.Constant(place(text), new Text(text.value()));
            case TruthLiteral truth -> new Atoms.Constant(place(truth), Truth.of(truth.value()));
            case MissingLiteral missing -> new Atoms.Constant(place(missing), Missing.VALUE);
            case Reference reference -> bound(reference);
            case ListLiteral list -> new Composites.Listing(place(list), lower(list.items()));
            case RecordLiteral record -> record(record, false);
            case Parenthesised parenthesised -> lower(parenthesised.inner());
            case Member member -> typing.binding(member) != null
                    ? bound(member)
                    : new Composites.Member(place(member), lower(member.target()), member.name().text());
            case Call call -> calls.call(call);
            case Element element -> new Composites.Element(place(element), lower(element.target()), lower(element.indices().getFirst()));
            case With with -> calls.with(with);
            case Unary unary -> unary(unary);
            case Binary binary -> binary(binary);
            case Comparison comparison -> comparison(comparison);
            case In in -> new Membership(place(in), lower(in.value()), domain(in.domain()));
            case Expression.Range range -> range(range);
            case Spread spread ->
                    new Arithmetic.Spread(place(spread), lower(spread.point()), lower(spread.deviation()), unit(spread), nextLiteral());
            case Conditional conditional -> new Arithmetic.Conditional(place(conditional), lower(conditional.condition()),
                    lower(conditional.then()), lower(conditional.otherwise()), unit(conditional));
            case As as -> new Arithmetic.InUnit(place(as), lower(as.value()), typing.unit(as), 1);
        };
    }

    /** The unit of a quantity, whatever it is arranged in. */
    Unit unit(Expression expression) {
        return unit(typing.type(expression));
    }

    static Unit unit(Type type) {
        return switch (type) {
            case Type.Quantity(Unit unit, boolean zero) -> unit;
            case Type.Range(Unit unit) -> unit;
            case Type.ListOf(Type element) -> unit(element);
            case Type.OpenVector(Type element) -> unit(element);
            case Type.RecordOf record -> record.members().isEmpty() ? Unit.NONE : unit(record.members().values().iterator().next());
            default -> Unit.NONE;
        };
    }

    private ExpressionNode number(NumberLiteral number) {
        Unit unit = typing.unit(number);
        return new Atoms.Constant(place(number), new Quantity(unit, Numbers.of(number.value() * unit.scale())));
    }

    private ExpressionNode bound(Expression expression) {
        return switch (typing.binding(expression)) {
            case Typing.Binding.Local(int slot) -> new Atoms.Local(place(expression), slot);
            case Typing.Binding.Global(Instance global) -> new Atoms.Global(place(expression), global);
            case Typing.Binding.FunctionAsLaw(Instance function, LawSignature its) -> new FunctionAsLaw(place(expression), function, its);
            case Typing.Binding.FileColumn(String header) -> new Atoms.FileColumn(place(expression), header, slots);
            case null, default -> throw new IllegalStateException("nothing is bound at " + place(expression).text());
        };
    }

    ExpressionNode record(RecordLiteral record, boolean vector) {
        String[] names = new String[record.entries().size()];
        ExpressionNode[] members = new ExpressionNode[names.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = record.entries().get(i).name().text();
            members[i] = lower(record.entries().get(i).value());
        }
        return new Composites.Recording(place(record), names, members, vector || isVector(record));
    }

    /** A record of numbers of one dimension is a vector. */
    private boolean isVector(RecordLiteral record) {
        Unit first = null;
        for (Expression.Entry entry : record.entries()) {
            if (!(typing.type(entry.value()) instanceof Type.Quantity(Unit unit, boolean zero))) {
                return false;
            }
            if (first != null && !first.sameDimension(unit)) {
                return false;
            }
            first = unit;
        }
        return first != null;
    }

    private ExpressionNode domain(Expression domain) {
        if (!(domain instanceof Spread spread)) {
            return lower(domain);
        }
        ExpressionNode low = new Arithmetic.Apply(place(spread), Operator.SUBTRACT, unit(spread), lower(spread.point()),
                lower(spread.deviation()));
        ExpressionNode high = new Arithmetic.Apply(place(spread), Operator.ADD, unit(spread), lower(spread.point()),
                lower(spread.deviation()));
        return new Arithmetic.Range(place(spread), low, high, unit(spread));
    }

    private ExpressionNode range(Expression.Range range) {
        if (range.step() == null) {
            return new Arithmetic.Range(place(range), lower(range.low()), lower(range.high()), unit(range));
        }
        return new Arithmetic.Steps(place(range), lower(range.low()), lower(range.high()), lower(range.step()), unit(range));
    }

    private ExpressionNode unary(Unary unary) {
        ExpressionNode operand = lower(unary.operand());
        return unary.operator() == Expression.Operator.NOT
                ? new Arithmetic.Not(place(unary), operand)
                : new Arithmetic.Apply(place(unary), Operator.NEGATE, unit(unary), operand);
    }

    private ExpressionNode binary(Binary binary) {
        return switch (binary.operator()) {
            case AND, OR -> new Arithmetic.All(place(binary), binary.operator() == Expression.Operator.OR,
                    List.of(lower(binary.left()), lower(binary.right())));
            case ADD -> arithmetic(Operator.ADD, binary);
            case SUBTRACT -> arithmetic(Operator.SUBTRACT, binary);
            case MULTIPLY -> arithmetic(Operator.MULTIPLY, binary);
            case DIVIDE -> arithmetic(Operator.DIVIDE, binary);
            case POWER -> arithmetic(Operator.POWER, binary);
            case NEGATE, NOT, LESS, AT_MOST, GREATER, AT_LEAST, EQUAL, UNEQUAL -> throw new IllegalStateException("no binary operator");
        };
    }

    private ExpressionNode arithmetic(Operator operator, Binary binary) {
        return new Arithmetic.Apply(place(binary), operator, unit(binary), lower(binary.left()), lower(binary.right()));
    }

    private ExpressionNode comparison(Comparison comparison) {
        List<ExpressionNode> parts = new ArrayList<>();
        for (int i = 0; i < comparison.operators().size(); i++) {
            Expression left = comparison.operands().get(i);
            Expression right = comparison.operands().get(i + 1);
            Expression.Operator operator = comparison.operators().get(i);
            if (isText(left) || isText(right)) {
                parts.add(new Texting.Equal(place(comparison), lower(left), lower(right), operator == Expression.Operator.UNEQUAL));
                continue;
            }
            parts.add(new Arithmetic.Apply(place(comparison), operator(operator), Unit.NONE, lower(left), lower(right)));
        }
        return parts.size() == 1 ? parts.getFirst() : new Arithmetic.All(place(comparison), false, parts);
    }

    private boolean isText(Expression expression) {
        Type type = typing.type(expression);
        return (type instanceof Type.ListOf(Type element) ? element : type) == Type.TEXT;
    }

    private static Operator operator(Expression.Operator operator) {
        return switch (operator) {
            case LESS -> Operator.LESS;
            case AT_MOST -> Operator.LESS_EQUAL;
            case GREATER -> Operator.GREATER;
            case AT_LEAST -> Operator.GREATER_EQUAL;
            case EQUAL -> Operator.EQUAL;
            case UNEQUAL -> Operator.UNEQUAL;
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, POWER, NEGATE, NOT, AND, OR -> throw new IllegalStateException("no comparison");
        };
    }
}
