package org.isoflop.interpreter.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a host sees of each kind of value; run with assertions, so that the contracts of the messages are checked too. */
final class ValuesAtHostTest {
    private final Host host = new Host();

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void studyHasItsItemsAsMembers() {
        Value study = host.run("input days: days = 30 days\nlet half = days / 2\nlet twice(x) = 2 * x\nunit image\n");
        assertEquals(Set.of("days", "half"), study.getMemberKeys());
        assertEquals(30, study.getMember("days").asDouble());
        assertEquals(15, study.getMember("half").asDouble());
        assertNull(study.getMember("twice"));
        assertFalse(study.canInvokeMember("days"));
    }

    @Test
    void quantityIsNumberInItsUnit() {
        Value value = host.value("70B params");
        assertTrue(value.isNumber());
        assertTrue(value.fitsInDouble());
        assertTrue(value.fitsInLong());
        assertFalse(value.fitsInInt());
        assertEquals(70e9, value.asDouble());
        assertEquals(70_000_000_000L, value.asLong());
        assertEquals(BigInteger.valueOf(70_000_000_000L), value.asBigInteger());
        assertThrows(ClassCastException.class, value::asInt);
        assertEquals(Set.of("value", "unit", "lower", "upper"), value.getMemberKeys());
        assertEquals("params", value.getMember("unit").asString());
        assertEquals(70e9, value.getMember("value").asDouble());
        assertEquals("", value.getMember("value").getMember("unit").asString());
        assertEquals(70e9, value.getMember("lower").asDouble());
        assertEquals("70B params", value.toString());
        assertFalse(value.hasArrayElements());
        assertFalse(value.isNull());
        assertThrows(UnsupportedOperationException.class, () -> value.putMember("value", 1));
    }

    @Test
    void numberThatNoSmallerTypeHolds() {
        Value tenth = host.value("0.1");
        assertFalse(tenth.fitsInLong());
        assertFalse(tenth.fitsInFloat());
        assertFalse(tenth.fitsInBigInteger());
        assertEquals(0.1, tenth.asDouble());
        Value zero = host.value("-0.0");
        assertFalse(zero.fitsInInt());
        assertEquals(-0.0, zero.asDouble());
        Value byteSized = host.value("-128 tokens");
        assertTrue(byteSized.fitsInShort());
        assertEquals(-128, byteSized.asInt());
        Value large = host.value("2^60");
        assertFalse(large.fitsInLong());
        assertEquals(BigInteger.TWO.pow(60), large.asBigInteger());
    }

    @Test
    void compoundUnitsAreNotScaledToBaseUnits() {
        Value rate = host.value("2 FLOP/hour");
        assertEquals(2, rate.asDouble());
        assertEquals("FLOP/hour", rate.getMember("unit").asString());
        assertEquals(1.5, host.value("36 hours as days").asDouble());
    }

    @Test
    void uncertainQuantityHasItsInterval() {
        Value value = host.value("normal(3..5 days, 95%)");
        assertTrue(value.isNumber());
        assertEquals(4, value.asDouble(), 1e-12);
        double lower = value.getMember("lower").asDouble();
        double upper = value.getMember("upper").asDouble();
        assertEquals(3, lower, 0.15);
        assertEquals(5, upper, 0.15);
        assertEquals("days", value.getMember("lower").getMember("unit").asString());
    }

    @Test
    void columnIsArray() {
        Value column = host.value("[1, 2, missing] * 1K tokens");
        assertTrue(column.hasArrayElements());
        assertFalse(column.isNumber());
        assertEquals(3, column.getArraySize());
        assertEquals(2000, column.getArrayElement(1).asDouble());
        assertEquals("tokens", column.getArrayElement(1).getMember("unit").asString());
        assertTrue(column.getArrayElement(2).isNull());
        assertEquals("tokens", column.getMember("unit").asString());
        assertEquals(2000, column.getMember("value").getArrayElement(1).asDouble());
        assertThrows(ArrayIndexOutOfBoundsException.class, () -> column.getArrayElement(3));
        assertThrows(ArrayIndexOutOfBoundsException.class, () -> column.getArrayElement(-1));
        assertThrows(ClassCastException.class, column::asDouble);
    }

    @Test
    void truthTextAndMissing() {
        assertTrue(host.value("1 < 2").asBoolean());
        assertFalse(host.value("not true").asBoolean());
        Value truths = host.value("[1, 3, missing] < 2");
        assertEquals(List.of(true, false), List.of(truths.getArrayElement(0).asBoolean(), truths.getArrayElement(1).asBoolean()));
        assertTrue(truths.getArrayElement(2).isNull());
        assertThrows(ClassCastException.class, truths::asBoolean);
        Value text = host.value("\"Gopher\"");
        assertTrue(text.isString());
        assertEquals("Gopher", text.asString());
        Value texts = host.value("[\"a\", \"b\"]");
        assertEquals("b", texts.getArrayElement(1).asString());
        Value missing = host.value("missing");
        assertTrue(missing.isNull());
        Value unknown = host.value("missing + 1 token");
        assertTrue(unknown.isNull());
        assertFalse(unknown.isNumber());
        assertFalse(unknown.hasMembers());
    }

    @Test
    void rangeRecordVectorAndList() {
        Value range = host.value("10..200 tokens/param");
        assertEquals(10, range.getMember("lower").asDouble());
        assertEquals("tokens/param", range.getMember("upper").getMember("unit").asString());
        Value record = host.value("{ name: \"Gopher\", N: 280B params }");
        assertEquals(List.of("name", "N"), List.copyOf(record.getMemberKeys()));
        assertEquals(280e9, record.getMember("N").asDouble());
        Value vector = host.value("{ web: 0.6, code: 0.4 }");
        assertEquals(0.4, vector.getMember("code").asDouble());
        assertNull(vector.getMember("books"));
        Value list = host.value("[[1, 2], [3]]");
        assertEquals(2, list.getArraySize());
        assertEquals(3, list.getArrayElement(1).getArrayElement(0).asDouble());
        assertThrows(ArrayIndexOutOfBoundsException.class, () -> list.getArrayElement(2));
    }

    @Test
    void tableIsArrayOfRowsWithColumnsAsMembers() {
        Value table = host.run("""
                data runs = [["a", 1, true], ["b", 2, false]] {
                    name: text
                    N: params
                    dense: truth
                    twice = 2 * N
                }
                """).getMember("runs");
        assertEquals(2, table.getArraySize());
        assertEquals(List.of("name", "N", "dense", "twice"), List.copyOf(table.getMemberKeys()));
        assertEquals("b", table.getArrayElement(1).getMember("name").asString());
        assertEquals(4, table.getArrayElement(1).getMember("twice").asDouble());
        assertFalse(table.getArrayElement(1).getMember("dense").asBoolean());
        assertEquals(1, table.getMember("N").getArrayElement(0).asDouble());
        assertThrows(ArrayIndexOutOfBoundsException.class, () -> table.getArrayElement(2));
    }
}
