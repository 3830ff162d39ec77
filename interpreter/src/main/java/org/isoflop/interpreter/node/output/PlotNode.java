package org.isoflop.interpreter.node.output;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.analysis.Typing;
import org.isoflop.interpreter.node.ExpressionNode;
import org.isoflop.interpreter.node.Output;
import org.isoflop.interpreter.node.Place;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.node.fit.FitPictures;
import org.isoflop.interpreter.picture.Request;
import org.isoflop.interpreter.picture.Unplottable;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** {@code plot}: evaluates what is asked for, and gives it to what makes pictures of it. */
public final class PlotNode extends ExpressionNode {
    private static final int FEWEST = 2;

    @Children private final ExpressionNode[] sources;
    private final String[] texts;
    @Child private @Nullable ExpressionNode x;
    @Children private final ExpressionNode[] y;
    @Child private @Nullable ExpressionNode z;
    @Child private @Nullable ExpressionNode group;
    @Child private @Nullable ExpressionNode band;
    @Child private @Nullable ExpressionNode title;
    private final Parts parts;

    /** The parts of a plot, as the lowering finds them. */
    public static final class Parts {
        public String item = "plot";
        public @Nullable String file;
        public Typing.TableScope scope = new Typing.TableScope(List.of(), new int[0]);
        public boolean[] measured = new boolean[0];
        public @Nullable ExpressionNode x;
        public String xLabel = "";
        public ExpressionNode[] y = new ExpressionNode[0];
        public String[] yLabels = new String[0];
        public @Nullable ExpressionNode z;
        public String zLabel = "";
        public List<String> zColumns = List.of();
        public @Nullable ExpressionNode group;
        public List<String> groupColumns = List.of();
        public boolean banded = true;
        public @Nullable ExpressionNode band;
        public @Nullable ExpressionNode title;
        public @Nullable String log;
        public List<String> kinds = List.of();

        /** Whether it is left to what is plotted how it looks. */
        boolean isOpen() {
            return x == null && y.length == 0 && z == null && group == null && kinds.isEmpty();
        }
    }

    public PlotNode(Place place, ExpressionNode[] sources, String[] texts, Parts parts) {
        super(place);
        this.sources = sources;
        this.texts = texts;
        this.parts = parts;
        this.x = parts.x;
        this.y = parts.y;
        this.z = parts.z;
        this.group = parts.group;
        this.band = parts.band;
        this.title = parts.title;
    }

    @Override
    public Value execute(VirtualFrame frame) {
        List<Value> values = new ArrayList<>();
        for (ExpressionNode source : sources) {
            values.add(source.execute(frame));
        }
        PlotModel picture = values.getFirst() instanceof FitValue fit ? ofFits(fit, values, frame) : ofTables(values, frame);
        String heading = title == null ? null : title.execute(frame).text();
        give(picture, heading);
        return Truth.of(true);
    }

    @TruffleBoundary
    private void give(PlotModel picture, @Nullable String heading) {
        String otherwise = picture.title().isEmpty() ? parts.item : picture.title();
        Run.of(this).gave(new Output.Plotted(picture.named(file(), heading == null ? otherwise : heading, List.of())));
    }

    private String file() {
        Run run = Run.of(this);
        if (parts.file != null) {
            run.claim(run.settings().outputFolder().resolve(parts.file), this);
            return parts.file;
        }
        return run.freeName(parts.item, ".svg");
    }

    private double level(VirtualFrame frame) {
        if (!parts.banded) {
            return Double.NaN;
        }
        return band != null && band.execute(frame) instanceof Quantity quantity ? quantity.point() : Run.of(this).level();
    }

    private void columns(TableValue table, VirtualFrame frame) {
        for (int i = 0; i < parts.scope.slots().length; i++) {
            Value column = table.columns().get(parts.scope.names().get(i));
            if (column != null) {
                frame.setObject(parts.scope.slots()[i], column);
            }
        }
    }

    private PlotModel ofFits(FitValue first, List<Value> values, VirtualFrame frame) {
        List<FitValue> fits = new ArrayList<>();
        values.forEach(value -> fits.add((FitValue) value));
        FitValue.Origin origin = first.origin();
        Value across = null;
        Value groups = null;
        if (origin != null) {
            columns(origin.table(), frame);
            across = x == null ? null : x.execute(frame);
            groups = group == null ? null : group.execute(frame);
        } else if (x != null || group != null) {
            throw wrong(Code.BAD_VALUE, "the rows of a fit are not known whose coefficients were replaced");
        }
        return fits(new FitPictures(fits, texts, across, parts.xLabel, groups, parts.log, level(frame)));
    }

    @TruffleBoundary
    private PlotModel fits(FitPictures pictures) {
        try {
            return pictures.make(!parts.kinds.isEmpty());
        } catch (Unplottable impossible) {
            throw wrong(Code.BAD_VALUE, String.valueOf(impossible.reason()));
        }
    }

    private PlotModel ofTables(List<Value> values, VirtualFrame frame) {
        TableValue first = (TableValue) values.getFirst();
        if (values.size() == 1 && parts.isOpen() && first.depiction() != null) {
            return first.depiction().picture(level(frame), parts.log);
        }
        List<String> chosen = chosen(first);
        List<Request.Source> all = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            TableValue table = (TableValue) values.get(i);
            columns(table, frame);
            Value across = x == null ? column(table, chosen.getFirst(), texts[i]) : x.execute(frame);
            List<Value> up = new ArrayList<>();
            for (ExpressionNode each : y) {
                up.add(each.execute(frame));
            }
            for (String name : y.length == 0 ? labels(chosen) : List.<String>of()) {
                up.add(column(table, name, texts[i]));
            }
            boolean coloured = z != null && table.columns().keySet().containsAll(parts.zColumns);
            boolean grouped = group != null && table.columns().keySet().containsAll(parts.groupColumns);
            all.add(new Request.Source(texts[i], parts.measured[i], across, up, coloured && z != null ? z.execute(frame) : null,
                    grouped && group != null ? group.execute(frame) : null,
                    kind(i)));
        }
        List<String> yLabels = y.length == 0 ? labels(chosen) : List.of(parts.yLabels);
        return picture(new Request(all, x == null ? chosen.getFirst() : parts.xLabel, yLabels, parts.zLabel, parts.log, level(frame)));
    }

    /** The word for one of the tables: its own of a list, else that of all; fields and contours are of the first alone. */
    private String kind(int source) {
        String word = parts.kinds.isEmpty() ? "" : parts.kinds.get(Math.min(source, parts.kinds.size() - 1));
        return source > 0 && (word.equals("heatmap") || word.equals("contour")) ? "" : word;
    }

    private static List<String> labels(List<String> chosen) {
        return chosen.subList(1, chosen.size());
    }

    @TruffleBoundary
    private PlotModel picture(Request request) {
        try {
            return request.picture();
        } catch (Unplottable impossible) {
            throw wrong(Code.BAD_VALUE, String.valueOf(impossible.reason()));
        }
    }

    private Value column(TableValue table, String name, String of) {
        Value column = table.columns().get(name);
        if (column == null) {
            throw wrong(Code.BAD_VALUE, "`" + of + "` has no column `" + name + "`");
        }
        return column;
    }

    /** The names of the columns that are drawn where none are asked for: along x, then along y. */
    @TruffleBoundary
    private List<String> chosen(TableValue table) {
        List<String> numbers = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (Map.Entry<String, Value> column : table.columns().entrySet()) {
            if (column.getValue() instanceof Quantity) {
                numbers.add(column.getKey());
            } else if (column.getValue() instanceof Texts) {
                words.add(column.getKey());
            }
        }
        boolean overWords = x == null && parts.kinds.contains("bars") && !words.isEmpty();
        List<String> chosen = new ArrayList<>();
        if (x == null) {
            if (!overWords && (numbers.isEmpty() || y.length == 0 && numbers.size() < FEWEST)) {
                throw wrong(Code.BAD_VALUE, "there are no two columns of numbers to plot against each other");
            }
            chosen.add(overWords ? words.getFirst() : numbers.removeFirst());
        } else {
            chosen.add("");
            numbers.remove(parts.xLabel);
        }
        if (y.length > 0) {
            return chosen;
        }
        if (numbers.isEmpty()) {
            throw wrong(Code.BAD_VALUE, "there is no column of numbers to plot");
        }
        numbers.removeAll(z == null ? List.of() : parts.zColumns);
        Quantity first = (Quantity) table.columns().get(numbers.isEmpty() ? parts.zLabel : numbers.getFirst());
        for (String name : numbers) {
            boolean alike = table.columns().get(name) instanceof Quantity quantity && first != null
                    && quantity.unit().sameDimension(first.unit());
            if (alike && (z == null || chosen.size() < FEWEST)) {
                chosen.add(name);
            }
        }
        if (chosen.size() < FEWEST) {
            chosen.add(parts.zLabel);
        }
        return chosen;
    }
}
