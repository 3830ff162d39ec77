package org.isoflop.interpreter.value;

import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isoflop.interpreter.type.LawSignature.Argument;
import org.isoflop.interpreter.type.LawSignature.Kind;
import org.jspecify.annotations.Nullable;

/** Laws and fits called by a polyglot host: plain numbers are in the declared units, arrays are columns. */
final class Execution {
    private Execution() {
    }

    static Value execute(LawValue law, Object[] arguments) throws ArityException, UnsupportedTypeException {
        int count = law.signature().arguments().size();
        if (arguments.length != count) {
            throw ArityException.create(count, count, arguments.length);
        }
        Value[] values = new Value[count];
        for (int i = 0; i < count; i++) {
            Value value = null;
            try {
                value = value(law.signature().arguments().get(i), arguments[i]);
            } catch (InteropException exception) {
                throw UnsupportedTypeException.create(arguments, "`" + law.signature().arguments().get(i).name() + "` cannot be read",
                        exception);
            }
            if (value == null) {
                throw UnsupportedTypeException.create(arguments, expected(law.signature().arguments().get(i)));
            }
            values[i] = value;
        }
        return law.body().apply(law, values);
    }

    private static String expected(Argument argument) {
        String kind = switch (argument.kind()) {
            case QUANTITY -> argument.unit().factors().isEmpty() ? "a number" : "a number of " + argument.unit();
            case TEXT -> "a text";
            case TRUTH -> "a truth";
        };
        return "`" + argument.name() + "` is " + kind
                + (argument.parts().isEmpty() ? "" : " for each of " + String.join(", ", argument.parts()));
    }

    private static @Nullable Value value(Argument argument, Object given) throws InteropException {
        InteropLibrary library = InteropLibrary.getUncached();
        if (argument.parts().isEmpty()) {
            return single(argument, given, library);
        }
        Map<String, Value> parts = new LinkedHashMap<>();
        for (String part : argument.parts()) {
            Value value = library.isMemberReadable(given, part) ? single(argument, library.readMember(given, part), library) : null;
            if (value == null) {
                return null;
            }
            parts.put(part, value);
        }
        return new RecordValue(parts, true);
    }

    private static @Nullable Value single(Argument argument, Object given, InteropLibrary library) throws InteropException {
        if (argument.kind() == Kind.QUANTITY && given instanceof Quantity quantity && !quantity.unit().factors().isEmpty()) {
            return quantity.unit().sameDimension(argument.unit()) ? quantity : null;
        }
        if (!library.hasArrayElements(given)) {
            return cell(argument, given, library);
        }
        Value[] cells = new Value[Math.toIntExact(library.getArraySize(given))];
        for (int i = 0; i < cells.length; i++) {
            Value cell = cell(argument, library.readArrayElement(given, i), library);
            if (cell == null) {
                return null;
            }
            cells[i] = cell;
        }
        return Columns.of(java.util.List.of(cells));
    }

    private static @Nullable Value cell(Argument argument, Object given, InteropLibrary library) throws InteropException {
        return switch (argument.kind()) {
            case QUANTITY -> !library.fitsInDouble(given)
                    ? null
                    : new Quantity(argument.unit(), Numbers.of(library.asDouble(given) * argument.unit().scale()));
            case TEXT -> library.isString(given) ? new Text(library.asString(given)) : null;
            case TRUTH -> library.isBoolean(given) ? Truth.of(library.asBoolean(given)) : null;
        };
    }
}
