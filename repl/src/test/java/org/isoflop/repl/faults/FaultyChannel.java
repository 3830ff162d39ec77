package org.isoflop.repl.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;

/** A file that was opened; what fails while writing has written half of it before. */
final class FaultyChannel implements SeekableByteChannel {
    private final SeekableByteChannel real;
    private final Path file;
    private final boolean writes;

    FaultyChannel(SeekableByteChannel real, Path file, boolean writes) {
        this.real = real;
        this.file = file;
        this.writes = writes;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        FaultPlan.before(Operation.READ, file);
        return real.read(into);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        try {
            FaultPlan.before(Operation.WRITE, file);
        } catch (IOException fault) {
            from.limit(from.position() + from.remaining() / 2);
            real.write(from);
            throw fault;
        }
        return real.write(from);
    }

    @Override
    public void close() throws IOException {
        boolean open = real.isOpen();
        real.close();
        if (open && writes) {
            FaultPlan.before(Operation.CLOSE, file);
        }
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public SeekableByteChannel position(long to) throws IOException {
        real.position(to);
        return this;
    }

    @Override
    public long size() throws IOException {
        return real.size();
    }

    @Override
    public SeekableByteChannel truncate(long to) throws IOException {
        real.truncate(to);
        return this;
    }

    @Override
    public boolean isOpen() {
        return real.isOpen();
    }
}
