package org.isoflop.stdlib.allocate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be allocated: the best value of output 0 of {@code program} over its variables while the conditions hold.
 *
 * @param domains one for each variable
 * @param conditions one for each pair of sides
 * @param parameters one for each parameter of the program; where there are choices, their parameters' values here do not matter
 */
public record AllocationProblem(Program program, Goal goal, List<Domain> domains, List<Condition> conditions, List<Parameter> parameters,
        @Nullable Choices choices) {
    /** Which way the objective is better. */
    public enum Goal { MINIMIZE, MAXIMIZE }

    public AllocationProblem {
        domains = List.copyOf(domains);
        conditions = List.copyOf(conditions);
        parameters = List.copyOf(parameters);
        requireCount("domains", program.variables(), domains.size());
        requireCount("conditions", program.conditions(), conditions.size());
        requireCount("parameters", program.parameters(), parameters.size());
        if (domains.isEmpty()) {
            throw new IllegalArgumentException("an allocation needs a variable");
        }
    }

    /** A problem without discrete choices. */
    public AllocationProblem(Program program, Goal goal, List<Domain> domains, List<Condition> conditions, List<Parameter> parameters) {
        this(program, goal, domains, conditions, parameters, null);
    }

    /** One row of it, alone. */
    public AllocationProblem at(int row) {
        List<Parameter> fixed = new ArrayList<>();
        for (Parameter parameter : parameters) {
            fixed.add(Parameter.of(parameter.at(row)));
        }
        return new AllocationProblem(program, goal, domains, conditions, fixed, choices);
    }

    AllocationProblem with(List<Parameter> replaced) {
        return new AllocationProblem(program, goal, domains, conditions, replaced, null);
    }

    AllocationProblem with(Program other) {
        return new AllocationProblem(other, goal, domains, conditions, parameters, choices);
    }

    private static void requireCount(String what, int expected, int actual) {
        if (expected != actual) {
            throw new IllegalArgumentException("the program has " + expected + " " + what + ", the problem " + actual);
        }
    }
}
