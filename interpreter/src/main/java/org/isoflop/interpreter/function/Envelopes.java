package org.isoflop.interpreter.function;

import static org.isoflop.interpreter.function.Definition.head;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.function.Function.ValueCall;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.Locales;
import org.isoflop.stdlib.curves.Envelope;
import org.isoflop.stdlib.curves.EnvelopeOptions;
import org.isoflop.stdlib.curves.Estimate;
import org.isoflop.stdlib.curves.PowerLaw;
import org.isoflop.stdlib.keep.Kept;
import org.isoflop.stdlib.random.RandomStream;

/** {@code envelope}: the size that is best at each amount of compute, by training curves, the first approach of Hoffmann et al. (2022). */
final class Envelopes {
    private static final String SIZE = "size";
    private static final List<String> SPIKES = List.of("keep", "drop", "error");
    private static final List<String> METHODS = List.of("buckets", "hull");
    private static final int MOST = 1_000_000;
    private static final double MOST_DRAWN = 2e7;
    private static final double DECADES = 2;

    private final ValueCall call;
    private final Type.TableOf type;
    private final Runs runs;
    private final Envelope found;

    static Function function() {
        return new Definition(head(
                "envelope(table, x:columns, y:columns, size?:columns, by?:columns, tokens?:columns, flop_per?:, points?:, smooth?:, spikes?:"
                        + String.join("|", SPIKES) + ", warmup?:, method?:" + String.join("|", METHODS) + ", bootstrap?:)",
                "The runs whose training curves are lowest in the loss `y` at each amount of compute `x`, and power laws of their sizes and"
                        + " tokens over compute.",
                "envelope([{ C: 1, N: 1, L: 3 }, { C: 4, N: 1, L: 2 }, { C: 2, N: 2, L: 2.8 }, { C: 8, N: 2, L: 1.7 }, { C: 4, N: 4, L: 2.6 },"
                        + " { C: 16, N: 4, L: 1.5 }, { C: 8, N: 8, L: 2.4 }, { C: 32, N: 8, L: 1.3 }, { C: 16, N: 16, L: 2.2 },"
                        + " { C: 64, N: 16, L: 1.2 }], x: C, y: L, by: N, bootstrap: 0).power_law_N.exponent"),
                Envelopes::type, call -> new Envelopes(call).table());
    }

    // Checked

    private static Type type(Checked call) {
        Type.TableOf table = Tables.table(call, 0);
        Unit spent = Labels.unit(call, "x");
        Unit loss = Labels.unit(call, "y");
        Labels.numbers(call, "points", "smooth", "warmup", "bootstrap");
        if (table == null || spent == null || loss == null) {
            return Type.UNKNOWN;
        }
        Unit size = call.has(SIZE) ? Labels.unit(call, SIZE) : Type.unitOf(table.columns().getOrDefault("N", Type.UNKNOWN));
        if (size == null) {
            return call.has(SIZE)
                    ? Type.UNKNOWN
                    : call.refuse(0, "`envelope` needs the size of each run: a column `N` of the table, or `size:`");
        }
        Unit tokens = Tokens.unit(call, spent, size);
        Map<String, Type> columns = new LinkedHashMap<>();
        columns.put("C", new Type.Quantity(spent));
        columns.put("N", new Type.Quantity(size));
        if (tokens != null) {
            columns.put("D", new Type.Quantity(tokens));
        }
        columns.put("loss", new Type.Quantity(loss));
        columns.put("run", call.label("by") instanceof Type.ListOf(Type run) ? run : Type.UNKNOWN);
        columns.put("used", Type.TRUTH);
        Map<String, Type> members = PowerLaws.types(spent, size, tokens);
        members.put("spikes", Type.NUMBER);
        return new Type.TableOf(columns, members);
    }

    // Run

    private Envelopes(ValueCall call) {
        this.call = call;
        type = Labels.knownType(call);
        TableValue table = Tables.table(call, 0);
        Value sizes = call.labels().getOrDefault(SIZE, table.columns().get("N"));
        runs = Runs.of(call, table, sizes);
        EnvelopeOptions defaults = EnvelopeOptions.defaults();
        int window = Labels.whole(call, "smooth", 1, MOST, defaults.window());
        double warmup = Labels.number(call, "warmup", 0);
        if (window % 2 == 0) {
            throw call.wrong(-1, "`smooth` is an odd number of checkpoints, as many before each as behind, not " + window);
        }
        if (!(warmup >= 0 && warmup < 1)) {
            throw call.wrong(-1, "`warmup` is a share of each run from 0 to below 100 %");
        }
        EnvelopeOptions chosen = new EnvelopeOptions(EnvelopeOptions.Method.values()[Labels.word(call, "method", METHODS)],
                Labels.whole(call, "points", 3, MOST, defaults.points()), window, Labels.word(call, "spikes", SPIKES) == 1, warmup,
                Tokens.flopPer(call), Labels.whole(call, "bootstrap", 0, MOST, defaults.draws()), call.surroundings().threads(),
                call.surroundings().cancellation());
        if ((double) chosen.points() * chosen.draws() > MOST_DRAWN) {
            throw call.wrong(-1, "`points` times `bootstrap` is at most 20 million");
        }
        double work = Envelope.work(runs.curves(), chosen);
        EnvelopeOptions options = chosen.with(call.surroundings().keeper(work));
        RandomStream stream = RandomStream.of(call.surroundings().seed(), table.stream() + ".envelope");
        Kept<Envelope> kept = Envelope.kept(runs.curves(), options, stream);
        if (!kept.isKnown()) {
            call.surroundings().work(work);
        }
        found = Envelope.of(runs.curves(), options, stream, kept);
    }

    private TableValue table() {
        PowerLaw sizes = found.powerLawOfSize();
        PowerLaw tokens = found.powerLawOfTokens();
        if (sizes == null || tokens == null) {
            throw call.wrong(-1,
                    "a power law needs " + PowerLaw.POINTS + " sizes that are best somewhere, besides the smallest and the largest"
                            + " of the table; train more sizes, or each for longer and shorter");
        }
        warnings();
        Map<String, Value> columns = new LinkedHashMap<>();
        for (String name : type.columns().keySet()) {
            columns.put(name, column(name));
        }
        double low = Math.exp(end(true));
        double high = Math.exp(end(false));
        Map<String, Value> members = PowerLaws.values(call, type, sizes, tokens, low, high);
        members.put("spikes", Quantity.of(found.spikes()));
        return new TableValue(columns, members, found.places().length, call.place(), null)
                .depicted(new EnvelopePicture(found, runs.curves(), type));
    }

    private Value column(String name) {
        Unit unit = type.columns().get(name) instanceof Type.Quantity(Unit its, boolean zero) ? its : Unit.NONE;
        return switch (name) {
            case "C" -> new Quantity(unit, Numbers.column(Arrays.stream(found.places()).map(Math::exp).toArray()));
            case "N" -> new Quantity(unit, numbers(found.sizes()));
            case "D" -> new Quantity(unit, numbers(found.tokens()));
            case "loss" -> new Quantity(unit, numbers(found.losses()));
            case "run" -> Columns.select(runs.names(), found.runs());
            case "used" -> {
                double[] used = new double[found.counts().length];
                Arrays.setAll(used, place -> found.counts()[place] ? 1 : 0);
                yield new Truth(Numbers.column(used));
            }
            default -> throw new IllegalStateException(name);
        };
    }

    private static Numbers numbers(Estimate[] estimates) {
        return Numbers.stack(Arrays.stream(estimates).map(estimate -> PowerLaws.numbers(estimate.point(), estimate.draws()))
                .toArray(Numbers[]::new));
    }

    /** The logarithm of compute at the first or the last place that counts. */
    private double end(boolean first) {
        double end = first ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        for (int place = 0; place < found.places().length; place++) {
            if (found.counts()[place]) {
                end = first ? Math.min(end, found.places()[place]) : Math.max(end, found.places()[place]);
            }
        }
        return end;
    }

    private void warnings() {
        int policy = Labels.word(call, "spikes", SPIKES);
        String spikes = found.spikes() + (found.spikes() == 1 ? " checkpoint of " : " checkpoints of ") + found.spiked()
                + (found.spiked() == 1 ? " run is a spike" : " runs are spikes");
        if (policy == 2 && found.spikes() > 0) {
            throw call.wrong(-1, spikes + ", and `spikes` is \"error\"");
        }
        if (policy == 0 && found.spikes() > 0) {
            call.warn(Code.SPIKES, spikes + "; `spikes: \"drop\"` leaves " + (found.spikes() == 1 ? "it" : "them") + " out");
        }
        double decades = (end(false) - end(true)) / Math.log(10);
        if (decades < DECADES) {
            call.warn(Code.NARROW_SPAN,
                    String.format(Locales.NONE, "the envelope that counts spans %.1f decades of compute, and a frontier needs two",
                            decades));
        }
    }
}
