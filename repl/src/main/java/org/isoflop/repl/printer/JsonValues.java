package org.isoflop.repl.printer;

import java.util.Map;
import org.isoflop.interpreter.type.LawSignature.Argument;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.AllocationValue;
import org.isoflop.interpreter.value.Columns;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.ListValue;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Pending;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RangeValue;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.Symbolic;
import org.isoflop.interpreter.value.SymbolicText;
import org.isoflop.interpreter.value.SymbolicTruth;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Texts;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** Values as JSON, each with its kind; quantities unscaled in the unit that stands beside them. */
final class JsonValues {
    private final JsonWriter json;
    private final double level;

    JsonValues(JsonWriter json, double level) {
        this.json = json;
        this.level = level;
    }

    void value(@Nullable Value value) {
        switch (value) {
            case null -> json.missing();
            case Missing missing -> json.missing();
            case Quantity quantity when !quantity.numbers().isColumn() -> quantity(quantity);
            case Truth truth when !truth.numbers().isColumn() -> {
                json.line().name("kind").value("truth").name("value");
                truth(truth.numbers(), 0);
                json.end();
            }
            case Quantity column -> items(column);
            case Truth column -> items(column);
            case Texts column -> items(column);
            case ListValue list -> items(list);
            case Text text -> json.line().name("kind").value("text").name("value").value(text.value()).end();
            case RangeValue range -> range(range);
            case RecordValue members -> record(members);
            case TableValue table -> table(table, true);
            case LawValue law -> law(law);
            case FitValue fit -> fit(fit);
            case AllocationValue allocation -> allocation(allocation);
            case Pending pending -> throw new IllegalStateException("a value is still being worked out");
            case Symbolic symbolic -> throw new IllegalStateException("a traced value has no number");
            case SymbolicText symbolic -> throw new IllegalStateException("a traced text is not known");
            case SymbolicTruth symbolic -> throw new IllegalStateException("a traced condition has no truth");
        }
    }

    private void quantity(Quantity quantity) {
        if (Double.isNaN(quantity.point())) {
            json.missing();
            return;
        }
        json.line().name("kind").value("quantity");
        bounds(quantity.unit(), quantity.numbers(), 0);
        if (quantity.numbers().isUncertain()) {
            json.name("level").value(level);
        }
        unit(quantity.unit());
        json.end();
    }

    private void bounds(Unit unit, Numbers numbers, int row) {
        json.name("value").value(numbers.point(row) / unit.scale());
        if (numbers.isUncertain()) {
            json.name("lower").value(numbers.quantile(row, (1 - level) / 2) / unit.scale());
            json.name("upper").value(numbers.quantile(row, (1 + level) / 2) / unit.scale());
        }
    }

    private void unit(Unit unit) {
        if (!unit.factors().isEmpty()) {
            json.name("unit").value(unit.symbol(false));
        }
    }

    private void truth(Numbers numbers, int row) {
        if (Double.isNaN(numbers.point(row))) {
            json.missing();
        } else {
            json.value(numbers.point(row) != 0);
        }
    }

    private void items(Value column) {
        json.object().name("kind").value("list").name("items").array();
        for (int row = 0; row < Columns.rows(column); row++) {
            value(Columns.cell(column, row));
        }
        json.end().end();
    }

    private void range(RangeValue range) {
        json.line().name("kind").value("range");
        json.name("lower");
        cell(range.lower(), 0);
        json.name("upper");
        cell(range.upper(), 0);
        unit(range.unit());
        json.end();
    }

    private void record(RecordValue members) {
        json.object().name("kind").value(members.kind()).name("members");
        named(members.members());
        json.end();
    }

    private void named(Map<String, Value> members) {
        json.object();
        members.forEach((name, member) -> {
            json.name(name);
            value(member);
        });
        json.end();
    }

    /** @param rows whether the rows are printed, or only how many there are */
    void table(TableValue table, boolean rows) {
        json.object().name("kind").value("table").name("columns").list();
        table.columns().forEach((name, column) -> {
            json.line().name("name").value(name);
            unit(unitOf(column));
            json.end();
        });
        json.end();
        if (!rows) {
            json.name("count").value(table.rows()).end();
            return;
        }
        json.name("rows").array();
        for (int row = 0; row < table.rows(); row++) {
            json.list();
            for (Value column : table.columns().values()) {
                cell(column, row);
            }
            json.end();
        }
        json.end().end();
    }

    private static Unit unitOf(Value column) {
        return switch (column) {
            case Quantity quantity -> quantity.unit();
            case RecordValue vector when !vector.members().isEmpty() -> unitOf(vector.members().values().iterator().next());
            default -> Unit.NONE;
        };
    }

    /** A cell: its unit is that of its column. */
    private void cell(Value column, int row) {
        switch (column) {
            case Quantity quantity when quantity.numbers().isUncertain() && !Double.isNaN(quantity.numbers().point(row)) -> {
                json.line();
                bounds(quantity.unit(), quantity.numbers(), row);
                json.end();
            }
            case Quantity quantity -> json.value(quantity.inUnit(row));
            case Truth truth -> truth(truth.numbers(), row);
            case Texts texts -> json.value(texts.row(row));
            case Text text -> json.value(text.value());
            case RecordValue vector when vector.isVector() -> {
                json.line();
                vector.members().forEach((name, part) -> {
                    json.name(name);
                    cell(part, row);
                });
                json.end();
            }
            case ListValue list when list.items().get(row) instanceof LawValue law -> json.value(law.signature().name());
            default -> value(Columns.cell(column, row));
        }
    }

    private void law(LawValue law) {
        json.object().name("kind").value("law").name("arguments").list();
        for (Argument argument : law.signature().arguments()) {
            json.line().name("name").value(argument.name());
            unit(argument.unit());
            json.end();
        }
        json.end();
        json.name("unit").value(law.signature().result().factors().isEmpty() ? null : law.signature().result().symbol(false));
        json.name("coefficients").object();
        law.settings().forEach((name, setting) -> {
            json.name(name);
            switch (setting) {
                case LawValue.Setting.Given(Numbers value) -> coefficient(value);
                case LawValue.Setting.Free free -> json.missing();
                case LawValue.Setting.Tied tied -> {
                    json.line().name("tied").list();
                    tied.inputs().forEach(json::value);
                    json.end().end();
                }
            }
        });
        json.end().name("source").value(law.member("source") instanceof Text source ? source.value() : null).end();
    }

    private void coefficient(Numbers value) {
        json.line();
        bounds(Unit.NONE, value, 0);
        json.end();
    }

    private void fit(FitValue fit) {
        FitValue.Resampling resampling = fit.resampling();
        if (resampling != null && resampling.level() != level) {
            new JsonValues(json, resampling.level()).fit(fit);
            return;
        }
        new FitJson(json, level).print(fit);
    }

    private void allocation(AllocationValue allocation) {
        json.object().name("kind").value("allocation").name("value");
        value(allocation.member("value"));
        json.name("variables");
        named(allocation.variables());
        json.name("binding").list();
        Value binding = allocation.member("binding");
        for (int i = 0; binding != null && i < Columns.rows(binding); i++) {
            cell(binding, i);
        }
        json.end();
        json.name("use").object();
        if (allocation.member("use") instanceof RecordValue uses) {
            uses.members().forEach((condition, use) -> {
                json.name(condition);
                if (use instanceof RecordValue parts) {
                    named(parts.members());
                } else {
                    value(use);
                }
            });
        }
        json.end().name("certificate");
        if (allocation.member("certificate") instanceof RecordValue certificate) {
            json.object();
            certificate.members().forEach((name, member) -> {
                json.name(name);
                if (member instanceof Quantity column && column.numbers().isColumn()) {
                    items(column);
                } else {
                    cell(member, 0);
                }
            });
            json.end();
        } else {
            json.missing();
        }
        json.end();
    }
}
