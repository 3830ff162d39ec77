package org.isoflop.interpreter.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client of the Debug Adapter Protocol, as editors are, stops a study at a line of its file. */
final class DebugAdapterTest {
    @TempDir Path folder;

    @Test
    @Timeout(60)
    void editorStopsAtDeclaration() throws Exception {
        Path file = Files.writeString(folder.resolve("plan.study"), "let N = 70B params\n\nlet D =\n    20 tokens/param * N\nshow D\n");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        CompletableFuture<Double> result = new CompletableFuture<>();
        // Not on the common pool: the adapter works on it, and on a small machine it has one thread.
        new Thread(() -> run(file, port, result), "study").start();
        try (Client client = new Client(port)) {
            client.send("initialize",
                    "{\"adapterID\": \"isoflop\", \"linesStartAt1\": true, \"columnsStartAt1\": true, \"pathFormat\": \"path\"}");
            client.until("\"event\":\"initialized\"");
            client.send("attach", "{}");
            client.until("\"command\":\"attach\"");
            client.send("setBreakpoints", "{\"source\": {\"path\": \"" + file + "\"}, \"breakpoints\": [{\"line\": 3}]}");
            client.send("configurationDone", "{}");
            String stopped = client.until("\"event\":\"stopped\"");
            assertTrue(stopped.contains("breakpoint"), stopped);
            String thread = stopped.replaceAll(".*\"threadId\":(\\d+).*", "$1");
            client.send("stackTrace", "{\"threadId\": " + thread + "}");
            String trace = client.until("\"stackFrames\"");
            assertTrue(trace.contains("\"line\":3"), trace);
            assertTrue(trace.contains("plan.study"), trace);
            assertTrue(trace.contains("\"name\":\"D\""), trace);
            client.send("continue", "{\"threadId\": " + thread + "}");
            assertEquals(1.4e12, result.get(30, TimeUnit.SECONDS));
        }
    }

    /** What goes wrong after the result is there is only the adapter missing its client. */
    private static void run(Path file, int port, CompletableFuture<Double> result) {
        try (Context context = Context.newBuilder("isoflop").option("engine.WarnInterpreterOnly", "false")
                .option("dap", "127.0.0.1:" + port)
                .option("dap.Suspend", "false").option("dap.WaitAttached", "true").err(OutputStream.nullOutputStream())
                .logHandler(OutputStream.nullOutputStream()).build()) {
            result.complete(context.eval(Source.newBuilder("isoflop", file.toFile()).build()).getMember("D").asDouble());
        } catch (IOException | PolyglotException exception) {
            result.completeExceptionally(exception);
        }
    }

    /** Sends requests and reads messages, each behind its length. */
    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final DataInputStream in;
        private int count;

        Client(int port) throws Exception {
            this.socket = connect(port);
            socket.setSoTimeout(20_000);
            this.in = new DataInputStream(socket.getInputStream());
        }

        /** The server begins to listen some time after the context was asked for. */
        private static Socket connect(int port) throws Exception {
            for (int i = 0; i < 300; i++) {
                try {
                    return new Socket(InetAddress.getLoopbackAddress(), port);
                } catch (IOException exception) {
                    Thread.sleep(50);
                }
            }
            throw new IOException("nobody listens on " + port);
        }

        void send(String command, String arguments) throws IOException {
            count++;
            byte[] body = ("{\"seq\": " + count + ", \"type\": \"request\", \"command\": \"" + command + "\", \"arguments\": " + arguments
                    + "}")
                    .getBytes(StandardCharsets.UTF_8);
            socket.getOutputStream().write(("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
        }

        /** The next message that contains a text. */
        String until(String text) throws IOException {
            while (true) {
                int length = 0;
                for (String line = line(); !line.isEmpty(); line = line()) {
                    length = line.startsWith("Content-Length: ") ? Integer.parseInt(line.substring(16)) : length;
                }
                String message = new String(in.readNBytes(length), StandardCharsets.UTF_8);
                if (message.contains(text)) {
                    return message;
                }
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (byte next = in.readByte(); next != '\n'; next = in.readByte()) {
                if (next != '\r') {
                    line.append((char) next);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
