package org.isoflop.interpreter.analysis;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isoflop.grammar.syntax.Item;

/** The laws of the library by the constants that stand in them. The text of a paper's module is searched before the module is read. */
public final class Publications {
    private static final String PAPERS = "laws/";
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])\\d[\\d_]*(?:\\.\\d+)?(?:e[-+]?\\d+)?(?![\\w.])");
    /** What numbers have to tell together before they are taken for those of a paper, in {@link #digits}. */
    public static final int ENOUGH = 4;
    /** From so many powers of ten on a number is as telling as with two digits more. */
    private static final int FAR = 3;

    private final Modules modules;

    Publications(Modules modules) {
        this.modules = modules;
    }

    /** The laws of all papers that name enough of some numbers to be meant by them. */
    List<Declaration> naming(Collection<Double> numbers) {
        List<Declaration> laws = new ArrayList<>();
        for (String paper : Library.names(PAPERS)) {
            if (tells(numbers, paper) >= ENOUGH) {
                laws.addAll(of(paper));
            }
        }
        return laws;
    }

    /** The text of the module of a paper. */
    public static String text(String paper) {
        return Library.text(PAPERS + paper);
    }

    /** The numbers that stand anywhere in the module of a paper, in its comments too. */
    public static Set<Double> numbers(String paper) {
        Set<Double> named = new HashSet<>();
        Matcher matcher = NUMBER.matcher(text(paper));
        while (matcher.find()) {
            named.add(Double.parseDouble(matcher.group().replace("_", "")));
        }
        return named;
    }

    /** The laws of a paper. */
    List<Declaration> of(String paper) {
        Module module = modules.library(PAPERS + paper);
        return module == null
                ? List.of()
                : module.declarations().values().stream().filter(declaration -> declaration.item() instanceof Item.Law).toList();
    }

    private static int tells(Collection<Double> numbers, String paper) {
        Set<Double> named = numbers(paper);
        int digits = 0;
        for (double number : new HashSet<>(numbers)) {
            digits += named.contains(Math.abs(number)) ? digits(number) : 0;
        }
        return digits;
    }

    /** How much a number tells of where it comes from: nothing with one digit, else as many digits as it has. */
    public static int digits(double number) {
        BigDecimal exact = new BigDecimal(Double.toString(Math.abs(number))).stripTrailingZeros();
        int digits = exact.precision();
        int power = digits - exact.scale() - 1;
        return digits < 2 ? 0 : digits + (Math.abs(power) >= FAR ? 2 : 0);
    }
}
