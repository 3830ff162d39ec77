package org.isoflop.stdlib.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OperatorTest {
    @Test
    void wordsAndArityFindTheirOperator() {
        for (Operator operator : Operator.values()) {
            assertSame(operator, Operator.named(operator.word(), operator.arity()), operator.name());
            assertTrue(operator.arity() >= 1 && operator.arity() <= 3);
            assertTrue(operator.doc().endsWith("."));
        }
        assertSame(Operator.NEGATE, Operator.named("-", 1));
        assertSame(Operator.SUBTRACT, Operator.named("-", 2));
        assertNull(Operator.named("arctan", 1));
        assertEquals("clamp(x, lower, upper)", Operator.CLAMP.signature());
    }

    @Test
    void missingPropagatesExceptWhereTheAnswerIsKnown() {
        double missing = Double.NaN;
        for (Operator operator : Operator.values()) {
            boolean knows = operator == Operator.KNOWN;
            double result = operator.apply(missing, missing, missing);
            assertEquals(!knows, Double.isNaN(result), operator.name());
        }
        assertEquals(0, Operator.AND.apply(0, missing));
        assertEquals(0, Operator.AND.apply(missing, 0));
        assertEquals(1, Operator.OR.apply(missing, 1));
        assertEquals(missing, Operator.LESS.apply(1, missing));
        assertEquals(missing, Operator.SELECT.apply(missing, 1, 2));
        assertEquals(1, Operator.SELECT.apply(1, 1, missing));
    }

    @Test
    void roundsHalvesAwayFromZero() {
        assertEquals(3, Operator.ROUND.apply(2.5));
        assertEquals(-3, Operator.ROUND.apply(-2.5));
        assertEquals(0, Operator.ROUND.apply(0.49999999999999994));
        assertEquals(4503599627370497.0, Operator.ROUND.apply(4503599627370497.0));
    }

    @Test
    void binomialCoefficients() {
        assertEquals(10, Operator.CHOOSE.apply(5, 2));
        assertEquals(0, Operator.CHOOSE.apply(2, 5));
        assertEquals(1, Operator.CHOOSE.apply(0, 0));
        assertEquals(100891344545564193334812497256.0, Operator.CHOOSE.apply(100, 50), 1e15);
        assertEquals(1, Operator.CHOOSE.apply(5000, 5000));
    }

    @Test
    void derivativesMatchFiniteDifferences() {
        double[][] points = {{0.4, 1.3, 2.1}, {1.7, 0.6, 0.9}, {2.6, 1.2, 3.8}};
        for (Operator operator : Operator.values()) {
            for (double[] point : points) {
                for (int argument = 0; argument < operator.arity(); argument++) {
                    double step = 1e-6;
                    double[] up = point.clone();
                    double[] down = point.clone();
                    up[argument] += step;
                    down[argument] -= step;
                    double slope = (operator.apply(up[0], up[1], up[2]) - operator.apply(down[0], down[1], down[2])) / (2 * step);
                    double value = operator.apply(point[0], point[1], point[2]);
                    double derivative = operator.derivative(argument, point[0], point[1], point[2], value);
                    assertEquals(slope, derivative, 1e-7 * Math.max(1, Math.abs(slope)), operator.name());
                }
            }
        }
    }
}
