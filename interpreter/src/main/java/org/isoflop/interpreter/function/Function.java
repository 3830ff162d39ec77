package org.isoflop.interpreter.function;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.type.Type;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.Cancellation;
import org.isoflop.stdlib.keep.Keeper;

/**
 * A function of the language. {@link #type} is asked before anything runs and settles units and kinds of value,
 * {@link #apply} computes.
 */
public interface Function {
    /** How it is called: {@code quantile(x, p, per: column)}. */
    Signature signature();

    /** The type of the result. */
    Type type(TypedCall call);

    /** The result. */
    Value apply(ValueCall call);

    /**
     * A function's head for the checker, the reference and completion.
     *
     * @param parameters in order; those that must be given come first
     * @param labels further arguments that are given by label only
     * @param documentation one or two sentences
     * @param example an expression that runs
     */
    record Signature(String name, List<Parameter> parameters, List<Parameter> labels, String documentation, String example) {
        public Signature {
            parameters = List.copyOf(parameters);
            labels = List.copyOf(labels);
        }

        /** {@code quantile(x, p)} */
        public String text() {
            StringBuilder text = new StringBuilder(name).append('(');
            for (Parameter parameter : parameters) {
                text.append(text.charAt(text.length() - 1) == '(' ? "" : ", ").append(parameter.name)
                        .append(parameter.optional ? "?" : "").append(parameter.repeated ? "…" : "");
            }
            for (Parameter label : labels) {
                text.append(text.charAt(text.length() - 1) == '(' ? "" : ", ").append(label.name).append(": …");
            }
            return text.append(')').toString();
        }
    }

    /**
     * A parameter.
     *
     * @param columns whether the argument sees the columns of the first argument, which is a table
     * @param words the texts that may be given, the default first; empty if it takes anything else
     */
    record Parameter(String name, boolean optional, boolean repeated, boolean columns, List<String> words) {
        public Parameter {
            words = List.copyOf(words);
        }

        public static Parameter required(String name) {
            return new Parameter(name, false, false, false, List.of());
        }

        public static Parameter optional(String name) {
            return new Parameter(name, true, false, false, List.of());
        }

        /** The last positional parameter, taking any number of arguments, at least one. */
        public static Parameter repeated(String name) {
            return new Parameter(name, false, true, false, List.of());
        }

        public static Parameter ofColumns(String name, boolean optional) {
            return new Parameter(name, optional, false, true, List.of());
        }
    }

    /** A call as the checker sees it: the types of the arguments, and a way to complain. */
    interface TypedCall {
        /** The positional arguments, in order. */
        List<Type> arguments();

        Map<String, Type> labels();

        default Type argument(int index) {
            return arguments().get(index);
        }

        default boolean has(String label) {
            return labels().containsKey(label);
        }

        /** Reports that an argument does not fit and gives the unknown type, which silences what follows. */
        Type wrong(int argument, String expectation);

        /** Reports that a labelled argument does not fit. */
        Type wrong(String label, String expectation);

        /** Reports that two arguments must have one dimension, with both labelled in the message, if they have not. */
        boolean sameDimension(int first, int second);

        /**
         * The head of an argument that can be called: of a law or fit, or of a function whose parameters have units, which then is a law
         * to {@link ValueCall#apply}; null for anything else, reported where it is a function that cannot be one.
         */
        default @org.jspecify.annotations.Nullable LawSignature law(int argument) {
            return switch (argument(argument)) {
                case Type.LawOf(LawSignature signature) -> signature;
                case Type.FitOf fit -> fit.signature();
                default -> null;
            };
        }

        /** The text of an argument that is written as a text literal, or null if it is none. */
        @org.jspecify.annotations.Nullable
        String literal(int argument);
    }

    /** A call when it runs. */
    interface ValueCall {
        List<Value> arguments();

        Map<String, Value> labels();

        default Value argument(int index) {
            return arguments().get(index);
        }

        /** The type that {@link #type} gave. */
        Type type();

        /** A name for random draws that stays the same however the study is laid out: item name and place within it. */
        String place();

        /** The run's seed, number of draws, level, and files. */
        Surroundings surroundings();

        /** A mistake in the study that only shows when it runs, reported at the argument, or at the call for -1. */
        RuntimeException wrong(int argument, String message);

        /** Says how many values are about to be made, and of how many bytes, so that more than a study may have are not. */
        default void makes(String what, double values, int bytesEach) {
        }

        /** What a law without free coefficients, or a function that stands for one, gives. */
        default Value apply(LawValue law, Value... arguments) {
            throw new UnsupportedOperationException("a call outside of a study");
        }

        /** Does something of which no warning is raised, as a search does that tries many places. */
        default <T> T quietly(Supplier<T> work) {
            return work.get();
        }

        /** Raises a warning at the call; it belongs to the item that is being evaluated. */
        void warn(Code code, String message);

        /** A formula for a law that is made here: what goes wrong when the law is applied by a host is said of the call. */
        default LawValue.Body formula(LawValue.Lowered lowered) {
            return levels -> lowered;
        }

        /** What a law without free coefficients gives for values or columns of its arguments; warnings are raised at the call. */
        default Value applied(LawValue law, Value... arguments) {
            return law.body().apply(law, arguments);
        }

        /** What a law without free coefficients gives at the points of its quantities, in base units; it may be used anywhere. */
        default double point(LawValue law, double... arguments) {
            throw new UnsupportedOperationException("a call outside of a study");
        }
    }

    /** What functions may ask of the run. */
    interface Surroundings {
        long seed();

        int draws();

        /** The probability that intervals cover, such as 0.95. */
        double level();

        /** The rows of the table of which a column is being worked out, -1 outside of tables. */
        default int rows() {
            return -1;
        }

        /** How many threads may work; results do not depend on it. */
        default int threads() {
            return 1;
        }

        /** Asked in every long loop whether the run is to stop. */
        default Cancellation cancellation() {
            return new Cancellation();
        }

        /** Announces work before it begins, as evaluations of a row, so that much of it is done where much work is done fast. */
        default void work(double evaluations) {
        }

        /** What keeps the results of work that is about to be prepared, if it is worth it: of so many evaluations of a row. */
        default Keeper keeper(double evaluations) {
            return Keeper.NONE;
        }
    }
}
