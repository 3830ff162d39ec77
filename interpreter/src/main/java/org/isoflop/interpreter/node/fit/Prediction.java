package org.isoflop.interpreter.node.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.node.ExpressionNode;
import org.isoflop.interpreter.node.LawApplication;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.LawValue.Lowered;
import org.isoflop.interpreter.value.LawValue.Setting;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Value;
import org.isoflop.stdlib.fit.Residual;
import org.isoflop.stdlib.kernel.KernelBuilder;

/** The law of what a new run is observed to give: that of a fit with one more coefficient, the run's error as a residual. */
final class Prediction implements LawValue.Body {
    static final String ERROR = "error";

    private final LawValue.Body law;
    private final Residual residual;
    private final ExpressionNode node;

    private Prediction(LawValue.Body law, Residual residual, ExpressionNode node) {
        this.law = law;
        this.residual = residual;
        this.node = node;
    }

    /** @param errors what new runs err by, in the residual's space */
    static LawValue of(LawValue fitted, Residual residual, double[] errors, ExpressionNode node) {
        Map<String, Setting> settings = new LinkedHashMap<>(fitted.settings());
        settings.put(name(fitted.settings().keySet()), new Setting.Given(Numbers.uncertain(0, errors)));
        return fitted.with(new Prediction(fitted.body(), residual, node), settings);
    }

    /** A law may have a coefficient of that name already. */
    private static String name(java.util.Collection<String> taken) {
        String name = ERROR;
        while (taken.contains(name)) {
            name += "_";
        }
        return name;
    }

    @Override
    public Lowered lowered(Map<String, List<String>> levels) {
        Lowered inner = law.lowered(levels);
        KernelBuilder builder = new KernelBuilder();
        int[] inputs = new int[inner.arguments() + inner.coefficients().size()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = builder.input(inner.kernel().inputName(i));
        }
        List<String> names = new ArrayList<>(inner.coefficients());
        names.add(name(names));
        int error = builder.input(names.getLast());
        int predicted = builder.inline(inner.kernel(), inputs)[0];
        int observed = residual.observed(builder, predicted, error);
        return new Lowered(builder.build(observed), inner.arguments(), names);
    }

    @Override
    public Value apply(LawValue predicting, Value[] arguments) {
        return new LawApplication(node, false).apply(predicting, arguments);
    }
}
