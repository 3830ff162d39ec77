package org.isoflop.interpreter.value;

import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.isoflop.stdlib.compare.Contender;
import org.isoflop.stdlib.fit.FitResult;
import org.jspecify.annotations.Nullable;

/** A fit: the law with the coefficients found, how they were found, and everything that may be asked of it. */
@ExportLibrary(InteropLibrary.class)
public final class FitValue extends Structured {
    private static final String PREDICTION = "prediction";

    private final LawValue law;
    private final Map<String, Quantity> coefficients;
    private final FitResult result;
    private final @Nullable Resampling resampling;
    private final @Nullable Origin origin;

    /** What a fit was made of, and the way to make it anew on others of its rows. */
    public interface Origin {
        /** The item's name. */
        String name();

        /** The table whose rows are fitted. */
        TableValue table();

        /** The places in the table of the rows that are fitted, in order. */
        int[] used();

        /** The fit as it is compared with others. */
        Contender contender();

        /**
         * The same law fitted by the same options to other rows, each time from the beginning. Nothing is warned of.
         *
         * @param fitted which of {@link #used} are fitted, by their number among them
         * @param held which of them are held out
         * @return null if these rows do not admit a fit, or do not determine its coefficients
         */
        @Nullable
        FitValue on(int[] fitted, int[] held);
    }

    /**
     * Where the intervals come from.
     *
     * @param words what that is, in words that follow "intervals": {@code from 500 resamples of rows}
     * @param draws how many draws there are of each coefficient
     * @param failures how many resamples did not converge and count for nothing
     * @param retried how many were fitted once more from other starts
     * @param improved for how many of those that led to something better, which was taken
     * @param level the probability that the fit's own intervals cover
     */
    public record Resampling(String words, int draws, int failures, int retried, int improved, double level) {
    }

    /**
     * @param law the law with its coefficients given, valid on the data's range
     * @param coefficients the coefficients that were fitted, with their draws
     * @param resampling where the intervals come from, null if there are none
     * @param members what may be asked for besides the coefficients
     * @param later what of it is worked out when first asked for
     * @param origin what it was made of; null if its coefficients are others than were found
     */
    public FitValue(LawValue law, Map<String, Quantity> coefficients, FitResult result, @Nullable Resampling resampling,
            Map<String, Value> members, Map<String, Supplier<? extends Value>> later, @Nullable Origin origin) {
        super(joined(coefficients, members), later);
        this.origin = origin;
        this.law = law;
        this.coefficients = new LinkedHashMap<>(coefficients);
        this.result = result;
        this.resampling = resampling;
    }

    private static Map<String, Value> joined(Map<String, Quantity> coefficients, Map<String, Value> members) {
        Map<String, Value> all = new LinkedHashMap<>(members);
        coefficients.forEach(all::putIfAbsent);
        return all;
    }

    /** The same fit with some of its coefficients replaced, in its law and in what is asked for by their names. */
    public FitValue with(LawValue changed, Map<String, Quantity> replaced) {
        Map<String, Value> others = new LinkedHashMap<>(known());
        others.keySet().removeAll(coefficients.keySet());
        others.remove(PREDICTION);
        Map<String, Supplier<? extends Value>> othersLater = new LinkedHashMap<>(later());
        if (memberNames().contains(PREDICTION)) {
            othersLater.put(PREDICTION, () -> predicting(changed));
        }
        return new FitValue(changed, replaced, result, resampling, others, othersLater, null);
    }

    /** The law of new runs, that err as those of this fit do, under a changed law. */
    private Value predicting(LawValue changed) {
        if (!(member(PREDICTION) instanceof LawValue own)) {
            throw new IllegalStateException(PREDICTION);
        }
        Map<String, LawValue.Setting> settings = new LinkedHashMap<>(own.settings());
        settings.putAll(changed.settings());
        return own.with(settings);
    }

    public LawValue law() {
        return law;
    }

    public Map<String, Quantity> coefficients() {
        return coefficients;
    }

    public FitResult result() {
        return result;
    }

    /** What the fit was made of, null if some of its coefficients were replaced. */
    public @Nullable Origin origin() {
        return origin;
    }

    public @Nullable Resampling resampling() {
        return resampling;
    }

    @ExportMessage
    boolean isExecutable() {
        return law.isExecutable();
    }

    @ExportMessage
    Object execute(Object[] arguments) throws ArityException, UnsupportedTypeException, UnsupportedMessageException {
        return law.execute(arguments);
    }

    @Override
    public String kind() {
        return "fit";
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder("fit of ").append(law.signature().name());
        coefficients.forEach((name, value) -> text.append(", ").append(name).append(" = ").append(value.text()));
        return text.toString();
    }
}
