package org.isoflop.repl.bundle;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the lock of a bundle; what is not exactly a lock is refused. */
final class LockReader {
    private static final String EXPECTED = "the lock as `isoflop bundle` wrote it";
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z.+-]{1,40}");
    private static final JsonFactory JSON = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(4).maxStringLength(100_000).maxNumberLength(20).build())
            .build();

    private final JsonParser json;
    private final String archive;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<String, String> inputs = new LinkedHashMap<>();
    private final List<LockedFile> files = new ArrayList<>();

    private LockReader(JsonParser json, String archive) {
        this.json = json;
        this.archive = archive;
    }

    /** @param archive as its user calls it */
    static Lock read(byte[] bytes, String archive) throws IOException {
        // A lock is UTF-8; given bytes, the parser would guess, and broken UTF-32 is no exception of JSON to it.
        try (JsonParser json = JSON.createParser(new String(bytes, StandardCharsets.UTF_8))) {
            return new LockReader(json, archive).lock();
        } catch (JacksonException malformed) {
            throw wrong(archive, "is not JSON" + (malformed.getLocation() == null
                    ? ""
                    : ": see line " + malformed.getLocation().getLineNr() + ", column " + malformed.getLocation().getColumnNr()));
        }
    }

    private Lock lock() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw wrong("is no object");
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "isoflop", "study" -> texts.put(name, text(name));
                case "format", "seed", "draws" -> numbers.put(name, number(name));
                case "inputs" -> inputs();
                case "files" -> files();
                default -> throw wrong("has a member `" + EntryName.shown(name) + "`");
            }
            if (name.equals("format") && number(numbers, name) != Lock.FORMAT) {
                throw BundleException.of(archive, "its lock is of format " + numbers.get(name), "format " + Lock.FORMAT
                        + "; a later version of the program may know it");
            }
        }
        if (json.nextToken() != null) {
            throw wrong("goes on behind its end");
        }
        number(numbers, "format");
        String version = text(texts, "isoflop");
        if (!VERSION.matcher(version).matches()) {
            throw wrong("has no version");
        }
        Lock lock = new Lock(version, text(texts, "study"), inputs, number(numbers, "seed"), (int) number(numbers, "draws"), files);
        check(lock);
        return lock;
    }

    private void inputs() throws IOException {
        if (!json.hasToken(JsonToken.START_OBJECT)) {
            throw wrong("has `inputs` that are no object");
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            inputs.put(name, text(name));
        }
    }

    private void files() throws IOException {
        if (!json.hasToken(JsonToken.START_ARRAY)) {
            throw wrong("has `files` that are no array");
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
            Map<String, String> words = new HashMap<>();
            long bytes = -1;
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                switch (name) {
                    case "name", "role", "sha256" -> words.put(name, text(name));
                    case "bytes" -> bytes = number(name);
                    default -> throw wrong("has a member `" + EntryName.shown(name) + "` of a file");
                }
            }
            files.add(file(text(words, "name"), text(words, "role"), bytes, text(words, "sha256")));
        }
        if (!json.hasToken(JsonToken.END_ARRAY)) {
            throw wrong("has something among its `files` that is none");
        }
    }

    private LockedFile file(String name, String word, long bytes, String sha256) throws BundleException {
        Role role = Role.of(word);
        String mistake = EntryName.mistake(name);
        if (mistake != null || name.endsWith("/")) {
            throw BundleException.of(archive, "the file `" + EntryName.shown(name) + "` of its lock "
                    + (mistake == null ? "is a folder" : mistake), EntryName.RULE);
        }
        if (role != null && role.isInput() != name.startsWith(Bundle.STUDY + "/")) {
            throw wrong("says that `" + EntryName.shown(name) + "` is " + word + ", which lies " + (role.isInput() ? "" : "not ")
                    + "below `" + Bundle.STUDY + "/`");
        }
        if (role == null || bytes < 0 || !HASH.matcher(sha256).matches()) {
            throw wrong("says no role, size or hash of `" + EntryName.shown(name) + "`");
        }
        return new LockedFile(name, role, bytes, sha256);
    }

    private void check(Lock lock) throws BundleException {
        Map<String, LockedFile> named = new HashMap<>();
        for (LockedFile file : lock.files()) {
            if (named.put(EntryName.key(file.name()), file) != null || file.name().equals(Lock.NAME)) {
                throw wrong("names `" + EntryName.shown(file.name()) + "` twice, or names itself");
            }
        }
        LockedFile study = named.get(EntryName.key(lock.study()));
        if (study == null || !study.name().equals(lock.study()) || study.role() != Role.STUDY) {
            throw wrong("names `" + EntryName.shown(lock.study()) + "` as the study, which is none of its files");
        }
    }

    private String text(String member) throws IOException {
        if (!json.hasToken(JsonToken.VALUE_STRING)) {
            throw wrong("has `" + EntryName.shown(member) + "` that is no text");
        }
        return json.getText();
    }

    private long number(String member) throws IOException {
        if (!json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            throw wrong("has `" + EntryName.shown(member) + "` that is no whole number");
        }
        return json.getLongValue();
    }

    private String text(Map<String, String> members, String name) throws BundleException {
        return present(members.get(name), name);
    }

    private long number(Map<String, Long> members, String name) throws BundleException {
        return present(members.get(name), name);
    }

    private <T> T present(@Nullable T value, String name) throws BundleException {
        if (value == null) {
            throw wrong("has no `" + name + "`");
        }
        return value;
    }

    private BundleException wrong(String what) {
        return wrong(archive, what);
    }

    private static BundleException wrong(String archive, String what) {
        return BundleException.of(archive, "its `" + Lock.NAME + "` " + what, EXPECTED);
    }
}
