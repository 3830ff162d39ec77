package org.isoflop.interpreter.node;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.interpreter.analysis.Checker;
import org.isoflop.interpreter.analysis.Declaration;
import org.isoflop.interpreter.analysis.Instance;
import org.isoflop.interpreter.analysis.Statement;
import org.isoflop.interpreter.value.StudyException;
import org.isoflop.interpreter.value.Value;

/**
 * Runs a checked study: every item without parameters, then the outputs. An item that fails does not stop those that do
 * not need it, so that all mistakes are found in one go.
 */
public final class Schedule {
    private final Run run;
    private final Checker checker;

    public Schedule(Run run, Checker checker) {
        this.run = run;
        this.checker = checker;
    }

    /**
     * Performs the outputs, and fills in the values of the items in file order.
     *
     * @param whole whether all items are evaluated, not only what the outputs need
     */
    public void run(Map<String, Value> values, boolean whole) {
        Map<String, Instance> items = new LinkedHashMap<>();
        for (Declaration declaration : checker.root().declarations().values()) {
            if (!whole || declaration.takesArguments() || declaration.item() instanceof Item.Unit) {
                continue;
            }
            Instance instance = checker.generalInstance(declaration);
            if (instance != null) {
                items.put(declaration.name(), instance);
            }
        }
        for (Declaration declaration : checker.ordered()) {
            Instance instance = items.get(declaration.name());
            if (instance != null) {
                evaluate(instance);
                note(declaration.name(), instance, values);
            }
        }
        // A debugger looks at the values as they come; what is left is in file order.
        values.clear();
        items.forEach((name, instance) -> note(name, instance, values));
        for (Statement statement : checker.statements()) {
            try {
                run.perform(statement);
            } catch (StudyException failure) {
                run.failed(failure);
            }
        }
    }

    private void note(String name, Instance instance, Map<String, Value> values) {
        Value value = run.known(instance);
        if (value != null) {
            values.put(name, value);
        }
    }

    private void evaluate(Instance instance) {
        try {
            run.value(instance);
        } catch (StudyException failure) {
            run.failed(failure);
        }
    }
}
