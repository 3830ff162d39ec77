package org.isoflop.interpreter.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.analysis.Publications;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Display;

/** A law with the constants of a published one in another formula: a logarithm to another base, a sign, compute in another unit. */
final class Misformed {
    private Misformed() {
    }

    /** Whether numbers are those of a published law, all of them, and beside them none that tells anything. */
    static boolean hasOnlyThese(double[] printed, List<Double> typed) {
        return printed.length > 1 && Arrays.stream(printed).mapToInt(Publications::digits).sum() >= Publications.ENOUGH
                && Arrays.stream(printed).allMatch(number -> typed.stream().anyMatch(each -> isSame(each, number)))
                && typed.stream().allMatch(each -> Publications.digits(each) == 0
                        || Arrays.stream(printed).anyMatch(number -> isSame(each, number)));
    }

    /** A sign stands outside of its number. */
    private static boolean isSame(double one, double other) {
        return Quoted.isSame(Math.abs(one), Math.abs(other));
    }

    /**
     * What is said of one.
     *
     * @param path the name of the published law
     */
    static Diagnostic of(Declaration declaration, Item.Law item, String path, Quoted published, Quoted own) {
        List<String> units = units(published, own);
        Diagnostic said = Diagnostic
                .of(Code.MISQUOTED, "`" + declaration + "` has the constants of `" + path + "` in another formula: what it gives is up to "
                        + Display.DEFAULT.quantity(Unit.NONE, 100 * published.distance(own)) + " % off")
                .at(declaration.source(), item.name().span());
        return (units.isEmpty() ? said : said.note("its constants go with " + String.join(" and ", units)))
                .fix("`isoflop doc " + path + "` shows the formula with its units; look at signs, at the base of logarithms and at what the"
                        + " arguments are measured in, or say in an `accept` why this one is another");
    }

    /** The units of the published law that are measured in others here. */
    private static List<String> units(Quoted published, Quoted own) {
        List<String> other = new ArrayList<>();
        for (int i = 0; i < published.arguments().size(); i++) {
            Unit there = published.arguments().get(i).unit();
            Unit here = own.arguments().get(i).unit();
            if (there.scale() != here.scale()) {
                other.add("`" + published.arguments().get(i).name() + "` in `" + there + "`, and here it is measured in `" + here + "`");
            }
        }
        return other;
    }
}
