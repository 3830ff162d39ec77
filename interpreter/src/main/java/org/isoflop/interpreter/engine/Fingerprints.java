package org.isoflop.interpreter.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.analysis.Module;
import org.isoflop.interpreter.analysis.Statement;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Dimension;
import org.isoflop.interpreter.unit.NamedUnit;
import org.isoflop.interpreter.unit.UnitTable;
import org.jspecify.annotations.Nullable;

/**
 * What makes the value of an item what it is, as a hash: its text, the units that the text names, what stands in place of an input, and
 * the same of everything it uses. Equal fingerprints in two states of a study mean equal values, as long as files stay as they are.
 */
final class Fingerprints {
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    private final Map<Instance, String> known = new IdentityHashMap<>();
    private final Map<String, Instance> instances = new HashMap<>();
    private final Map<Item, List<Made>> made = new IdentityHashMap<>();
    private final Map<Item, List<Made>> earlier;
    private final Map<UnitTable, UnitTable> equalUnits = new IdentityHashMap<>();
    private final MessageDigest digest;

    /**
     * The fingerprint of an item in whose place nothing was put, and what it was made of besides the item.
     *
     * @param uses the fingerprints of what the item uses
     */
    private record Made(String module, UnitTable units, List<Type> arguments, String uses, String print) {
    }

    /** @param before those of the state that this one comes of, or null; what is as it was there is not hashed again */
    Fingerprints(Checker checker, @Nullable Fingerprints before) {
        earlier = before == null ? Map.of() : before.made;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JVM has SHA-256", absent);
        }
        // In this order nothing goes deep.
        checker.ordered().forEach(declaration -> declaration.instances().forEach(this::of));
        checker.statements().forEach(statement -> statement.uses().forEach(this::of));
    }

    /** Every instance of the state by its fingerprint. */
    Map<String, Instance> instances() {
        return instances;
    }

    String of(Instance instance) {
        String print = known.get(instance);
        if (print == null) {
            print = computed(instance);
            known.put(instance, print);
            instances.put(print, instance);
        }
        return print;
    }

    private String computed(Instance instance) {
        Declaration declaration = instance.declaration();
        if (declaration.replacement() != null) {
            return hashed(instance);
        }
        Module module = declaration.module();
        String uses = of(instance.uses());
        for (Made known : earlier.getOrDefault(declaration.item(), List.of())) {
            if (known.arguments.equals(instance.arguments()) && known.uses.equals(uses) && known.module.equals(module.name())
                    && areEqual(known.units, module.units())) {
                return keep(declaration.item(), known);
            }
        }
        return keep(declaration.item(), new Made(module.name(), module.units(), instance.arguments(), uses, hashed(instance)));
    }

    private String keep(Item item, Made print) {
        made.computeIfAbsent(item, any -> new ArrayList<>(1)).add(print);
        return print.print;
    }

    private boolean areEqual(UnitTable before, UnitTable now) {
        if (equalUnits.get(now) != before) {
            if (!before.declaresAs(now)) {
                return false;
            }
            equalUnits.put(now, before);
        }
        return true;
    }

    private String hashed(Instance instance) {
        Declaration declaration = instance.declaration();
        StringBuilder text = new StringBuilder();
        part(declaration.module().name(), text);
        part(declaration.name(), text);
        part(instance.arguments().toString(), text);
        written(declaration.module(), declaration.item().span(), text);
        Declaration.Replacement replacement = declaration.replacement();
        if (replacement != null) {
            written(replacement.module(), replacement.value().span(), text);
        }
        part(of(instance.uses()), text);
        return hash(text);
    }

    /** The fingerprint of an output; two that are written alike have the same. */
    String of(Statement statement) {
        StringBuilder text = new StringBuilder();
        written(statement.module(), statement.item().span(), text);
        part(of(statement.uses()), text);
        return hash(text);
    }

    /** What some instances have together. */
    String of(Collection<Instance> uses) {
        TreeSet<String> prints = new TreeSet<>();
        uses.forEach(each -> prints.add(of(each)));
        return prints.toString();
    }

    private static void written(Module module, Span span, StringBuilder into) {
        String text = module.source().text(span);
        part(text, into);
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            NamedUnit unit = module.units().find(words.group());
            if (unit != null) {
                part(unit.name() + " " + unit.scale() + " " + unit.kind() + dimension(unit.dimension()), into);
            }
        }
    }

    private static String dimension(Dimension dimension) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < dimension.size(); i++) {
            text.append(' ').append(dimension.base(i).name()).append(dimension.base(i).order()).append('^').append(dimension.exponent(i));
        }
        return text.toString();
    }

    private static void part(String text, StringBuilder into) {
        into.append(text.length()).append(':').append(text);
    }

    private String hash(StringBuilder text) {
        return HexFormat.of().formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
