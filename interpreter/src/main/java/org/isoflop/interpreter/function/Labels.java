package org.isoflop.interpreter.function;

import java.util.List;
import org.isoflop.grammar.diagnostic.NearestName;
import org.isoflop.interpreter.function.Function.ValueCall;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** Labelled arguments of functions that work on the columns of a table: columns of quantities, words, numbers. */
final class Labels {
    private Labels() {
    }

    // Checked

    /** The unit of a column of quantities; null where it is not given, unknown, or no such column, which is reported. */
    static @Nullable Unit unit(Checked call, String label) {
        Type column = call.label(label);
        if (column == null || Shapes.isUnknown(column)) {
            return null;
        }
        if (column instanceof Type.ListOf(Type.Quantity(Unit unit, boolean zero))) {
            return unit;
        }
        call.expects(label, "a column of quantities");
        return null;
    }

    /** Complains where a label that is a plain number is something else. */
    static void numbers(Checked call, String... labels) {
        for (String label : labels) {
            Type given = call.label(label);
            if (given != null && !Shapes.isPlain(given)) {
                call.expects(label, "a plain number");
            }
        }
    }

    // Run

    /** The type that the checker gave a table that is made of columns; it needs their units. */
    static Type.TableOf knownType(ValueCall call) {
        if (call.type() instanceof Type.TableOf type) {
            return type;
        }
        throw call.wrong(-1, "the units of these columns have to be known before the study runs: declare them in the table's block");
    }

    /** The points of a column of the table; null where it is not given. */
    static double @Nullable [] column(ValueCall call, TableValue table, String label) {
        Value given = call.labels().get(label);
        if (given == null) {
            return null;
        }
        if (!(given instanceof Quantity quantity) || !quantity.numbers().isColumn() || quantity.numbers().rows() != table.rows()) {
            throw call.wrong(-1, "`" + label + "` takes a column of quantities of the table");
        }
        return quantity.numbers().points();
    }

    /** The position of a word among those that an argument may have; the first if it is not given. Only what is no literal was not checked. */
    static int word(ValueCall call, String label, List<String> words) {
        Value given = call.labels().get(label);
        if (given == null) {
            return 0;
        }
        String word = given instanceof Text text ? text.value() : given.text();
        int position = words.indexOf(word);
        if (position < 0) {
            String nearest = NearestName.nearest(word, words);
            throw call.wrong(-1, "`" + label + "` is \"" + String.join("\" or \"", words) + "\", not \"" + word + "\""
                    + (nearest == null ? "" : ": did you mean \"" + nearest + "\"?"));
        }
        return position;
    }

    /** A plain number, or what stands for it where it is not given. */
    static double number(ValueCall call, String label, double otherwise) {
        Value given = call.labels().get(label);
        if (given == null) {
            return otherwise;
        }
        if (!(given instanceof Quantity quantity) || quantity.numbers().isColumn() || Double.isNaN(quantity.point())) {
            throw call.wrong(-1, "`" + label + "` takes a single number");
        }
        return quantity.point();
    }

    /** A whole number within limits. */
    static int whole(ValueCall call, String label, int least, int most, int otherwise) {
        double number = number(call, label, otherwise);
        if (!(number >= least && number <= most && number == Math.rint(number))) {
            throw call.wrong(-1, "`" + label + "` is a whole number from " + least + " to " + most + ", not " + Quantity.of(number).text());
        }
        return (int) number;
    }
}
