package org.isoflop.interpreter.function;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** A function put together from its head, its rule for types and its computation. */
record Definition(Signature signature, Typing typing, Computation computation) implements Function {

    interface Typing {
        Type of(Checked call);
    }

    interface Computation {
        Value of(ValueCall call);
    }

    @Override
    public Type type(TypedCall call) {
        return typing.of(new Checked(signature, call));
    }

    @Override
    public Value apply(ValueCall call) {
        try {
            return computation.of(call);
        } catch (Numbers.LengthMismatch mismatch) {
            throw call.wrong(-1, "columns of " + mismatch.first() + " and of " + mismatch.second() + " elements cannot go together");
        }
    }

    /**
     * A head from the way it is written: {@code quantile(x, p, per: …)}. A name with a question mark is optional, one with
     * an ellipsis repeated; what is followed by a colon is given by label, with {@code :columns} it sees the columns of
     * the first argument, and words with strokes between them, the default first, are all that may be given: {@code method?:mean|median}.
     */
    static Signature head(String written, String documentation, String example) {
        int open = written.indexOf('(');
        List<Parameter> parameters = new ArrayList<>();
        List<Parameter> labels = new ArrayList<>();
        for (String part : written.substring(open + 1, written.length() - 1).split(", ", -1)) {
            int colon = part.indexOf(':');
            String name = colon < 0 ? part : part.substring(0, colon);
            boolean optional = name.endsWith("?");
            boolean repeated = name.endsWith("…");
            String bare = optional || repeated ? name.substring(0, name.length() - 1) : name;
            String kind = colon < 0 ? "" : part.substring(colon + 1);
            boolean columns = kind.equals("columns");
            List<String> words = kind.isEmpty() || columns ? List.of() : List.of(kind.split("\\|", -1));
            (colon < 0 ? parameters : labels).add(new Parameter(bare, optional, repeated, columns, words));
        }
        return new Signature(written.substring(0, open), parameters, labels, documentation, example);
    }

    /** The argument at a place, null where it was left out. */
    static @Nullable Value optional(ValueCall call, int argument) {
        return argument < call.arguments().size() ? call.argument(argument) : null;
    }
}
