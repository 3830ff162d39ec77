package org.isoflop.repl.bundle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes zip archives that no honest program writes: every field of every header can be given another value. */
final class ArchiveMaker {
    static final int UNICODE = 1 << 11;
    static final int REGULAR = 0100644 << 16;

    private final List<Part> parts = new ArrayList<>();
    private UnaryOperator<byte[]> last = bytes -> bytes;
    private int counted = -1;

    /** What the headers of a file say, each beside what it is. */
    static final class Part {
        byte[] name;
        byte[] localName;
        byte[] content;
        byte[] written;
        int flags = UNICODE;
        int localFlags = -1;
        int method;
        long checksum;
        long compressed;
        long size;
        long localSize = -1;
        int attributes = REGULAR;
        int gap;
        long header = -1;
        byte[] extra = {};
        byte[] behind = {};

        Part(String name, byte[] content) {
            this.name = name.getBytes(StandardCharsets.UTF_8);
            this.content = content;
            this.written = content;
            CRC32 crc = new CRC32();
            crc.update(content);
            this.checksum = crc.getValue();
            this.compressed = content.length;
            this.size = content.length;
        }

        Part deflated() {
            try (Deflater deflater = new Deflater(9, true)) {
                deflater.setInput(content);
                deflater.finish();
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                byte[] buffer = new byte[1 << 16];
                while (!deflater.finished()) {
                    out.write(buffer, 0, deflater.deflate(buffer));
                }
                written = out.toByteArray();
            }
            method = 8;
            compressed = written.length;
            return this;
        }

        /** As programs write it that do not know sizes beforehand. */
        Part describedBehind() {
            flags |= 1 << 3;
            behind = little(16).putInt(0x08074b50).putInt((int) checksum).putInt((int) compressed).putInt((int) size).array();
            return this;
        }
    }

    Part add(String name, String content) {
        return add(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Part add(String name, byte[] content) {
        Part part = new Part(name, content);
        parts.add(part);
        return part;
    }

    ArchiveMaker with(Part part) {
        parts.add(part);
        return this;
    }

    /** Changes the bytes of the whole in the end. */
    ArchiveMaker then(UnaryOperator<byte[]> change) {
        last = change;
        return this;
    }

    /** Lets the end of the archive tell another number of entries. */
    ArchiveMaker counted(int entries) {
        counted = entries;
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Part part : parts) {
            out.writeBytes(new byte[part.gap]);
            part.header = part.header >= 0 ? part.header : out.size();
            byte[] name = part.localName == null ? part.name : part.localName;
            boolean behind = (part.flags & 8) != 0;
            out.writeBytes(little(30).putInt(0x04034b50).putShort((short) 20)
                    .putShort((short) (part.localFlags < 0 ? part.flags : part.localFlags))
                    .putShort((short) part.method).putInt(0).putInt(behind ? 0 : (int) part.checksum)
                    .putInt(behind ? 0 : (int) part.compressed)
                    .putInt(behind ? 0 : (int) (part.localSize < 0 ? part.size : part.localSize)).putShort((short) name.length)
                    .putShort((short) 0).array());
            out.writeBytes(name);
            out.writeBytes(part.written);
            out.writeBytes(part.behind);
        }
        int directory = out.size();
        for (Part part : parts) {
            out.writeBytes(little(46).putInt(0x02014b50).putShort((short) (3 << 8 | 20)).putShort((short) 20).putShort((short) part.flags)
                    .putShort((short) part.method).putInt(0).putInt((int) part.checksum).putInt((int) part.compressed)
                    .putInt((int) part.size)
                    .putShort((short) part.name.length).putShort((short) part.extra.length).putShort((short) 0).putShort((short) 0)
                    .putShort((short) 0).putInt(part.attributes).putInt((int) part.header).array());
            out.writeBytes(part.name);
            out.writeBytes(part.extra);
        }
        short count = (short) (counted < 0 ? parts.size() : counted);
        out.writeBytes(
                little(22).putInt(0x06054b50).putInt(0).putShort(count).putShort(count).putInt(out.size() - directory).putInt(directory)
                        .putShort((short) 0).array());
        return last.apply(out.toByteArray());
    }

    static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
