package org.isoflop.grammar.syntax;

import java.util.List;
import org.isoflop.grammar.syntax.Expression.RecordLiteral;
import org.isoflop.grammar.syntax.Expression.TextLiteral;
import org.jspecify.annotations.Nullable;

/** A line of a study that begins with an item word. */
public sealed interface Item extends Syntax {

    /** An item that gives its name to something that can be used elsewhere. */
    sealed interface Declaration extends Item {
        Name name();

        /** The Markdown of the {@code ##} comments before it, without the marks. */
        @Nullable
        String documentation();

        /** Null where no parentheses stand after the name. */
        default @Nullable List<Parameter> parameters() {
            return null;
        }
    }

    /** {@code study "title" { seed: 7 }}. */
    record Header(Span span, @Nullable String documentation, TextLiteral title, @Nullable RecordLiteral options) implements Item {
    }

    /** {@code use hardware}, {@code use laws.*}, {@code use "file.study" with { … } as alias}; one of path and file. */
    record Use(Span span, @Nullable List<Name> path, boolean everything, @Nullable TextLiteral file, @Nullable RecordLiteral replacements,
            @Nullable Name alias) implements Item {
    }

    /** {@code unit image}, {@code unit active_param: param}, {@code unit seq = 2048 tokens}. */
    record Unit(Span span, @Nullable String documentation, Name name, @Nullable UnitExpression kindOf, @Nullable Expression multiple)
            implements Declaration {
    }

    record Input(Span span, @Nullable String documentation, Name name, @Nullable UnitExpression unit, Expression value)
            implements Declaration {
    }

    record Let(Span span, @Nullable String documentation, Name name, @Nullable List<Parameter> parameters, @Nullable UnitExpression unit,
            Expression body, List<Local> where) implements Declaration {
    }

    record Data(Span span, @Nullable String documentation, Name name, @Nullable List<Parameter> parameters, Expression body,
            @Nullable Columns columns) implements Declaration {
    }

    record Law(Span span, @Nullable String documentation, Name name, @Nullable List<Parameter> parameters, @Nullable UnitExpression unit,
            Expression body, List<Clause> where, @Nullable RecordLiteral meta) implements Declaration {
    }

    record Fit(Span span, @Nullable String documentation, Name name, @Nullable List<Parameter> parameters, Expression target,
            Expression law, Expression table, @Nullable RecordLiteral options) implements Declaration {
    }

    record Constraint(Span span, @Nullable String documentation, Name name, @Nullable List<Parameter> parameters, Expression condition)
            implements Declaration {
    }

    record Budget(Span span, @Nullable String documentation, Name name, @Nullable List<Parameter> parameters, RecordLiteral lines)
            implements Declaration {
    }

    record Allocate(Span span, @Nullable String documentation, Name name, @Nullable List<Parameter> parameters, boolean maximize,
            Expression objective, List<Variable> variables, List<Expression> within, List<Expression> conditions,
            @Nullable RecordLiteral options) implements Declaration {
    }

    record Sweep(Span span, @Nullable String documentation, Name name, @Nullable List<Parameter> parameters, List<Axis> axes,
            Columns columns) implements Declaration {
    }

    record Show(Span span, List<Expression> expressions) implements Item {
    }

    record Plot(Span span, List<Expression> expressions, @Nullable TextLiteral file, @Nullable RecordLiteral options) implements Item {
    }

    record Export(Span span, Expression table, TextLiteral file) implements Item {
    }

    record Expect(Span span, Expression condition, @Nullable TextLiteral reason) implements Item {
    }

    record Accept(Span span, List<Name> warnings, List<Name> items, TextLiteral reason) implements Item {
    }
}
