package org.isoflop.interpreter.unit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.unit.NamedUnit.Style;
import org.jspecify.annotations.Nullable;

/** The units known to a study: the standard ones and those it declares. */
public final class UnitTable {
    private static final String PREFIXES = "kMGTPEZY";
    private static final List<String> PREFIXED = List.of("FLOP", "byte", "B", "W", "Wh", "J");

    private final Map<String, NamedUnit> declared = new HashMap<>();

    /** The unit of a name in singular or plural, with an SI prefix where it takes one; null where there is none. */
    public @Nullable NamedUnit find(String name) {
        NamedUnit exact = exact(name);
        if (exact != null) {
            return exact;
        }
        NamedUnit singular = name.length() > 2 && name.endsWith("s") ? singular(name) : null;
        return singular != null ? singular : prefixed(name);
    }

    private @Nullable NamedUnit singular(String plural) {
        String stem = plural.substring(0, plural.length() - 1);
        for (String name : List.of(stem, stem.endsWith("e") ? stem.substring(0, stem.length() - 1) : stem,
                stem.endsWith("ie") ? stem.substring(0, stem.length() - 2) + "y" : stem)) {
            NamedUnit unit = exact(name);
            if (unit != null && unit.plural().equals(plural) && (unit.hasPlural() || unit.kind() != null)) {
                return unit;
            }
        }
        return null;
    }

    private @Nullable NamedUnit exact(String name) {
        NamedUnit own = declared.get(name);
        return own != null ? own : StandardUnits.byName().get(name);
    }

    private static @Nullable NamedUnit prefixed(String name) {
        int prefix = name.isEmpty() ? -1 : PREFIXES.indexOf(name.charAt(0));
        if (prefix < 0) {
            return null;
        }
        String stem = name.substring(1);
        if (stem.equals("bytes")) {
            stem = "byte";
        }
        if (!PREFIXED.contains(stem)) {
            return null;
        }
        NamedUnit unit = StandardUnits.byName().get(stem.equals("B") ? "byte" : stem);
        if (unit == null) {
            return null;
        }
        String symbol = name.charAt(0) + (stem.equals("byte") ? "B" : stem);
        double scale = unit.scale() * Math.pow(1000, prefix + 1);
        return new NamedUnit(symbol, unit.dimension(), scale, null, Style.SYMBOL, unit.documentation());
    }

    /** Adds a new base: {@code unit image}. */
    public void declareBase(String name, String documentation) {
        Base base = new Base(name, StandardUnits.DECLARED + declared.size());
        declared.put(name, new NamedUnit(name, Dimension.of(base), 1, null, Style.COUNT, documentation));
    }

    /** Adds a kind: {@code unit active_param: param}. */
    public void declareKind(String name, Unit of, String documentation) {
        declared.put(name, new NamedUnit(name, of.dimension(), of.scale(), name, Style.COUNT, documentation));
    }

    /** Adds a multiple: {@code unit seq = 2048 tokens}. */
    public void declareMultiple(String name, Unit of, double count, String documentation) {
        declared.put(name, new NamedUnit(name, of.dimension(), of.scale() * count, null, Style.MEASURE, documentation));
    }

    /** Takes over what another study declared. */
    public void addAll(UnitTable other) {
        other.declared.forEach(declared::putIfAbsent);
    }

    /** Whether another table has the same units, so that every text means the same. */
    public boolean declaresAs(UnitTable other) {
        return declared.equals(other.declared);
    }

    public boolean declares(String name) {
        return exact(name) != null;
    }

    /** All names, for suggestions and completion. */
    public List<String> names() {
        List<String> names = new ArrayList<>(declared.keySet());
        for (NamedUnit unit : StandardUnits.all()) {
            names.add(unit.name());
            if (unit.hasPlural()) {
                names.add(unit.plural());
            }
        }
        return names;
    }
}
