package org.isoflop.interpreter.table;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.isoflop.interpreter.file.Folder;

/** Run by hand: how long a million rows of three numbers take, plain and with a quoted header. */
final class TableReaderTiming {
    private static final int ROWS = 1_000_000;

    private TableReaderTiming() {
    }

    public static void main(String[] arguments) throws IOException {
        Path file = Files.createTempFile("rows", ".csv");
        try {
            for (String header : List.of("N,D,L", "\"N\",D,L")) {
                write(file, header);
                for (int round = 0; round < 6; round++) {
                    report(System.out, header, file);
                }
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void write(Path file, String header) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        WholeFile.write(file, writer -> {
            writer.write(header + "\n");
            for (int row = 0; row < ROWS; row++) {
                writer.write(Math.exp(random.nextDouble(13, 25)) + "," + Math.exp(random.nextDouble(18, 30))
                        + "," + random.nextDouble(1.6, 4) + "\n");
            }
        });
    }

    private static void report(PrintStream out, String header, Path file) {
        long start = System.nanoTime();
        RawTable table = TableReader.read(ReadFormat.CSV,
                Folder.confined(file.getParent(), List.of(file.getParent())).file(file.toString()), "rows.csv", new Request(List.of(
                        new Request.Column("N", Request.Kind.NUMBER, false), new Request.Column("D", Request.Kind.NUMBER, false),
                        new Request.Column("L", Request.Kind.NUMBER, false))));
        out.printf(Locale.ROOT, "%s: %d rows in %.0f ms%n", header, table.rowCount(), (System.nanoTime() - start) / 1e6);
    }
}
