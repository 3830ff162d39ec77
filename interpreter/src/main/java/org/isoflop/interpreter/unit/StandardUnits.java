package org.isoflop.interpreter.unit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.unit.NamedUnit.Style;

/** The units that every study has: one line each. A study adds its own with {@code unit}. */
public final class StandardUnits {
    private static final Map<String, NamedUnit> UNITS = new HashMap<>();
    private static final List<NamedUnit> IN_ORDER = new ArrayList<>();
    private static final Map<Base, NamedUnit> OF_BASE = new HashMap<>();

    static final Base WORK = new Base("work", 0);
    static final Base MONEY = new Base("money", 1);
    static final Base ENERGY = new Base("energy", 2);
    static final Base INFORMATION = new Base("information", 3);
    static final Base MEMORY = new Base("bytes", 4);
    static final Base TOKENS = new Base("tokens", 5);
    static final Base PARAMETERS = new Base("parameters", 6);
    static final Base STEPS = new Base("steps", 7);
    static final Base SEQUENCES = new Base("sequences", 8);
    static final Base EXAMPLES = new Base("examples", 9);
    static final Base DEVICES = new Base("devices", 10);
    static final Base TIME = new Base("time", 11);
    /** Where the bases stand that a study declares. */
    static final int DECLARED = 12;

    static {
        base("param", PARAMETERS, Style.COUNT, "A trainable weight.");
        base("token", TOKENS, Style.COUNT, "A token of text as the tokeniser cuts it.");
        base("FLOP", WORK, Style.POWER, "A floating-point operation; takes SI prefixes.");
        base("sec", TIME, Style.POWER, "A second.");
        base("USD", MONEY, Style.MONEY, "A US dollar, also written $ before the number.");
        base("J", ENERGY, Style.SYMBOL, "A joule.");
        base("device", DEVICES, Style.COUNT, "An accelerator.");
        base("nat", INFORMATION, Style.MEASURE, "Information in natural logarithms.");
        base("byte", MEMORY, Style.COUNT, "A byte of text or memory; not 8 bits of information. Takes SI prefixes.");
        base("step", STEPS, Style.COUNT, "An optimiser step.");
        base("sequence", SEQUENCES, Style.COUNT, "A training sequence.");
        base("example", EXAMPLES, Style.COUNT, "A training or test example.");
        multiple("minute", TIME, 60, Style.MEASURE, "60 seconds.");
        multiple("hour", TIME, 3600, Style.MEASURE, "60 minutes.");
        multiple("day", TIME, 86400, Style.MEASURE, "24 hours.");
        multiple("week", TIME, 7 * 86400, Style.MEASURE, "7 days.");
        multiple("month", TIME, 365.25 * 86400 / 12, Style.MEASURE, "A twelfth of a year.");
        multiple("year", TIME, 365.25 * 86400, Style.MEASURE, "365.25 days.");
        multiple("bit", INFORMATION, Math.log(2), Style.MEASURE, "Information in logarithms to base 2: ln 2 nats.");
        multiple("PFday", WORK, 1e15 * 86400, Style.MEASURE, "A petaflop per second for a day: 8.64e19 FLOP.");
        multiple("Wh", ENERGY, 3600, Style.SYMBOL, "A watt for an hour; takes SI prefixes.");
        add(new NamedUnit("W", Dimension.of(ENERGY).over(Dimension.of(TIME)), 1, null, Style.SYMBOL,
                "A joule per second; takes SI prefixes."));
        kind("total_param", PARAMETERS, Style.COUNT, "All parameters, embeddings included.");
        kind("nonembedding_param", PARAMETERS, Style.COUNT, "Parameters without embeddings.");
        kind("active_param", PARAMETERS, Style.COUNT, "Parameters that act on a token in a mixture of experts.");
        kind("nonzero_param", PARAMETERS, Style.COUNT, "Parameters that a sparse model keeps.");
        kind("unique_token", TOKENS, Style.COUNT, "Tokens without repetition.");
        kind("scheduled_token", TOKENS, Style.COUNT, "Tokens that the learning-rate schedule was laid out for.");
        kind("synthetic_token", TOKENS, Style.COUNT, "Tokens that a model wrote.");
        kind("inference_token", TOKENS, Style.COUNT, "Tokens served after training.");
        kind("GPU", DEVICES, Style.SYMBOL, "A graphics processor.");
        kind("TPU", DEVICES, Style.SYMBOL, "A tensor processor.");
    }

    private StandardUnits() {
    }

    private static void base(String name, Base base, Style style, String documentation) {
        NamedUnit unit = new NamedUnit(name, Dimension.of(base), 1, null, style, documentation);
        OF_BASE.put(base, unit);
        add(unit);
    }

    private static void multiple(String name, Base base, double scale, Style style, String documentation) {
        add(new NamedUnit(name, Dimension.of(base), scale, null, style, documentation));
    }

    private static void kind(String name, Base base, Style style, String documentation) {
        add(new NamedUnit(name, Dimension.of(base), 1, name, style, documentation));
    }

    private static void add(NamedUnit unit) {
        UNITS.put(unit.name(), unit);
        IN_ORDER.add(unit);
    }

    static Map<String, NamedUnit> byName() {
        return UNITS;
    }

    /** Every standard unit, bases first. */
    public static List<NamedUnit> all() {
        return List.copyOf(IN_ORDER);
    }

    /** The unit that a base is counted in. */
    static NamedUnit of(Base base) {
        NamedUnit unit = OF_BASE.get(base);
        return unit != null ? unit : new NamedUnit(base.name(), Dimension.of(base), 1, null, Style.COUNT, "");
    }
}
