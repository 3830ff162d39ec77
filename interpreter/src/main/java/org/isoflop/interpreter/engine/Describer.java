package org.isoflop.interpreter.engine;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.function.Function;
import org.isoflop.interpreter.function.Functions;
import org.isoflop.interpreter.unit.NamedUnit;
import org.isoflop.interpreter.unit.StandardUnits;
import org.isoflop.interpreter.unit.UnitTable;
import org.isoflop.stdlib.operator.Operator;
import org.jspecify.annotations.Nullable;

/** Says what a name is: from the same tables that check, compute and complete. */
final class Describer {
    private final Checker checker;

    Describer(Checker checker) {
        this.checker = checker;
    }

    @Nullable
    String describe(String name) {
        Declaration declaration = checker.find(name);
        if (declaration != null) {
            return declaration(declaration);
        }
        for (Operator operator : Operator.values()) {
            if (operator.word().equals(name)) {
                return "`" + operator.signature() + "`\n\n" + operator.doc() + "\n\n    " + operator.example() + "\n";
            }
        }
        Function function = Functions.find(name);
        if (function != null) {
            return "`" + function.signature().text() + "`\n\n" + function.signature().documentation() + "\n\n    "
                    + function.signature().example() + "\n";
        }
        Code code = Code.named(name);
        if (code != null) {
            return "`" + code.word() + "`, " + (code.severity().word().equals("error") ? "an error" : "a warning") + "\n\n"
                    + code.explanation()
                    + "\n";
        }
        NamedUnit unit = new UnitTable().find(name);
        return unit == null ? null : "`" + unit.name() + "`, a unit of " + unit.dimension() + "\n\n" + unit.documentation() + "\n";
    }

    private static String declaration(Declaration declaration) {
        Span span = declaration.item().span();
        String documentation = declaration.item().documentation();
        return "`" + declaration.word() + " " + declaration.name() + "` of " + declaration.module().name()
                + (documentation == null ? "" : "\n\n" + documentation) + "\n\n    "
                + declaration.source().text(span).strip().replace("\n", "\n    ") + "\n";
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Operator operator : Operator.values()) {
            if (operator.isFunction()) {
                names.add(operator.word());
            }
        }
        names.addAll(Functions.names());
        for (Code code : Code.values()) {
            names.add(code.word());
        }
        for (NamedUnit unit : StandardUnits.all()) {
            names.add(unit.name());
        }
        names.addAll(checker.preludeNames());
        return names;
    }
}
