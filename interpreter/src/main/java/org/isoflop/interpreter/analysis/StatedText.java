package org.isoflop.interpreter.analysis;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;

/** How much different text a study says that there is: its inputs and values in {@code unique_tokens} that are plain calculations. */
public final class StatedText {
    private static final String UNIQUE = "unique_token";

    private StatedText() {
    }

    /** Those of a study that no law, fit or table has to be asked for, of what was checked of it. */
    public static List<Instance> of(Checker checker) {
        return checker.root().declarations().values().stream().map(declaration -> declaration.instance(List.of())).filter(Objects::nonNull)
                .filter(instance -> isValue(instance) && instance.type() instanceof Type.Quantity(Unit unit, boolean zero)
                        && isUnique(unit) && !reaches(instance.uses(), used -> !isValue(used)))
                .toList();
    }

    private static boolean isValue(Instance instance) {
        Item item = instance.declaration().item();
        return item instanceof Item.Input || item instanceof Item.Let && instance.arguments().isEmpty();
    }

    /** Whether something is worked out by a law or function that is told how much of its text is different. */
    public static boolean isTold(Collection<Instance> uses) {
        return reaches(uses, used -> used.arguments().stream().anyMatch(StatedText::isUnique)
                || used.type() instanceof Type.LawOf(LawSignature signature) && takes(signature)
                || used.type() instanceof Type.FitOf fit && takes(fit.signature()));
    }

    /** Whether a law is told how much of its text is different. */
    public static boolean takes(LawSignature signature) {
        return signature.arguments().stream().anyMatch(argument -> isUnique(argument.unit()));
    }

    private static boolean isUnique(Type type) {
        Unit unit = Type.unitOf(type);
        return unit != null && isUnique(unit);
    }

    private static boolean isUnique(Unit unit) {
        return unit.factors().size() == 1 && unit.factors().getFirst().exponent() == 1
                && unit.factors().getFirst().unit().name().equals(UNIQUE);
    }

    /** Whether some instances, or what they are made of, have something to them. */
    public static boolean reaches(Collection<Instance> from, Predicate<Instance> wanted) {
        return Instance.reached(from).stream().anyMatch(wanted);
    }
}
