package org.isoflop.interpreter.table;

import java.util.function.Supplier;
import org.isoflop.interpreter.file.FileState;
import org.isoflop.interpreter.file.InputFile;

/** Reading a file that nobody may write meanwhile: half of one table and half of another would be a table that never was. */
public final class SteadyFile {
    private SteadyFile() {
    }

    /**
     * Reads a file.
     *
     * @param before how it was when it was decided to read it
     * @param displayName the file in messages, as the user named it
     * @param reading opens the file as often as it likes; what it says of a file that changed is not heard
     * @throws TableException if the file is another afterwards
     */
    public static <T> T read(InputFile input, FileState before, String displayName, Supplier<T> reading) {
        try {
            T read = reading.get();
            hold(input, before, displayName);
            return read;
        } catch (RuntimeException failed) {
            hold(input, before, displayName);
            throw failed;
        }
    }

    private static void hold(InputFile input, FileState before, String displayName) {
        if (!FileState.of(input.path()).equals(before)) {
            throw new TableException(TableProblem.ofFile(TableProblem.Kind.CHANGED, displayName, null,
                    "run the study again when nothing writes to the file"));
        }
    }
}
