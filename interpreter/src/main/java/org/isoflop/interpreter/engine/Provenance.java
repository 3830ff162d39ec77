package org.isoflop.interpreter.engine;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a result rests on: with the version of the program, all that is needed to come to it again. Nothing in it depends on the machine, on
 * the time or on how many threads worked.
 *
 * @param study the file that was run, null where an expression was evaluated without one
 * @param inputs every input of the study by name, in file order
 * @param level the probability that intervals cover
 * @param files the modules and then the data that were read, in the order of their names
 */
public record Provenance(@Nullable Document study, Map<String, Input> inputs, long seed, int draws, double level, List<Document> files) {
    public Provenance {
        inputs = new LinkedHashMap<>(inputs);
        files = List.copyOf(files);
    }

    /** The study, then the modules, then the data. */
    public List<Document> documents() {
        List<Document> all = new java.util.ArrayList<>(files);
        if (study != null) {
            all.addFirst(study);
        }
        return all;
    }

    /**
     * The value of an input.
     *
     * @param text as it was given, or else as it stands in the study
     * @param given whether it was given from outside
     */
    public record Input(String text, boolean given) {
    }

    /** What a file is to a result. */
    public enum Role {
        STUDY, MODULE, DATA
    }

    /**
     * A file that a result rests on.
     *
     * @param file where it lies
     * @param name where it lies, seen from the folder of the study, with {@code /} between its parts on every system
     * @param sha256 of the bytes that were read
     */
    public record Document(Role role, Path file, String name, long bytes, String sha256) {
    }
}
