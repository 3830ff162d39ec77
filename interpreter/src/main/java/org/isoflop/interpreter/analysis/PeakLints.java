package org.isoflop.interpreter.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Expression.NumberLiteral;
import org.isoflop.grammar.syntax.Expression.RecordLiteral;
import org.isoflop.grammar.syntax.Expression.TextLiteral;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.unit.UnitTable;
import org.isoflop.stdlib.Locales;
import org.jspecify.annotations.Nullable;

/**
 * Knows peaks that vendors print: twice what a graphics processor of the library reaches in 16 bits is its peak with 2:4 sparsity, or that
 * of 8 bits, four times it that of 8 bits with sparsity. Training runs on dense matrices, so that a plan by such a number is half as long
 * as it ought to be.
 */
final class PeakLints {
    private static final String LIBRARY = "hardware";
    /** Of items that speak of such formats the number is taken to be meant. */
    private static final Pattern MEANT = Pattern.compile("(?i)fp8|int8|fp4|e4m3|[48][- ]?bit|spars");
    /** Vendors round. */
    private static final double CLOSE = 2e-3;
    /** No processor is slower; smaller numbers need no module to be read. */
    private static final double LEAST = 1e14;

    private static final Unit RATE = unit("FLOP").over(unit("sec")).over(unit("device"));

    private final Modules modules;
    private final Problems problems;

    PeakLints(Modules modules, Problems problems) {
        this.modules = modules;
        this.problems = problems;
    }

    /** A processor: its dense peak in 16 bits, in operations per second. */
    private record Device(String path, String name, double peak) {
    }

    /** Judges all numbers of a study. */
    void judge(Module module, ItemFacts facts) {
        for (Item item : module.syntax().items()) {
            Declaration owner = item instanceof Item.Declaration declaration ? module.declarations().get(declaration.name().text()) : null;
            for (NumberLiteral number : facts.of(item).quantities()) {
                double rate = rate(number, module);
                if (rate >= LEAST && !isMeant(item, module)) {
                    judge(number, rate, module, owner);
                }
            }
        }
    }

    private static boolean isMeant(Item item, Module module) {
        String documentation = item instanceof Item.Declaration declaration ? declaration.documentation() : null;
        return MEANT.matcher(module.source().text(item.span()) + documentation).find();
    }

    /** In operations per second of a device; 0 of what is no such rate. */
    private static double rate(NumberLiteral number, Module module) {
        Unit unit = number.unit() == null ? null : new UnitResolver(module, new Problems()).unit(number.unit());
        return unit != null && unit.sameDimension(RATE) ? number.value() * unit.scale() : 0;
    }

    private void judge(NumberLiteral number, double rate, Module module, @Nullable Declaration owner) {
        List<Device> devices = devices();
        if (devices.stream().anyMatch(device -> isClose(rate, device.peak))) {
            return;
        }
        for (double times : new double[] {2, 4}) {
            List<Device> found = devices.stream().filter(device -> isClose(rate, times * device.peak)).toList();
            if (!found.isEmpty()) {
                Device first = found.getFirst();
                problems.report(Diagnostic.of(Code.SPARSE_PEAK, String.format(Locales.NONE, "`%s` is the peak of %s %s",
                        module.source().text(number.span()), String.join(", ", found.stream().map(Device::name).toList()),
                        times == 2 ? "with sparsity, or in 8 bits" : "in 8 bits with sparsity")).at(module.source(), number.span())
                        .fix("dense matrices in 16 bits reach `" + first.path
                                + "`; if 8 bits are meant, say `fp8` in the name or the comment"),
                        owner);
                return;
            }
        }
    }

    private static Unit unit(String name) {
        return Unit.of(Objects.requireNonNull(new UnitTable().find(name)));
    }

    private static boolean isClose(double one, double other) {
        return Math.abs(one - other) <= CLOSE * other;
    }

    /** The graphics processors of the library, as its module has them. */
    private List<Device> devices() {
        List<Device> devices = new ArrayList<>();
        Module library = modules.library(LIBRARY);
        if (library == null) {
            return devices;
        }
        for (Item item : library.syntax().items()) {
            if (item instanceof Item.Let let && let.body() instanceof RecordLiteral record
                    && record.value("name") instanceof TextLiteral name
                    && record.value("bf16") instanceof NumberLiteral peak && peak.unit() != null
                    && library.source().text(peak.unit().span()).endsWith("GPU")) {
                devices.add(new Device(LIBRARY + "." + let.name().text() + ".bf16", name.value(), peak.value()));
            }
        }
        return devices;
    }
}
