package org.isoflop.repl.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isoflop.interpreter.engine.Provenance;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.repl.Version;
import org.isoflop.repl.printer.Ink;
import org.isoflop.repl.printer.Ink.Role;
import org.isoflop.repl.printer.JsonWriter;
import org.isoflop.repl.verify.Comparison;
import org.isoflop.repl.verify.Difference;
import org.isoflop.repl.verify.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * What came of running a study again.
 *
 * @param version of the program that wrote the result
 * @param files what the result rests on and what was written, and what both would be now
 */
record Verification(String version, List<File> files, Comparison comparison) {
    private static final int SHOWN = 20;
    private static final int LONGEST = 60;

    /**
     * A file then and now.
     *
     * @param then its SHA-256, null where it was not read
     * @param now the same now
     */
    record File(String role, String name, @Nullable String then, @Nullable String now) {
        boolean isSame() {
            return then != null && then.equals(now);
        }

        private String change() {
            String done = role.equals("output") ? "written" : "read";
            return then == null
                    ? "was not " + done + " then"
                    : now == null
                            ? "is not " + done + " now"
                            : "SHA-256 " + then.substring(0, 12) + "… then, " + now.substring(0, 12) + "… now";
        }
    }

    /** @param lying what was written as it lies there by now */
    static Verification of(Recorded then, Result now, List<File> lying, Comparison comparison) {
        Map<List<String>, String> fresh = new LinkedHashMap<>();
        Provenance provenance = now.provenance();
        if (provenance != null) {
            provenance.files().forEach(file -> fresh.put(List.of(word(file.role()), file.name()), file.sha256()));
        }
        List<File> files = new ArrayList<>();
        Provenance.Document study = provenance == null ? null : provenance.study();
        // Under --study it may have another name.
        files.add(new File(then.study().role(), then.study().name(), then.study().sha256(), study == null ? null : study.sha256()));
        for (Recorded.Document file : then.files()) {
            files.add(new File(file.role(), file.name(), file.sha256(), fresh.remove(List.of(file.role(), file.name()))));
        }
        fresh.forEach((file, hash) -> files.add(new File(file.getFirst(), file.getLast(), null, hash)));
        files.addAll(outputs(then, now));
        files.addAll(lying);
        return new Verification(then.version(), List.copyOf(files), comparison);
    }

    /** What was written then, and what is written now. */
    private static List<File> outputs(Recorded then, Result now) {
        Map<String, String> fresh = new LinkedHashMap<>();
        now.files().forEach(file -> fresh.put(file.name(), file.sha256()));
        List<File> files = new ArrayList<>();
        for (Recorded.Document file : then.outputs()) {
            files.add(new File(file.role(), file.name(), file.sha256(), fresh.remove(file.name())));
        }
        fresh.forEach((name, hash) -> files.add(new File("output", name, null, hash)));
        return files;
    }

    private static String word(Provenance.Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /** Whether the same files gave the same values, whichever version of the program read them. */
    boolean holds() {
        return comparison.differences().isEmpty() && files.stream().allMatch(File::isSame);
    }

    String text(Ink ink) {
        StringBuilder text = new StringBuilder();
        for (File file : files) {
            String name = file.role + " `" + file.name + "`";
            line(text, file.isSame() ? ink.of(Role.GOOD, "same") + "     " : ink.of(Role.ERROR, "CHANGED") + "  ",
                    file.isSame() ? name : name + ": " + file.change());
        }
        boolean sameVersion = version.equals(Version.TEXT);
        line(text, ink.of(Role.GOOD, sameVersion ? "same" : "other") + (sameVersion ? "     " : "    "),
                "version " + version + (sameVersion ? "" : " then, " + Version.TEXT + " now"));
        for (Difference each : comparison.gravest(SHOWN)) {
            line(text, ink.of(Role.ERROR, "DIFFERS") + "  ",
                    cut(each.place()) + ": " + cut(each.then()) + " then, " + cut(each.now()) + " now"
                            + (each.amount().isEmpty() ? "" : ": " + each.amount()));
        }
        int count = comparison.differences().size();
        if (count > SHOWN) {
            line(text, "         ", "and " + (count - SHOWN) + " more");
        }
        line(text, "",
                count == 0 ? comparison.compared() + " values, all the same" : count + " of " + comparison.compared() + " values differ");
        return text.toString();
    }

    /** Results may come from anywhere: what they say must not steer a terminal. */
    private static void line(StringBuilder text, String mark, String words) {
        text.append(mark).append(words.replaceAll("\\p{Cntrl}", "\uFFFD")).append('\n');
    }

    private static String cut(String words) {
        return words.length() <= LONGEST
                ? words
                : words.substring(0, words.offsetByCodePoints(0, words.codePointCount(0, LONGEST) - 1)) + "…";
    }

    void print(JsonWriter json) {
        json.object().name("ok").value(holds()).name("version").line().name("then").value(version).name("now").value(Version.TEXT).end();
        json.name("files").array();
        for (File file : files) {
            json.line().name("role").value(file.role).name("file").value(file.name).name("then").value(file.then).name("now")
                    .value(file.now).end();
        }
        json.end().name("compared").value(comparison.compared()).name("differences").array();
        for (Difference each : comparison.differences()) {
            json.line().name("place").value(each.place()).name("then").value(each.then()).name("now").value(each.now());
            json.name("share").value(each.share()).name("width").value(each.width()).end();
        }
        json.end().end();
    }
}
