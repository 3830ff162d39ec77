package org.isoflop.interpreter.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isoflop.interpreter.function.Function.Parameter;
import org.isoflop.stdlib.operator.Operator;
import org.junit.jupiter.api.Test;

class FunctionsTest {
    @Test
    void everyFunctionIsFoundAndDocumented() {
        assertNull(Functions.find("nothing"));
        for (Function function : Functions.all()) {
            Function.Signature signature = function.signature();
            assertSame(function, Functions.find(signature.name()));
            assertTrue(signature.documentation().endsWith("."), signature.name());
            assertTrue(signature.example().contains(signature.name() + "("), signature.name());
            boolean optional = false;
            for (Parameter parameter : signature.parameters()) {
                assertTrue(parameter.optional() || !optional, signature.text());
                optional |= parameter.optional();
            }
        }
        assertEquals(Functions.all().size(), Functions.names().size());
    }

    /** Only `min` and `max` are both: with two arguments operators, with one or many functions. */
    @Test
    void noFunctionHidesAnOperator() {
        for (Operator operator : Operator.values()) {
            if (operator != Operator.MIN && operator != Operator.MAX) {
                assertNull(Functions.find(operator.word()), operator.word());
            }
        }
    }

    @Test
    void headsAreReadFromTheirText() {
        Function.Signature head = Definition.head("f(a, b?, on:columns, per?:)", "Doc.", "f(1)");
        assertEquals("f(a, b?, on: …, per: …)", head.text());
        assertEquals(Parameter.required("a"), head.parameters().getFirst());
        assertEquals(Parameter.ofColumns("on", false), head.labels().getFirst());
        assertEquals(Parameter.optional("per"), head.labels().getLast());
        assertEquals(Parameter.repeated("x"), Definition.head("f(x…)", "Doc.", "f(1)").parameters().getFirst());
    }
}
