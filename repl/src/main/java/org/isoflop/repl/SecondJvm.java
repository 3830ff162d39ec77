package org.isoflop.repl;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.repl.command.Exit;

/**
 * Does large work again in a JVM with the optimising compiler. The launcher starts a JVM that compiles quickly and
 * modestly, which is best for a study of ordinary size; where the work turns out large, a second or two for a better
 * compiler are well spent. Nothing was printed until then.
 */
final class SecondJvm {
    private SecondJvm() {
    }

    /** Runs the same command line again; its exit code. */
    static int run(String[] args, Streams streams) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            boolean quick = option.startsWith("-XX:TieredStopAtLevel") || option.startsWith("-XX:AOTCache")
                    || option.startsWith("-Disoflop.patience");
            if (!quick) {
                command.add(option);
            }
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Main.class.getName());
        command.addAll(List.of(args));
        streams.flush();
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException failed) {
            streams.err().println("isoflop: a second JVM could not be started: " + failed.getMessage());
            return Exit.FAULT;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Exit.LIMIT;
        }
    }
}
