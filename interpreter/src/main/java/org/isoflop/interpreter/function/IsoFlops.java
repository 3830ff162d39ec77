package org.isoflop.interpreter.function;

import static org.isoflop.interpreter.function.Definition.head;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.function.Function.ValueCall;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.curves.Estimate;
import org.isoflop.stdlib.curves.GridBias;
import org.isoflop.stdlib.curves.IsoFlop;
import org.isoflop.stdlib.curves.IsoFlopOptions;
import org.isoflop.stdlib.curves.IsoFlopRuns;
import org.isoflop.stdlib.curves.Minimum;
import org.isoflop.stdlib.curves.Optimum;
import org.isoflop.stdlib.curves.PowerLaw;
import org.isoflop.stdlib.random.RandomStream;
import org.jspecify.annotations.Nullable;

/** {@code isoflop}: the optimum of each budget and the power laws through them, the second approach of Hoffmann et al. (2022). */
final class IsoFlops {
    private static final List<String> MINIMA = List.of("parabola", "akima");
    private static final List<String> OUTLIERS = List.of("keep", "drop");
    private static final int MOST = 1_000_000;

    private final ValueCall call;
    private final Type.TableOf type;
    private final Unit spent;
    private final Unit size;
    private final Minimum minimum;
    private final int[] rows;
    private final IsoFlopRuns runs;
    private final IsoFlopOptions options;
    private final IsoFlop found;

    static Function function() {
        return new Definition(head(
                "isoflop(table, group:columns, x:columns, y:columns, tokens?:columns, flop_per?:, minimum?:" + String.join("|", MINIMA)
                        + ", outliers?:" + String.join("|", OUTLIERS) + ", bootstrap?:, tolerance?:, surface?:)",
                "For each budget `group` the size `x` at which the loss `y` is lowest, and power laws of size and tokens over budgets.",
                "isoflop([{ C: 1, N: 1, loss: 3 }, { C: 1, N: 2, loss: 2 }, { C: 1, N: 4, loss: 2.1 }, { C: 1, N: 8, loss: 3 },"
                        + " { C: 2, N: 1, loss: 3 }, { C: 2, N: 2, loss: 2 }, { C: 2, N: 4, loss: 1.9 }, { C: 2, N: 8, loss: 2.5 },"
                        + " { C: 4, N: 1, loss: 3 }, { C: 4, N: 2, loss: 2 }, { C: 4, N: 4, loss: 1.8 }, { C: 4, N: 8, loss: 2 }],"
                        + " group: C, x: N, y: loss, bootstrap: 0).power_law_N.exponent"),
                IsoFlops::type, call -> new IsoFlops(call).table());
    }

    // Checked

    private static Type type(Checked call) {
        Tables.table(call, 0);
        Unit spent = Labels.unit(call, "group");
        Unit size = Labels.unit(call, "x");
        Unit loss = Labels.unit(call, "y");
        Labels.numbers(call, "bootstrap", "tolerance");
        if (spent == null || size == null || loss == null) {
            return Type.UNKNOWN;
        }
        Unit tokens = Tokens.unit(call, spent, size);
        Map<String, Type> columns = new LinkedHashMap<>();
        columns.put("C", new Type.Quantity(spent));
        columns.put("N", new Type.Quantity(size));
        if (tokens != null) {
            columns.put("D", new Type.Quantity(tokens));
        }
        columns.put("loss", new Type.Quantity(loss));
        columns.put("lower", new Type.Quantity(size));
        columns.put("upper", new Type.Quantity(size));
        columns.put("curvature", new Type.Quantity(loss));
        columns.put("cells", Type.NUMBER);
        if (call.has("surface") && suits(call, size, tokens, loss)) {
            columns.put("bias_N", Type.NUMBER);
            columns.put("bias_D", Type.NUMBER);
        }
        columns.put("refused", Type.TEXT);
        return new Type.TableOf(columns, PowerLaws.types(spent, size, tokens));
    }

    /** Whether the surface is a law of sizes and tokens with the dimension of the loss; complains if not. */
    private static boolean suits(Checked call, Unit size, @Nullable Unit tokens, Unit loss) {
        LawSignature signature = switch (call.label("surface")) {
            case Type.LawOf(LawSignature law) -> law;
            case Type.FitOf fit -> fit.signature();
            case null, default -> null;
        };
        List<LawSignature.Argument> arguments = signature == null ? List.of() : signature.arguments();
        boolean suits = signature != null && tokens != null && signature.isCalibrated() && arguments.size() == 2
                && arguments.get(0).unit().sameDimension(size) && arguments.get(1).unit().sameDimension(tokens)
                && signature.result().sameDimension(loss);
        if (!suits && !Type.UNKNOWN.equals(call.label("surface"))) {
            call.refuse("surface",
                    "`surface:` takes a law or fit without free coefficients that gives the loss by `x` and tokens, in this order");
        }
        return suits;
    }

    // Run

    private IsoFlops(ValueCall call) {
        this.call = call;
        type = Labels.knownType(call);
        TableValue table = Tables.table(call, 0);
        spent = unit("group");
        size = unit("x");
        minimum = Minimum.values()[Labels.word(call, "minimum", MINIMA)];
        rows = rows(call, table);
        runs = runs(call, table, rows);
        double tolerance = Labels.number(call, "tolerance", IsoFlopOptions.defaults().tolerance());
        if (!(tolerance > 0)) {
            throw call.wrong(-1, "`tolerance` is a share above zero, such as 0.1%");
        }
        int draws = Labels.whole(call, "bootstrap", 0, MOST, IsoFlopOptions.defaults().draws());
        IsoFlopOptions chosen = new IsoFlopOptions(minimum, Labels.word(call, "outliers", OUTLIERS) == 1, Tokens.flopPer(call), tolerance,
                draws,
                call.surroundings().threads(), call.surroundings().cancellation());
        options = chosen.with(call.surroundings().keeper(IsoFlop.work(runs, chosen)));
        RandomStream stream = RandomStream.of(call.surroundings().seed(), table.stream() + ".isoflop");
        if (!IsoFlop.isKnown(runs, options, stream)) {
            call.surroundings().work(IsoFlop.work(runs, options));
        }
        found = IsoFlop.of(runs, options, stream);
    }

    private Unit unit(String label) {
        return call.labels().get(label) instanceof Quantity quantity ? quantity.unit() : Unit.NONE;
    }

    private static List<String> columns(ValueCall call) {
        return call.labels().containsKey(Tokens.COLUMN) ? List.of("group", "x", "y", Tokens.COLUMN) : List.of("group", "x", "y");
    }

    /** The rows in which everything is known. */
    private static int[] rows(ValueCall call, TableValue table) {
        boolean[] known = new boolean[table.rows()];
        Arrays.fill(known, true);
        for (String label : columns(call)) {
            double[] column = Labels.column(call, table, label);
            for (int row = 0; column != null && row < known.length; row++) {
                known[row] &= !Double.isNaN(column[row]);
                if (column[row] <= 0) {
                    throw call.wrong(-1, "`" + label + "` is above zero, and row " + (row + 1) + " has "
                            + Quantity.of(column[row]).text());
                }
            }
        }
        int[] rows = IntStream.range(0, known.length).filter(row -> known[row]).toArray();
        if (rows.length < known.length) {
            call.warn(Code.MISSING_ROWS, known.length - rows.length + " of " + known.length + " rows with something missing are left out");
        }
        if (rows.length == 0) {
            throw call.wrong(0, "no row of the table has all that `isoflop` needs");
        }
        return rows;
    }

    private static IsoFlopRuns runs(ValueCall call, TableValue table, int[] rows) {
        IsoFlopRuns runs = IsoFlopRuns.of(known(call, table, "group", rows), known(call, table, "x", rows), known(call, table, "y", rows));
        return call.labels().containsKey(Tokens.COLUMN) ? runs.withTokens(known(call, table, Tokens.COLUMN, rows)) : runs;
    }

    private static double[] known(ValueCall call, TableValue table, String label, int[] rows) {
        double[] column = Labels.column(call, table, label);
        if (column == null) {
            throw call.wrong(-1, "`" + label + "` takes a column of quantities of the table");
        }
        return rows.length == table.rows() ? column : Arrays.stream(rows).mapToDouble(row -> column[row]).toArray();
    }

    private TableValue table() {
        IsoFlopWords words = new IsoFlopWords(call, spent, size, minimum, runs, rows);
        PowerLaw sizes = found.sizes();
        PowerLaw tokens = found.tokens();
        if (sizes == null || tokens == null) {
            throw call.wrong(-1, words.tooFew(found.budgets()));
        }
        words.warnings(found, options);
        List<GridBias> biases = type.columns().get("D") instanceof Type.Quantity counts ? biases(counts.unit()) : List.of();
        Map<String, Value> columns = new LinkedHashMap<>();
        for (String name : type.columns().keySet()) {
            columns.put(name, column(name, words, biases));
        }
        List<Optimum> accepted = found.accepted();
        double low = accepted.getFirst().budget();
        double high = accepted.getLast().budget();
        Map<String, Value> members = PowerLaws.values(call, type, sizes, tokens, low, high);
        return new TableValue(columns, members, found.budgets().size(), call.place(), null)
                .depicted(new IsoFlopPicture(found, runs, type));
    }

    private Value column(String name, IsoFlopWords words, List<GridBias> biases) {
        Unit unit = type.columns().get(name) instanceof Type.Quantity(Unit its, boolean zero) ? its : Unit.NONE;
        return switch (name) {
            case "C" -> new Quantity(unit, points(Optimum::budget));
            case "N" -> new Quantity(unit, estimates(Optimum::size));
            case "D" -> new Quantity(unit, estimates(Optimum::tokens));
            case "loss" -> new Quantity(unit, estimates(Optimum::loss));
            case "lower" -> new Quantity(unit, estimates(Optimum::lower));
            case "upper" -> new Quantity(unit, estimates(Optimum::upper));
            case "curvature" -> new Quantity(unit, estimates(Optimum::curvature));
            case "cells" -> new Quantity(unit, points(Optimum::rows));
            case "bias_N" -> new Quantity(unit, stack(biases.stream().map(GridBias::size)));
            case "bias_D" -> new Quantity(unit, stack(biases.stream().map(GridBias::tokens)));
            case "refused" -> new Texts(found.budgets().stream().map(words::refused).toArray(String[]::new));
            default -> throw new IllegalStateException(name);
        };
    }

    private Numbers points(ToDoubleFunction<Optimum> of) {
        return Numbers.column(found.budgets().stream().mapToDouble(of).toArray());
    }

    private Numbers estimates(java.util.function.Function<Optimum, Estimate> of) {
        return stack(found.budgets().stream().map(of));
    }

    private static Numbers stack(Stream<Estimate> estimates) {
        return Numbers.stack(estimates.map(each -> PowerLaws.numbers(each.point(), each.draws())).toArray(Numbers[]::new));
    }

    /** What the grid of each budget would miss on the surface that is given; nothing without one. */
    private List<GridBias> biases(Unit tokens) {
        LawValue law = switch (call.labels().get("surface")) {
            case LawValue given -> given;
            case FitValue fit -> fit.law();
            case null, default -> null;
        };
        if (law == null || !type.columns().containsKey("bias_N")) {
            return List.of();
        }
        Quantity one = new Quantity(size, Numbers.of(runs.sizes()[0]));
        int draws = losses(law, one,
                new Quantity(tokens, Numbers.of(found.budgets().getFirst().budget() / options.flopPer() / one.point())))
                .drawCount();
        GridBias.Surface surface = (sizes, counts) -> {
            Numbers losses = losses(law, new Quantity(size, numbers(sizes)), new Quantity(tokens, numbers(counts)));
            double[] all = new double[sizes.length];
            Arrays.setAll(all, k -> k == 0 ? losses.point() : losses.draw(0, k - 1));
            return all;
        };
        return found.budgets().stream().map(optimum -> GridBias.of(surface, draws, optimum.budget(), options.flopPer(),
                IntStream.range(0, runs.budgets().length).filter(row -> runs.budgets()[row] == optimum.budget())
                        .mapToDouble(row -> runs.sizes()[row]).toArray(),
                minimum)).toList();
    }

    private static Numbers numbers(double[] values) {
        return PowerLaws.numbers(values[0], Arrays.copyOfRange(values, 1, values.length));
    }

    private Numbers losses(LawValue law, Quantity sizes, Quantity tokens) {
        return call.quietly(() -> call.apply(law, sizes, tokens)) instanceof Quantity loss ? loss.numbers() : Numbers.of(Double.NaN);
    }
}
