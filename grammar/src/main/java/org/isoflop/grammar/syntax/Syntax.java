package org.isoflop.grammar.syntax;

/** Anything that was read from a place in a text. */
public sealed interface Syntax permits Study, Item, Expression, Name, Columns, Columns.Entry, Parameter, Clause, Bound, Variable, Axis,
        UnitExpression, UnitExpression.Factor, Expression.Entry, Expression.Argument, Local {
    Span span();
}
