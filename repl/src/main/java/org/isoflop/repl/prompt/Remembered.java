package org.isoflop.repl.prompt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.isoflop.repl.file.FileMishap;
import org.jline.reader.impl.history.DefaultHistory;

/**
 * Entries of this session and of those before it, in a file. Where that cannot be read or written it is said once, and entries are then
 * remembered for as long as the session lasts.
 */
public final class Remembered extends DefaultHistory {
    /** Bytes of a file with as many entries as are kept, all of them long. */
    private static final long LONGEST = 64 << 20;

    private final Path file;
    private final Consumer<String> complaints;
    private boolean lost;

    /** @param complaints takes what is wrong with the file, a sentence without its full stop */
    public Remembered(Path file, Consumer<String> complaints) {
        this.file = file;
        this.complaints = complaints;
        LibraryLog.silence();
    }

    /** Something that is done with the file. */
    private interface Work {
        void run() throws IOException;
    }

    private void attempt(Work work) {
        if (lost) {
            return;
        }
        try {
            work.run();
        } catch (IOException failed) {
            lose(FileMishap.reason(failed));
        } catch (UncheckedIOException failed) {
            lose(failed.getCause() instanceof IOException cause && !(cause instanceof CharacterCodingException)
                    ? FileMishap.reason(cause)
                    : "it is not UTF-8 text");
        } catch (IllegalArgumentException damaged) {
            lose("it holds something else");
        }
    }

    private void lose(String reason) {
        lost = true;
        complaints.accept("entries are not remembered in `" + file + "`: " + reason);
    }

    @Override
    public void load() {
        attempt(() -> {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new IOException("it is not a file");
            }
            if (Files.exists(file) && Files.size(file) > LONGEST) {
                throw new IOException("it has more than " + LONGEST + " bytes");
            }
            super.load();
        });
    }

    @Override
    public void save() {
        attempt(() -> {
            long before = Files.exists(file) ? Files.size(file) : 0;
            try {
                super.save();
            } catch (IOException | UncheckedIOException failed) {
                cut(before);
                throw failed;
            }
        });
    }

    /** Takes away the half of an entry, which the next one would be joined to. */
    private void cut(long length) {
        try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        } catch (IOException left) {
            // Nothing can be written here.
        }
    }
}
