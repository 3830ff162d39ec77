package org.isoflop.interpreter.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.NearestName;
import org.isoflop.grammar.syntax.Expression;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Within;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.jspecify.annotations.Nullable;

/** Checks what is plotted and how. */
public final class PlotOptions {
    static final List<String> NAMES = List.of("x", "y", "z", "log", "band", "group", "title", "kind");
    static final List<String> LOGARITHMIC = List.of("x", "y", "xy", "none");
    private static final List<String> OF_TABLES = List.of("line", "points", "bars", "heatmap", "contour");
    private static final List<String> OF_FITS = List.of("residuals");
    private static final List<String> FILES = List.of("svg", "png", "html");
    private static final String NONE = "none";
    private final Body body;

    PlotOptions(Body body) {
        this.body = body;
    }

    /** The items of a list, or the one thing that stands in its place. */
    public static List<Expression> each(Expression value) {
        return value instanceof Expression.ListLiteral list ? list.items() : List.of(value);
    }

    /** Whether an option is switched off by {@code none}. */
    public static boolean isNone(Expression value) {
        return value instanceof Expression.Reference reference && reference.name().text().equals(NONE);
    }

    /** Those of some names that an expression mentions. */
    public static List<String> columns(Expression expression, List<String> names) {
        List<String> mentioned = new ArrayList<>();
        if (expression instanceof Expression.Reference reference && names.contains(reference.name().text())) {
            mentioned.add(reference.name().text());
        }
        for (Expression inner : Within.of(expression)) {
            mentioned.addAll(columns(inner, names));
        }
        return mentioned;
    }

    /** What a plot may be drawn as. */
    static List<String> kinds() {
        List<String> kinds = new ArrayList<>(OF_TABLES);
        kinds.addAll(OF_FITS);
        return kinds;
    }

    void check(Item.Plot plot, Scope scope) {
        Map<Expression, Type.TableOf> tables = new LinkedHashMap<>();
        Map<String, Type> all = new LinkedHashMap<>();
        boolean fits = false;
        for (Expression expression : plot.expressions()) {
            Type type = body.check(expression, scope);
            Type.TableOf table = table(type);
            fits |= tables.isEmpty() && type instanceof Type.FitOf;
            if (table == null && type != Type.UNKNOWN) {
                body.wrong(expression.span(), "a table or a fit is plotted, and this is " + type.describe());
            } else if (table != null && type instanceof Type.FitOf != fits) {
                body.wrong(expression.span(), "tables are plotted together, or fits, and not one with the other");
            } else if (table != null) {
                tables.put(expression, table);
                table.columns().forEach(all::putIfAbsent);
            }
        }
        Scope columns = scope.inner();
        body.typing().table(plot, Tables.declare(new Type.TableOf(all), columns));
        if (plot.file() != null) {
            file(plot.file());
        }
        for (Expression.Entry entry : plot.options() == null ? List.<Expression.Entry>of() : plot.options().entries()) {
            option(entry, columns, fits);
            if (!fits) {
                tables.forEach((expression, table) -> common(entry, expression, all, table));
            }
        }
    }

    private static Type.@Nullable TableOf table(Type type) {
        return switch (type) {
            case Type.TableOf table -> table;
            case Type.FitOf fit -> new Type.TableOf(fit.columns());
            default -> null;
        };
    }

    /** What is drawn along an axis is there in every table, in one dimension. */
    private void common(Expression.Entry entry, Expression expression, Map<String, Type> all, Type.TableOf table) {
        String option = entry.name().text();
        if (!option.equals("x") && !option.equals("y")) {
            return;
        }
        for (String name : columns(entry.value(), List.copyOf(all.keySet()))) {
            Type own = table.columns().get(name);
            if (own == null) {
                body.report(body.at(Code.BAD_OPTION, expression.span(),
                        "this table has no column `" + name + "`, which is drawn along " + option).fix(nearest(name, table.columns())));
                continue;
            }
            Unit here = Type.unitOf(own);
            Unit there = Type.unitOf(all.getOrDefault(name, Type.UNKNOWN));
            if (here != null && there != null && !here.sameDimension(there)) {
                body.report(body.at(Code.BAD_OPTION, expression.span(), "`" + name + "` of this table is "
                        + new Type.Quantity(here).describe() + ", and that of another " + new Type.Quantity(there).describe()));
            }
        }
    }

    private static @Nullable String nearest(String name, Map<String, Type> columns) {
        String nearest = NearestName.nearest(name, columns.keySet());
        return nearest == null ? null : "did you mean `" + nearest + "`?";
    }

    private void file(Expression.TextLiteral file) {
        String name = file.value();
        int dot = name.lastIndexOf('.');
        if (dot < 0 || !FILES.contains(name.substring(dot + 1))) {
            body.report(body.at(Code.BAD_OPTION, file.span(), "a plot is written to a file that ends in ." + String.join(", .", FILES)));
        } else {
            Options.inside(file, body);
        }
    }

    private void option(Expression.Entry entry, Scope columns, boolean ofFit) {
        String name = entry.name().text();
        if (ofFit && (name.equals("y") || name.equals("z"))) {
            body.report(body.at(Code.BAD_OPTION, entry.name().span(),
                    "of a fit `y` is what was observed and what is predicted; plot a table to choose"));
        }
        switch (name) {
            case "x", "z", "group" -> body.check(entry.value(), columns);
            case "y" -> each(entry.value()).forEach(item -> body.check(item, columns));
            case "log" -> Options.word(entry, LOGARITHMIC, body);
            case "band" -> {
                if (!isNone(entry.value())) {
                    new Options(body).share(entry, columns);
                }
            }
            case "title" -> {
                Type type = body.check(entry.value(), columns);
                if (type != Type.TEXT && type != Type.UNKNOWN) {
                    body.report(body.at(Code.BAD_OPTION, entry.value().span(), "`title` is a text, and this is " + type.describe()));
                }
            }
            case "kind" -> each(entry.value()).forEach(
                    word -> Options.word(new Expression.Entry(entry.span(), entry.name(), word), ofFit ? OF_FITS : OF_TABLES, body));
            default -> Options.unknown(entry.name(), NAMES, "a plot", body);
        }
    }
}
