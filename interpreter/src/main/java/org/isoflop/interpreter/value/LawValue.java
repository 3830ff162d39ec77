package org.isoflop.interpreter.value;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.type.LawSignature;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.stdlib.kernel.Kernel;
import org.jspecify.annotations.Nullable;

/**
 * A law: a formula whose coefficients are free, given, or tied to others. To a polyglot host a law without free
 * coefficients is a function of plain numbers in the declared units.
 */
@ExportLibrary(InteropLibrary.class)
public final class LawValue extends Structured {
    private static final String VALID = "valid";

    private final LawSignature signature;
    private final Body body;
    private final Map<String, Setting> settings;
    private final Map<String, RangeValue> valid;
    private final boolean fitted;
    private final boolean foretold;

    /** The formula itself, lowered to a kernel. */
    public interface Body {
        /**
         * The kernel for given levels of the text arguments: its inputs are the arguments, vectors part by part, then the
         * coefficients. A text argument is the position of its text among its levels.
         */
        Lowered lowered(Map<String, List<String>> levels);

        /**
         * The result of a law with this body for values of its arguments, in their order.
         *
         * @throws StudyException if a coefficient has no value or the result is no number
         */
        default Value apply(LawValue law, Value[] arguments) {
            throw new UnsupportedOperationException("a body outside of a study");
        }
    }

    /**
     * A formula as a kernel.
     *
     * @param arguments the number of inputs that are arguments
     * @param coefficients the coefficients that follow, flattened: {@code A[GLU]}
     */
    public record Lowered(Kernel kernel, int arguments, List<String> coefficients) {
    }

    /** What is known of a coefficient. */
    public sealed interface Setting {
        /** To be fitted, within bounds. */
        record Free(double lower, double upper) implements Setting {
        }

        /** A number, maybe uncertain. */
        record Given(Numbers value) implements Setting {
        }

        /** Computed from other coefficients: {@code beta: alpha}. */
        record Tied(Kernel formula, List<String> inputs) implements Setting {
        }
    }

    public LawValue(LawSignature signature, Body body, Map<String, Setting> settings, Map<String, RangeValue> valid,
            Map<String, Value> meta) {
        this(signature, body, settings, valid, meta, false, false);
    }

    private LawValue(LawSignature signature, Body body, Map<String, Setting> settings, Map<String, RangeValue> valid,
            Map<String, Value> meta, boolean fitted, boolean foretold) {
        super(members(settings, meta, valid));
        this.fitted = fitted;
        this.foretold = foretold;
        this.signature = signature;
        this.body = body;
        this.settings = new LinkedHashMap<>(settings);
        this.valid = Collections.unmodifiableMap(new LinkedHashMap<>(valid));
    }

    private static Map<String, Value> members(Map<String, Setting> settings, Map<String, Value> meta, Map<String, RangeValue> valid) {
        Map<String, Value> members = new LinkedHashMap<>(meta);
        members.remove(VALID);
        if (!valid.isEmpty()) {
            members.put(VALID, new RecordValue(new LinkedHashMap<>(valid), false));
        }
        settings.forEach((name, setting) -> {
            if (setting instanceof Setting.Given(Numbers value)) {
                members.putIfAbsent(name, new Quantity(Unit.NONE, value));
            }
        });
        return members;
    }

    /**
     * This law with coefficients from a fit, valid on the range of its data.
     *
     * @param foretold whether the fit was asked for runs beyond those it was made of, and what they gave is known
     */
    public LawValue fitted(LawSignature calibrated, Map<String, Setting> found, Map<String, RangeValue> range, boolean foretold) {
        Map<String, Value> meta = new LinkedHashMap<>(members());
        meta.keySet().removeAll(settings.keySet());
        return new LawValue(calibrated, body, found, range, meta, true, foretold);
    }

    /** This law with other settings of its coefficients. */
    public LawValue with(Map<String, Setting> changed) {
        Map<String, Value> meta = new LinkedHashMap<>(members());
        meta.keySet().removeAll(settings.keySet());
        return new LawValue(signature, body, changed, valid, meta, fitted, foretold);
    }

    /** This law with another formula, whose coefficients are set thus. */
    public LawValue with(Body other, Map<String, Setting> changed) {
        Map<String, Value> meta = new LinkedHashMap<>(members());
        meta.keySet().removeAll(settings.keySet());
        return new LawValue(signature, other, changed, valid, meta, fitted, foretold);
    }

    /** Whether the coefficients come from a fit. */
    public boolean isFitted() {
        return fitted;
    }

    /** Whether a fit was tested on runs beyond those it was made of. */
    public boolean isForetold() {
        return foretold;
    }

    public LawSignature signature() {
        return signature;
    }

    public Body body() {
        return body;
    }

    /** The settings of the coefficients by their flattened names. */
    public Map<String, Setting> settings() {
        return settings;
    }

    /** The range of each argument that the law was established on, where one is given. */
    public Map<String, RangeValue> valid() {
        return valid;
    }

    public @Nullable Setting setting(String coefficient) {
        return settings.get(coefficient);
    }

    /** Whether all coefficients have values, so that it can be applied. */
    @ExportMessage
    @TruffleBoundary
    public boolean isExecutable() {
        for (Setting setting : settings.values()) {
            if (setting instanceof Setting.Free) {
                return false;
            }
        }
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object execute(Object[] arguments) throws ArityException, UnsupportedTypeException, UnsupportedMessageException {
        if (!isExecutable()) {
            throw UnsupportedMessageException.create();
        }
        return Execution.execute(this, arguments);
    }

    @Override
    public String kind() {
        return "law";
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder(signature.name()).append('(');
        for (int i = 0; i < signature.arguments().size(); i++) {
            text.append(i == 0 ? "" : ", ").append(signature.arguments().get(i).name());
        }
        text.append(')');
        int open = text.length();
        settings.forEach((name, setting) -> {
            text.append(text.length() == open ? " with " : ", ").append(name);
            switch (setting) {
                case Setting.Given(Numbers value) ->
                        text.append(" = ").append(Display.DEFAULT.quantity(Unit.NONE, value, 0));
                case Setting.Free free -> text.append(" free");
                case Setting.Tied(Kernel formula, List<String> inputs) -> text.append(" tied to ").append(String.join(", ", inputs));
            }
        });
        return text.toString();
    }
}
