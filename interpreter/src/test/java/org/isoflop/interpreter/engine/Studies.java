package org.isoflop.interpreter.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.value.Numbers;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.Structured;
import org.isoflop.interpreter.value.Value;

/** Studies in a folder, and what came of them, in few words. */
final class Studies {
    private final Path folder;

    Studies(Path folder) {
        this.folder = folder;
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** A run that must not fail. */
    Result run(String text) {
        return run(text, RunOptions.defaults());
    }

    Result run(String text, RunOptions options) {
        Result result = Engine.run(write("test.study", text), options);
        for (Result.Finding finding : result.findings()) {
            assertTrue(!finding.diagnostic().isError(), () -> finding.diagnostic().message());
        }
        return result;
    }

    static RunOptions threads(int threads) {
        return new RunOptions(Map.of(), null, null, threads);
    }

    static RunOptions seed(long seed) {
        return new RunOptions(Map.of(), null, seed, 2);
    }

    static RunOptions inputs(String... namesAndTexts) {
        Map<String, String> inputs = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            inputs.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return new RunOptions(inputs, null, null, 2);
    }

    /** A value, a member of one with dots. */
    static Value value(Result result, String path) {
        String[] names = path.split("\\.");
        for (Result.Named named : result.values()) {
            if (named.name().equals(names[0])) {
                Value value = named.value();
                for (int i = 1; i < names.length; i++) {
                    value = value instanceof Structured structured ? structured.member(names[i]) : null;
                }
                if (value != null) {
                    return value;
                }
            }
        }
        return fail("there is no " + path + " among " + result.values());
    }

    static Numbers numbers(Result result, String path) {
        return ((Quantity) value(result, path)).numbers();
    }

    /** A number in its own unit. */
    static double number(Result result, String path) {
        return ((Quantity) value(result, path)).inUnit(0);
    }

    static double[] draws(Result result, String path) {
        return numbers(result, path).draws(0);
    }

    /** The codes of what was found and is not accepted. */
    static List<String> open(Result result) {
        return codes(result, false);
    }

    static List<String> accepted(Result result) {
        return codes(result, true);
    }

    private static List<String> codes(Result result, boolean accepted) {
        List<String> codes = new ArrayList<>();
        for (Result.Finding finding : result.findings()) {
            if (finding.accepted() != null == accepted) {
                codes.add(finding.diagnostic().code().word());
            }
        }
        return codes;
    }
}
