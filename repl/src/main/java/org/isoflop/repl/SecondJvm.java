package org.isoflop.repl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.isoflop.repl.command.Exit;
import org.isoflop.stdlib.kernel.BoundKernel;

/**
 * Does large work again in a JVM with the optimising compiler. The launcher starts a JVM that compiles quickly and
 * modestly, which is best for a study of ordinary size; where the work turns out large, half a second for a better compiler
 * is well spent. Nothing was printed until then.
 *
 * <p>Very large work gets the Vector API besides. It takes a second or two of compilation before it gains, and the JVM
 * announces it on standard error, so nothing else does.
 */
final class SecondJvm {
    /** What only the first JVM is told. */
    private static final List<String> FIRST = List.of("-XX:Tier", "-XX:AOTCacheOutput", "-Disoflop.patience");
    /** From how many evaluations of a row on the Vector API gains more than it costs; see the performance notes. */
    private static final double VERY_LARGE = 1e9;
    /**
     * What the optimising compiler is told where a run is so short that it is busier than the loops it is wanted for. Those run over many rows
     * each time they are called, and are compiled after some hundred calls, from their beginning; what is merely called often waits, as it takes
     * longer to compile, with all that would be inlined, than it takes to run. What the compiler tries on branches, on invariant conditions and on
     * the order of instructions, plain loops gain nothing by. A JVM that does not know an option goes without it.
     */
    private static final List<String> LOOPS_FIRST = List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:Tier4MinInvocationThreshold=200",
            "-XX:Tier4CompileThreshold=30000", "-XX:Tier4InvocationThreshold=50000", "-XX:Tier4BackEdgeThreshold=1000000",
            "-XX:FreqInlineSize=100", "-XX:InlineSmallCode=500", "-XX:-PartialPeelLoop", "-XX:-LoopUnswitching", "-XX:-SplitIfBlocks",
            "-XX:-OptoRegScheduling", "-XX:LoopMaxUnroll=8");
    private static final String VECTORS = "jdk.incubator.vector";
    private static final String ANNOUNCEMENT = "WARNING: Using incubator modules: " + VECTORS;

    private SecondJvm() {
    }

    /** Runs the same command line again, whose work is at least so many evaluations of a row; its exit code. */
    static int run(String[] args, Streams streams, double work) {
        boolean vectors = work >= VERY_LARGE && ModuleFinder.ofSystem().find(VECTORS).isPresent();
        ProcessBuilder builder = new ProcessBuilder(command(args, vectors, streams.errTerminal())).inheritIO();
        if (vectors) {
            builder.redirectError(ProcessBuilder.Redirect.PIPE);
        }
        streams.flush();
        try {
            Process process = builder.start();
            // Who tells only this process to end means the other one too, which then gives what it has.
            Runnable end = () -> end(process);
            Interruption.prepare(end);
            if (vectors) {
                pass(process.getErrorStream(), streams.err());
            }
            int code = process.waitFor();
            Interruption.forget(end);
            return code;
        } catch (IOException failed) {
            streams.err().println("isoflop: a second JVM could not be started: " + failed.getMessage());
            return Exit.FAULT;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Exit.LIMIT;
        }
    }

    /** Has a process end in order; what it says of that can still be read. */
    static void end(Process process) {
        // By its handle, since the process itself would close the stream on which it says what it has.
        process.toHandle().destroy();
        try {
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException again) {
            process.destroyForcibly();
        }
    }

    /** Begins what takes long, if this is such a JVM, while the study is still being read. */
    static void prepare() {
        if (ModuleLayer.boot().findModule(VECTORS).isPresent()) {
            BoundKernel.prepare();
        }
    }

    private static List<String> command(String[] args, boolean vectors, boolean terminal) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (!vectors) {
            command.addAll(LOOPS_FIRST);
        }
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (FIRST.stream().noneMatch(option::startsWith)) {
                command.add(option);
            }
        }
        // The cache remembers that the quick compiler was enough for its training run, and would leave it at that.
        command.add("-XX:+UnlockDiagnosticVMOptions");
        command.add("-XX:-AOTReplayTraining");
        // Tables are large arrays, which are made among the old; what is short-lived needs no room that grows with them.
        command.add("-XX:MaxNewSize=16m");
        if (vectors) {
            command.add("--add-modules=" + VECTORS);
            command.add("-D" + Streams.TERMINAL + "=" + terminal);
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Main.class.getName());
        command.addAll(List.of(args));
        return command;
    }

    /** Passes everything on as it comes, except the JVM's announcement where it is a line of its own. */
    static void pass(InputStream from, PrintStream to) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = from.read(); next >= 0; next = from.read()) {
            line.write(next);
            boolean ended = next == '\n';
            if (ended && line.toString(StandardCharsets.UTF_8).stripTrailing().equals(ANNOUNCEMENT)) {
                line.reset();
            } else if (ended || from.available() == 0 && !ANNOUNCEMENT.startsWith(line.toString(StandardCharsets.UTF_8))) {
                line.writeTo(to);
                to.flush();
                line.reset();
            }
        }
        line.writeTo(to);
        to.flush();
    }
}
