package org.isoflop.interpreter.function;

import java.util.List;
import org.isoflop.interpreter.function.Function.Parameter;
import org.isoflop.interpreter.function.Function.Signature;
import org.isoflop.interpreter.function.Function.TypedCall;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.unit.Unit;
import org.jspecify.annotations.Nullable;

/** A call while it is checked, with the words to say what is wrong with it. */
record Checked(Signature signature, TypedCall call) {
    List<Type> arguments() {
        return call.arguments();
    }

    Type argument(int index) {
        return call.argument(index);
    }

    /** The head of an argument that can be called, see {@link TypedCall#law}. */
    @Nullable
    LawSignature law(int argument) {
        return call.law(argument);
    }

    /** A labelled argument, null where it is not given. */
    @Nullable
    Type label(String name) {
        return call.labels().get(name);
    }

    boolean has(String label) {
        return call.has(label);
    }

    /** Whether the first arguments, so many of them, have one dimension, reported if not. A literal zero goes with every other. */
    boolean sameDimension(int count) {
        int reference = -1;
        for (int i = 0; i < count; i++) {
            boolean zero = argument(i) instanceof Type.Quantity quantity && quantity.zero();
            if (!zero && reference >= 0 && !sameDimension(reference, i)) {
                return false;
            }
            reference = reference < 0 && !zero ? i : reference;
        }
        return true;
    }

    private boolean sameDimension(int first, int second) {
        Unit one = Shapes.innerUnit(argument(first));
        Unit other = Shapes.innerUnit(argument(second));
        if (one == null || other == null) {
            return true;
        }
        boolean fits = one.sameDimension(other);
        if (call.sameDimension(first, second) && !fits) {
            // The caller compares only numbers and lists of them; within vectors it is for us to say.
            String both = one.dimension() + " and " + other.dimension();
            refuse(second, "`" + signature.name() + "` takes values of one dimension, not " + both);
        }
        return fits;
    }

    /** Complains that an argument is not what is expected, a noun phrase, and gives the unknown type. */
    Type expects(int argument, String expectation) {
        Parameter parameter = signature.parameters().get(Math.min(argument, signature.parameters().size() - 1));
        String as = signature.parameters().size() == 1 ? "" : " as `" + parameter.name() + "`";
        return call.wrong(argument,
                "`" + signature.name() + "` takes " + expectation + as + ", and this is " + described(argument(argument)));
    }

    /** Complains that a labelled argument is not what is expected. */
    Type expects(String label, String expectation) {
        Type given = label(label);
        return call.wrong(label, "`" + label + ":` takes " + expectation + (given == null ? "" : ", and this is " + described(given)));
    }

    /** Complains in a sentence of one's own. */
    Type refuse(int argument, String sentence) {
        return call.wrong(argument, sentence);
    }

    Type refuse(String label, String sentence) {
        return call.wrong(label, sentence);
    }

    private static String described(Type type) {
        return switch (type) {
            case Type.ListOf(Type element) when element.equals(Type.TEXT) -> "a list of texts";
            case Type.ListOf(Type element) when element.equals(Type.TRUTH) -> "a list of truths";
            case Type.ListOf(Type.Quantity quantity) -> "a list of quantities" + (quantity.unit().factors().isEmpty()
                    ? ""
                    : " in " + quantity.unit());
            default -> type.describe();
        };
    }
}
