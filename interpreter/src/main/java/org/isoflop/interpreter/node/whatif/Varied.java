package org.isoflop.interpreter.node.whatif;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.analysis.Typing;
import org.isoflop.interpreter.node.ExpressionNode;
import org.isoflop.interpreter.node.Run;
import org.isoflop.interpreter.node.Supposition;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.FitValue;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.LawValue.Setting;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RecordValue;
import org.isoflop.interpreter.value.StudyException;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** A name, or a member of what it stands for, that is supposed to have other values while an answer is worked out. */
public final class Varied extends Node {
    private final @Nullable Instance instance;
    private final int slot;
    private final List<String> path;
    @Child private ExpressionNode present;

    /** @param present what it is without any supposition */
    public Varied(Typing.Varied varied, ExpressionNode present) {
        this.instance = varied.instance();
        this.slot = varied.slot();
        this.path = varied.path();
        this.present = present;
    }

    /** The local that it is, or stands for it within an expression; -1 for none. */
    int slot() {
        return slot;
    }

    /** How it is written. */
    String text() {
        return present.site().text();
    }

    ExpressionNode written() {
        return present;
    }

    Value present(VirtualFrame frame) {
        return present.execute(frame);
    }

    /** An answer under another value of this, or the mistake that there is none. */
    record Answer(@Nullable Value value, @Nullable StudyException failure) {
        /** The same, unless there is no answer. */
        Answer known() {
            if (failure != null) {
                throw failure;
            }
            return this;
        }

        /** The number that it is; missing where there is none. */
        Numbers numbers() {
            return value instanceof Quantity quantity ? quantity.numbers() : Numbers.of(Double.NaN);
        }
    }

    /** What an expression gives if this has another value. */
    Answer answer(VirtualFrame frame, ExpressionNode expression, Value supposed) {
        Run run = Run.of(this);
        Value root = path.isEmpty()
                ? supposed
                : replaced(instance == null ? (Value) frame.getObject(slot) : run.evaluator().value(instance), supposed);
        Object local = slot < 0 ? null : frame.getObject(slot);
        Supposition before = run.evaluator().suppose(instance == null ? Map.of() : Map.of(instance, root));
        if (slot >= 0) {
            frame.setObject(slot, root);
        }
        try {
            return new Answer(expression.execute(frame), null);
        } catch (StudyException failure) {
            return new Answer(null, failure);
        } finally {
            run.evaluator().resume(before);
            if (slot >= 0) {
                frame.setObject(slot, local);
            }
        }
    }

    @TruffleBoundary
    private Value replaced(Value root, Value supposed) {
        return replaced(root, path, supposed);
    }

    private static Value replaced(Value within, List<String> path, Value supposed) {
        if (path.isEmpty()) {
            return supposed;
        }
        return switch (within) {
            case FitValue fit -> with(fit, Map.of(coefficient(path), numbers(supposed)));
            case LawValue law -> with(law, Map.of(coefficient(path), numbers(supposed)));
            case RecordValue record -> {
                Map<String, Value> members = new LinkedHashMap<>(record.members());
                members.computeIfPresent(path.getFirst(), (name, member) -> replaced(member, path.subList(1, path.size()), supposed));
                yield new RecordValue(members, record.isVector());
            }
            default -> throw new IllegalStateException("no part of " + within.kind() + " is replaced");
        };
    }

    /** The name of a coefficient, {@code A[GLU]} of one over texts or parts. */
    private static String coefficient(List<String> path) {
        return path.size() == 1 ? path.getFirst() : path.getFirst() + "[" + path.get(1) + "]";
    }

    private static Numbers numbers(Value value) {
        return value instanceof Quantity quantity ? quantity.numbers() : Numbers.of(Double.NaN);
    }

    private static LawValue with(LawValue law, Map<String, Numbers> coefficients) {
        Map<String, Setting> settings = new LinkedHashMap<>(law.settings());
        coefficients.forEach((name, numbers) -> settings.put(name, new Setting.Given(numbers)));
        return law.with(settings);
    }

    /** A fit with other coefficients. */
    static FitValue with(FitValue fit, Map<String, Numbers> coefficients) {
        Map<String, Quantity> found = new LinkedHashMap<>(fit.coefficients());
        coefficients.forEach((name, numbers) -> found.computeIfPresent(name, (same, old) -> new Quantity(Unit.NONE, numbers)));
        return fit.with(with(fit.law(), coefficients), found);
    }
}
