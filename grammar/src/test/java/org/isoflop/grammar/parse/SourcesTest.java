package org.isoflop.grammar.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Source;
import org.junit.jupiter.api.Test;

final class SourcesTest {
    @Test
    void byteOrderMarkIsNoText() {
        Sources.Decoded decoded = Sources.decode("a", "\uFEFFshow a".getBytes(StandardCharsets.UTF_8));
        assertNull(decoded.mistake());
        assertEquals("show a", decoded.source().text());
    }

    @Test
    void firstBadByteIsNamedWithItsPlace() {
        Sources.Decoded decoded = Sources.decode("a", new byte[] {(byte) 0xC3, (byte) 0xA9, '\n', 'a', (byte) 0xE9, 'b'});
        Diagnostic mistake = decoded.mistake();
        assertEquals("byte 0xE9 is not UTF-8", mistake.message());
        Source source = decoded.source();
        assertEquals("é\na", source.text());
        int at = mistake.labels().getFirst().span().start();
        assertEquals("2:2", source.line(at) + ":" + source.column(at));
    }

    @Test
    void textCutOffWithinACharacter() {
        assertEquals("byte 0xC3 is not UTF-8", Sources.decode("a", new byte[] {'a', (byte) 0xC3}).mistake().message());
    }

    @Test
    void windowsLineBreaks() {
        Source source = Sources.decode("a", "let a = 3 # x\r\nlet b = 4 sec\r\n".getBytes(StandardCharsets.UTF_8)).source();
        Parsed parsed = StudyParser.parse(source);
        assertTrue(parsed.isCorrect());
        assertEquals("# x", parsed.study().comments().getFirst().text());
        assertEquals(2, parsed.study().items().size());
    }
}
