package org.isoflop.repl.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.isoflop.repl.verify.Json.Malformed;
import org.jspecify.annotations.Nullable;

/**
 * A result as it was written down: what was found, and by what. Its text may come from anywhere, so that nothing in it is taken for granted.
 *
 * @param version of the program
 * @param inputs texts of the inputs that were given from outside, by name
 * @param files the modules and data that were read
 * @param outputs the tables that were written, named as they are seen from the output folder
 * @param whole the whole document
 */
public record Recorded(String version, Document study, long seed, Map<String, String> inputs, List<Document> files,
        List<Document> outputs, Json whole) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    public Recorded {
        inputs = new LinkedHashMap<>(inputs);
        files = List.copyOf(files);
        outputs = List.copyOf(outputs);
    }

    /**
     * A file that the result rests on.
     *
     * @param role what it was: a study, a module, data, an output
     * @param name seen from the folder of the study, or of outputs
     */
    public record Document(String role, String name, String sha256) {
    }

    /**
     * Reads what {@code isoflop run --format json} wrote.
     *
     * @throws NoResult if it is something else
     */
    public static Recorded read(byte[] bytes) throws NoResult {
        try {
            return of(Json.read(bytes));
        } catch (Malformed wrong) {
            throw new NoResult(wrong.message());
        }
    }

    private static Recorded of(Json whole) throws NoResult {
        if (whole.member("provenance") == null || !(whole.member("values") instanceof Json.Members)) {
            throw new NoResult("it does not say what it rests on; `isoflop run STUDY --format json` writes what does");
        }
        Json provenance = object(whole, "provenance");
        if (provenance.member("study") instanceof Json.Word) {
            throw new NoResult("it is the value of an expression, not the result of a study");
        }
        Document study = document("study", object(provenance, "study"));
        if (study.name.isBlank() || study.name.contains("/") || study.name.contains("\\")) {
            throw new NoResult("`provenance.study.file` is `" + study.name + "`, not the name of a file alone");
        }
        return new Recorded(text(provenance, "version"), study, seed(provenance), inputs(object(provenance, "inputs")),
                files(provenance), outputs(provenance), whole);
    }

    private static Map<String, String> inputs(Json inputs) throws NoResult {
        Map<String, String> given = new LinkedHashMap<>();
        for (Map.Entry<String, Json> input : inputs instanceof Json.Members(Map<String, Json> all)
                ? all.entrySet()
                : List.<Map.Entry<String, Json>>of()) {
            if (input.getValue().member("given") instanceof Json.Word(String word) && word.equals("true")) {
                given.put(input.getKey(), text(input.getValue(), "text"));
            }
        }
        return given;
    }

    private static List<Document> files(Json provenance) throws NoResult {
        List<Document> files = new ArrayList<>();
        if (!(provenance.member("files") instanceof Json.Elements(List<Json> all))) {
            throw new NoResult("it has no list `provenance.files`");
        }
        for (Json file : all) {
            files.add(document(text(file, "role"), file));
        }
        return files;
    }

    /** Results of studies that write no tables have no such list. */
    private static List<Document> outputs(Json provenance) throws NoResult {
        List<Document> outputs = new ArrayList<>();
        for (Json file : provenance.member("outputs") instanceof Json.Elements(List<Json> all) ? all : List.<Json>of()) {
            Document output = document("output", file);
            if (!isBelow(output.name)) {
                throw new NoResult("`provenance.outputs` names `" + output.name + "`, which is not below an output folder");
            }
            outputs.add(output);
        }
        return outputs;
    }

    private static boolean isBelow(String name) {
        return !name.isBlank() && !name.contains("\\") && !name.contains("\0")
                && List.of(name.split("/", -1)).stream().noneMatch(part -> part.isEmpty() || part.equals("..") || part.equals("."));
    }

    private static Document document(String role, Json file) throws NoResult {
        String hash = text(file, "sha256");
        if (!HASH.matcher(hash).matches()) {
            throw new NoResult("a `sha256` in `provenance` is not 64 hexadecimal digits");
        }
        return new Document(role, text(file, "file"), hash);
    }

    private static long seed(Json provenance) throws NoResult {
        try {
            return Long.parseLong(provenance.member("seed") instanceof Json.Number seed ? seed.text() : "");
        } catch (NumberFormatException none) {
            throw new NoResult("`provenance.seed` is no whole number");
        }
    }

    private static Json object(Json within, String name) throws NoResult {
        if (within.member(name) instanceof Json.Members members) {
            return members;
        }
        throw new NoResult("it has no object `" + name + "` where results have one");
    }

    private static String text(Json within, String name) throws NoResult {
        @Nullable String text = within.text(name);
        if (text == null) {
            throw new NoResult("it has no text `" + name + "` where results have one");
        }
        return text;
    }

    /** What was read is no result of a study. */
    public static final class NoResult extends Exception {
        private static final long serialVersionUID = 1L;

        NoResult(String message) {
            super(message, null, false, false);
        }

        public String message() {
            return String.valueOf(getMessage());
        }
    }
}
