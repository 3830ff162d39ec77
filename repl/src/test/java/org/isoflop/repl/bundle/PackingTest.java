package org.isoflop.repl.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.isoflop.interpreter.file.ContentHash;
import org.isoflop.repl.Main;
import org.isoflop.repl.Streams;
import org.isoflop.repl.command.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle has the same bytes wherever it is made, says the truth of its files, and comes to the same when it is run. */
final class PackingTest {
    private static final String STUDY = """
            study "Größe & <Form>" { seed: 5, author: ["Ada", "Émile"], date: "2026-11" }
            use "teile/längen.study" as parts
            input share = 40%
            data t = csv("tab 1.csv") { x: number, y: number }
            law line(x: number) -> number = a + b * x where a, b free
            fit straight = y ~ line(x) on t { robust: none, bootstrap: 20 }
            show straight.b * share, parts.total
            plot straight to "plot.svg"
            export t to "out table.csv"
            accept few_rows, no_noise because "it is an example"
            """;

    @TempDir Path folder;

    private String err = "";
    private String out = "";

    private Path study(String place) throws IOException {
        Path root = Files.createDirectories(folder.resolve(place));
        Files.createDirectories(root.resolve("teile"));
        Files.writeString(root.resolve("s.study"), STUDY);
        Files.writeString(root.resolve("teile/längen.study"), "data l = tsv(\"../tab 2.tsv\") { z: number }\nlet total = sum(l.z)\n");
        Files.writeString(root.resolve("tab 1.csv"), "x,y\n1,2.1\n2,3.9\n3,6.2\n4,7.9\n5,10.1\n6,11.8\n");
        Files.writeString(root.resolve("tab 2.tsv"), "z\n1\n2\n");
        Files.writeString(root.resolve("unread.csv"), place);
        return root;
    }

    private int isoflop(Path where, String... words) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int exit = Main.run(words, Streams.of(new ByteArrayInputStream(new byte[0]), printed, said), where, Map.of());
        out = printed.toString(StandardCharsets.UTF_8);
        err = said.toString(StandardCharsets.UTF_8);
        return exit;
    }

    @Test
    void the_same_study_gives_the_same_bytes_wherever_and_whenever() throws IOException {
        Path here = study("a");
        Path there = study("some where/else");
        for (String file : List.of("s.study", "tab 1.csv", "teile/längen.study")) {
            Files.setLastModifiedTime(there.resolve(file), FileTime.fromMillis(1_000_000_000_000L));
        }
        assertEquals(Exit.WELL, isoflop(here, "bundle", "s.study", "--set", "share=10%", "--threads", "1", "-o", "b.zip"), () -> err);
        assertEquals(Exit.WELL, isoflop(folder, "bundle", "some where/else/s.study", "--set", "share=10%", "--threads", "3"), () -> err);
        assertArrayEquals(Files.readAllBytes(here.resolve("b.zip")), Files.readAllBytes(there.resolve("out/s.zip")));
    }

    @Test
    void a_bundle_comes_to_what_it_holds() throws IOException {
        assertEquals(Exit.WELL, isoflop(study("a"), "bundle", "s.study", "--set", "share=10%", "-o", "b.zip"), () -> err);
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.move(folder.resolve("a/b.zip"), elsewhere.resolve("b.zip"));
        assertEquals(Exit.WELL, isoflop(elsewhere, "run", "b.zip", "--format", "json"), () -> err);
        try (ZipFile zip = new ZipFile(elsewhere.resolve("b.zip").toFile())) {
            // What is said of the study is said of the bundle now, which is what its user knows.
            assertEquals(text(zip, "results.json"), out.replace("\"b.zip\"", "\"study/s.study\""));
            assertEquals(text(zip, "out/plot.svg"), Files.readString(elsewhere.resolve("out/plot.svg")));
            assertEquals(text(zip, "out/out table.csv"), Files.readString(elsewhere.resolve("out/out table.csv")));
        }
    }

    @Test
    void the_crate_is_one_by_its_specification() throws IOException {
        assertEquals(Exit.WELL, isoflop(study("a"), "bundle", "s.study", "-o", "b.zip"), () -> err);
        try (ZipFile zip = new ZipFile(folder.resolve("a/b.zip").toFile())) {
            JsonNode crate = new ObjectMapper().readTree(text(zip, "ro-crate-metadata.json"));
            assertEquals("https://w3id.org/ro/crate/1.2/context", crate.get("@context").get(0).textValue());
            Map<String, JsonNode> entities = new HashMap<>();
            crate.get("@graph").forEach(entity -> assertEquals(null, entities.put(entity.get("@id").textValue(), entity)));
            JsonNode descriptor = entities.get("ro-crate-metadata.json");
            assertEquals("https://w3id.org/ro/crate/1.2", descriptor.get("conformsTo").get("@id").textValue());
            JsonNode root = entities.get(descriptor.get("about").get("@id").textValue());
            assertEquals("Dataset", root.get("@type").textValue());
            for (String needed : List.of("name", "description", "datePublished", "license")) {
                assertTrue(root.hasNonNull(needed), needed);
            }
            assertEquals("2026-11", root.get("datePublished").textValue());
            Set<String> parts = new HashSet<>();
            root.get("hasPart").forEach(part -> parts.add(part.get("@id").textValue()));
            for (ZipEntry entry : new ArrayList<>(zip.stream().toList())) {
                String identifier = entry.getName().replace(" ", "%20");
                if (!identifier.equals("ro-crate-metadata.json")) {
                    assertTrue(parts.remove(identifier), identifier);
                    assertTrue(entities.get(identifier).get("@type").toString().contains("\"File\""));
                }
                if (entities.get(identifier).has("sha256")) {
                    byte[] bytes = zip.getInputStream(entry).readAllBytes();
                    assertEquals(ContentHash.sha256(bytes), entities.get(identifier).get("sha256").textValue());
                    assertEquals(Integer.toString(bytes.length), entities.get(identifier).get("contentSize").textValue());
                }
            }
            assertEquals(Set.of(), parts);
            crate.get("@graph").forEach(entity -> references(entity, entities));
        }
    }

    /** Flattened: what an entity refers to is an entity, or lies elsewhere. */
    private static void references(JsonNode node, Map<String, JsonNode> entities) {
        node.properties().forEach(property -> {
            List<JsonNode> values = new ArrayList<>();
            if (property.getValue().isArray()) {
                property.getValue().forEach(values::add);
            } else {
                values.add(property.getValue());
            }
            for (JsonNode value : values) {
                if (value.isObject()) {
                    assertEquals(1, value.size());
                    String identifier = value.get("@id").textValue();
                    assertTrue(entities.containsKey(identifier) || identifier.contains("://"), identifier);
                }
            }
        });
    }

    @Test
    void a_name_with_all_its_folders_cannot_be_bundled() throws IOException {
        Path root = study("a");
        String table = root.resolve("tab 1.csv").toString();
        Files.writeString(root.resolve("s.study"), "data t = csv(\"" + table.replace("\\", "/") + "\") { x: number }\nshow mean(t.x)\n");
        assertEquals(Exit.WRONG_STUDY, isoflop(root, "bundle", "s.study"));
        assertTrue(err.contains("with all its folders"), err);
        assertFalse(Files.exists(root.resolve("out/s.zip")));
    }

    @Test
    void names_that_are_one_elsewhere_cannot_be_bundled() throws IOException {
        Path root = study("a");
        Files.writeString(root.resolve("t.csv"), "x\n1\n");
        Files.writeString(root.resolve("T.csv"), "x\n2\n");
        if (Files.readString(root.resolve("t.csv")).contains("1")) {
            Files.writeString(root.resolve("s.study"),
                    "data t = csv(\"t.csv\") { x: number }\ndata u = csv(\"T.csv\") { x: number }\nshow mean(t.x) + mean(u.x)\n");
            assertEquals(Exit.WRONG_STUDY, isoflop(root, "bundle", "s.study"));
            assertTrue(err.contains("are one name on some systems"), err);
        }
    }

    private static String text(ZipFile zip, String name) throws IOException {
        return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
