package org.isoflop.interpreter.analysis;

import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Expression.NumberLiteral;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.interpreter.unit.Unit;

/** The units that a study adds: a base, a kind of a unit, a multiple of one. */
final class UnitDeclarations {
    private final Module module;
    private final Problems problems;

    UnitDeclarations(Module module, Problems problems) {
        this.module = module;
        this.problems = problems;
    }

    void declare() {
        for (Item item : module.syntax().items()) {
            if (item instanceof Item.Unit unit) {
                declare(unit);
            }
        }
    }

    private void declare(Item.Unit item) {
        String name = item.name().text();
        if (module.units().declares(name)) {
            problems.report(Diagnostic.of(Code.DUPLICATE_NAME, name).at(module.source(), item.name().span())
                    .note("a unit of this name is known already"), null);
            return;
        }
        String documentation = item.documentation() == null ? "" : item.documentation();
        UnitResolver resolver = new UnitResolver(module, problems);
        if (item.kindOf() != null) {
            Unit of = resolver.unit(item.kindOf());
            if (of != null) {
                module.units().declareKind(name, of, documentation);
            }
        } else if (item.multiple() == null) {
            module.units().declareBase(name, documentation);
        } else if (item.multiple() instanceof NumberLiteral number && number.unit() != null) {
            Unit of = resolver.unit(number.unit());
            if (of != null) {
                module.units().declareMultiple(name, of, number.value(), documentation);
            }
        } else {
            problems.report(Diagnostic.of(Code.WRONG_TYPE, "a unit is declared as a number of another one, written out")
                    .at(module.source(), item.multiple().span()).fix("write it as in `unit " + name + " = 2048 tokens`"), null);
        }
    }
}
