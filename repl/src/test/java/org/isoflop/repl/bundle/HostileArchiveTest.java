package org.isoflop.repl.bundle;

import static org.isoflop.repl.bundle.HostileArchives.STUDY;
import static org.isoflop.repl.bundle.HostileArchives.TABLE;
import static org.isoflop.repl.bundle.HostileArchives.bundle;
import static org.isoflop.repl.bundle.HostileArchives.lock;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isoflop.interpreter.file.ContentHash;
import org.isoflop.interpreter.node.Limit;
import org.isoflop.interpreter.node.Limits;
import org.isoflop.repl.Main;
import org.isoflop.repl.Streams;
import org.isoflop.repl.command.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives that are not what they seem are refused before anything of them is used. */
final class HostileArchiveTest {
    @TempDir Path folder;

    @ParameterizedTest(name = "{0}")
    @MethodSource({"org.isoflop.repl.bundle.HostileArchives#names", "org.isoflop.repl.bundle.HostileArchives#structures"})
    void archives_that_two_programs_may_read_differently_are_refused(String what, byte[] bytes, String said) throws IOException {
        refuses(bytes, said);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.isoflop.repl.bundle.HostileArchives#contents")
    void archives_that_are_not_what_their_lock_says_are_refused(String what, byte[] bytes, String said) throws IOException {
        refuses(bytes, said);
    }

    @Test
    void bombs_are_refused_by_what_they_say_of_themselves() throws IOException {
        byte[] zeros = new byte[3 << 20];
        ArchiveMaker empty = bundle();
        empty.with(new ArchiveMaker().add("study/x", zeros).deflated());
        assertLimit(Limits.DEFAULT, empty.bytes(), "more than 100 times");

        ArchiveMaker large = bundle();
        large.with(new ArchiveMaker().add("study/x", "y".repeat(2000)));
        Limits little = Limits.DEFAULT.with(Limit.FILE, 1500).with(Limit.OUTPUT, 1000);
        assertLimit(little, large.bytes(), "more than the limit of 1.5K");

        ArchiveMaker many = new ArchiveMaker();
        for (int i = 0; i < 10_001; i++) {
            many.add("study/" + i, "");
        }
        assertLimit(Limits.DEFAULT, many.bytes(), "has 10001 entries");
    }

    private void assertLimit(Limits limits, byte[] bytes, String said) throws IOException {
        BundleException refused = assertThrows(BundleException.class, () -> open(bytes, limits).close());
        assertEquals("limit", refused.diagnostic().code().word());
        assertTrue(refused.diagnostic().message().contains(said), refused.diagnostic().message());
    }

    @Test
    void a_bundle_that_was_cut_off_anywhere_is_refused() throws IOException {
        byte[] whole = bundle().bytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(BundleException.class, () -> open(cut, Limits.DEFAULT).close());
        }
    }

    @Test
    void a_bundle_with_any_byte_changed_is_refused_or_holds_the_same() throws IOException {
        byte[] whole = bundle().bytes();
        int opened = 0;
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= (byte) (1 << i % 8);
            try (Bundle bundle = open(changed, Limits.DEFAULT)) {
                opened++;
                assertEquals(STUDY, Files.readString(bundle.study()));
                assertEquals(TABLE, Files.readString(bundle.readable().resolve("t.csv")));
            } catch (BundleException refused) {
                assertFalse(refused.diagnostic().message().isBlank());
            }
        }
        // Times, permissions and the system that wrote it mean nothing to a bundle; neither does the title of a member of the lock.
        assertTrue(opened < whole.length / 4, opened + " of " + whole.length);
    }

    @Test
    void what_other_programs_write_of_the_same_files_is_opened() throws IOException {
        ArchiveMaker packed = new ArchiveMaker();
        packed.add("study/", "").attributes = 0040755 << 16;
        packed.add("study/a.study", STUDY).deflated().describedBehind();
        packed.add("study/t.csv", TABLE).deflated().extra = new byte[] {0x55, 0x54, 1, 0, 0};
        packed.add("isoflop.lock", lock(Map.of("study/a.study", STUDY, "study/t.csv", TABLE))).describedBehind();
        Path laid;
        try (Bundle bundle = open(packed.bytes(), Limits.DEFAULT)) {
            laid = bundle.folder();
            assertEquals(STUDY, Files.readString(bundle.study()));
        }
        assertFalse(Files.exists(laid));
    }

    @Test
    void an_archive_within_a_bundle_is_a_file_like_others() throws IOException {
        byte[] inner = bundle().bytes();
        String lock = lock(Map.of("study/a.study", STUDY, "study/t.csv", TABLE));
        String entry = "{\"name\": \"study/b.zip\", \"role\": \"data\", \"bytes\": " + inner.length + ", \"sha256\": \""
                + ContentHash.sha256(inner) + "\"},";
        ArchiveMaker outer = bundle(lock.replace("\"files\": [", "\"files\": [" + entry));
        outer.add("study/b.zip", inner);
        try (Bundle bundle = open(outer.bytes(), Limits.DEFAULT)) {
            assertEquals(inner.length, Files.size(bundle.readable().resolve("b.zip")));
            try (Stream<Path> files = Files.list(bundle.readable())) {
                assertEquals(3, files.count());
            }
        }
    }

    private Bundle open(byte[] bytes, Limits limits) throws IOException {
        return Bundle.open(Files.write(folder.resolve("b.zip"), bytes), "b.zip", limits);
    }

    private void refuses(byte[] bytes, String said) throws IOException {
        Path file = Files.write(folder.resolve("b.zip"), bytes);
        long before = temporary();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Main.run(new String[] {"run", file.toString()}, Streams.of(new ByteArrayInputStream(new byte[0]), out, err), folder,
                Map.of());
        String message = err.toString(StandardCharsets.UTF_8);
        assertEquals(Exit.WRONG_STUDY, exit, message);
        assertTrue(message.startsWith("error[bundle]: `b.zip` is refused: "), message);
        assertTrue(message.contains(said), message);
        assertTrue(message.contains("= note: expected: "), message);
        assertTrue(message.codePoints().noneMatch(c -> c < ' ' && c != '\n'), message);
        assertEquals("", out.toString(StandardCharsets.UTF_8));
        assertEquals(before, temporary());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList());
        }
    }

    private static long temporary() throws IOException {
        try (Stream<Path> list = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return list.filter(path -> path.getFileName().toString().startsWith("isoflop-bundle")).count();
        }
    }
}
