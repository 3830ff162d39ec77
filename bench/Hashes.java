import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isoflop.repl.Main;
import org.isoflop.repl.Streams;

/**
 * Runs studies and prints for each the SHA-256 of all that came of it: its JSON, its exit code, and the files it wrote.
 *
 * <p>{@code java -cp … Hashes.java THREADS FOLDER STUDY…} writes below FOLDER, whose name is part of the JSON.
 */
final class Hashes {
    public static void main(String[] words) throws IOException {
        Path out = Path.of(words[1]).toAbsolutePath();
        for (String study : List.of(words).subList(2, words.length)) {
            System.out.println(hash(Path.of(study).toAbsolutePath(), words[0], out) + "  " + study);
            System.out.flush();
        }
        System.exit(0);
    }

    private static String hash(Path study, String threads, Path out) throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        String[] command = {"run", study.getFileName().toString(), "--format", "json", "--threads", threads, "--out", out.toString()};
        int exit = Main.run(command, Streams.of(new ByteArrayInputStream(new byte[0]), json, new ByteArrayOutputStream()),
                study.getParent(), Map.of());
        MessageDigest digest = sha256();
        digest.update(json.toByteArray());
        digest.update((byte) exit);
        if (Files.exists(out)) {
            try (Stream<Path> walk = Files.walk(out)) {
                for (Path file : walk.sorted().toList()) {
                    digest.update(out.relativize(file).toString().getBytes());
                    digest.update(Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0]);
                }
            }
            try (Stream<Path> walk = Files.walk(out)) {
                for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        String keep = System.getProperty("keep", "");
        if (!keep.isEmpty()) {
            Path copy = Path.of(keep).resolve(study.getParent().getFileName() + "-" + study.getFileName() + ".json");
            Files.createDirectories(copy.getParent());
            Files.write(copy, json.toByteArray());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
