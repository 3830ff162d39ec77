package org.isoflop.repl.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.isoflop.repl.printer.JsonWriter;

/** Whatever is written as JSON is read as what it was. */
final class JsonFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void readsBackAsItWas(FuzzedDataProvider data) throws JsonProcessingException {
        double number = data.consumeRegularDouble();
        boolean truth = data.consumeBoolean();
        String name = data.consumeString(100);
        String text = data.consumeRemainingAsString();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            new JsonWriter(out).array().object().name(name).value(text).end().value(number).value(truth).missing().end();
        }
        JsonNode read = new ObjectMapper().readTree(bytes.toString(StandardCharsets.UTF_8));
        assertEquals(whole(text), read.get(0).properties().iterator().next().getValue().asText());
        assertEquals(whole(name), read.get(0).properties().iterator().next().getKey());
        assertEquals(number, read.get(1).asDouble());
        assertEquals(truth, read.get(2).asBoolean());
        assertEquals(true, read.get(3).isNull());
    }

    /** Halves of surrogate pairs are no characters and cannot be encoded. */
    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
