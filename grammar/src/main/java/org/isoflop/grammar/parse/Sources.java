package org.isoflop.grammar.parse;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.jspecify.annotations.Nullable;

/** From the bytes of a file to its text: UTF-8, with or without a byte order mark, lines ended in any usual way. */
public final class Sources {
    private Sources() {
    }

    /**
     * A text, or up to the first bad byte the part of it that could be read.
     *
     * @param mistake the first byte that is not UTF-8, null where all is well
     */
    public record Decoded(Source source, @Nullable Diagnostic mistake) {
    }

    /** Decodes a file under the name that diagnostics show for it. */
    public static Decoded decode(String name, byte[] bytes) {
        int start = hasByteOrderMark(bytes) ? 3 : 0;
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        ByteBuffer input = ByteBuffer.wrap(bytes, start, bytes.length - start);
        CharBuffer output = CharBuffer.allocate(bytes.length - start);
        CoderResult result = decoder.decode(input, output, true);
        Source source = new Source(name, output.flip().toString());
        if (!result.isError()) {
            return new Decoded(source, null);
        }
        int end = source.text().length();
        String bad = String.format(Locale.ROOT, "0x%02X", bytes[input.position()] & 0xFF);
        Diagnostic mistake = Diagnostic.of(Code.UNREADABLE_TEXT, "byte " + bad + " is not UTF-8")
                .at(source, new Span(end, end))
                .fix("save the file as UTF-8");
        return new Decoded(source, mistake);
    }

    private static boolean hasByteOrderMark(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }
}
