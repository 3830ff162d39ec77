package org.isoflop.repl.printer;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.engine.Provenance;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.file.WrittenFile;
import org.isoflop.interpreter.value.TableValue;
import org.isoflop.interpreter.value.Value;
import org.isoflop.repl.Version;
import org.isoflop.repl.file.FileNames;
import org.jspecify.annotations.Nullable;

/** Prints results as one JSON object; its members and their order are part of what users rely on. */
public record JsonPrinter(FileNames names) {

    private static final Set<String> LISTED = Set.of("input", "let", "data", "fit", "allocate", "sweep");

    /** A whole result. Of a data table only the number of rows is printed, unless it was shown. */
    public void print(Result result, List<Path> plots, JsonWriter json) {
        json.object();
        json.name("study").value(result.title());
        json.name("ok").value(result.ok());
        json.name("values").object();
        values(result, new JsonValues(json, result.display().level()), json);
        json.end();
        expectations(result.expectations(), json);
        json.name("diagnostics").array();
        for (Result.Finding finding : result.findings()) {
            diagnostic(finding.diagnostic(), finding.accepted(), json);
        }
        json.end();
        json.name("files").array();
        for (WrittenFile file : result.files()) {
            json.value(names.of(file.file()));
        }
        for (Path file : plots) {
            json.value(names.of(file));
        }
        json.end();
        if (result.provenance() != null) {
            json.name("provenance");
            provenance(result.provenance(), result.files(), json);
        }
        json.end();
    }

    /** What is needed to come to the same result, as {@code isoflop verify} reads it. */
    private static void provenance(Provenance provenance, List<WrittenFile> outputs, JsonWriter json) {
        json.object().name("version").value(Version.TEXT).name("study");
        Provenance.Document study = provenance.study();
        if (study == null) {
            json.missing();
        } else {
            json.line().name("file").value(study.name()).name("bytes").value(study.bytes()).name("sha256").value(study.sha256()).end();
        }
        json.name("seed").whole(provenance.seed()).name("draws").value(provenance.draws()).name("level").value(provenance.level());
        json.name("inputs").object();
        provenance.inputs().forEach((name, input) -> json.name(name).line().name("text").value(input.text()).name("given")
                .value(input.given()).end());
        json.end().name("files").array();
        for (Provenance.Document file : provenance.files()) {
            json.line().name("role").value(file.role().name().toLowerCase(Locale.ROOT)).name("file").value(file.name());
            json.name("bytes").value(file.bytes()).name("sha256").value(file.sha256()).end();
        }
        json.end();
        if (!outputs.isEmpty()) {
            json.name("outputs").array();
            for (WrittenFile file : outputs) {
                json.line().name("file").value(file.name()).name("bytes").value(file.bytes()).name("sha256").value(file.sha256()).end();
            }
            json.end();
        }
        json.end();
    }

    private static void values(Result result, JsonValues values, JsonWriter json) {
        Set<String> shown = new HashSet<>();
        for (Result.Shown output : result.outputs()) {
            shown.add(output.source());
        }
        Set<String> printed = new HashSet<>();
        for (Result.Named named : result.values()) {
            if (LISTED.contains(named.word()) && printed.add(named.name())) {
                json.name(named.name());
                value(named.value(), !named.word().equals("data") || shown.contains(named.name()), values);
            }
        }
        for (Result.Shown output : result.outputs()) {
            if (printed.add(output.source())) {
                json.name(output.source());
                value(output.value(), true, values);
            }
        }
    }

    private static void value(Value value, boolean shown, JsonValues values) {
        if (value instanceof TableValue table) {
            values.table(table, shown);
        } else {
            values.value(value);
        }
    }

    /** The member {@code expectations}. */
    public void expectations(List<Result.Expectation> expectations, JsonWriter json) {
        json.name("expectations").array();
        for (Result.Expectation expectation : expectations) {
            json.line().name("text").value(expectation.text()).name("ok").value(expectation.ok()).name("actual")
                    .value(expectation.actual()).end();
        }
        json.end();
    }

    /** Diagnostics without a result: {@code {"ok": …, "diagnostics": […]}}. */
    public void print(List<Diagnostic> diagnostics, JsonWriter json) {
        json.object().name("ok").value(diagnostics.stream().noneMatch(Diagnostic::isError));
        json.name("diagnostics").array();
        for (Diagnostic diagnostic : diagnostics) {
            diagnostic(diagnostic, null, json);
        }
        json.end().end();
    }

    /** One element of {@code diagnostics}. */
    public void diagnostic(Diagnostic diagnostic, @Nullable String accepted, JsonWriter json) {
        notice(Notice.of(diagnostic, accepted, names), json);
    }

    /** A mistake that left nothing else to say, in the shape of diagnostics without a result. */
    public static void print(Notice mistake, JsonWriter json) {
        json.object().name("ok").value(false).name("diagnostics").array();
        notice(mistake, json);
        json.end().end();
    }

    private static void notice(Notice notice, JsonWriter json) {
        json.line().name("severity").value(notice.severity()).name("code").value(notice.code());
        json.name("accepted").value(notice.accepted()).name("message").value(notice.message());
        Notice.Place place = notice.place();
        if (place == null) {
            json.name("file").missing().name("line").missing().name("column").missing();
        } else {
            json.name("file").value(place.file()).name("line").value(place.line()).name("column").value(place.column());
        }
        json.name("help").value(notice.help()).name("notes").list();
        notice.notes().forEach(json::value);
        json.end().name("labels").list();
        notice.labels().forEach(label -> label(label, json));
        json.end().end();
    }

    private static void label(Notice.Place label, JsonWriter json) {
        json.line().name("file").value(label.file()).name("line").value(label.line()).name("column").value(label.column());
        json.name("end_line").value(label.endLine()).name("end_column").value(label.endColumn()).name("text").value(label.text()).end();
    }
}
