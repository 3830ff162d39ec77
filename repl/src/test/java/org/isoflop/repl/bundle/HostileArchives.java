package org.isoflop.repl.bundle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.isoflop.interpreter.file.ContentHash;
import org.junit.jupiter.params.provider.Arguments;

/** Archives that are to be refused, each by what is wrong with it, its bytes and what is said of it; and the honest one behind them. */
public final class HostileArchives {
    static final String STUDY = "data t = csv(\"t.csv\") { x: number }\nshow mean(t.x)\nexpect mean(t.x) == 1.5\n";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    static final String TABLE = "x\n1\n2\n";

    private HostileArchives() {
    }

    /** The honest bundle that the hostile ones are made of. */
    static ArchiveMaker bundle() {
        return bundle(lock(Map.of("study/a.study", STUDY, "study/t.csv", TABLE)));
    }

    static ArchiveMaker bundle(String lock) {
        ArchiveMaker maker = new ArchiveMaker();
        maker.add("isoflop.lock", lock);
        maker.add("study/a.study", STUDY);
        maker.add("study/t.csv", TABLE);
        return maker;
    }

    static String lock(Map<String, String> files) {
        List<LockedFile> locked = new ArrayList<>();
        files.forEach((name, text) -> locked.add(new LockedFile(name, name.endsWith(".study") ? Role.STUDY : Role.DATA,
                text.getBytes(StandardCharsets.UTF_8).length, ContentHash.sha256(text.getBytes(StandardCharsets.UTF_8)))));
        locked.sort(Comparator.comparing(LockedFile::name));
        return new String(new Lock("0.1.0", "study/a.study", Map.of(), 0, 1000, locked).bytes(), StandardCharsets.UTF_8);
    }

    private static Arguments of(String what, String said, Consumer<ArchiveMaker> change) {
        ArchiveMaker maker = bundle();
        change.accept(maker);
        return Arguments.of(what, maker.bytes(), said);
    }

    private static Arguments named(String name, String said) {
        return of("named " + name, said, maker -> maker.add(name, "show 1"));
    }

    private static Arguments locked(String what, String said, String lock) {
        return Arguments.of(what, bundle(lock).bytes(), said);
    }

    static Stream<Arguments> names() {
        return Stream.of(named("../evil.study", "leads out of the bundle"), named("study/../../evil.study", "leads out of the bundle"),
                named("study/..", "leads out of the bundle"), named("/etc/evil", "has an absolute name"), named("//host/evil", "absolute"),
                named("..\\evil", "has a backslash"), named("study\\evil", "has a backslash"), named("C:/evil", "has a colon"),
                named("C:evil", "has a colon"), named("t.csv:stream", "has a colon"), named("", "has no name"), named("a//b", "is empty"),
                named("./a", "is empty"), named("a/./b", "is empty"), named("a.", "some systems would cut"),
                named("a /b", "some systems would cut"), named("a\u0000b", "cannot be seen"), named("a\nb", "cannot be seen"),
                named("a\u001b[31mb", "cannot be seen"), named("\u202Egpj.study", "cannot be seen"),
                named("a".repeat(1001), "1001 characters"),
                of("a name in no character set", "is not UTF-8", maker -> maker.add("x", "").name = new byte[] {'a', (byte) 0xFF}),
                of("a name in an old character set", "not marked as UTF-8", maker -> {
                    ArchiveMaker.Part part = maker.add("é", "");
                    part.flags = 0;
                }));
    }

    static Stream<Arguments> structures() {
        return Stream.of(
                of("a symbolic link", "is a link", maker -> maker.add("study/link", "/etc/passwd").attributes = 0120777 << 16),
                of("a device", "is a link or a device", maker -> maker.add("study/null", "").attributes = 0020666 << 16),
                of("a folder by its type alone", "is a link or a device", maker -> maker.add("study/x", "").attributes = 0040755 << 16),
                of("a file twice", "two entries have one name", maker -> maker.add("study/t.csv", TABLE)),
                of("the lock twice", "two entries have one name: `isoflop.lock`", maker -> maker.add("isoflop.lock", "{}")),
                of("a file twice by case", "two entries have one name", maker -> maker.add("study/T.CSV", TABLE)),
                of("a file twice by composition", "two entries have one name", maker -> {
                    maker.add("study/\u00e9", "");
                    maker.add("study/e\u0301", "");
                }), of("a file as a folder", "which is a file", maker -> maker.add("study/t.csv/x", "")),
                of("a folder with content", "has 1 bytes in 1", maker -> {
                    ArchiveMaker.Part part = maker.add("study/x/", "y");
                    part.attributes = 0040755 << 16;
                }),
                of("an encrypted file", "is encrypted", maker -> maker.add("study/x", "y").flags |= 1),
                of("an encrypted directory", "is encrypted", maker -> maker.add("study/x", "y").flags |= 1 << 13),
                of("another method", "by a method", maker -> maker.add("study/x", "y").method = 12),
                of("another name before its bytes", "in one way before its bytes",
                        maker -> maker.add("study/x", "y").localName = "study/z".getBytes(StandardCharsets.UTF_8)),
                of("another size before its bytes", "in one way before its bytes", maker -> maker.add("study/x", "y").localSize = 7),
                of("other flags before its bytes", "in one way before its bytes", maker -> maker.add("study/x", "y").localFlags = 0),
                of("other words behind its bytes", "in one way behind its bytes",
                        maker -> maker.add("study/x", "y").describedBehind().behind[8]++),
                of("bytes between entries", "begins behind 3 bytes that belong to no entry", maker -> maker.add("study/x", "y").gap = 3),
                of("overlapping entries", "does not fit before what follows it", maker -> maker.add("study/x", STUDY).header = 10),
                of("too long an entry", "does not fit", maker -> maker.add("study/x", "y").deflated().compressed += 2000),
                of("more than 4 GB", "4 GB", maker -> {
                    ArchiveMaker.Part part = maker.add("study/x", "y");
                    part.size = 0xFFFFFFFFL;
                    part.compressed = 0xFFFFFFFFL;
                }),
                of("more entries than there are", "no entry at byte", maker -> maker.counted(4)),
                of("fewer entries than there are", "bytes more than its 2 entries", maker -> maker.counted(2)),
                of("something before it", "does not lie at its end", maker -> maker.then(bytes -> joined(new byte[10], bytes))),
                of("something behind it", "something follows it", maker -> maker.then(bytes -> joined(bytes, new byte[10]))),
                of("no archive", "does not end as a zip archive", maker -> maker.then(bytes -> STUDY.getBytes(StandardCharsets.UTF_8))),
                of("nothing", "is empty", maker -> maker.then(bytes -> new byte[0])));
    }

    static Stream<Arguments> contents() {
        String other = lock(Map.of("study/a.study", STUDY, "study/t.csv", "x\n1\n3\n"));
        String more = lock(Map.of("study/a.study", STUDY, "study/t.csv", TABLE, "study/u.csv", TABLE));
        String less = lock(Map.of("study/a.study", STUDY));
        String good = lock(Map.of("study/a.study", STUDY, "study/t.csv", TABLE));
        return Stream.of(locked("another hash", "is not the file that was packed: its hash is", other),
                locked("a file too few", "has no `study/u.csv`", more), locked("a file too many", "is not in its lock", less),
                locked("a lock that is no JSON", "is not JSON: see line 1", "{oh"), locked("an empty lock", "is no object", ""),
                locked("a lock of another kind", "has a member `x`", "{\"x\": 1}"), locked("a lock that goes on", "goes on", good + "{}"),
                locked("a member twice", "is not JSON", good.replaceFirst("\\{", "{\"seed\": 1, ")),
                locked("a later lock", "is of format 2", good.replace("\"format\": 1", "\"format\": 2")),
                locked("no format", "has no `format`", good.replace("\"format\": 1,", "")),
                locked("no study", "names `study/b.study` as the study",
                        good.replace("\"study\": \"study/a.study\"", "\"study\": \"study/b.study\"")),
                locked("a table as the study", "as the study", good.replace("\"study\": \"study/a.study\"", "\"study\": \"study/t.csv\"")),
                locked("a file elsewhere", "leads out of the bundle", good.replace("study/t.csv", "study/../../t.csv")),
                locked("data at the top", "which lies below `study/`", good.replace("study/t.csv", "t.csv")),
                locked("a file twice", "twice", good.replaceAll("(?s)(\\{\"name\": \"study/t.csv\".*?\\})", "$1, $1")),
                locked("a seed of many digits", "is not JSON", good.replace("\"seed\": 0", "\"seed\": " + "9".repeat(400))),
                locked("a nested lock", "that is no text", "{\"inputs\": {\"x\": " + "[".repeat(100_000)),
                Arguments.of("no lock", without(), "holds no `isoflop.lock`"),
                content("more bytes than declared", "is larger than", "y".repeat(5000), part -> part.deflated().size = 10),
                content("fewer bytes than declared", "has 5 bytes, not the 6", "yyyyy", part -> part.deflated().size = 6),
                content("another checksum", "checksum is another", "y", part -> part.checksum++),
                content("no deflated bytes", "cannot be expanded", "y".repeat(50),
                        part -> Arrays.fill(part.deflated().written, (byte) 0xFF)),
                content("half of the deflated bytes", "ends early", LETTERS, part -> rewrite(part, part.deflated().written.length / 2)),
                content("bytes behind the deflated ones", "goes on behind its end", LETTERS,
                        part -> rewrite(part, part.deflated().written.length + 1)));
    }

    private static void rewrite(ArchiveMaker.Part part, int length) {
        part.written = Arrays.copyOf(part.written, length);
        part.compressed = length;
    }

    /** A bundle with one file more, which is in its lock too. */
    private static Arguments content(String what, String said, String text, Consumer<ArchiveMaker.Part> change) {
        ArchiveMaker.Part part = new ArchiveMaker().add("study/x.csv", text);
        change.accept(part);
        String lock = lock(Map.of("study/a.study", STUDY, "study/t.csv", TABLE, "study/x.csv", text))
                .replaceFirst("(\"study/x.csv\", \"role\": \"data\", \"bytes\": )[0-9]+", "$1" + part.size);
        return Arguments.of(what, bundle(lock).with(part).bytes(), said);
    }

    private static byte[] without() {
        ArchiveMaker maker = new ArchiveMaker();
        maker.add("study/a.study", STUDY);
        return maker.bytes();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** The honest bundle with another lock. */
    public static byte[] around(byte[] lock) {
        ArchiveMaker maker = new ArchiveMaker();
        maker.add("isoflop.lock", lock);
        maker.add("study/a.study", STUDY);
        maker.add("study/t.csv", TABLE);
        return maker.bytes();
    }

    /** All of them and honest ones, with a lock alone, as seeds of a search for others. */
    public static Stream<Arguments> seeds() {
        ArchiveMaker packed = new ArchiveMaker();
        packed.add("study/a.study", STUDY).deflated().describedBehind();
        packed.add("study/t.csv", TABLE).deflated();
        packed.add("isoflop.lock", lock(Map.of("study/a.study", STUDY, "study/t.csv", TABLE)));
        Stream<byte[]> honest = Stream.of(bundle().bytes(), packed.bytes(),
                lock(Map.of("study/a.study", STUDY, "study/t.csv", TABLE)).getBytes(StandardCharsets.UTF_8));
        Stream<byte[]> hostile = Stream.of(names(), structures(), contents()).flatMap(each -> each).map(each -> (byte[]) each.get()[1]);
        return Stream.concat(honest, hostile).map(bytes -> Arguments.of((Object) bytes));
    }
}
