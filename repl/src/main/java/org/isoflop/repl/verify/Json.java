package org.isoflop.repl.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON document (RFC 8259) in memory. */
sealed interface Json {
    /** Members in the order of the text. */
    record Members(Map<String, Json> all) implements Json {
    }

    record Elements(List<Json> all) implements Json {
    }

    /** A number, with the digits it was written in. */
    record Number(String text, double value) implements Json {
    }

    record Text(String value) implements Json {
    }

    /** {@code true}, {@code false} or {@code null}. */
    record Word(String word) implements Json {
    }

    /** A text that is no JSON. */
    final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message, null, false, false);
        }

        String message() {
            return String.valueOf(getMessage());
        }
    }

    /** The names of expressions are their texts, which may be long; nothing else is out of the ordinary. */
    JsonFactory FACTORY = JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder().maxNameLength(10_000_000).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /**
     * Reads a document in UTF-8, UTF-16 or UTF-32.
     *
     * @throws Malformed if it is none, if something follows it, if a name stands twice in an object, or if it nests deeper than 1000
     */
    static Json read(byte[] bytes) throws Malformed {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new Malformed("it is empty");
            }
            Json whole = value(parser, first);
            if (parser.nextToken() != null) {
                throw new Malformed("something follows the JSON in line " + parser.currentTokenLocation().getLineNr());
            }
            return whole;
        } catch (JsonProcessingException wrong) {
            JsonLocation place = wrong.getLocation();
            throw new Malformed(place == null
                    ? "it nests deeper, or has longer words, than any result"
                    : "it is no JSON from line " + place.getLineNr() + ", column " + place.getColumnNr() + " on");
        } catch (IOException wrong) {
            throw new Malformed("it is no JSON: its characters are broken");
        }
    }

    private static Json value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Json> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    members.put(name, value(parser, parser.nextToken()));
                }
                yield new Members(members);
            }
            case START_ARRAY -> {
                List<Json> elements = new ArrayList<>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    elements.add(value(parser, next));
                }
                yield new Elements(elements);
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Number(parser.getText(), parser.getDoubleValue());
            case VALUE_STRING -> new Text(parser.getText());
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> new Word(parser.getText());
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalStateException("no value begins with " + token);
        };
    }

    /** A member of an object, null where there is none. */
    default @Nullable Json member(String name) {
        return this instanceof Members(Map<String, Json> all) ? all.get(name) : null;
    }

    /** The text of a member, null where it is no text. */
    default @Nullable String text(String name) {
        return member(name) instanceof Text(String value) ? value : null;
    }
}
