package org.isoflop.repl.bundle;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isoflop.repl.printer.JsonWriter;
import org.isoflop.stdlib.Locales;

/**
 * Describes a bundle for whoever collects research data, by RO-Crate 1.2 (Research Object Crate, https://w3id.org/ro/crate/1.2): the
 * bundle as a data set, its files, and the run as an action that made some of them of others.
 */
final class Crate {
    /** The name of the description in the archive. */
    static final String NAME = "ro-crate-metadata.json";
    private static final String SPECIFICATION = "https://w3id.org/ro/crate/1.2";
    /** RO-Crate itself has no word for a hash; this one is of its profile of workflow runs. */
    private static final String HASH = "https://w3id.org/ro/terms/workflow-run#sha256";
    /** A date has to be there. This is the time of every file in the archive. */
    private static final String NO_DATE = "1980-02-01";
    private static final Map<String, String> FORMATS = Map.ofEntries(Map.entry("study", "text/plain"), Map.entry("csv", "text/csv"),
            Map.entry("tsv", "text/tab-separated-values"), Map.entry("json", "application/json"), Map.entry("lock", "application/json"),
            Map.entry("parquet", "application/vnd.apache.parquet"), Map.entry("yaml", "application/yaml"),
            Map.entry("yml", "application/yaml"), Map.entry("svg", "image/svg+xml"), Map.entry("png", "image/png"),
            Map.entry("html", "text/html"), Map.entry("md", "text/markdown"), Map.entry("txt", "text/plain"));

    private final About about;
    private final List<Piece> pieces;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonWriter json;
    private final PrintStream out;

    /** @param pieces all files but the lock and this one */
    Crate(About about, List<Piece> pieces) {
        this.about = about;
        this.pieces = pieces;
        this.out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        this.json = new JsonWriter(out);
    }

    /** The description as JSON-LD, flattened and compacted. */
    byte[] bytes() {
        json.object().name("@context").list().value(SPECIFICATION + "/context").line().name("sha256").value(HASH).end().end();
        json.name("@graph").array();
        entity(NAME, "CreativeWork").name("conformsTo");
        reference(SPECIFICATION).name("about");
        reference("./").end();
        root();
        pieces.forEach(this::file);
        entity(Lock.NAME, "File").name("name").value(Lock.NAME).name("description").value("The size and SHA-256 of every other file")
                .name("encodingFormat").value(format(Lock.NAME)).end();
        run();
        entity("#isoflop", "SoftwareApplication").name("name").value("Isoflop").name("version").value(about.version()).end();
        entity("#language", "ComputerLanguage").name("name").value("Isoflop").end();
        about.authors().forEach(author -> entity(author(author), "Person").name("name").value(author).end());
        about.inputs()
                .forEach((name, text) -> entity(input(name), "PropertyValue").name("name").value(name).name("value").value(text).end());
        json.end().end();
        out.flush();
        return bytes.toByteArray();
    }

    private void root() {
        entity("./", "Dataset").name("name").value(about.title()).name("description").value(description());
        json.name("datePublished").value(about.date() == null ? NO_DATE : about.date());
        if (about.edition() != null) {
            json.name("version").value(about.edition());
        }
        license();
        if (!about.authors().isEmpty()) {
            json.name("author");
            references(about.authors().stream().map(Crate::author).toList());
        }
        List<String> parts = new ArrayList<>(pieces.stream().map(piece -> identifier(piece.name())).toList());
        parts.addFirst(Lock.NAME);
        json.name("hasPart");
        references(parts);
        json.name("mainEntity");
        reference(identifier(named(Role.STUDY).getFirst().name()));
        json.name("mentions");
        reference("#run").end();
    }

    private String description() {
        String own = about.description() == null ? "A scaling-law study with its data and its results." : about.description().strip();
        return about.date() == null ? own + "\n\nThe study does not say a date, so that the date of publication here is none." : own;
    }

    private void license() {
        List<Piece> licenses = named(Role.LICENSE);
        json.name("license");
        if (licenses.isEmpty()) {
            json.value("No licence lies beside the study: ask its authors what may be done with it.");
        } else {
            reference(identifier(licenses.getFirst().name()));
        }
    }

    private void file(Piece piece) {
        json.object().name("@id").value(identifier(piece.name())).name("@type");
        if (piece.role() == Role.STUDY || piece.role() == Role.MODULE) {
            json.list().value("File").value("SoftwareSourceCode").end();
            json.name("programmingLanguage");
            reference("#language");
        } else {
            json.value("File");
        }
        json.name("name").value(piece.name()).name("description").value(words(piece.role()));
        json.name("encodingFormat").value(format(piece.name())).name("contentSize").value(Long.toString(piece.bytes()));
        json.name("sha256").value(piece.sha256()).end();
    }

    private static String words(Role role) {
        return switch (role) {
            case STUDY -> "The study";
            case MODULE -> "A study that the study uses";
            case DATA -> "A table that the study reads";
            case RESULT -> "What the study came to";
            case OUTPUT -> "A file that the study wrote";
            case LICENSE -> "The licence that lies beside the study";
            case METADATA -> "A description of the other files";
        };
    }

    private void run() {
        String study = named(Role.STUDY).getFirst().name();
        StringBuilder line = new StringBuilder("isoflop run ").append(study).append(" --root ").append(Bundle.STUDY);
        about.inputs().forEach((name, text) -> line.append(" --set '").append(name).append('=').append(text).append('\''));
        entity("#run", "CreateAction").name("name").value("The run of the study").name("description")
                .value(line.append(" --seed ").append(about.seed()).toString());
        json.name("instrument");
        reference("#isoflop");
        if (!about.authors().isEmpty()) {
            json.name("agent");
            references(about.authors().stream().map(Crate::author).toList());
        }
        List<String> objects = new ArrayList<>(identifiers(Role.STUDY, Role.MODULE, Role.DATA));
        about.inputs().keySet().forEach(name -> objects.add(input(name)));
        json.name("object");
        references(objects);
        json.name("result");
        references(identifiers(Role.RESULT, Role.OUTPUT));
        json.name("actionStatus");
        reference("http://schema.org/CompletedActionStatus").end();
    }

    private JsonWriter entity(String identifier, String type) {
        return json.object().name("@id").value(identifier).name("@type").value(type);
    }

    private JsonWriter reference(String identifier) {
        return json.line().name("@id").value(identifier).end();
    }

    private void references(List<String> identifiers) {
        json.array();
        identifiers.forEach(this::reference);
        json.end();
    }

    private List<Piece> named(Role role) {
        return pieces.stream().filter(piece -> piece.role() == role).toList();
    }

    private List<String> identifiers(Role... roles) {
        List<Role> wanted = List.of(roles);
        return pieces.stream().filter(piece -> wanted.contains(piece.role())).map(piece -> identifier(piece.name())).toList();
    }

    private static String author(String name) {
        return "#" + identifier("author-" + name);
    }

    private static String input(String name) {
        return "#" + identifier("input-" + name);
    }

    /** A name as a relative reference by RFC 3987: letters of all scripts stay, what means something there does not. */
    private static String identifier(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints().forEach(character -> {
            if (character <= ' ' || character < 0x7F && "\"#%<>?[\\]^`{|}".indexOf(character) >= 0) {
                text.append(String.format(Locales.NONE, "%%%02X", character));
            } else {
                text.appendCodePoint(character);
            }
        });
        return text.toString();
    }

    private static String format(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return name.startsWith("LICENSE") || name.startsWith("COPYING")
                ? "text/plain"
                : FORMATS.getOrDefault(ending, "application/octet-stream");
    }
}
