package org.isoflop.repl.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.isoflop.interpreter.node.Limit;
import org.isoflop.interpreter.node.Limits;
import org.isoflop.repl.bundle.Bundle;
import org.isoflop.repl.bundle.BundleException;
import org.isoflop.repl.bundle.HostileArchives;
import org.junit.jupiter.params.provider.MethodSource;

/** Any archive, and any lock in an honest one, is opened as what it says it is, or refused with what is wrong with it; nothing is left behind. */
final class BundleFuzzTest {
    private static final Limits LIMITS = Limits.DEFAULT.with(Limit.FILE, 1_000_000);

    @MethodSource("org.isoflop.repl.bundle.HostileArchives#seeds")
    @FuzzTest(maxDuration = "20s")
    void opensAnyBytes(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("isoflop-fuzz", ".zip");
        Path laid = null;
        try {
            Files.write(file, bytes.length > 0 && bytes[0] == '{' ? HostileArchives.around(bytes) : bytes);
            try (Bundle bundle = Bundle.open(file, "fuzz.zip", LIMITS)) {
                laid = bundle.folder();
                assertTrue(bundle.study().normalize().startsWith(bundle.readable()));
                assertTrue(Files.isRegularFile(bundle.study()));
                try (Stream<Path> within = Files.walk(laid)) {
                    assertTrue(within.allMatch(path -> Files.isRegularFile(path) || Files.isDirectory(path)));
                }
            } catch (BundleException refused) {
                assertFalse(refused.diagnostic().message().isBlank());
                assertEquals(-1, refused.diagnostic().message().chars().filter(Character::isISOControl).findFirst().orElse(-1));
            }
            assertTrue(laid == null || Files.notExists(laid));
        } finally {
            Files.delete(file);
        }
    }
}
