package org.isoflop.interpreter.unit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A product of powers of named units, as it was written or as it came out of a calculation. Two units may be combined
 * where their dimensions agree; which names and kinds they carry only decides how a result is shown and which warnings
 * it raises.
 */
public final class Unit {
    /** The unit of plain numbers. */
    public static final Unit NONE = new Unit(List.of());

    private final List<Factor> factors;
    private final Dimension dimension;
    private final double scale;

    /** A named unit to a power. */
    public record Factor(NamedUnit unit, double exponent) {
    }

    private Unit(List<Factor> factors) {
        this.factors = List.copyOf(factors);
        Dimension product = Dimension.NONE;
        double size = 1;
        for (Factor factor : factors) {
            product = product.times(factor.unit.dimension().power(factor.exponent));
            size *= power(factor.unit.scale(), factor.exponent);
        }
        this.dimension = product;
        this.scale = size;
    }

    private static double power(double base, double exponent) {
        return exponent == 1 ? base : exponent == -1 ? 1 / base : Math.pow(base, exponent);
    }

    public static Unit of(NamedUnit unit) {
        return new Unit(List.of(new Factor(unit, 1)));
    }

    public List<Factor> factors() {
        return factors;
    }

    public Dimension dimension() {
        return dimension;
    }

    /** The size of one of this unit in base units. */
    public double scale() {
        return scale;
    }

    public boolean isNone() {
        return dimension.isNone();
    }

    /** Whether a loss is measured in it: information, by whatever it is counted, as nats/token and bits/byte. */
    public boolean isOfLoss() {
        return dimension().exponent(StandardUnits.INFORMATION) == 1;
    }

    public boolean sameDimension(Unit other) {
        return dimension.equals(other.dimension);
    }

    public Unit times(Unit other) {
        return combine(other, 1);
    }

    public Unit over(Unit other) {
        return combine(other, -1);
    }

    public Unit power(double exponent) {
        if (factors.isEmpty() || Math.abs(exponent) < 1e-9) {
            return NONE;
        }
        List<Factor> powers = new ArrayList<>(factors.size());
        for (Factor factor : factors) {
            powers.add(new Factor(factor.unit, factor.exponent * exponent));
        }
        return new Unit(powers);
    }

    /**
     * Factors of one dimension become one, under the name that stands first: days over seconds is a plain number, and
     * tokens times active parameters over parameters are tokens. A compound name such as W is taken apart where that
     * lets something cancel.
     */
    private Unit combine(Unit other, int sign) {
        if (other.factors.isEmpty()) {
            return this;
        }
        List<Factor> merged = new ArrayList<>(factors);
        for (Factor factor : other.factors) {
            merge(merged, factor.unit, sign * factor.exponent);
        }
        Unit product = new Unit(merged);
        return product.isNone() ? NONE : product.factors.size() > product.dimension.size() ? product.simplified() : product;
    }

    private static void merge(List<Factor> merged, NamedUnit unit, double exponent) {
        for (int i = 0; i < merged.size(); i++) {
            Factor present = merged.get(i);
            if (present.unit.dimension().equals(unit.dimension())) {
                double sum = present.exponent + exponent;
                if (Math.abs(sum) < 1e-9) {
                    merged.remove(i);
                } else {
                    merged.set(i, new Factor(kinded(present.unit, unit), sum));
                }
                return;
            }
        }
        merged.add(new Factor(unit, exponent));
    }

    private static NamedUnit kinded(NamedUnit first, NamedUnit second) {
        return first.kind() == null && second.kind() != null ? second : first;
    }

    /** Compound names replaced by the standard names of their bases. */
    private Unit simplified() {
        List<Factor> plain = new ArrayList<>();
        for (int i = 0; i < dimension.size(); i++) {
            Base base = dimension.base(i);
            NamedUnit name = null;
            for (Factor factor : factors) {
                Dimension single = factor.unit.dimension();
                if (single.size() == 1 && single.base(0).equals(base) && single.exponent(0) == 1) {
                    name = name == null ? factor.unit : kinded(name, factor.unit);
                }
            }
            plain.add(new Factor(name == null ? StandardUnits.of(base) : name, dimension.exponent(i)));
        }
        return new Unit(plain);
    }

    /** The kind that this unit carries for a base, null for none. */
    public @Nullable String kind(Base base) {
        for (Factor factor : factors) {
            if (factor.unit.kind() != null && factor.unit.dimension().exponent(base) != 0) {
                return factor.unit.kind();
            }
        }
        return null;
    }

    /** Two different kinds of one base that meet in these units, such as active and total parameters, or null. */
    public @Nullable KindClash kindClash(Unit other) {
        for (Factor factor : factors) {
            String kind = factor.unit.kind();
            for (Factor against : other.factors) {
                String otherKind = against.unit.kind();
                if (kind != null && otherKind != null && !kind.equals(otherKind)
                        && factor.unit.dimension().equals(against.unit.dimension())) {
                    return new KindClash(kind, otherKind);
                }
            }
        }
        return null;
    }

    /** Kinds of one base that are not the same. */
    public record KindClash(String first, String second) {
    }

    /** This unit, with the kinds of the other where this one has none. */
    public Unit withKindsOf(Unit other) {
        for (Factor factor : other.factors) {
            if (factor.unit.kind() != null && kind(factor.unit.dimension().base(0)) == null) {
                return other;
            }
        }
        return this;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Unit other && factors.equals(other.factors);
    }

    @Override
    public int hashCode() {
        return factors.hashCode();
    }

    /** As users write it, in the plural: {@code tokens/param}, {@code FLOP/sec}, empty for plain numbers. */
    @Override
    public String toString() {
        return symbol(true);
    }

    /**
     * As users write it: {@code token/param}, with {@code plural} {@code tokens/param}. Where nothing stands above the bar, {@code sec^-1}:
     * of {@code 1/sec} behind a number the 1 would be one of the division.
     */
    public String symbol(boolean plural) {
        List<Factor> above = factors.stream().filter(factor -> factor.exponent > 0).toList();
        if (above.isEmpty()) {
            return factors.stream().map(factor -> factor.unit.name() + Dimension.exponentText(factor.exponent))
                    .collect(Collectors.joining("*"));
        }
        StringBuilder text = new StringBuilder();
        for (Factor factor : above) {
            boolean last = factor == above.getLast();
            text.append(text.isEmpty() ? "" : "*");
            text.append(last && plural && factor.exponent == 1 && factor.unit.hasPlural() ? factor.unit.plural() : factor.unit.name());
            text.append(Dimension.exponentText(factor.exponent));
        }
        for (Factor factor : factors) {
            if (factor.exponent < 0) {
                text.append('/').append(factor.unit.name()).append(Dimension.exponentText(-factor.exponent));
            }
        }
        return text.toString();
    }
}
